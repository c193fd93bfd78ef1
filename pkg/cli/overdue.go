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

type overdueOptions struct {
	owner    string
	format   choice
	exitCode bool
	refs     refsFlag
}

func newOverdueCmd(e *Env) *cobra.Command {
	o := overdueOptions{format: oneOf("text", "text", "json", "csv")}
	cmd := &cobra.Command{
		Use:   "overdue",
		Short: "List action items and follow-ups past due, most late first",
		Long: `List action items that are open and past due, and incidents past their follow-up date, over all
incidents, most late first. Due today is not overdue; a day ends at midnight UTC.` + refsHelp +
			exits("listed", "with --exit-code: something is overdue"),
		Example: "  pm overdue\n  pm overdue --owner bob --as-of 2026-04-01\n  pm overdue --exit-code --format json",
		Args:    args(0, 0, ""),
		RunE:    func(cmd *cobra.Command, _ []string) error { return runOverdue(cmd.Context(), e, o) },
	}
	cmd.Flags().StringVar(&o.owner, "owner", "", "only what `PERSON` owns")
	cmd.Flags().Var(&o.format, "format", "text, json or csv")
	o.refs.add(cmd.Flags())
	cmd.Flags().BoolVar(&o.exitCode, "exit-code", false, "exit 1 when anything is overdue")
	return cmd
}

// runOverdue prints before it exits 1: whoever asked for the exit code wants to
// read why.
func runOverdue(ctx context.Context, e *Env, o overdueOptions) error {
	all, err := openOnBranches(ctx, e, o.refs)
	if err != nil {
		return err
	}
	defer closeAll(all)
	late := lateness{from: originsOf(all)}
	err = eachIncident(ctx, all, func(w *workspace, i *incident.Incident) error {
		late.collect(w, i, o.owner, e.now())
		return nil
	})
	if err != nil {
		return err
	}
	late.sort()
	if err := late.print(e, o.format.value, none(all, "nothing is overdue", "")); err != nil {
		return err
	}
	if o.exitCode && len(late.rows) > 0 {
		return errFindings
	}
	return nil
}

// lateness is what is overdue: rows for people, shapes for machines.
type lateness struct {
	rows      []lateRow
	items     []report.ActionItem
	incidents []report.Incident
	from      origins
}

type lateRow struct {
	days, moved                              int
	what, owner, subject, branch, repository string
	due                                      time.Time
}

// collect adds what is overdue of one incident. Only front matter is read.
func (l *lateness) collect(w *workspace, i *incident.Incident, owner string, now time.Time) {
	l.followup(w, i, owner, now)
	for _, a := range i.ActionItems.V {
		l.item(w, i, a, owner, now)
	}
}

// followup adds the incident itself; the row's text is copied, because the next
// file is read into the same memory.
func (l *lateness) followup(w *workspace, i *incident.Incident, owner string, now time.Time) {
	days := i.FollowupDaysLate(now)
	if days == 0 || !w.owns(owner, i.Owner.V) {
		return
	}
	l.rows = append(l.rows, lateRow{days: days, what: i.ID, owner: strings.Clone(i.Owner.V), subject: "follow-up of " + i.Title.V, branch: w.on(i.ID), repository: w.label, due: i.FollowupDue.V})
	l.incidents = append(l.incidents, w.incidentShape(i, now))
}

func (l *lateness) item(w *workspace, i *incident.Incident, a incident.ActionItem, owner string, now time.Time) {
	days := a.DaysLate(now)
	if days == 0 || !w.owns(owner, a.Owner.V) {
		return
	}
	l.rows = append(l.rows, lateRow{
		days: days, moved: len(a.DueWas.V), what: itemRef(i.ID, a.ID.V),
		owner: strings.Clone(a.Owner.V), subject: strings.Clone(a.Title.V), branch: w.on(i.ID), repository: w.label, due: a.Due.V,
	})
	l.items = append(l.items, w.actionShape(i, a, now))
}

// owns reports that a filter by owner lets a person through; an empty filter
// lets everybody.
func (w *workspace) owns(filter, person string) bool {
	return filter == "" || w.process.SamePerson(filter, person)
}

// sort puts the most late first; what is equally late stays in order of its
// incident.
func (l *lateness) sort() {
	slices.SortStableFunc(l.rows, func(a, b lateRow) int { return b.days - a.days })
	slices.SortStableFunc(l.items, func(a, b report.ActionItem) int { return b.DaysLate - a.DaysLate })
	slices.SortStableFunc(l.incidents, func(a, b report.Incident) int { return b.DaysLate - a.DaysLate })
}

func (l *lateness) print(e *Env, format, none string) error {
	if format == "json" {
		return report.Envelope(e.Out, "overdue", nil, "action_items", l.items, "incidents", l.incidents)
	}
	if format == "csv" {
		return l.columns().CSV(e.Out)
	}
	if len(l.rows) == 0 {
		_, err := fmt.Fprintln(e.Out, none)
		return err
	}
	return l.table().Text(e.Out, e.style())
}

func (l *lateness) table() report.Table {
	t := report.Table{Columns: []report.Column{
		{Name: "late", Right: true},
		{Name: "due", Keep: true, Drop: 3},
		{Name: "moved", Right: true, Drop: 2},
		{Name: "owner"},
		{Name: "what", Ref: true},
		{Name: "title", Drop: 1},
	}}
	for _, r := range l.rows {
		moved := ""
		if r.moved > 0 {
			moved = fmt.Sprintf("%dx", r.moved)
		}
		t.Rows = append(t.Rows, []report.Cell{
			{Text: fmt.Sprintf("%dd", r.days), Tone: report.Bad},
			{Text: r.due.Format(time.DateOnly)},
			{Text: moved},
			{Text: r.owner},
			{Text: r.what},
			{Text: r.subject, Tone: report.Strong},
		})
	}
	return l.withOrigins(t)
}

// columns is the table for spreadsheets: plain numbers.
func (l *lateness) columns() report.Table {
	t := report.Table{Columns: []report.Column{{Name: "days_late"}, {Name: "due"}, {Name: "times_moved"}, {Name: "owner"}, {Name: "what"}, {Name: "title"}}}
	for _, r := range l.rows {
		t.Rows = append(t.Rows, []report.Cell{
			{Text: fmt.Sprint(r.days)}, {Text: r.due.Format(time.DateOnly)}, {Text: fmt.Sprint(r.moved)}, {Text: r.owner}, {Text: r.what}, {Text: r.subject},
		})
	}
	return l.withOrigins(t)
}

// withOrigins adds columns to a table with a row for each of ours.
func (l *lateness) withOrigins(t report.Table) report.Table {
	t.Columns = append(t.Columns, l.from.columns()...)
	for n, r := range l.rows {
		t.Rows[n] = append(t.Rows[n], l.from.cells(r.repository, r.branch)...)
	}
	return t
}
