package report

import (
	"bufio"
	"fmt"
	"io"

	"github.com/postmortem-md/pm/pkg/stats"
)

// contradictionsShown is how many are listed where all are in the JSON.
const contradictionsShown = 10

// StatsText writes a summary for a terminal or a pipe.
func StatsText(w io.Writer, style Style, s *stats.Summary) error {
	out := statsText{w: bufio.NewWriter(w), style: style, tables: statsTables{s, style.ASCII, barsIn(style.Width)}}
	out.line(Strong, sizeWords(s))
	out.line(Plain, beforeWords(s))
	out.line(Plain, monthsWords(s, style.ASCII))
	out.table(out.tables.measures())
	out.table(out.tables.shares())
	out.table(out.tables.waiting())
	if s.By != stats.ByNothing {
		out.table(out.tables.grouped(string(s.By), s.Groups))
	}
	for _, note := range statsNotes(s) {
		out.note(note)
	}
	if out.err != nil {
		return out.err
	}
	return out.w.Flush()
}

type statsText struct {
	w      *bufio.Writer
	style  Style
	tables statsTables
	err    error // the first
}

// line writes a sentence, wrapped to the width; nothing for "".
func (t *statsText) line(tone Tone, text string) {
	if text == "" {
		return
	}
	for _, line := range wrap([]run{{text: Clean(text, false)}}, t.style.Width, true) {
		fmt.Fprintln(t.w, Paint(t.w, t.style, tone, plainText(line)))
	}
}

func (t *statsText) table(table Table) {
	fmt.Fprintln(t.w)
	if err := table.Text(t.w, t.style); err != nil && t.err == nil {
		t.err = err
	}
}

// note writes a heading and its lines, wrapped to the width.
func (t *statsText) note(n note) {
	fmt.Fprintln(t.w)
	t.line(Strong, n.heading)
	for _, text := range n.lines {
		for i, line := range wrap([]run{{text: Clean(text, false)}}, noteWidth(t.style.Width), true) {
			indent := "  "
			if i > 0 {
				indent = "    "
			}
			fmt.Fprintln(t.w, indent+plainText(line))
		}
	}
}

// noteWidth is what the lines of a note have beside their indent; 0 is no limit.
func noteWidth(width int) int {
	if width == 0 {
		return 0
	}
	return max(width-4, minRoom)
}

// note is what is to be said below the tables.
type note struct {
	heading string
	lines   []string
}

// statsNotes say what the figures do not rest on, and what is wrong with them.
func statsNotes(s *stats.Summary) []note {
	var notes []note
	missing := note{heading: "Not told, and so not measured (--format json names all):"}
	for _, l := range lacking(s.Total) {
		missing.lines = append(missing.lines, fmt.Sprintf("%s: %s: %s", l.name, Count(len(l.records), "incident"), firstNames(l.records)))
	}
	if n := len(s.Unplaced); n > 0 {
		missing.lines = append(missing.lines, fmt.Sprintf("started_at, and so in no period: %s: %s", Count(n, "incident"), firstNames(s.Unplaced)))
	}
	if len(missing.lines) > 0 {
		notes = append(notes, missing)
	}
	if lines := contradictionLines(s.Contradicted); len(lines) > 0 {
		notes = append(notes, note{"Contradictions in " + Count(contradictedIncidents(s), "incident") + ", to be corrected with pm set:", lines})
	}
	if isFew(s.Total) {
		notes = append(notes, note{"Read with care:", []string{fewWords}})
	}
	return notes
}

const fewWords = "Below ten observations a 90th percentile is little more than the longest one."

func contradictedIncidents(s *stats.Summary) int {
	seen := map[*stats.Record]bool{}
	for _, c := range s.Contradicted {
		seen[c.Record] = true
	}
	return len(seen)
}

func contradictionLines(all []stats.Contradicted) []string {
	var lines []string
	for _, c := range all[:min(contradictionsShown, len(all))] {
		lines = append(lines, fmt.Sprintf("%s line %d: %s", c.Name(), c.Line, c.Says))
	}
	if more := len(all) - len(lines); more > 0 {
		lines = append(lines, fmt.Sprintf("and %d more: --format json lists them", more))
	}
	return lines
}

// monthsWords draw how many incidents there were a month.
func monthsWords(s *stats.Summary, ascii bool) string {
	first, last := s.Months[0].Name, s.Months[len(s.Months)-1].Name
	values := incidentTrend(s.Months)
	return fmt.Sprintf("%s incidents a month, %s to %s, at most %d; trends are of these months", sparkline(values, ascii), first, last, int(largest(values)))
}
