package document

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
)

// prose adds a leaf block's text, and what it points at.
func (w *walker) prose(n ast.Node, span Span) {
	w.runs.open(span)
	w.proseChildren(n)
	w.runs.close(w.body)
}

func (w *walker) proseChildren(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.note(c)
		switch c := c.(type) {
		case *ast.Text:
			w.proseText(c)
		case *ast.CodeSpan:
			w.runs.object(Object, w.codeSpan(c))
		case *ast.Image:
			w.runs.object(Object, w.linkSpan(c))
		case *ast.AutoLink:
			w.runs.object(Object, w.autoSpan(c))
		case *ast.RawHTML:
		default:
			w.proseChildren(c)
		}
	}
}

// proseText adds text with its escapes and entities resolved, and Object for
// bare addresses, which are links wherever they are shown.
func (w *walker) proseText(n *ast.Text) {
	s := Span{w.base + n.Segment.Start, w.base + n.Segment.Stop}
	s.Start = min(max(s.Start, w.passed), s.End)
	for at, text := special(w.src, s); !at.IsZero(); at, text = special(w.src, s) {
		w.runs.literal(w.src, Span{s.Start, at.Start})
		w.runs.object(text, at)
		w.passed = at.End
		s.Start = min(at.End, s.End)
	}
	w.runs.literal(w.src, s)
	if n.SoftLineBreak() || n.HardLineBreak() {
		w.runs.space(s.End)
	}
}

// codeSpan covers inline code with its backticks.
func (w *walker) codeSpan(n *ast.CodeSpan) Span {
	s := Span{w.base + n.Pos(), w.base + n.Pos()}
	for s.End < len(w.src) && w.src[s.End] == '`' {
		s.End++
	}
	fence := w.src[s.Start:s.End]
	if last, ok := n.LastChild().(*ast.Text); ok {
		s.End = w.base + last.Segment.Stop
	}
	if i := bytes.Index(w.src[s.End:], fence); i >= 0 {
		s.End += i + len(fence)
	}
	return s
}
