package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/report"
)

func newLogCmd(e *Env) *cobra.Command {
	format := oneOf("text", "text", "json")
	cmd := &cobra.Command{
		Use:   "log ID",
		Short: "Show an incident's transitions, time in each state, and moved due dates",
		Long: `Show an incident's transitions, who made them, the time spent in each state, and the due dates of
action items that were moved. All of it stands in the file, so it survives squash merges.` + exits("shown", ""),
		Example: "  pm log checkout\n  pm log checkout --format json",
		Args:    args(1, 1, "one ID"),
		RunE:    func(cmd *cobra.Command, args []string) error { return runLog(cmd.Context(), e, args[0], format.value) },
	}
	cmd.Flags().Var(&format, "format", "text or json")
	return cmd
}

func runLog(ctx context.Context, e *Env, ref, format string) error {
	w, err := open(ctx, e)
	if err != nil {
		return err
	}
	defer w.close()
	p, err := w.load(ctx, ref)
	if err != nil {
		return err
	}
	transitions, moves := report.TransitionsOf(p.Incident), report.DueMovesOf(p.Incident)
	if format == "json" {
		return report.Envelope(e.Out, "transitions", transitions, "due_moves", moves)
	}
	if len(transitions) == 0 {
		fmt.Fprintf(e.Out, "%s has no history\n", report.Clean(p.ID, false))
	}
	if err := transitionTable(p.Incident, transitions, e.now()).Text(e.Out, e.style()); err != nil {
		return err
	}
	if len(moves) > 0 {
		fmt.Fprintln(e.Out)
	}
	return moveTable(moves).Text(e.Out, e.style())
}

// transitionTable has a line for each state entered: when, by whom, and how
// long the incident stayed in it.
func transitionTable(i *incident.Incident, all []report.Transition, now time.Time) report.Table {
	t := report.Table{Columns: []report.Column{
		{Name: "at", Keep: true}, {Name: "state", Keep: true}, {Name: "by", Keep: true}, {Name: "stayed", Right: true}, {Name: "reason"},
	}}
	for n, tr := range all {
		stayed := ""
		switch {
		case n+1 < len(all) && all[n+1].Seconds != nil:
			stayed = days(time.Duration(*all[n+1].Seconds) * time.Second)
		case n+1 == len(all) && i.State.V != incident.Closed && i.State.V != incident.Dismissed && !inStateSince(i).IsZero():
			stayed = days(now.Sub(inStateSince(i))) + " so far"
		}
		t.Rows = append(t.Rows, []report.Cell{
			{Text: text(tr.At)}, stateCell(incident.State(text(tr.To))), {Text: text(tr.By)}, {Text: stayed}, {Text: text(tr.Reason)},
		})
	}
	return t
}

func moveTable(moves []report.DueMove) report.Table {
	t := report.Table{Columns: []report.Column{{Name: "action_item", Keep: true}, {Name: "due", Keep: true}, {Name: "moved_to", Keep: true}}}
	for _, m := range moves {
		t.Rows = append(t.Rows, []report.Cell{{Text: text(m.ActionItem)}, {Text: m.From}, {Text: text(m.To)}})
	}
	return t
}
