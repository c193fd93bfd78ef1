package document

import (
	"bytes"

	"github.com/yuin/goldmark/util"
)

// special is the first stretch of text that is not meant byte by byte, and
// what it stands for: a backslash escape, an entity, or a bare address, which
// gives Object and may reach beyond s, as an underscore in it ends a node of
// text. The zero Span says that there is none.
func special(src []byte, s Span) (Span, string) {
	for i := s.Start; i < s.End; i++ {
		switch src[i] {
		case '\\':
			if i+1 < s.End && util.IsPunct(src[i+1]) {
				return Span{i, i + 2}, string(src[i+1 : i+2])
			}
		case '&':
			if text, n := entity(src[i:s.End]); n > 0 {
				return Span{i, i + n}, text
			}
		case ':':
			if start := addressStart(src[s.Start:s.End], i-s.Start) + s.Start; start < i {
				return Span{start, addressEnd(src, i)}, Object
			}
		}
	}
	return Span{}, ""
}

// longestEntity bounds the search for a semicolon: the longest name in HTML has
// 31 letters.
const longestEntity = 33

// entity resolves the entity that raw begins with; length 0 when it is none.
func entity(raw []byte) (text string, length int) {
	for i := 1; i < min(len(raw), longestEntity); i++ {
		switch c := raw[i]; {
		case c == ';':
		case c == '#' && i == 1, util.IsAlphaNumeric(c):
			continue
		default:
			return "", 0 // another may begin before the semicolon
		}
		written := raw[:i+1]
		resolved := util.ResolveEntityNames(util.ResolveNumericReferences(written))
		if bytes.Equal(resolved, written) {
			return "", 0
		}
		return string(resolved), i + 1
	}
	return "", 0
}

// addressStart is where the scheme before the :// at colon begins; colon
// itself when there is none.
func addressStart(text []byte, colon int) int {
	if !bytes.HasPrefix(text[colon:], []byte("://")) {
		return colon
	}
	start := colon
	for start > 0 && (text[start-1]|0x20) >= 'a' && (text[start-1]|0x20) <= 'z' {
		start--
	}
	return start
}

// addressEnd is where an address ends. Punctuation there belongs to the
// sentence.
func addressEnd(src []byte, at int) int {
	stop := at
	for stop < len(src) && src[stop] > ' ' && bytes.IndexByte([]byte("<>[]|`"), src[stop]) < 0 {
		stop++
	}
	for stop > at && bytes.IndexByte([]byte(".,;:!?'\"*_~)"), src[stop-1]) >= 0 {
		stop--
	}
	return stop
}
