package document

import (
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// tableGrammar turns a paragraph into a table, as GitHub's Markdown has it.
// Rows that are too short are not filled up: a wide head over many rows would
// take memory that grows with the square of the file.
type tableGrammar struct{}

// Transform implements parser.ParagraphTransformer.
func (tableGrammar) Transform(n *ast.Paragraph, reader text.Reader, _ parser.Context) {
	src, lines := reader.Source(), n.Lines()
	for i := 1; i < lines.Len(); i++ {
		columns := columnCount(src, lines.At(i))
		if columns == 0 {
			continue
		}
		head, full := newRow(src, lines.At(i-1), columns)
		if !full {
			return
		}
		table := newTable(src, lines, i, head)
		n.Parent().InsertAfter(n.Parent(), n, table)
		cutTable(src, n, i-1)
		return
	}
}

func newTable(src []byte, lines *text.Segments, delimiter int, head *east.TableRow) *east.Table {
	table := east.NewTable()
	table.SetPos(head.Pos())
	columns := head.ChildCount()
	table.AppendChild(table, east.NewTableHeader(head))
	for i := delimiter + 1; i < lines.Len(); i++ {
		row, _ := newRow(src, lines.At(i), columns)
		table.AppendChild(table, row)
	}
	return table
}

// cutTable leaves a paragraph the lines that stand above its table.
func cutTable(src []byte, n *ast.Paragraph, keep int) {
	if keep == 0 {
		n.Parent().RemoveChild(n.Parent(), n)
		return
	}
	n.Lines().SetSliced(0, keep)
	last := n.Lines().At(keep - 1)
	n.Lines().Set(keep-1, last.TrimRightSpace(src))
}

// columnCount is the number of cells of a delimiter row; 0 when the line is
// none.
func columnCount(src []byte, line text.Segment) int {
	if !delimiterLine(src[line.Start:line.Stop]) {
		return 0
	}
	n := 0
	for cells := readCells(src, line.Start, line.Stop); cells.next(); n++ {
		if !delimiterCell(src[cells.cell.Start:cells.cell.End]) {
			return 0
		}
	}
	return n
}

// delimiterLine reports a line made of what delimiter rows are made of, and
// not of dashes alone, which underline a heading.
func delimiterLine(line []byte) bool {
	dashes := true
	for _, c := range line {
		switch c {
		case '|', ':', ' ', '\t':
			dashes = false
		case '-', '\r', '\n':
		default:
			return false
		}
	}
	return !dashes
}

func delimiterCell(cell []byte) bool {
	if len(cell) > 0 && cell[0] == ':' {
		cell = cell[1:]
	}
	if len(cell) > 0 && cell[len(cell)-1] == ':' {
		cell = cell[:len(cell)-1]
	}
	for _, c := range cell {
		if c != '-' {
			return false
		}
	}
	return len(cell) > 0
}

// newRow reads a line as a row of at most so many cells; full says that there
// are just so many.
func newRow(src []byte, line text.Segment, columns int) (row *east.TableRow, full bool) {
	row = east.NewTableRow(nil)
	line = line.TrimLeftSpace(src)
	row.SetPos(line.Start)
	cells := readCells(src, line.Start, line.Stop)
	for cells.next() {
		if row.ChildCount() == columns {
			return row, false
		}
		cell := east.NewTableCell()
		cell.SetPos(cells.cell.Start)
		if cells.cell.Len() > 0 {
			cell.Lines().Append(text.NewSegment(cells.cell.Start, cells.cell.End))
		}
		row.AppendChild(row, cell)
	}
	return row, row.ChildCount() == columns
}
