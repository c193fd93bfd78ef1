package document

import (
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// list reads a list that has its first marker in span and ends in it.
func (w *walker) list(n *ast.List, span Span) *List {
	starts := w.itemStarts(n, span)
	l := &List{Ordered: n.IsOrdered(), Items: make([]ListItem, 0, len(starts))}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		i, end := len(l.Items), span.End
		if i+1 < len(starts) {
			end = w.lineStart(starts[i+1])
		}
		l.Items = append(l.Items, w.item(c, starts[i], end))
	}
	return l
}

// itemStarts are the offsets of the items' markers: the first text behind the
// marker of the item around them, or of their line.
func (w *walker) itemStarts(n *ast.List, span Span) []int {
	starts := make([]int, 0, n.ChildCount())
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		from := span.Start
		if len(starts) > 0 {
			from = max(from, w.blockStart(c, span.End))
		}
		starts = append(starts, w.skipSpace(from, span.End))
	}
	return starts
}

func (w *walker) item(n ast.Node, at, end int) ListItem {
	item := ListItem{Span: Span{at, w.trimBlank(at, end)}, Marker: w.marker(at), Indent: at - w.lineStart(at)}
	from := at + len(item.Marker)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		span := Span{from, w.blockLimit(c, item.Span.End)}
		w.itemChild(&item, c, span)
		from = max(from, span.End)
	}
	return item
}

// itemChild adds one block of an item.
func (w *walker) itemChild(item *ListItem, n ast.Node, span Span) {
	switch n := n.(type) {
	case *ast.TextBlock, *ast.Paragraph:
		span := w.linesSpan(n)
		if n.PreviousSibling() == nil {
			item.Task, item.TextSpan = w.task(n, span)
			item.Text = w.plain(n)
			span = item.TextSpan
		}
		w.prose(n, span)
	case *ast.List:
		item.Lists = append(item.Lists, *w.list(n, span))
	case *ast.Blockquote:
		w.quoted(n)
	case *ast.HTMLBlock:
		w.html(w.htmlSpan(n))
	case *ast.Heading:
		w.heading(n, Span{})
	default:
		w.table(n)
	}
}

// marker is the bullet or number at an offset.
func (w *walker) marker(at int) string {
	if at >= len(w.src) {
		return ""
	}
	switch w.src[at] {
	case '-':
		return "-"
	case '*':
		return "*"
	case '+':
		return "+"
	}
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
	span.Start = min(w.base+box.Pos(), span.End)
	if box.IsChecked {
		return TaskDone, span
	}
	return TaskOpen, span
}
