package document

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
)

// rawHTML reads inline HTML.
func (w *walker) rawHTML(n *ast.RawHTML) {
	if n.Segments == nil || n.Segments.Len() == 0 {
		return
	}
	first, last := n.Segments.At(0), n.Segments.At(n.Segments.Len()-1)
	w.html(Span{w.base + first.Start, w.base + last.Stop})
}

// html notes the comments, the tags and the anchors in a stretch of HTML.
func (w *walker) html(span Span) {
	for span.Start < span.End {
		i := bytes.Index(w.src[span.Start:span.End], []byte("<"))
		if i < 0 {
			return
		}
		span.Start += i
		rest := w.src[span.Start:span.End]
		if !bytes.HasPrefix(rest, []byte("<!--")) {
			n := w.tag(rest)
			w.body.Tags = append(w.body.Tags, Span{span.Start, span.Start + n})
			span.Start += n
			continue
		}
		end := span.End // a comment that nothing closes reaches to the end
		if j := bytes.Index(rest, []byte("-->")); j >= 0 {
			end = span.Start + j + len("-->")
		}
		w.body.Comments = append(w.body.Comments, Span{span.Start, end})
		span.Start = end
	}
}

// tag notes the id or name of one tag and gives its length.
func (w *walker) tag(rest []byte) int {
	end := bytes.IndexByte(rest, '>')
	if end < 0 {
		end = len(rest) - 1
	}
	for _, key := range []string{" id=", " name="} {
		if _, value, ok := bytes.Cut(rest[:end], []byte(key)); ok {
			w.ids = append(w.ids, attribute(value))
		}
	}
	return end + 1
}

// attribute is an attribute's value, quoted or bare.
func attribute(value []byte) string {
	if len(value) == 0 {
		return ""
	}
	if q := value[0]; q == '"' || q == '\'' {
		inner, _, _ := bytes.Cut(value[1:], []byte{q})
		return string(inner)
	}
	if i := bytes.IndexAny(value, " \t\n/"); i >= 0 {
		value = value[:i]
	}
	return string(value)
}

// anchors are the fragments that links can point at: what GitHub makes of the
// headings, repeated ones numbered, and the ids in HTML.
func (w *walker) anchors() map[string]bool {
	found := make(map[string]bool, len(w.headings)+len(w.ids))
	times := make(map[string]int, len(w.headings))
	for _, text := range w.headings {
		slug := Anchor(text)
		numbered := slug
		for found[numbered] {
			times[slug]++
			numbered = slug + "-" + strconv.Itoa(times[slug])
		}
		found[numbered] = true
	}
	for _, id := range w.ids {
		found[id] = true
	}
	return found
}

// Anchor is the fragment that GitHub gives to a heading: letters, digits,
// dashes and underscores in lower case, a dash for each space.
func Anchor(heading string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(heading) {
		switch {
		case r == ' ':
			b.WriteByte('-')
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}
