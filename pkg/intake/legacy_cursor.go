package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// cursor walks over a text. Its methods move it only past what they recognise.
type cursor struct {
	s     string
	at    int
	exact bool // the time just read is written as RFC 3339 has it, or with seconds
}

func (c *cursor) rest() string { return c.s[c.at:] }

// peek is the byte at the cursor; 0 at the end.
func (c *cursor) peek() byte { return c.ahead(0) }

func (c *cursor) ahead(n int) byte {
	if c.at+n < len(c.s) {
		return c.s[c.at+n]
	}
	return 0
}

// blanks skips spaces, no-break ones too.
func (c *cursor) blanks() bool {
	start := c.at
	for c.at < len(c.s) {
		switch {
		case c.s[c.at] == ' ' || c.s[c.at] == '\t':
			c.at++
		case strings.HasPrefix(c.rest(), "\u00a0"), strings.HasPrefix(c.rest(), "\u202f"):
			_, size := utf8.DecodeRuneInString(c.rest())
			c.at += size
		default:
			return c.at > start
		}
	}
	return c.at > start
}

// eat takes one of the texts, the first that is there.
func (c *cursor) eat(texts ...string) bool {
	for _, t := range texts {
		if strings.HasPrefix(c.rest(), t) {
			c.at += len(t)
			return true
		}
	}
	return false
}

// digits reads a number of at least least and at most most digits, which no
// further digit follows.
func (c *cursor) digits(least, most int) (n, size int, ok bool) {
	for isDigit(c.ahead(size)) {
		if size++; size > most {
			return 0, 0, false
		}
		n = n*10 + int(c.ahead(size-1)-'0')
	}
	if size < least {
		return 0, 0, false
	}
	c.at += size
	return n, size, true
}

// word reads ASCII letters, as they stand.
func (c *cursor) word() string {
	start := c.at
	for isLetter(c.peek()) {
		c.at++
	}
	return c.s[start:c.at]
}

// ends reports that no word or number goes on at the cursor.
func (c *cursor) ends() bool {
	r, size := utf8.DecodeRuneInString(c.rest())
	return size == 0 || !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// try runs a reader and puts the cursor back when it fails.
func (c *cursor) try(read func() bool) bool {
	start := c.at
	if read() {
		return true
	}
	c.at = start
	return false
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }
