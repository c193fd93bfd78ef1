package document

import (
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

func (w *walker) heading(n *ast.Heading, span Span) *Heading {
	text := w.plain(n)
	w.headings = append(w.headings, text)
	w.links(n)
	return &Heading{Level: n.Level, Text: text, Span: span}
}

// linesSpan covers the lines of a leaf block, from its first text to the end
// of its last line without trailing space.
func (w *walker) linesSpan(n ast.Node) Span {
	lines := n.Lines()
	if lines.Len() == 0 {
		return Span{}
	}
	return w.trimSpace(Span{w.base + lines.At(0).Start, w.base + lines.At(lines.Len()-1).Stop})
}

// quoted reads what a quotation points at; its words are somebody else's.
func (w *walker) quoted(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.HTMLBlock:
			w.html(w.htmlSpan(c))
		case *ast.Heading:
			w.heading(c, Span{})
		case *ast.Paragraph, *ast.TextBlock, *east.TableCell:
			w.links(c)
		default:
			if c.Type() == ast.TypeBlock {
				w.quoted(c)
			}
		}
	}
}

// table reads a table; nil when n is none.
func (w *walker) table(n ast.Node) *Table {
	if n.Kind() != east.KindTable {
		return nil
	}
	t := &Table{Rows: make([]Row, 0, n.ChildCount()-1)}
	for r := n.FirstChild(); r != nil; r = r.NextSibling() {
		from := len(w.body.Prose)
		cells := w.cells(r)
		if r.Kind() == east.KindTableHeader {
			t.Head = cells
			for n := from; n < len(w.body.Prose); n++ {
				w.body.Prose[n].Heading = len(w.body.Prose[n].Text)
			}
			continue
		}
		at := w.base + r.Pos()
		t.Rows = append(t.Rows, Row{Span: Span{w.lineStart(at), lineEnd(w.src, at)}, Cells: cells})
	}
	return t
}

func (w *walker) cells(row ast.Node) []Cell {
	cells := make([]Cell, 0, row.ChildCount())
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Lines().Len() == 0 {
			cells = append(cells, Cell{Span: Span{w.base + c.Pos(), w.base + c.Pos()}})
			continue
		}
		cell := Cell{Span: w.linesSpan(c), Text: w.plain(c)}
		w.prose(c, cell.Span)
		cells = append(cells, cell)
	}
	return cells
}
