package lint

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// hideSecrets masks what findings quote: a value with a token in it may be wrong
// in other ways too. It does so even when the rule secret is off.
func (p *Pass) hideSecrets() {
	if len(p.secrets) == 0 {
		return
	}
	mask := maskOf(p.secrets)
	p.Index.hide(p.Path, mask)
	for n := range p.findings {
		p.findings[n].mask(mask)
	}
}

// maskedText stands where a secret was. No secret has brackets, so that none can
// come about around it.
const maskedText = "[masked]"

// maskOf replaces secrets, the longest first. Rules quote, lower and split what
// they read, so each is looked for as it is, as %q writes it, and in those of
// its words that are no words of a language.
func maskOf(found []match) *strings.Replacer {
	seen := make(map[string]bool)
	for _, m := range found {
		v := m.value()
		quoted := strconv.Quote(v)
		for _, s := range append(tellingWords(v), v, quoted[1:len(quoted)-1]) {
			seen[s], seen[strings.ToLower(s)] = true, true
		}
	}
	words := slices.SortedFunc(maps.Keys(seen), func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	pairs := make([]string, 0, 2*len(words))
	for _, s := range words {
		pairs = append(pairs, s, maskedText)
	}
	return strings.NewReplacer(pairs...)
}

// tellingWords are the parts of a secret with eight characters or more, a digit
// among them.
func tellingWords(v string) []string {
	words := strings.FieldsFunc(v, func(r rune) bool { return r == '_' || r > unicode.MaxASCII || !wordByte(byte(r)) })
	return slices.DeleteFunc(words, func(s string) bool { return len(s) < 8 || !strings.ContainsAny(s, "0123456789") })
}

func (f *Finding) mask(r *strings.Replacer) {
	f.Subject, f.Message, f.Help = r.Replace(f.Subject), r.Replace(f.Message), r.Replace(f.Help)
}

// hide remembers what must not be told of a file by the rules that look across
// files.
func (x *Index) hide(path string, r *strings.Replacer) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.masks == nil {
		x.masks = make(map[string]*strings.Replacer)
	}
	x.masks[path] = r
}

// hideSecrets masks a finding of a rule that looks across files.
func (x *Index) hideSecrets(f *Finding) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if r := x.masks[f.File]; r != nil {
		f.mask(r)
	}
}
