package document

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
)

// htmlSpan covers the lines of a block of HTML.
func (w *walker) htmlSpan(n *ast.HTMLBlock) Span {
	lines := n.Lines()
	end := lines.At(lines.Len() - 1).Stop
	if n.HasClosure() {
		end = n.ClosureLine.Stop
	}
	return Span{w.base + lines.At(0).Start, w.base + end}
}

// rawSpan covers inline HTML.
func (w *walker) rawSpan(n *ast.RawHTML) Span {
	first, last := n.Segments.At(0), n.Segments.At(n.Segments.Len()-1)
	return Span{w.base + first.Start, w.base + last.Stop}
}

// html notes the comments, the tags and the anchors in a stretch of HTML.
func (w *walker) html(span Span) {
	for span.Start < span.End {
		i := bytes.IndexByte(w.src[span.Start:span.End], '<')
		if i < 0 {
			return
		}
		span.Start += i
		rest := w.src[span.Start:span.End]
		if !bytes.HasPrefix(rest, []byte("<!--")) {
			n := w.tag(rest)
			w.body.Tags = append(w.body.Tags, Span{span.Start, span.Start + n})
			w.quotes.tag(rest[:n], span.Start)
			span.Start += n
			continue
		}
		end := span.Start + commentLength(rest)
		w.body.Comments = append(w.body.Comments, Span{span.Start, end})
		span.Start = end
	}
}

// commentLength is the length of the comment that rest begins with. One that
// nothing closes reaches to the end.
func commentLength(rest []byte) int {
	for _, empty := range []string{"<!-->", "<!--->"} {
		if bytes.HasPrefix(rest, []byte(empty)) {
			return len(empty)
		}
	}
	if i := bytes.Index(rest, []byte("-->")); i >= 0 {
		return i + len("-->")
	}
	return len(bytes.TrimRight(rest, " \t\r\n"))
}

// tag notes the id or name of one tag and gives its length.
func (w *walker) tag(rest []byte) int {
	end := bytes.IndexByte(rest, '>')
	if end < 0 {
		end = len(rest) - 1
	}
	for _, key := range []string{"id=", "name="} {
		before, value, ok := bytes.Cut(rest[:end], []byte(key))
		if ok && len(before) > 0 && isSpace(before[len(before)-1]) {
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
