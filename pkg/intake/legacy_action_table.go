package intake

import (
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// actionColumns are the columns of a table of action items; -1 for those it lacks.
type actionColumns struct{ title, owner, due, status, ticket, kind int }

var columnNames = []struct {
	set   func(*actionColumns) *int
	names []string
}{
	{func(c *actionColumns) *int { return &c.title }, []string{"action item", "action", "item", "task", "description", "what", "todo", "to do", "actions", "action items", "follow up", "title", "summary"}},
	{func(c *actionColumns) *int { return &c.owner }, []string{"owner", "assignee", "who", "responsible", "assigned to", "owners", "person", "dri", "assigned"}},
	{func(c *actionColumns) *int { return &c.due }, []string{"due", "due date", "deadline", "when", "eta", "target date", "by when", "target", "date"}},
	{func(c *actionColumns) *int { return &c.status }, []string{"status", "state", "done", "completed", "progress"}},
	{func(c *actionColumns) *int { return &c.ticket }, []string{"ticket", "issue", "bug", "link", "jira", "tracking", "tracker", "pr", "ref", "reference"}},
	{func(c *actionColumns) *int { return &c.kind }, []string{"type", "kind", "category"}},
}

func readColumns(head []document.Cell) actionColumns {
	c := actionColumns{-1, -1, -1, -1, -1, -1}
	for n, cell := range head {
		name := incident.FoldHeading(cell.Text)
		for _, column := range columnNames {
			if at := column.set(&c); *at < 0 && slices.Contains(column.names, name) {
				*at = n
				break
			}
		}
	}
	return c
}

// table takes the rows of a table of action items.
func (c *actionCollector) table(t *document.Table) {
	columns := readColumns(t.Head)
	if columns.title < 0 {
		columns.title = firstFree(columns, len(t.Head))
	}
	for _, row := range t.Rows {
		cell := func(n int) string {
			if n < 0 || n >= len(row.Cells) {
				return ""
			}
			return row.Cells[n].Text
		}
		before := len(c.actions)
		c.take(cell(columns.title), isDone(cell(columns.status)), row.Span)
		if len(c.actions) == before {
			continue
		}
		c.rowFields(&c.actions[before], columns, cell)
	}
}

// rowFields reads what the other cells of a row say.
func (c *actionCollector) rowFields(a *LegacyAction, columns actionColumns, cell func(int) string) {
	if people := splitPeople(cell(columns.owner)); len(people) == 1 {
		if name, ok := personName(people[0]); ok {
			a.Owner = name
		}
	}
	if w, ok := wholeWhen(cell(columns.due), c.r.order()); ok && w.day.whole() {
		a.Due = w.day.time()
	}
	if ticket := flatten(cell(columns.ticket)); a.Ticket == "" && ticket != "" && !strings.Contains(ticket, " ") && strings.ContainsAny(ticket, "0123456789") {
		a.Ticket = ticket
	}
	if kind := strings.ToLower(cell(columns.kind)); slices.Contains(incident.ActionKinds, kind) {
		a.Kind = kind
	}
}

// firstFree is the first column that holds nothing else.
func firstFree(c actionColumns, columns int) int {
	for n := range columns {
		if !slices.Contains([]int{c.owner, c.due, c.status, c.ticket, c.kind}, n) {
			return n
		}
	}
	return 0
}

// askOwners asks whether bold lines above items name their owners.
func (c *actionCollector) askOwners() {
	c.leave()
	for _, g := range c.asked {
		c.r.ask(g.offset, "if "+g.maybe+" is a person, the action items below have an owner",
			"pm action edit ID#ITEM --owner "+incident.ShellWord(g.maybe))
	}
}
