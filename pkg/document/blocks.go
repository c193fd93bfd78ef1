package document

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

func (w *walker) heading(n *ast.Heading, span Span) *Heading {
	text := w.plain(n)
	w.headings = append(w.headings, text)
	w.links(n)
	return &Heading{Level: n.Level, Text: text, Span: span}
}

// list reads a list whose last item ends at or before end.
func (w *walker) list(n *ast.List, end int) *List {
	l := &List{Ordered: n.IsOrdered(), Items: make([]ListItem, 0, n.ChildCount())}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		stop := end
		if next := c.NextSibling(); next != nil {
			stop = w.lineStart(w.base + next.Pos())
		}
		l.Items = append(l.Items, w.item(c, stop))
	}
	return l
}

func (w *walker) item(n ast.Node, end int) ListItem {
	at := w.base + n.Pos()
	item := ListItem{
		Span:   Span{at, w.trimBlank(at, end)},
		Marker: w.marker(at),
		Indent: at - w.lineStart(at),
	}
	first := true
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		stop := item.Span.End
		if next := c.NextSibling(); next != nil && next.Pos() >= 0 {
			stop = w.lineStart(w.base + next.Pos())
		}
		first = w.itemChild(&item, c, stop, first)
	}
	return item
}

// itemChild adds one block of an item; first says that it may still be the
// item's own text, and so does the result for the block after it.
func (w *walker) itemChild(item *ListItem, n ast.Node, stop int, first bool) bool {
	switch n := n.(type) {
	case *ast.TextBlock, *ast.Paragraph:
		span := w.linesSpan(n)
		if first {
			item.Task, item.TextSpan = w.task(n, span)
			item.Text = w.plain(n)
			span = item.TextSpan
		}
		w.paragraph(n, span)
	case *ast.List:
		item.Lists = append(item.Lists, *w.list(n, stop))
	case *ast.Blockquote:
		w.quoted(n)
	case *ast.HTMLBlock:
		w.html(Span{w.base + n.Pos(), stop})
	case *ast.CodeBlock, *ast.FencedCodeBlock:
	default:
		w.nested(n)
	}
	return false
}

// nested reads a block inside an item that is neither text nor a list: a table
// or a heading.
func (w *walker) nested(n ast.Node) {
	if h, ok := n.(*ast.Heading); ok {
		w.headings = append(w.headings, w.plain(h))
		w.links(h)
		return
	}
	w.table(n)
}

// marker is the bullet or number at an offset.
func (w *walker) marker(at int) string {
	end := at
	for end < len(w.src) && w.src[end] >= '0' && w.src[end] <= '9' {
		end++
	}
	return string(w.src[at:min(end+1, len(w.src))])
}

// task is the state of the box that a paragraph begins with, and the span of
// what follows it.
func (w *walker) task(n ast.Node, span Span) (Task, Span) {
	box, ok := n.FirstChild().(*east.TaskCheckBox)
	if !ok {
		return NoTask, span
	}
	if i := bytes.IndexByte(w.src[span.Start:span.End], ']'); i >= 0 {
		span.Start += i + 1
		for span.Start < span.End && (w.src[span.Start] == ' ' || w.src[span.Start] == '\t') {
			span.Start++
		}
	}
	if box.IsChecked {
		return TaskDone, span
	}
	return TaskOpen, span
}

// linesSpan covers the lines of a leaf block, from its first text to the end
// of its last line without trailing space.
func (w *walker) linesSpan(n ast.Node) Span {
	lines := n.Lines()
	if lines.Len() == 0 {
		return Span{}
	}
	span := Span{w.base + lines.At(0).Start, w.base + lines.At(lines.Len()-1).Stop}
	for span.End > span.Start && isSpace(w.src[span.End-1]) {
		span.End--
	}
	return span
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// paragraph reads the text and the links of a leaf block.
func (w *walker) paragraph(n ast.Node, span Span) {
	w.prose(n, span)
	w.links(n)
}

// quoted reads the links of a quotation; its words are somebody else's.
func (w *walker) quoted(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Type() != ast.TypeBlock {
			continue
		}
		switch {
		case c.Kind() == ast.KindHTMLBlock:
		case c.FirstChild() != nil && c.FirstChild().Type() == ast.TypeBlock:
			w.quoted(c)
		default:
			w.links(c)
		}
	}
}

// table reads a table; nil when n is none.
func (w *walker) table(n ast.Node) *Table {
	if n.Kind() != east.KindTable {
		return nil
	}
	t := &Table{}
	for r := n.FirstChild(); r != nil; r = r.NextSibling() {
		cells := w.cells(r)
		if r.Kind() == east.KindTableHeader {
			t.Head = cells
			continue
		}
		at := w.base + r.Pos()
		t.Rows = append(t.Rows, Row{Span: Span{w.lineStart(at), w.lineEnd(at)}, Cells: cells})
	}
	return t
}

func (w *walker) cells(row ast.Node) []Cell {
	cells := make([]Cell, 0, row.ChildCount())
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Pos() < 0 || c.Lines().Len() == 0 { // a row shorter than the head
			cells = append(cells, Cell{})
			continue
		}
		cell := Cell{Span: w.linesSpan(c), Text: w.plain(c)}
		w.paragraph(c, cell.Span)
		cells = append(cells, cell)
	}
	return cells
}
