package document

import (
	"bytes"
	"slices"
	"sort"

	"github.com/yuin/goldmark/ast"
)

// verbatim are the inline tags whose content is no text of the author's: code,
// what was typed or shown, and quotations.
var verbatim = []string{"code", "kbd", "q", "samp", "tt"}

// maxVerbatim is how many nodes an element of these may reach over: looking for
// its end must not take time that grows with the square of a paragraph.
const maxVerbatim = 200

// proseTag adds Object for an inline element whose words are not the author's,
// and gives the node that ends it; for any other tag that is the tag itself.
func (w *walker) proseTag(n *ast.RawHTML) ast.Node {
	span := w.rawSpan(n)
	name := tagName(w.src[span.Start:span.End])
	if !slices.Contains(verbatim, name) {
		return n
	}
	c := n.NextSibling()
	for reach := 0; c != nil && reach < maxVerbatim; c, reach = c.NextSibling(), reach+1 {
		end, ok := c.(*ast.RawHTML)
		if !ok {
			continue
		}
		if at := w.rawSpan(end); tagName(w.src[at.Start:at.End]) == "/"+name {
			w.noteAll(n.NextSibling(), c)
			w.runs.object(Object, Span{span.Start, at.End})
			w.passed = at.End
			return c
		}
	}
	return n
}

// noteAll adds what inline nodes point at, from one up to and with another.
func (w *walker) noteAll(from, to ast.Node) {
	for c := from; c != nil; c = c.NextSibling() {
		w.note(c)
		if c.Kind() != ast.KindImage {
			w.links(c)
		}
		if c == to {
			return
		}
	}
}

// tagName is the name of a tag in lower case, with a slash before it when it
// is a closing one.
func tagName(raw []byte) string {
	raw = bytes.TrimPrefix(raw, []byte("<"))
	end := 0
	for end < len(raw) && (raw[end] == '/' && end == 0 || isAlphanumeric(raw[end])) {
		end++
	}
	return string(bytes.ToLower(raw[:end]))
}

func isAlphanumeric(c byte) bool {
	return c >= '0' && c <= '9' || (c|0x20) >= 'a' && (c|0x20) <= 'z'
}

// quotation follows the <blockquote> tags of a body. Markdown between two blocks
// of HTML is parsed as if it stood by itself.
type quotation struct {
	depth, from int
	spans       []Span // from the first tag to the one that closes it
}

// tag tells of a tag at an offset.
func (q *quotation) tag(raw []byte, at int) {
	if len(raw) < len("<blockquote") {
		return
	}
	switch tagName(raw) {
	case "blockquote":
		if q.depth == 0 {
			q.from = at
		}
		q.depth++
	case "/blockquote":
		if q.depth == 1 {
			q.spans = append(q.spans, Span{q.from, at + len(raw)})
		}
		q.depth = max(q.depth-1, 0)
	}
}

// without leaves out the runs inside quotations. One that is never closed hides
// nothing: the rest of a file would go unread for a slip.
func (q *quotation) without(all []Prose) []Prose {
	if len(q.spans) == 0 {
		return all
	}
	return slices.DeleteFunc(all, func(p Prose) bool {
		n := sort.Search(len(q.spans), func(n int) bool { return q.spans[n].End >= p.Span.End })
		return n < len(q.spans) && q.spans[n].Start <= p.Span.Start
	})
}
