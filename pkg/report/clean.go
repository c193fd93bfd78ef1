package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes a string safe for a terminal: control characters, bidirectional
// overrides, invisible characters and invalid UTF-8 become visible escapes such
// as \x1b or \u202e. Tabs and line ends become single spaces; with keepLines
// they stay, CRLF as LF.
func Clean(s string, keepLines bool) string {
	if isPrintable(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	prev := rune(0) // 0 after an escape, which is ASCII
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		rest, shown := s[i+size:], rune(0)
		switch {
		case r == '\r' && strings.HasPrefix(rest, "\n"):
			// The line feed that follows stands for both.
		case r == '\n' || r == '\t':
			b.WriteRune(lineRune(r, keepLines))
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case isHidden(r) && !isJoining(r, prev, rest):
			writeEscape(&b, r)
		default:
			b.WriteString(s[i : i+size])
			shown = r
		}
		prev = shown
		i += size
	}
	return b.String()
}

// isPrintable is the fast path: nearly every string is printable ASCII.
func isPrintable(s string) bool {
	for i := range len(s) {
		if s[i] < 0x20 || s[i] > 0x7e {
			return false
		}
	}
	return true
}

func lineRune(r rune, keepLines bool) rune {
	if keepLines {
		return r
	}
	return ' '
}

// hidden are the characters beyond the control characters that change how
// others are shown, or take no room at all: they can make a line read as
// something that it does not say (CVE-2021-42574).
var hidden = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x00ad, 0x00ad, 1}, // soft hyphen
		{0x034f, 0x034f, 1}, // combining grapheme joiner
		{0x061c, 0x061c, 1}, // Arabic letter mark
		{0x115f, 0x1160, 1}, // Hangul fillers
		{0x17b4, 0x17b5, 1}, // Khmer inherent vowels
		{0x180e, 0x180e, 1}, // Mongolian vowel separator
		{0x200b, 0x200f, 1}, // zero-width space, joiners, direction marks
		{0x2028, 0x202e, 1}, // line separators, bidirectional overrides
		{0x2060, 0x206f, 1}, // invisible operators, isolates
		{0x3164, 0x3164, 1}, // Hangul filler
		{0xfeff, 0xfeff, 1}, // byte order mark
		{0xffa0, 0xffa0, 1}, // half-width Hangul filler
		{0xfff0, 0xfffb, 1}, // interlinear annotation
	},
	R32: []unicode.Range32{
		{0x1d173, 0x1d17a, 1}, // musical format characters
		{0xe0000, 0xe0fff, 1}, // tags, variation selectors: text in hiding
	},
	LatinOffset: 1,
}

// isHidden reports that r must not reach a terminal as it is.
func isHidden(r rune) bool {
	switch {
	case r < 0x20 || r >= 0x7f && r < 0xa0:
		return true
	case r < 0xa0:
		return false
	}
	return unicode.Is(hidden, r)
}

// isJoining reports a joiner doing its work inside an emoji or a word of a
// script that needs it, where it hides nothing.
func isJoining(r, prev rune, rest string) bool {
	if r != 0x200c && r != 0x200d {
		return false
	}
	next, size := utf8.DecodeRuneInString(rest)
	return size > 1 && joins(prev) && joins(next)
}

func joins(r rune) bool {
	return r >= 0xa0 && !unicode.IsSpace(r) && !unicode.Is(hidden, r)
}

func writeEscape(b *strings.Builder, r rune) {
	switch {
	case r < 0x80:
		fmt.Fprintf(b, `\x%02x`, r)
	case r <= 0xffff:
		fmt.Fprintf(b, `\u%04x`, r)
	default:
		fmt.Fprintf(b, `\U%08x`, r)
	}
}
