package cli

import (
	"cmp"
	"fmt"

	"github.com/postmortem-md/pm/pkg/report"
)

// writeActions writes action items in one of the formats of reading commands; none
// is the line for people when there are none.
func writeActions(e *Env, format string, items []report.ActionItem, from origins, none string) error {
	switch format {
	case "json":
		return report.Envelope(e.Out, "action_items", items)
	case "csv":
		return withOrigins(actionColumns(items), items, from).CSV(e.Out)
	}
	if len(items) == 0 {
		_, err := fmt.Fprintln(e.Out, none)
		return err
	}
	columns := []report.Column{{Name: "item", Ref: true}, {Name: "title", Drop: 1}}
	t := actionTable(items, columns, func(a report.ActionItem) string { return itemRef(a.Incident, text(a.ID)) })
	return withOrigins(t, items, from).Text(e.Out, e.style())
}

// withOrigins adds columns to a table with a row for each item.
func withOrigins(t report.Table, items []report.ActionItem, from origins) report.Table {
	t.Columns = append(t.Columns, from.columns()...)
	for n, a := range items {
		t.Rows[n] = append(t.Rows[n], from.cells(text(a.Repository), text(a.Branch))...)
	}
	return t
}

// actionTable is for people: what is due first, what to call it, what it is.
// The last two columns, item and title, differ from use to use.
func actionTable(items []report.ActionItem, last []report.Column, name func(report.ActionItem) string) report.Table {
	t := report.Table{Columns: append([]report.Column{
		{Name: "due", Keep: true},
		{Name: "late", Right: true, Drop: 2},
		{Name: "status", Keep: true},
		{Name: "owner", Drop: 3},
	}, last...)}
	for _, a := range items {
		// Nothing rather than 0, so that what is late stands out.
		late, tone := "", report.Plain
		if a.DaysLate > 0 {
			late, tone = fmt.Sprintf("%dd", a.DaysLate), report.Bad
		}
		t.Rows = append(t.Rows, []report.Cell{
			{Text: text(a.Due), Tone: tone},
			{Text: late, Tone: tone},
			{Text: text(a.Status)},
			{Text: text(a.Owner)},
			{Text: name(a)},
			{Text: text(a.Title)},
		})
	}
	return t
}

// itemRef is what an action item is called on the command line. One without an
// id, which lint reports, cannot be called there at all.
func itemRef(incident, id string) string { return incident + "#" + cmp.Or(id, "(no id)") }

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
