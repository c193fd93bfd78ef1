package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/incident"
)

type advanceOptions struct {
	writeOptions
	ref string
	to  stateFlag
	set []string
}

func newAdvanceCmd(e *Env) *cobra.Command {
	var o advanceOptions
	cmd := &cobra.Command{
		Use:   "advance ID",
		Short: "Move an incident to its next state",
		Long: `Move an incident to the next state, or with --to further along, if every gate on the way holds:

  in-progress -> resolved -> root-cause-analysis -> follow-up -> closed

What is still needed is listed in full, with the line to edit or the command that fills it, and nothing is changed.
On a terminal, when single-line fields are all that is missing, a form asks for them. Edits made by hand go into the same commit.` +
			exits("the incident has moved", "the move was refused"),
		Example: "  pm advance checkout --set ended_at=now\n  pm advance checkout --to rca --set owner=alice --set followup_due=+14d",
		Args:    args(1, 1, "ID"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.ref = args[0]
			return runAdvance(cmd.Context(), e, o)
		},
	}
	cmd.Flags().Var(&o.to, "to", "the state to reach (the default is the next one)")
	cmd.Flags().StringArrayVar(&o.set, "set", nil, "`KEY=VALUE` to set in the same commit (repeatable)")
	o.writeOptions.add(cmd.Flags())
	return cmd
}

func runAdvance(ctx context.Context, e *Env, o advanceOptions) error {
	as, err := assignments(o.set)
	if err != nil {
		return err
	}
	w, err := open(ctx, e)
	if err != nil {
		return err
	}
	defer w.close()
	p, err := w.load(ctx, o.ref)
	if err != nil {
		return err
	}
	to, err := target(p.Incident, o.to.state)
	if err != nil {
		return err
	}
	want, err := w.advance(ctx, p.Incident, as, to)
	if missing := askable(err); len(missing) > 0 && e.interactive() && !o.dryRun {
		var given []incident.Assignment
		if given, err = w.askNeeds(p.Incident, missing); err != nil {
			return err
		}
		want, err = w.advance(ctx, p.Incident, append(as, given...), to)
	}
	if err != nil {
		return err
	}
	c := change{subject: "advance " + p.ID + " to " + string(to), done: "advanced " + p.ID + " to " + string(to)}
	c.move(p.State.V, to)
	return w.applyTo(ctx, p, want, c, o.writeOptions)
}

// target is the state to advance to: the one asked for, else the next.
func target(i *incident.Incident, asked incident.State) (incident.State, error) {
	if asked != "" {
		return asked, nil
	}
	next, ok := i.State.V.Next()
	if ok {
		return next, nil
	}
	reason := "there is no state after it"
	if i.State.V == incident.Closed || i.State.V == incident.Dismissed {
		reason += "; pm reopen " + i.ID + " --to STATE --reason TEXT moves it back"
	}
	return "", &incident.TransitionError{ID: i.ID, From: i.State.V, To: "the next state", Reason: reason}
}

// advance sets the values and makes the move, giving the new bytes.
func (w *workspace) advance(ctx context.Context, i *incident.Incident, as []incident.Assignment, to incident.State) ([]byte, error) {
	ops, err := w.process.Set(i, as, w.env.now())
	if err != nil {
		return nil, w.locate(err, i)
	}
	filled, err := w.revise(i, ops)
	if err != nil {
		return nil, err
	}
	ops, err = w.process.Advance(filled, to, w.stamp(ctx))
	if err != nil {
		return nil, w.locate(err, filled)
	}
	return w.edit(filled, ops)
}

// askable are the needs of a refused transition when a form can fill them all.
// Where a section is missing too, the form would only be filled in for nothing.
func askable(err error) []incident.Need {
	var refused *incident.TransitionError
	if !errors.As(err, &refused) {
		return nil
	}
	for _, n := range refused.Unmet {
		if n.Kind != incident.FieldNeed || !singleLine(n.Name) {
			return nil
		}
	}
	return refused.Unmet
}

func singleLine(key string) bool {
	f, ok := incident.FieldByKey(key)
	return ok && f.Command == "" && f.Kind != incident.ActionsField && f.Kind != incident.HistoryField
}
