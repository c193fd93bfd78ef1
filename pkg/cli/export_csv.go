package cli

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/report"
)

// csvExporter gathers the rows of one table.
type csvExporter struct {
	env       *Env
	actions   bool
	incidents []report.Incident
	items     []report.ActionItem
	several   bool // repositories
}

func newCSVExporter(e *Env, o exportOptions) exporter {
	return &csvExporter{env: e, actions: o.what == ofActions}
}

func (x *csvExporter) start(w *workspace) { x.several = w.label != "" }

func (x *csvExporter) add(w *workspace, i *incident.Incident) error {
	if !x.actions {
		x.incidents = append(x.incidents, w.incidentShape(i, x.env.now()))
		return nil
	}
	for _, a := range i.ActionItems.V {
		x.items = append(x.items, w.actionShape(i, a, x.env.now()))
	}
	return nil
}

func (x *csvExporter) write(out io.Writer) error {
	if x.actions {
		return withOrigins(actionColumns(x.items), x.items, origins{repositories: x.several}).CSV(out)
	}
	return incidentColumns(x.incidents, x.several).CSV(out)
}

// listSeparator stands between the items of a list in one cell.
const listSeparator = "; "

// incidentCell is one column of a table of incidents.
type incidentCell struct {
	name string
	text func(report.Incident) string
}

// incidentCells are all but those of the keys of one's own. Lists that have fields of
// their own are counted; pm export actions has a row for each item.
var incidentCells = []incidentCell{
	{"id", func(i report.Incident) string { return i.ID }},
	{"title", func(i report.Incident) string { return text(i.Title) }},
	{"state", func(i report.Incident) string { return text(i.State) }},
	{"severity", func(i report.Incident) string { return text(i.Severity) }},
	{"started_at", func(i report.Incident) string { return text(i.StartedAt) }},
	{"detected_at", func(i report.Incident) string { return text(i.DetectedAt) }},
	{"acknowledged_at", func(i report.Incident) string { return text(i.AcknowledgedAt) }},
	{"mitigated_at", func(i report.Incident) string { return text(i.MitigatedAt) }},
	{"ended_at", func(i report.Incident) string { return text(i.EndedAt) }},
	{"review_at", func(i report.Incident) string { return text(i.ReviewAt) }},
	{"owner", func(i report.Incident) string { return text(i.Owner) }},
	{"facilitator", func(i report.Incident) string { return text(i.Facilitator) }},
	{"participants", func(i report.Incident) string { return joined(i.Participants) }},
	{"services", func(i report.Incident) string { return joined(i.Services) }},
	{"tags", func(i report.Incident) string { return joined(i.Tags) }},
	{"triggers", func(i report.Incident) string { return joined(i.Triggers) }},
	{"related", func(i report.Incident) string { return joined(i.Related) }},
	{"aliases", func(i report.Incident) string { return joined(i.Aliases) }},
	{"alerts", func(i report.Incident) string { return joined(i.Alerts) }},
	{"followup_due", func(i report.Incident) string { return text(i.FollowupDue) }},
	{"no_actions_reason", func(i report.Incident) string { return text(i.NoActionsReason) }},
	{"dismissed_because", func(i report.Incident) string { return text(i.DismissedBecause) }},
	{"adopted", func(i report.Incident) string { return text(i.Adopted) }},
	{"action_items", func(i report.Incident) string { return fmt.Sprint(len(i.ActionItems)) }},
	{"open_action_items", func(i report.Incident) string { return fmt.Sprint(openItems(i)) }},
	{"days_late", func(i report.Incident) string { return fmt.Sprint(i.DaysLate) }},
	{"path", func(i report.Incident) string { return i.Path }},
}

func joined(list []string) string { return strings.Join(list, listSeparator) }

func openItems(i report.Incident) int {
	n := 0
	for _, a := range i.ActionItems {
		if text(a.Status) == string(incident.Open) {
			n++
		}
	}
	return n
}

// incidentColumns has a row for each incident. Front matter keys that pm does not
// know are columns too, extra.KEY, because they are what reports are made by.
func incidentColumns(all []report.Incident, several bool) report.Table {
	cells := slices.Clone(incidentCells)
	keys := map[string]bool{}
	for _, i := range all {
		for key := range i.Extra {
			keys[key] = true
		}
	}
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		cells = append(cells, incidentCell{"extra." + key, func(i report.Incident) string { return extraText(i.Extra[key]) }})
	}
	if several {
		cells = append(cells, incidentCell{"repository", func(i report.Incident) string { return text(i.Repository) }})
	}
	var t report.Table
	for _, c := range cells {
		t.Columns = append(t.Columns, report.Column{Name: c.name})
	}
	for _, i := range all {
		row := make([]report.Cell, len(cells))
		for n, c := range cells {
			row[n].Text = c.text(i)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// extraText is a text, or a list of them.
func extraText(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []string:
		return joined(v)
	}
	return ""
}
