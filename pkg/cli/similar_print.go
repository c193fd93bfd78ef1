package cli

import (
	"fmt"
	"strings"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/report"
)

// maxWords is how many shared words are shown: enough to judge by.
const maxWords = 8

// printSimilar shows what is alike, then what it left to do, then what to run if
// it is the same again.
func printSimilar(e *Env, s *subject, found []report.Similar) error {
	if len(found) == 0 {
		_, err := fmt.Fprintln(e.Out, "no incident has a telling word in common with "+report.Clean(s.name(), false))
		return err
	}
	if err := similarTable(found).Text(e.Out, e.style()); err != nil {
		return err
	}
	if err := printLeft(e, found); err != nil {
		return err
	}
	lines := s.suggestions(found)
	if len(lines) == 0 {
		return nil
	}
	_, err := fmt.Fprintf(e.Out, "\nIf it is one of those again:\n  %s\n", strings.Join(lines, "\n  "))
	return err
}

// printLeft lists the action items that are still to be done.
func printLeft(e *Env, found []report.Similar) error {
	var left []report.ActionItem
	for _, f := range found {
		left = append(left, f.ActionItems...)
	}
	if len(left) == 0 {
		return nil
	}
	fmt.Fprintln(e.Out, "\nStill to be done there:")
	return writeActions(e, "text", left, "")
}

func similarTable(found []report.Similar) report.Table {
	t := report.Table{Columns: []report.Column{
		{Name: "like", Right: true},
		{Name: "incident", Ref: true},
		{Name: "state", Keep: true, Drop: 3},
		{Name: "title", Drop: 2},
		{Name: "both_have", Wrap: true},
	}}
	for _, f := range found {
		tone := report.Faint
		if f.Near {
			tone = report.Strong
		}
		t.Rows = append(t.Rows, []report.Cell{
			{Text: fmt.Sprintf("%d%%", f.Likeness), Tone: tone},
			{Text: f.Incident, Tone: tone},
			stateCell(incident.State(text(f.State))),
			{Text: text(f.Title)},
			{Text: bothHave(f)},
		})
	}
	return t
}

// bothHave says why an incident is there: an alert, services and tags by name,
// then words.
func bothHave(f report.Similar) string {
	var parts []string
	for _, p := range []struct {
		name   string
		values []string
	}{{"alert", f.Alerts}, {"service", f.Services}, {"tag", f.Tags}} {
		if len(p.values) > 0 {
			parts = append(parts, p.name+" "+strings.Join(p.values, ", "))
		}
	}
	if words := f.Words[:min(len(f.Words), maxWords)]; len(words) > 0 {
		parts = append(parts, strings.Join(words, ", "))
	}
	return strings.Join(parts, "; ")
}
