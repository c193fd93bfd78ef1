package cli

import (
	"fmt"

	"github.com/postmortem-md/pm/pkg/report"
)

// writeActions writes action items in one of the formats of reading commands.
func writeActions(e *Env, format string, items []report.ActionItem) error {
	switch format {
	case "json":
		return report.Envelope(e.Out, "action_items", items)
	case "csv":
		return actionColumns(items).CSV(e.Out)
	}
	if len(items) == 0 {
		_, err := fmt.Fprintln(e.Out, "no action items")
		return err
	}
	return actionTable(items).Text(e.Out, e.style())
}

// actionTable is for people: what is due first, what to call it, what it is.
func actionTable(items []report.ActionItem) report.Table {
	t := report.Table{Columns: []report.Column{
		{Name: "due", Keep: true},
		{Name: "days_late", Right: true},
		{Name: "status", Keep: true},
		{Name: "owner"},
		{Name: "item", Keep: true},
		{Name: "title"},
	}}
	for _, a := range items {
		// Nothing rather than 0, so that what is late stands out.
		late, tone := "", report.Plain
		if a.DaysLate > 0 {
			late, tone = fmt.Sprint(a.DaysLate), report.Bad
		}
		t.Rows = append(t.Rows, []report.Cell{
			{Text: text(a.Due), Tone: tone},
			{Text: late, Tone: tone},
			{Text: text(a.Status)},
			{Text: text(a.Owner)},
			{Text: a.Incident + "#" + text(a.ID)},
			{Text: text(a.Title)},
		})
	}
	return t
}

// actionColumns are all fields of items, for spreadsheets.
func actionColumns(items []report.ActionItem) report.Table {
	var t report.Table
	for _, name := range []string{"incident", "id", "title", "owner", "due", "status", "kind", "ticket", "done_at", "evidence", "reason", "days_late", "path"} {
		t.Columns = append(t.Columns, report.Column{Name: name})
	}
	for _, a := range items {
		var row []report.Cell
		for _, s := range []*string{&a.Incident, a.ID, a.Title, a.Owner, a.Due, a.Status, a.Kind, a.Ticket, a.DoneAt, a.Evidence, a.Reason} {
			row = append(row, report.Cell{Text: text(s)})
		}
		t.Rows = append(t.Rows, append(row, report.Cell{Text: fmt.Sprint(a.DaysLate)}, report.Cell{Text: a.Path}))
	}
	return t
}

// text is a value of a shape for a table: nothing when it is not known.
func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
