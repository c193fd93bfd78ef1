package cli

import (
	"context"
	"errors"
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
		statuses: choices{accepted: incident.Statuses},
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

// runActionList reads front matter only; no Markdown is parsed for a list.
func runActionList(ctx context.Context, e *Env, o actionListOptions) error {
	// The filter compares dates as they are written, so it is brought into that form.
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
	items, err := listEverywhere(ctx, all, o)
	if err != nil {
		return err
	}
	slices.SortStableFunc(items, byDue)
	return writeActions(e, o.format.value, items, originsOf(all), none(all, "no action items", ""))
}

// listEverywhere are the items of all roots. An incident that is asked for lies in
// one of them, and is unknown only when all say so.
func listEverywhere(ctx context.Context, all []*workspace, o actionListOptions) ([]report.ActionItem, error) {
	var items []report.ActionItem
	var unknown []error
	for _, w := range all {
		found, err := w.listActions(ctx, o)
		if no, ok := errors.AsType[*idError](err); ok && len(no.candidates) == 0 {
			unknown = append(unknown, err)
			continue
		}
		if err != nil {
			return nil, err
		}
		items = append(items, found...)
	}
	if len(unknown) == len(all) {
		return nil, unknown[0]
	}
	return items, nil
}

// listActions are the items of one root that the filters let through.
func (w *workspace) listActions(ctx context.Context, o actionListOptions) ([]report.ActionItem, error) {
	if err := among("--severity", o.severities, w.process.Severities); err != nil {
		return nil, err
	}
	only := ""
	if o.incident != "" {
		path, err := w.find(ctx, o.incident)
		if err != nil {
			return nil, err
		}
		only = path
	}
	now := w.env.now()
	items := []report.ActionItem{}
	for i, err := range w.incidents(ctx) {
		if err != nil {
			return nil, err
		}
		if only != "" && i.Path != only || len(o.severities) > 0 && !slices.Contains(o.severities, i.Severity.V) {
			continue
		}
		for _, a := range i.ActionItems.V {
			item := w.actionShape(i, a, now)
			if o.accepts(w.process, item) {
				items = append(items, item)
			}
		}
	}
	return items, nil
}

// accepts applies the filters that look at the item itself. Dates compare as
// text because they are written most significant part first.
func (o actionListOptions) accepts(p *incident.Process, a report.ActionItem) bool {
	switch {
	case o.owner != "" && (a.Owner == nil || !p.SamePerson(*a.Owner, o.owner)),
		len(o.statuses.given) > 0 && !slices.Contains(o.statuses.given, text(a.Status)),
		o.due != "" && (a.Due == nil || *a.Due > o.due),
		o.overdue && a.DaysLate == 0:
		return false
	}
	return true
}

// byDue puts the earliest due date first and items without one last.
func byDue(a, b report.ActionItem) int {
	if (a.Due == nil) != (b.Due == nil) {
		if a.Due == nil {
			return 1
		}
		return -1
	}
	return strings.Compare(text(a.Due), text(b.Due))
}
