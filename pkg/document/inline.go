package document

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// prose adds a leaf block's text, and what it points at.
func (w *walker) prose(n ast.Node, span Span) {
	w.runs.open(span)
	bold := boldStart(n)
	if bold == nil {
		w.proseNodes(n.FirstChild(), nil)
	} else {
		w.proseNodes(n.FirstChild(), bold)
		key := w.runs.length()
		w.proseNodes(bold.NextSibling(), nil)
		w.runs.heading(key)
	}
	w.runs.close(w.body)
}

// boldStart is the bold phrase that a block begins with, nil when there is none.
func boldStart(n ast.Node) ast.Node {
	first := n.FirstChild()
	if first != nil && first.Kind() == east.KindTaskCheckBox {
		first = first.NextSibling()
	}
	for c := first; c != nil && c.Kind() == ast.KindEmphasis; c = c.FirstChild() {
		if c.(*ast.Emphasis).Level == 2 {
			return first
		}
	}
	return nil
}

// proseNodes adds the text of inline nodes, up to and with the last; nil is all
// there are.
func (w *walker) proseNodes(from, last ast.Node) {
	for c := from; c != nil; c = c.NextSibling() {
		w.note(c)
		node := c
		switch n := c.(type) {
		case *ast.Text:
			w.proseText(n)
		case *ast.CodeSpan:
			w.runs.object(Object, w.codeSpan(n))
		case *ast.Image:
			w.runs.object(Object, w.linkSpan(n))
		case *ast.AutoLink:
			w.runs.object(Object, w.autoSpan(n))
		case *ast.RawHTML:
			c = w.proseTag(n)
		default:
			w.proseNodes(c.FirstChild(), nil)
		}
		if node == last {
			return
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
