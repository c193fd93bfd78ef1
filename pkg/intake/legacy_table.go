package intake

import (
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// table reads the rows of a table by its columns of date and time.
func (c *collector) table(t *document.Table) {
	columns, ok := c.timeColumns(t)
	if !ok {
		return
	}
	rows := rowsOf(t)
	if w, _, ok := readWhen(t.Head[columns[len(columns)-1]].Text, c.order); ok && w.clock.written {
		rows = append([][]document.Cell{t.Head}, rows...)
	}
	var column zone
	for _, n := range columns {
		if z, ok := anyZone(t.Head[n].Text); ok {
			column = z
		}
	}
	for _, cells := range rows {
		var stamp, text []string
		for n, cell := range cells {
			switch {
			case isOne(columns, n):
				stamp = append(stamp, cell.Text)
			case cell.Text != "":
				text = append(text, cell.Text)
			}
		}
		if len(cells) > 0 && c.add(strings.Join(stamp, " "), strings.Join(text, " | "), cells[0].Span.Start) {
			c.units[len(c.units)-1].zone = column
		}
	}
}

func isOne(columns []int, n int) bool {
	for _, c := range columns {
		if c == n {
			return true
		}
	}
	return false
}

// timeColumns are the column of the date, where there is one apart, and that of the
// time, by their heads or by what stands in them.
func (c *collector) timeColumns(t *document.Table) ([]int, bool) {
	date, clock := -1, -1
	for n, cell := range t.Head {
		head := incident.FoldHeading(cell.Text)
		switch {
		case head == "date" || head == "day":
			date = n
		case (strings.HasPrefix(head, "time") || strings.HasPrefix(head, "when") || strings.HasPrefix(head, "date") || head == "utc" || head == "at") &&
			(clock < 0 || strings.Contains(head, "utc")):
			clock = n
		}
	}
	switch {
	case date >= 0 && clock >= 0:
		return []int{date, clock}, true
	case date >= 0:
		return []int{date}, true
	case clock >= 0:
		return []int{clock}, true
	}
	return []int{0}, len(t.Head) > 1 && c.timedRows(t)
}

// timedRows reports a table most of whose rows begin with a time of day.
func (c *collector) timedRows(t *document.Table) bool {
	timed := 0
	for _, row := range t.Rows {
		if len(row.Cells) == 0 {
			continue
		}
		if w, _, ok := readWhen(row.Cells[0].Text, c.order); ok && w.clock.written {
			timed++
		}
	}
	return timed > 0 && 2*timed >= len(t.Rows)
}
