package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/report"
)

type actionListOptions struct {
	incident   string
	owner      string
	statuses   choices
	severities []string
	due        string
	overdue    bool
	format     choice
}

func newActionListCmd(e *Env) *cobra.Command {
	o := actionListOptions{
		format:   oneOf("text", "text", "json", "csv"),
		statuses: choices{accepted: []string{"proposed", "open", "done", "dropped"}},
	}
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List action items",
		Long:  `List the action items of all incidents, the earliest due date first.` + exits("listed, or there are none", ""),
		Example: "  pm action list --owner alice --status open\n  pm action list --due +7d\n" +
			"  pm action list --overdue --severity sev1 --format csv",
		Args: args(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error { return runActionList(cmd.Context(), e, o) },
	}
	f := cmd.Flags()
	f.StringVar(&o.incident, "incident", "", "only those of the incident `ID`")
	f.StringVar(&o.owner, "owner", "", "only those of `PERSON`")
	f.Var(&o.statuses, "status", "only those with this status (repeatable)")
	f.StringSliceVar(&o.severities, "severity", nil, "only those of incidents of this `SEVERITY` (repeatable)")
	f.StringVar(&o.due, "due", "", "only those due on `DATE` or before")
	f.BoolVar(&o.overdue, "overdue", false, "only those past due")
	f.Var(&o.format, "format", "text, json or csv")
	return cmd
}

func runActionList(ctx context.Context, e *Env, o actionListOptions) error {
	if o.due != "" {
		due, err := incident.ParseDate(o.due, e.now())
		if err != nil {
			return usagef("--due: %s", message(err))
		}
		o.due = due.Format(time.DateOnly)
	}
	all, err := openAll(ctx, e)
	if err != nil {
		return err
	}
	defer closeAll(all)
	var views []actionView
	for _, w := range all {
		found, err := w.listActions(ctx, o)
		if err != nil {
			return err
		}
		views = append(views, found...)
	}
	slices.SortStableFunc(views, byDue)
	return writeActions(e, o.format.value, views)
}

// listActions are the items of one root that the filters let through.
func (w *workspace) listActions(ctx context.Context, o actionListOptions) ([]actionView, error) {
	only := ""
	if o.incident != "" {
		path, err := w.find(ctx, o.incident)
		if err != nil {
			return nil, err
		}
		only = path
	}
	now := w.env.now()
	views := []actionView{}
	for i, err := range w.incidents(ctx) {
		if err != nil {
			return nil, err
		}
		if only != "" && i.Path != only || len(o.severities) > 0 && !slices.Contains(o.severities, i.Severity.V) {
			continue
		}
		for _, a := range i.ActionItems.V {
			if v := w.viewAction(i, a, now); o.accepts(w.process, v) {
				views = append(views, v)
			}
		}
	}
	return views, nil
}

// accepts applies the filters that look at the item itself. Dates compare as
// text because they are written most significant part first.
func (o actionListOptions) accepts(p *incident.Process, v actionView) bool {
	switch {
	case o.owner != "" && (v.Owner == nil || !p.SamePerson(*v.Owner, o.owner)),
		len(o.statuses.values) > 0 && !slices.Contains(o.statuses.values, orEmpty(v.Status)),
		o.due != "" && (v.Due == nil || *v.Due > o.due),
		o.overdue && v.DaysLate == 0:
		return false
	}
	return true
}

// byDue puts the earliest due date first and items without one last.
func byDue(a, b actionView) int {
	if (a.Due == nil) != (b.Due == nil) {
		if a.Due == nil {
			return 1
		}
		return -1
	}
	return strings.Compare(orEmpty(a.Due), orEmpty(b.Due))
}

func writeActions(e *Env, format string, views []actionView) error {
	switch format {
	case "json":
		return report.Envelope(e.Out, "action_items", views)
	case "csv":
		return actionColumns(views).CSV(e.Out)
	}
	if len(views) == 0 {
		_, err := fmt.Fprintln(e.Out, "no action items")
		return err
	}
	return actionTable(views).Text(e.Out, e.style())
}

func actionTable(views []actionView) report.Table {
	t := report.Table{Columns: []report.Column{
		{Name: "DUE", Keep: true}, {Name: "LATE", Right: true, Keep: true}, {Name: "STATUS", Keep: true},
		{Name: "OWNER"}, {Name: "ITEM", Keep: true}, {Name: "TITLE"},
	}}
	for _, v := range views {
		late, tone := "", report.Plain
		if v.DaysLate > 0 {
			late, tone = fmt.Sprint(v.DaysLate), report.Bad
		}
		t.Rows = append(t.Rows, []report.Cell{
			{Text: orEmpty(v.Due), Tone: tone}, {Text: late, Tone: tone}, {Text: orEmpty(v.Status)},
			{Text: orEmpty(v.Owner)}, {Text: v.item()}, {Text: orEmpty(v.Title)},
		})
	}
	return t
}

// actionColumns are all fields of items, for spreadsheets.
func actionColumns(views []actionView) report.Table {
	var t report.Table
	for _, name := range []string{"incident", "id", "title", "owner", "due", "status", "kind", "ticket", "done_at", "evidence", "reason", "days_late", "severity", "path"} {
		t.Columns = append(t.Columns, report.Column{Name: name})
	}
	for _, v := range views {
		var row []report.Cell
		for _, s := range []*string{&v.Incident, v.ID, v.Title, v.Owner, v.Due, v.Status, v.Kind, v.Ticket, v.DoneAt, v.Evidence, v.Reason} {
			row = append(row, report.Cell{Text: orEmpty(s)})
		}
		row = append(row, report.Cell{Text: fmt.Sprint(v.DaysLate)}, report.Cell{Text: orEmpty(v.Severity)}, report.Cell{Text: v.Path})
		t.Rows = append(t.Rows, row)
	}
	return t
}
