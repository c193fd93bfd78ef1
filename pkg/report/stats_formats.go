package report

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/stats"
)

// StatsMarkdown writes a summary as Markdown.
func StatsMarkdown(w io.Writer, s *stats.Summary) error {
	tables := statsTables{s, false, widestBar / 2}
	all := []Table{tables.measures(), tables.shares(), tables.waiting()}
	if s.By != stats.ByNothing {
		all = append(all, tables.grouped(string(s.By), s.Groups))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "**%s**\n", inert(sizeWords(s), maxWords))
	for _, line := range []string{beforeWords(s), monthsWords(s, false)} {
		if line != "" {
			fmt.Fprintf(&b, "\n%s\n", inert(line, maxWords))
		}
	}
	for _, t := range all {
		if len(t.Rows) > 0 {
			b.WriteByte('\n')
		}
		_ = t.Markdown(&b) // a strings.Builder takes everything
	}
	for _, n := range statsNotes(s) {
		fmt.Fprintf(&b, "\n%s\n\n", inert(n.heading, maxWords))
		for _, line := range n.lines {
			fmt.Fprintf(&b, "- %s\n", inert(line, 2*maxWords))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// StatsCSV writes a line for each measure and share of each group, with plain
// numbers: seconds, and counts.
func StatsCSV(w io.Writer, s *stats.Summary) error {
	t := Table{}
	for _, name := range []string{"period", "by", "group", "incidents", "measure", "n", "of", "median_seconds", "p90_seconds", "longest_seconds", "not_told", "not_yet"} {
		t.Columns = append(t.Columns, Column{Name: name})
	}
	t.appendGroup("this", "all", s.Total)
	if s.Before != nil {
		t.appendGroup("before", "all", *s.Before)
	}
	for _, g := range s.Groups {
		t.appendGroup("this", string(s.By), g)
	}
	return t.CSV(w)
}

func (t *Table) appendGroup(period, by string, g stats.Group) {
	begin := []string{period, by, g.Name, fmt.Sprint(g.Incidents)}
	add := func(more ...string) {
		var row []Cell
		for _, text := range append(begin[:len(begin):len(begin)], more...) {
			row = append(row, Cell{Text: text})
		}
		t.Rows = append(t.Rows, row)
	}
	for _, m := range g.Taken {
		values := []string{"", "", ""}
		if m.N > 0 {
			values = []string{seconds(m.Median), seconds(m.P90), seconds(m.Longest)}
		}
		add(append(append([]string{m.ID, fmt.Sprint(m.N), ""}, values...), fmt.Sprint(len(m.Lacking)), fmt.Sprint(m.NotYet))...)
	}
	for _, h := range g.Held {
		add(h.ID, fmt.Sprint(h.N), fmt.Sprint(h.Of), "", "", "", fmt.Sprint(len(h.Lacking)), "")
	}
}

func seconds(d time.Duration) string { return fmt.Sprint(int64(d / time.Second)) }
