package report

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// table writes a table: columns fitted to the room, cells wrapped so that
// nothing is lost, a rule below the header.
func (p *page) table(n *east.Table) {
	rows := p.cells(n)
	if len(rows) == 0 {
		return
	}
	widths := p.columnWidths(rows, len(n.Alignments))
	for i, row := range rows {
		p.tableRow(row, widths, n.Alignments)
		if i == 0 {
			var rule []run
			for c, w := range widths {
				rule = appendColumn(rule, c, []run{{text: strings.Repeat("─", w), look: faint}}, w, east.AlignLeft)
			}
			p.line(p.looks.runs(rule))
		}
	}
}

// cells are the runs of every cell, the header's in bold.
func (p *page) cells(n *east.Table) [][][]run {
	var rows [][][]run
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		base := look(0)
		if _, ok := row.(*east.TableHeader); ok {
			base = strong
		}
		rows = append(rows, p.rowCells(row, base))
	}
	return rows
}

func (p *page) rowCells(row ast.Node, base look) [][]run {
	var cells [][]run
	for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
		cells = append(cells, p.inline(cell, base))
	}
	return cells
}

// columnWidths is what each column gets. The fitting is that of other tables.
func (p *page) columnWidths(rows [][][]run, n int) []int {
	widths := make([]int, n)
	for _, row := range rows {
		for c := range min(n, len(row)) {
			for _, line := range wrap(row[c], 0, false) {
				widths[c] = max(widths[c], min(runsWidth(line), maxPadding))
			}
		}
	}
	return Table{Columns: make([]Column, n)}.fit(widths, make([]bool, n), p.room)
}

// tableRow writes one row on as many lines as its highest cell takes.
func (p *page) tableRow(row [][]run, widths []int, aligned []east.Alignment) {
	wrapped := make([][][]run, len(widths))
	height := 1
	for c := range min(len(widths), len(row)) {
		wrapped[c] = wrap(row[c], max(1, widths[c]), true)
		height = max(height, len(wrapped[c]))
	}
	for i := range height {
		var line []run
		for c, w := range widths {
			var part []run
			if i < len(wrapped[c]) {
				part = wrapped[c][i]
			}
			line = appendColumn(line, c, part, w, aligned[c])
		}
		p.line(p.looks.runs(line))
	}
}

// appendColumn adds a cell's line with the padding that its alignment asks for.
func appendColumn(line []run, column int, cell []run, width int, a east.Alignment) []run {
	left, right := 0, max(0, width-runsWidth(cell))
	switch a {
	case east.AlignRight:
		left, right = right, 0
	case east.AlignCenter:
		left, right = right/2, right-right/2
	}
	if column > 0 {
		left += gap
	}
	line = append(line, run{text: strings.Repeat(" ", left)})
	line = append(line, cell...)
	return append(line, run{text: strings.Repeat(" ", right)})
}
