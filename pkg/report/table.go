package report

import (
	"bufio"
	"io"
	"strings"
)

// gap is the room between two columns.
const gap = 2

// Table is a result in rows. Cells are plain text; Tone colours a cell.
type Table struct {
	Columns []Column
	Rows    [][]Cell // a row may be shorter than Columns; what is beyond them is not shown
}

// Column is one column of a table.
type Column struct {
	Name  string // as in JSON: days_late; shown as DAYS LATE
	Right bool   // aligned to the right and never cut: a number cut short is another number
	Keep  bool   // cut only where nothing else can give way
	Ref   bool   // an ID or ID#ITEM, which people copy: cut late, and on both sides of the #
	Wrap  bool   // of the last column: what is too long for its line goes on in the next, instead of being cut
	Drop  int    // on a terminal without room for it, left out: 1 before an ID is cut, 2 and 3 after; 0 never
}

// Cell is one cell.
type Cell struct {
	Text string
	Tone Tone
}

// Text writes a table for a terminal or a pipe: fitted to the width with …,
// aligned with spaces, nothing lost when piped. A table without rows writes
// nothing: the command says in words that there is nothing.
func (t Table) Text(w io.Writer, s Style) error {
	if len(t.Rows) == 0 || len(t.Columns) == 0 {
		return nil
	}
	rows := t.cleaned()
	widths, empty := natural(rows, len(t.Columns))
	out := tableWriter{
		w:       bufio.NewWriter(w),
		columns: t.Columns,
		widths:  t.fit(widths, empty, s.Width),
		painter: newPainter(w, s),
		cutting: s.Width > 0,
	}
	for _, row := range rows {
		out.row(row)
	}
	return out.w.Flush()
}

// cleaned is the header and the rows, safe for a terminal and as wide as the
// table.
func (t Table) cleaned() [][]Cell {
	n := len(t.Columns)
	cells := make([]Cell, (len(t.Rows)+1)*n)
	rows := make([][]Cell, len(t.Rows)+1)
	for i := range rows {
		rows[i] = cells[i*n : (i+1)*n]
	}
	for c, column := range t.Columns {
		rows[0][c] = Cell{Text: heading(column.Name), Tone: Faint}
	}
	for r, row := range t.Rows {
		for c := range min(n, len(row)) {
			rows[r+1][c] = Cell{Text: Clean(row[c].Text, false), Tone: row[c].Tone}
		}
	}
	return rows
}

func heading(name string) string {
	return strings.ToUpper(strings.ReplaceAll(Clean(name, false), "_", " "))
}

// tableWriter writes rows whose widths are settled.
type tableWriter struct {
	w       *bufio.Writer
	columns []Column
	widths  []int
	painter *painter
	cutting bool
}

// row writes a row, and the lines on which its last cell goes on.
func (t *tableWriter) row(cells []Cell) {
	last := len(cells) - 1
	if !t.cutting || !t.columns[last].Wrap || t.widths[last] == leftOut || cells[last].Text == "" {
		t.line(cells)
		return
	}
	tone := cells[last].Tone
	for n, line := range wrap([]run{{text: cells[last].Text}}, t.widths[last], true) {
		if n == 1 {
			cells = make([]Cell, len(cells))
		}
		cells[last] = Cell{plainText(line), tone}
		t.line(cells)
	}
}

// plainText is the text of runs.
func plainText(line []run) string {
	var b strings.Builder
	for _, r := range line {
		b.WriteString(r.text)
	}
	return b.String()
}

// line writes one line. Padding is held back until something follows it, so
// that no line ends in spaces. Errors stay in the bufio.Writer until Flush.
func (t *tableWriter) line(cells []Cell) {
	pending := 0
	for i, cell := range cells {
		if t.widths[i] == leftOut {
			continue
		}
		text := strings.TrimRight(t.cell(i, cell.Text), " ")
		room := max(0, t.widths[i]-textWidth(text))
		if t.columns[i].Right {
			pending, room = pending+room, 0
		}
		if text != "" {
			t.pad(pending)
			t.w.WriteString(t.painter.paint(cell.Tone, text))
			pending = 0
		}
		pending += room + gap
	}
	t.w.WriteByte('\n')
}

// cell is the text of a cell in column i as it fits.
func (t *tableWriter) cell(i int, text string) string {
	switch {
	case !t.cutting || t.columns[i].Right:
		return text
	case t.columns[i].Ref:
		return cutRef(text, t.widths[i])
	}
	return cut(text, t.widths[i])
}

func (t *tableWriter) pad(n int) {
	for range n {
		t.w.WriteByte(' ')
	}
}
