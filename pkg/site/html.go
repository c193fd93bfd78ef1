package site

import (
	"strconv"
	"time"
	"unicode/utf8"
)

// literal is mark-up that stands in the source of this package: a string that
// was read somewhere is not assignable to it, so none gets onto a page unescaped.
type literal string

// writer puts a page together.
type writer struct {
	b    []byte
	base string // leads from the page to the site's first folder: "" or "../"
}

// html adds mark-up.
func (w *writer) html(s literal) *writer {
	w.b = append(w.b, s...)
	return w
}

// text adds text, escaped for content and for attributes alike.
func (w *writer) text(s string) *writer {
	from := 0
	for i := range len(s) {
		var entity string
		switch s[i] {
		case '&':
			entity = "&amp;"
		case '<':
			entity = "&lt;"
		case '>':
			entity = "&gt;"
		case '"':
			entity = "&quot;"
		case '\'':
			entity = "&#39;"
		default:
			continue
		}
		w.b = append(append(w.b, s[from:i]...), entity...)
		from = i + 1
	}
	w.b = append(w.b, s[from:]...)
	return w
}

// num adds a number.
func (w *writer) num(n int) *writer {
	w.b = strconv.AppendInt(w.b, int64(n), 10)
	return w
}

// attr adds an attribute.
func (w *writer) attr(name literal, value string) *writer {
	return w.html(" ").html(name).html(`="`).text(value).html(`"`)
}

// to adds the href of a page or file of the site, by its path from the site's
// first folder, and perhaps a #fragment.
func (w *writer) to(path string) *writer { return w.attr("href", w.base+escapePath(path)) }

// link adds a link to a page of the site.
func (w *writer) link(path, text string) *writer {
	return w.html("<a").to(path).html(">").text(text).html("</a>")
}

// when adds a time as a reader writes it, and exactly for machines.
func (w *writer) when(t time.Time) *writer {
	t = t.UTC()
	return w.html("<time").attr("datetime", t.Format(time.RFC3339)).html(">").text(t.Format("2 Jan 2006, 15:04")).html("</time>")
}

// day adds a date.
func (w *writer) day(t time.Time) *writer {
	return w.html("<time").attr("datetime", t.UTC().Format(time.DateOnly)).html(">").text(t.UTC().Format("2 Jan 2006")).html("</time>")
}

// finish is the page. What no page may hold is taken out here, once for
// everything that was put in: control characters, invalid UTF-8, and the
// characters that make a text read as something that it does not say.
func (w *writer) finish() []byte { return visible(w.b) }

// visible replaces with U+FFFD what a reader must not be given.
func visible(b []byte) []byte {
	at := 0
	for at < len(b) && plain(b[at]) {
		at++
	}
	if at == len(b) {
		return b
	}
	out := append(make([]byte, 0, len(b)+16), b[:at]...)
	for at < len(b) {
		from := at
		for at < len(b) && plain(b[at]) {
			at++
		}
		if out = append(out, b[from:at]...); at == len(b) {
			break
		}
		r, size := utf8.DecodeRune(b[at:])
		switch {
		case r == '\r':
		case r == utf8.RuneError && size == 1, forbidden(r):
			out = utf8.AppendRune(out, utf8.RuneError)
		default:
			out = append(out, b[at:at+size]...)
		}
		at += size
	}
	return out
}

// plain is the fast path: most of a page is ASCII.
func plain(c byte) bool { return c >= 0x20 && c < 0x7f || c == '\n' || c == '\t' }

// forbidden reports control characters, noncharacters, and overrides of the
// direction of writing.
func forbidden(r rune) bool {
	switch {
	case r == '\n', r == '\t':
		return false
	case r < 0x20, r >= 0x7f && r < 0xa0:
		return true
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x2028, r == 0x2029:
		return true
	}
	return r&0xfffe == 0xfffe || r >= 0xfdd0 && r <= 0xfdef || r == 0xfeff
}
