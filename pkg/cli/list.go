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

type listOptions struct {
	filter  filter
	format  choice
	sort    choice
	reverse bool
	refs    refsFlag
}

func newListCmd(e *Env) *cobra.Command {
	o := listOptions{format: oneOf("text", "text", "json", "csv"), sort: oneOf("id", "id", "started", "severity", "state", "owner", "title")}
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List incidents, filtered and sorted",
		Long: `List incidents. Filters of different kinds must all hold; of one kind any may. --where KEY=VALUE
filters on any front matter key, extra ones too.` + refsHelp + exits("listed", ""),
		Example: "  pm list --open\n  pm list --severity sev1 --since 2026-01-01 --format csv\n  pm list --where customer=acme\n  pm list --refs 'origin/postmortem/*'",
		Args:    args(0, 0, ""),
		RunE:    func(cmd *cobra.Command, _ []string) error { return runList(cmd.Context(), e, o) },
	}
	o.filter.add(cmd.Flags())
	cmd.Flags().Var(&o.format, "format", "text, json or csv")
	cmd.Flags().Var(&o.sort, "sort", "by id, started, severity, state, owner or title")
	o.refs.add(cmd.Flags())
	cmd.Flags().BoolVar(&o.reverse, "reverse", false, "the other way round")
	return cmd
}

// runList keeps of each incident only what it prints, so that its memory does not
// grow with the files.
func runList(ctx context.Context, e *Env, o listOptions) error {
	all, err := openOnBranches(ctx, e, o.refs)
	if err != nil {
		return err
	}
	defer closeAll(all)
	var found []listed
	for _, w := range all {
		if err := o.filter.resolve(w, e.now()); err != nil {
			return err
		}
		for i, err := range w.incidents(ctx) {
			if err != nil {
				return err
			}
			if o.filter.accepts(w, i) {
				found = append(found, newListed(w, i, e.now(), o.format.value == "json"))
			}
		}
	}
	sortListed(found, o.sort.value, o.reverse)
	return printListed(e, found, o.format.value, originsOf(all))
}

// listed is what list keeps of an incident: the document itself is let go.
type listed struct {
	id, title, state, severity, owner, branch, repository string
	started                                               time.Time
	rank, weight                                          int // of state and severity, for sorting
	open                                                  int // action items
	shape                                                 report.Incident
}

func newListed(w *workspace, i *incident.Incident, now time.Time, shape bool) listed {
	l := listed{
		id: i.ID, title: strings.Clone(i.Title.V), state: string(i.State.V), severity: i.Severity.V, owner: strings.Clone(i.Owner.V), started: i.StartedAt.V,
		branch: w.on(i.ID), repository: w.label, rank: i.State.V.Rank(), weight: slices.Index(w.process.Severities, i.Severity.V),
	}
	for _, a := range i.ActionItems.V {
		if a.Status.V == incident.Open {
			l.open++
		}
	}
	if shape {
		l.shape = w.incidentShape(i, now)
	}
	return l
}

// sortListed is stable, so that what compares as equal stays in order of the IDs.
func sortListed(found []listed, by string, reverse bool) {
	compare := map[string]func(a, b listed) int{
		"id":       func(a, b listed) int { return strings.Compare(a.id, b.id) },
		"started":  func(a, b listed) int { return a.started.Compare(b.started) },
		"severity": func(a, b listed) int { return a.weight - b.weight },
		"state":    func(a, b listed) int { return a.rank - b.rank },
		"owner":    func(a, b listed) int { return strings.Compare(a.owner, b.owner) },
		"title":    func(a, b listed) int { return strings.Compare(a.title, b.title) },
	}[by]
	slices.SortStableFunc(found, compare)
	if reverse {
		slices.Reverse(found)
	}
}

func printListed(e *Env, found []listed, format string, from origins) error {
	if format == "json" {
		shapes := make([]report.Incident, len(found))
		for n, l := range found {
			shapes[n] = l.shape
		}
		return report.Envelope(e.Out, "incidents", shapes)
	}
	if len(found) == 0 && format == "text" {
		_, err := fmt.Fprintln(e.Out, "no incidents")
		return err
	}
	t := report.Table{Columns: []report.Column{
		{Name: "id", Ref: true},
		{Name: "severity", Keep: true},
		{Name: "state", Keep: true},
		{Name: "owner", Drop: 3},
		{Name: "open", Right: true, Drop: 2},
		{Name: "title", Drop: 1}, // the ID repeats the title
	}}
	t.Columns = append(t.Columns, from.columns()...)
	for _, l := range found {
		row := []report.Cell{
			{Text: l.id}, {Text: l.severity}, stateCell(incident.State(l.state)), {Text: l.owner}, {Text: count(l.open)}, {Text: l.title, Tone: report.Strong},
		}
		t.Rows = append(t.Rows, append(row, from.cells(l.repository, l.branch)...))
	}
	return printTable(e, t, format)
}

func stateCell(s incident.State) report.Cell {
	tone := report.Caution
	switch s {
	case incident.Closed:
		tone = report.Good
	case incident.Dismissed:
		tone = report.Faint
	case incident.InProgress:
		tone = report.Bad
	}
	return report.Cell{Text: string(s), Tone: tone}
}

// count leaves zero blank, so that a column of counts shows where there is
// something.
func count(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}
