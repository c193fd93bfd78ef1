package incident

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// headingReader yields a heading as it is compared: letters in lower case, one
// space between words; numbers, emoji and punctuation are dropped. It reads as
// it compares and allocates nothing, as every heading of every file passes here.
type headingReader struct {
	rest    string
	started bool
	held    rune // a letter that waits behind the space just given
}

// next is the next rune; 0 at the end.
func (h *headingReader) next() rune {
	if r := h.held; r != 0 {
		h.held = 0
		return r
	}
	gap := false
	for len(h.rest) > 0 {
		r, size := utf8.DecodeRuneInString(h.rest)
		h.rest = h.rest[size:]
		switch {
		case unicode.IsLetter(r):
			return h.letter(unicode.ToLower(r), gap)
		case !joins(r):
			gap = true
		}
	}
	return 0
}

// FoldHeading is a heading as it is compared: words in lower case with one space
// between them, without numbers, emoji and punctuation.
func FoldHeading(heading string) string {
	var b strings.Builder
	h := headingReader{rest: heading}
	for r := h.next(); r != 0; r = h.next() {
		b.WriteRune(r)
	}
	return b.String()
}

// letter gives a blank for what stood between two words, and keeps the letter for
// the next call.
func (h *headingReader) letter(r rune, gap bool) rune {
	if gap && h.started {
		h.held = r
		return ' '
	}
	h.started = true
	return r
}

// joins reports marks that stand inside a word: five why's, cause(s).
func joins(r rune) bool {
	switch r {
	case '\'', '’', '(', ')':
		return true
	}
	return unicode.Is(unicode.Mn, r)
}

// sameHeading compares as the headings are read, rune by rune: it runs for each
// heading of each file against every synonym, and allocates nothing.
func sameHeading(a, b string) bool {
	x, y := headingReader{rest: a}, headingReader{rest: b}
	for {
		r := x.next()
		if r != y.next() {
			return false
		}
		if r == 0 {
			return true
		}
	}
}

// headingBegins reports that heading starts with prefix.
func headingBegins(heading, prefix string) bool {
	x, y := headingReader{rest: prefix}, headingReader{rest: heading}
	for {
		r := x.next()
		if r == 0 {
			return true
		}
		if r != y.next() {
			return false
		}
	}
}
