package document

import (
	"bytes"

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
		alignments := alignments(src, lines.At(i))
		if len(alignments) == 0 {
			continue
		}
		head, full := newRow(src, lines.At(i-1), len(alignments))
		if !full {
			return
		}
		table := newTable(src, lines, i, head)
		table.Alignments = alignments
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

// alignments are those of a delimiter row's cells; none when the line is no
// such row.
func alignments(src []byte, line text.Segment) []east.Alignment {
	if !delimiterLine(src[line.Start:line.Stop]) {
		return nil
	}
	var columns []east.Alignment
	for cells := readCells(src, line.Start, line.Stop); cells.next(); {
		a, ok := alignment(src[cells.cell.Start:cells.cell.End])
		if !ok {
			return nil
		}
		columns = append(columns, a)
	}
	return columns
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

// alignment reads a cell of a delimiter row: dashes, with a colon on the side
// to which the column is aligned.
func alignment(cell []byte) (east.Alignment, bool) {
	dashes := bytes.Trim(cell, ":")
	left, right := bytes.HasPrefix(cell, []byte(":")), bytes.HasSuffix(cell, []byte(":"))
	if len(dashes) == 0 || len(bytes.Trim(dashes, "-")) > 0 || len(cell)-len(dashes) > 2 {
		return east.AlignNone, false
	}
	switch {
	case left && right:
		return east.AlignCenter, len(cell)-len(dashes) == 2
	case left:
		return east.AlignLeft, len(cell)-len(dashes) == 1
	case right:
		return east.AlignRight, len(cell)-len(dashes) == 1
	}
	return east.AlignNone, true
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
