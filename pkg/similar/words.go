package similar

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// The lengths, in bytes, of what counts as a word. What is longer is a hash or a
// token.
const (
	minWord = 2
	maxWord = 32
)

// What a byte is to words, where it is no letter or digit in lower case.
const (
	gap   = 0
	other = 1 // part of a rune
)

var lower = func() (table [256]byte) {
	for c := range 256 {
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			table[c] = byte(c)
		case c >= 'A' && c <= 'Z':
			table[c] = byte(c) | 0x20
		case c >= 0x80:
			table[c] = other
		}
	}
	return table
}()

// words tells the words of text: runs of letters and digits that are neither
// numbers nor addresses.
func (s *scanner) words(f field, text []byte) {
	for i := 0; i < len(text); {
		switch lower[text[i]] {
		case gap:
			if text[i] == ']' && i+1 < len(text) && text[i+1] == '(' {
				i = after(text, i, ')') // where a link leads says little
				continue
			}
			i++
			continue
		case other:
			if r, size := utf8.DecodeRune(text[i:]); !isLetter(r) {
				i += size
				continue
			}
		}
		end, word := s.run(text, i)
		if bytes.HasPrefix(text[end:], []byte("://")) {
			i = end + address(text[end:])
			continue
		}
		i = end
		if len(word) >= minWord && says(word) {
			s.word(f, word)
		}
	}
}

// run reads a word from i on and gives its end. A word that is too long is empty.
func (s *scanner) run(text []byte, i int) (end int, word []byte) {
	n := 0
	for ; i < len(text); i++ {
		c := lower[text[i]]
		if c == gap {
			break
		}
		if c == other {
			return s.runes(text, i, n)
		}
		if n < maxWord {
			s.buf[n] = c
		}
		n++
	}
	if n > maxWord {
		n = 0
	}
	return i, s.buf[:n]
}

// runes goes on with a word that is not all ASCII; n bytes of it are read.
func (s *scanner) runes(text []byte, i, n int) (end int, word []byte) {
	long := n > maxWord
	for i < len(text) {
		r, size := utf8.DecodeRune(text[i:])
		if !isLetter(r) && !unicode.IsDigit(r) {
			break
		}
		r = unicode.ToLower(r)
		if long = long || n+utf8.RuneLen(r) > maxWord; !long {
			n += utf8.EncodeRune(s.buf[n:], r)
		}
		i += size
	}
	if long {
		n = 0
	}
	return i, s.buf[:n]
}

// isLetter takes combining marks for letters.
func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }

// says reports that a word says something: of what begins with a digit or holds
// many, only what people call an HTTP status, 503 or 5xx.
func says(word []byte) bool {
	if c := word[0]; c >= '0' && c <= '9' {
		return len(word) == 3 && (c == '4' || c == '5') && (string(word[1:]) == "xx" || isDigit(word[1]) && isDigit(word[2]))
	}
	digits := 0
	for _, c := range word {
		if isDigit(c) {
			digits++
		}
	}
	return digits <= 3
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// after is the place behind the next end, or the end of text.
func after(text []byte, i int, end byte) int {
	if n := bytes.IndexByte(text[i:], end); n >= 0 {
		return i + n + 1
	}
	return len(text)
}

// address is how long the rest of an address is.
func address(text []byte) int {
	if n := bytes.IndexAny(text, " \t\r\")>]`|"); n >= 0 {
		return n
	}
	return len(text)
}
