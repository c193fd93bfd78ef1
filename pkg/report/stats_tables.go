package report

import (
	"fmt"

	"github.com/postmortem-md/pm/pkg/stats"
)

// statsTables are the tables of a summary, the same for text, Markdown and HTML.
type statsTables struct {
	*stats.Summary
	ascii bool
	bars  int // width of a bar
}

const (
	widestBar    = 24
	narrowestBar = 8
	// besideBars is what the columns beside a bar take in most cases.
	besideBars = 64
)

// barsIn is how wide bars are in a terminal of so many columns; 0 is no limit.
func barsIn(width int) int {
	if width == 0 {
		return widestBar
	}
	return min(max(width-besideBars, narrowestBar), widestBar)
}

func number(n int) Cell {
	if n == 0 {
		return Cell{}
	}
	return Cell{Text: fmt.Sprint(n)}
}

// lackCell stands out, because a measure is only as good as what it rests on.
func lackCell(n int) Cell {
	c := number(n)
	c.Tone = Caution
	return c
}

// measures has a line for each length of time.
func (s statsTables) measures() Table {
	t := Table{Columns: []Column{
		{Name: "measure", Keep: true}, {Name: "n", Right: true}, {Name: "median", Right: true}, {Name: "p90", Right: true}, {Name: "longest", Right: true, Drop: 3},
	}}
	if s.Before != nil {
		t.Columns = append(t.Columns, Column{Name: "n_before", Right: true}, Column{Name: "median_before", Right: true}, Column{Name: "change", Right: true})
	}
	t.Columns = append(t.Columns, Column{Name: "trend", Keep: true, Drop: 2}, Column{Name: "not_told", Right: true})
	for n, m := range s.Total.Taken {
		row := []Cell{
			{Text: m.Name},
			{Text: fmt.Sprint(m.N)},
			{Text: took(m.Distribution, m.Median), Tone: Strong},
			{Text: took(m.Distribution, m.P90), Tone: fewTone(m.N)},
			{Text: took(m.Distribution, m.Longest)},
		}
		if s.Before != nil {
			b := s.Before.Taken[n].Distribution
			row = append(row, Cell{Text: fmt.Sprint(b.N)}, Cell{Text: took(b, b.Median)}, Cell{Text: changeWords(m.Distribution, b), Tone: fewTone(min(m.N, b.N))})
		}
		t.Rows = append(t.Rows, append(row, Cell{Text: sparkline(takenTrend(s.Months, n), s.ascii)}, lackCell(len(m.Lacking))))
	}
	return t
}

// fewTone makes little of what rests on few observations.
func fewTone(n int) Tone {
	if n < stats.Few {
		return Faint
	}
	return Plain
}

// shares has a line for each part of a whole.
func (s statsTables) shares() Table {
	t := Table{Columns: []Column{{Name: "share", Keep: true}, {Name: "n", Right: true}, {Name: "percent", Right: true}, {Keep: true, Drop: 1}}}
	if s.Before != nil {
		t.Columns = append(t.Columns, Column{Name: "n_before", Right: true}, Column{Name: "percent_before", Right: true}, Column{Name: "change", Right: true})
	}
	t.Columns = append(t.Columns, Column{Name: "trend", Keep: true, Drop: 2}, Column{Name: "not_told", Right: true})
	for n, h := range s.Total.Held {
		row := []Cell{{Text: h.Name}, {Text: outOf(h)}, {Text: percent(h), Tone: Strong}, {Text: bar(h.Percent()/100, s.bars, s.ascii), Tone: heldTone(h)}}
		if s.Before != nil {
			b := s.Before.Held[n]
			row = append(row, Cell{Text: outOf(b)}, Cell{Text: percent(b)}, Cell{Text: heldChange(h, b), Tone: fewTone(min(h.Of, b.Of))})
		}
		t.Rows = append(t.Rows, append(row, Cell{Text: sparkline(heldTrend(s.Months, n), s.ascii)}, lackCell(len(h.Lacking))))
	}
	return t
}

// outOf is "" of nothing.
func outOf(h stats.Held) string {
	if h.Of == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d", h.N, h.Of)
}

// heldTone colours a bar by how good it is.
func heldTone(h stats.Held) Tone {
	good := h.Percent()
	if h.Less {
		good = 100 - good
	}
	switch {
	case good >= 80:
		return Good
	case good >= 50:
		return Caution
	}
	return Bad
}

// waiting has a line for each state in which something waits now.
func (s statsTables) waiting() Table {
	t := Table{Columns: []Column{
		{Name: "waiting_in", Keep: true}, {Name: "n", Right: true}, {Name: "stale", Right: true}, {Name: "longest", Right: true}, {Name: "incident", Ref: true},
	}}
	for _, w := range s.Waiting {
		row := []Cell{{Text: string(w.State)}, {Text: fmt.Sprint(w.N)}, {Text: number(w.Stale).Text, Tone: Bad}}
		if w.LongestOf != nil {
			row = append(row, Cell{Text: lasting(w.Longest)}, Cell{Text: w.LongestOf.Name()})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// resolve is the measure of which groups show the 90th percentile too.
const resolve = "time-to-resolve"

// groupColumns are the measures and shares that groups are compared by.
var groupColumns = []struct {
	id, name string
	drop     int
}{
	{"time-to-detect", "to_detect", 0},
	{"time-to-mitigate", "to_mitigate", 3},
	{resolve, "to_resolve", 0},
	{"lead-time", "lead_time", 2},
	{"actions-on-time", "on_time", 2},
	{"complete", "complete", 2},
	{"repeats", "repeats", 2},
}

// grouped has a line for each group; a median stands with its n.
func (s statsTables) grouped(name string, groups []stats.Group) Table {
	t := Table{Columns: []Column{{Name: name, Keep: true}, {Name: "incidents", Right: true}, {Keep: true, Drop: 1}}}
	for _, c := range groupColumns {
		t.Columns = append(t.Columns, Column{Name: c.name + "_(n)", Right: true, Drop: c.drop})
		if c.id == resolve {
			t.Columns = append(t.Columns, Column{Name: "p90", Right: true, Drop: 3})
		}
	}
	most := largest(incidentTrend(groups))
	for _, g := range groups {
		row := []Cell{{Text: g.Name}, {Text: fmt.Sprint(g.Incidents)}, {Text: bar(float64(g.Incidents)/max(most, 1), s.bars/2, s.ascii)}}
		for _, c := range groupColumns {
			if taken, ok := takenByID(g, c.id); !ok {
				row = append(row, heldCell(heldByID(g, c.id)))
			} else if row = append(row, medianCell(taken)); c.id == resolve {
				row = append(row, Cell{Text: took(taken.Distribution, taken.P90), Tone: fewTone(taken.N)})
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func medianCell(t stats.Taken) Cell {
	if t.N == 0 {
		return Cell{}
	}
	return Cell{Text: fmt.Sprintf("%s (%d)", lasting(t.Median), t.N), Tone: fewTone(t.N)}
}

func heldCell(h stats.Held) Cell {
	if h.Of == 0 {
		return Cell{}
	}
	return Cell{Text: fmt.Sprintf("%s (%d)", percent(h), h.Of), Tone: fewTone(h.Of)}
}

func takenByID(g stats.Group, id string) (stats.Taken, bool) {
	for _, t := range g.Taken {
		if t.ID == id {
			return t, true
		}
	}
	return stats.Taken{}, false
}

func heldByID(g stats.Group, id string) stats.Held {
	for _, h := range g.Held {
		if h.ID == id {
			return h
		}
	}
	return stats.Held{}
}
