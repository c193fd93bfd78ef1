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
		mask.finding(&p.findings[n])
		p.findings[n].Suggest = nil // it is what stands in the file
	}
}

// maskedText stands where a secret was. No secret has brackets, so that none can
// come about around it.
const maskedText = "[masked]"

// ellipsis ends what a rule quotes in part.
const ellipsis = "…"

// mask takes the secrets of one file out of texts.
type mask struct {
	whole *strings.Replacer
	begun map[string]bool // what secrets begin with, where a quotation may end
}

// What is shown of a secret that a quotation cut off, and how far a quotation
// reaches at most, in bytes.
const (
	shownAtMost  = 4
	quotedAtMost = 80
)

// maskOf looks for each secret as it is, as %q writes it, and in its words, the
// longest first: rules quote, lower and split what they read.
func maskOf(found []match) *mask {
	seen, begun := make(map[string]bool), make(map[string]bool)
	for _, m := range found {
		v := m.value()
		quoted := strconv.Quote(v)
		for _, s := range append(wordsOf(v), v, quoted[1:len(quoted)-1]) {
			seen[s], seen[strings.ToLower(s)] = true, true
			for n := shownAtMost + 1; n < min(len(s), quotedAtMost); n++ {
				begun[s[:n]] = true
			}
		}
	}
	words := slices.SortedFunc(maps.Keys(seen), func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	pairs := make([]string, 0, 2*len(words))
	for _, s := range words {
		pairs = append(pairs, s, maskedText)
	}
	return &mask{strings.NewReplacer(pairs...), begun}
}

// wordsOf are the parts of a secret with eight characters or more that are no
// words of a language: the lines of a key, the groups of a token.
func wordsOf(v string) []string {
	lines := strings.FieldsFunc(v, func(r rune) bool { return unicode.IsSpace(r) || r == '\\' })
	words := strings.FieldsFunc(v, func(r rune) bool { return r == '_' || r > unicode.MaxASCII || !wordByte(byte(r)) })
	return slices.DeleteFunc(append(lines, words...), func(s string) bool { return len(s) < 8 || !strings.ContainsAny(s, "0123456789") })
}

func (m *mask) finding(f *Finding) {
	f.Subject, f.Message, f.Help = m.text(f.Subject), m.text(f.Message), m.text(f.Help)
}

// text masks secrets that a quotation cut off, then whole ones.
func (m *mask) text(s string) string {
	parts := strings.Split(s, ellipsis)
	for n, part := range parts[:len(parts)-1] {
		parts[n] = m.cutOff(part)
	}
	return m.whole.Replace(strings.Join(parts, ellipsis))
}

func (m *mask) cutOff(s string) string {
	for n := min(len(s), quotedAtMost); n > shownAtMost; n-- {
		if m.begun[s[len(s)-n:]] {
			return s[:len(s)-n] + maskedText
		}
	}
	return s
}

// Masker masks the secrets of some files in texts that quote them, for whoever shows
// more of a file than findings do.
func Masker(files ...[]byte) func(string) string {
	var found []match
	for _, src := range files {
		found = append(found, findSecrets(src)...)
	}
	if len(found) == 0 {
		return func(s string) string { return s }
	}
	return maskOf(found).text
}

// hide remembers what must not be told of a file by the rules that look across
// files.
func (x *Index) hide(path string, m *mask) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.masks == nil {
		x.masks = make(map[string]*mask)
	}
	x.masks[path] = m
}

// hideSecrets masks a finding of a rule that looks across files.
func (x *Index) hideSecrets(f *Finding) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if m := x.masks[f.File]; m != nil {
		m.finding(f)
	}
}
