package cli

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/history"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/report"
)

func newLogCmd(e *Env) *cobra.Command {
	format := oneOf("text", "text", "json")
	cmd := &cobra.Command{
		Use:   "log ID",
		Short: "Show an incident's transitions, time in each state, and moved due dates",
		Long: `Show an incident's transitions, who made them, the commits behind them, the time spent in each state, and
the due dates of action items that were moved: from, to, how often, and how many days in sum. "again" marks a line of
history that moved nothing, since two people moved the incident at once.

All but the commits stands in the file, so it survives squash merges, and is shown without a Git repository too. A due
date that was edited by hand is found in the commits, all of them, so a shallow clone is refused, with the command that
fetches the rest. Renames are followed.` + exits("shown", ""),
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
	defer w.thrifty(ctx)()
	trail, err := w.trail(ctx, p.Path)
	if err != nil {
		return err
	}
	l := newLog(e, p.Incident, trail)
	if format == "json" {
		return report.Envelope(e.Out, "transitions", l.transitions, "due_moves", l.moves, "slips", l.slips)
	}
	return l.print(e)
}

// log is what pm log has to say of an incident.
type log struct {
	incident    *incident.Incident
	now         time.Time
	commits     bool // there is a repository that could have some
	transitions []report.Transition
	moves       []report.DueMove
	slips       []report.Slip
}

// newLog takes a trail of the commits, nil without Git.
func newLog(e *Env, i *incident.Incident, trail *history.Trail) *log {
	l := &log{incident: i, now: e.now(), commits: trail != nil}
	if trail == nil {
		trail = &history.Trail{}
	}
	l.transitions = report.TransitionsOf(i, func(n int) string { return trail.Line(i, n) })
	l.moves, l.slips = report.DueMovesOf(i.ID, trail.Moves(i))
	return l
}

func (l *log) print(e *Env) error {
	if len(l.transitions) == 0 {
		fmt.Fprintf(e.Out, "%s has no history\n", report.Clean(l.incident.ID, false))
	}
	if err := l.transitionTable().Text(e.Out, e.style()); err != nil || len(l.moves) == 0 {
		return err
	}
	fmt.Fprintln(e.Out)
	if err := l.moveTable().Text(e.Out, e.style()); err != nil {
		return err
	}
	fmt.Fprintln(e.Out)
	return l.slipTable().Text(e.Out, e.style())
}

// transitionTable has a line for each state entered: when, by whom, and how
// long the incident stayed in it.
func (l *log) transitionTable() report.Table {
	t := report.Table{Columns: []report.Column{
		{Name: "at", Keep: true}, {Name: "state", Keep: true}, {Name: "by", Keep: true}, {Name: "stayed", Right: true},
	}}
	if l.commits {
		t.Columns = append(t.Columns, report.Column{Name: "commit", Keep: true})
	}
	t.Columns = append(t.Columns, report.Column{Name: "reason"})
	for n, tr := range l.transitions {
		row := []report.Cell{{Text: text(tr.At)}, stateCell(incident.State(text(tr.To))), {Text: text(tr.By)}, {Text: l.stayed(n)}}
		if l.commits {
			row = append(row, commitCell(tr.Commit))
		}
		t.Rows = append(t.Rows, append(row, report.Cell{Text: why(tr)}))
	}
	return t
}

// why is the reason of a transition, or why there is none to see.
func why(t report.Transition) string {
	switch {
	case !t.Again:
		return text(t.Reason)
	case t.By == nil:
		return "again: it did not move"
	}
	return "again, by " + *t.By + ": it did not move"
}

// stayed is how long the incident was in the state that the nth transition
// entered.
func (l *log) stayed(n int) string {
	if l.transitions[n].Again {
		return ""
	}
	for _, next := range l.transitions[n+1:] {
		switch {
		case next.Again:
		case next.Seconds == nil:
			return ""
		default:
			return days(time.Duration(*next.Seconds) * time.Second)
		}
	}
	since := l.incident.InStateSince()
	if state := l.incident.State.V; state == incident.Closed || state == incident.Dismissed || since.IsZero() {
		return ""
	}
	return days(l.now.Sub(since)) + " so far"
}

func commitCell(commit *string) report.Cell {
	if commit == nil {
		return report.Cell{Text: "uncommitted", Tone: report.Bad}
	}
	return report.Cell{Text: short(*commit), Tone: report.Faint}
}

func (l *log) moveTable() report.Table {
	t := report.Table{Columns: []report.Column{
		{Name: "action_item", Keep: true}, {Name: "due", Keep: true}, {Name: "moved_to", Keep: true}, {Name: "days", Right: true},
	}}
	if l.commits {
		t.Columns = append(t.Columns, report.Column{Name: "commit", Keep: true})
	}
	if slices.ContainsFunc(l.moves, func(m report.DueMove) bool { return !m.Kept }) {
		t.Columns = append(t.Columns, report.Column{Name: "note"})
	}
	for _, m := range l.moves {
		row := []report.Cell{{Text: text(m.ActionItem)}, {Text: m.From}, {Text: text(m.To)}, {Text: signed(m.Days)}}
		if l.commits {
			row = append(row, commitCell(m.Commit))
		}
		if !m.Kept {
			row = append(row, report.Cell{Text: "by hand: due_was does not tell"})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// slipTable sums up the moves, a line for each action item.
func (l *log) slipTable() report.Table {
	t := report.Table{Columns: []report.Column{
		{Name: "action_item", Keep: true}, {Name: "first_due", Keep: true}, {Name: "now_due", Keep: true}, {Name: "moved", Right: true}, {Name: "days", Right: true},
	}}
	for _, s := range l.slips {
		t.Rows = append(t.Rows, []report.Cell{
			{Text: text(s.ActionItem)}, {Text: s.From}, {Text: text(s.To)}, {Text: fmt.Sprintf("%dx", s.Times)}, {Text: signed(s.Days)},
		})
	}
	return t
}

// signed is a number of days with its sign.
func signed(days int) string { return fmt.Sprintf("%+d", days) }
