package prose

import (
	"strings"
	"sync"
)

// Reader reads texts. It may be used by several goroutines.
type Reader struct {
	english *lexicon
	own     *lexicon // of the vocabulary
	allowed *lexicon // its phrases that are never remarked on
	pool    sync.Pool
}

// NewReader prepares a vocabulary for reading.
func NewReader(v Vocabulary) *Reader {
	r := &Reader{english: english(), own: newLexicon(), allowed: newLexicon()}
	for _, list := range []struct {
		words []string
		in    group
	}{{v.Roles, person}, {v.Teams, team}, {v.Systems, placed}} {
		for _, line := range list.words {
			r.own.name(line, list.in)
			if list.in == person && line != "" {
				r.own.name(plural(line), list.in)
			}
		}
	}
	for _, line := range v.Allowed {
		r.allowed.name(line, 0)
	}
	r.pool.New = func() any { return new([]token) }
	return r
}

// Read returns the remarks on a text: a paragraph, the text of a list item or a
// table cell, in which U+FFFC stands for inline code and addresses. People are
// the names and handles (without "@") that the text's file declares; without
// that, a bare name is a person's only by a deed that no system has, such as
// forgetting. Remarks are in order and do not overlap.
func (r *Reader) Read(text string, people []string) []Remark {
	buffer := r.pool.Get().(*[]token)
	defer r.pool.Put(buffer)
	low := lower(text)
	toks := tokenize((*buffer)[:0], text, low)
	*buffer = toks
	r.look(toks, people)
	r.allow(toks)
	quote(toks)
	var remarks []Remark
	sentences(text, toks, func(part []token) {
		s := sentence{text: text, toks: part}
		s.read()
		remarks = append(remarks, s.remarks()...)
	})
	return remarks
}

// name adds a phrase of the vocabulary.
func (l *lexicon) name(line string, in group) {
	if words := splitPhrase(line); len(words) > 0 {
		l.phrases[words[0]] = append(l.phrases[words[0]], phrase{words[1:], in})
	}
}

// look finds each word in the lexicon.
func (r *Reader) look(toks []token, people []string) {
	for i := range toks {
		t := &toks[i]
		if t.kind != word || t.in == handle {
			continue
		}
		e, known := r.english.words[t.low]
		t.in |= e.in
		t.forms |= e.forms
		if !known && strings.HasSuffix(t.low, "ly") {
			t.in |= adverb
		}
		if t.is(slip | wrongly) {
			t.in |= adverb
		}
		if t.capital && named(t.low, people) {
			t.in |= name
		}
	}
	if len(r.own.phrases) > 0 {
		r.lookOwn(toks)
	}
}

// named reports that a word is a participant's handle, name or first name.
func named(low string, people []string) bool {
	for _, p := range people {
		first, _, _ := strings.Cut(p, " ")
		if len(low) > 1 && (strings.EqualFold(first, low) || strings.EqualFold(p, low)) {
			return true
		}
	}
	return false
}

// lookOwn lets the vocabulary overrule the lexicon: the last word of one of its
// phrases is what the phrase is.
func (r *Reader) lookOwn(toks []token) {
	for i := range toks {
		for _, p := range r.own.phrases[toks[i].low] {
			if !follows(toks, i+1, p.rest) {
				continue
			}
			last := i + len(p.rest)
			for k := i; k < last; k++ {
				toks[k].in = 0
			}
			toks[last].in = p.in
		}
	}
}

// follows reports that the words at i and after are these.
func follows(toks []token, i int, words []string) bool {
	if i+len(words) > len(toks) {
		return false
	}
	for k, w := range words {
		if toks[i+k].low != w {
			return false
		}
	}
	return true
}

// allow marks the words of the phrases that are never remarked on.
func (r *Reader) allow(toks []token) {
	if len(r.allowed.phrases) == 0 {
		return
	}
	for i := range toks {
		for _, p := range r.allowed.phrases[toks[i].low] {
			if follows(toks, i+1, p.rest) {
				for k := i; k <= i+len(p.rest); k++ {
					toks[k].allowed = true
				}
			}
		}
	}
}
