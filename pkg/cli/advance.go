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
On a terminal, when single-line fields are all that is missing, a form asks for them. Edits made by hand go into the same commit.

On the way into follow-up it shows the places whose words may read as blame, each with a question that leads on. Nothing
waits for them, unless the configuration's gates ask for blameless.` +
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

// runAdvance tries the move first and asks afterwards: only the refusal knows
// what is missing. The form is filled in outside the clone's lock, since a person
// may take an hour over it.
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
	path, err := w.find(ctx, o.ref)
	if err != nil {
		return err
	}
	advance := func() (change, error) { return w.advance(ctx, path, as, o.to.state) }
	err = w.apply(ctx, o.writeOptions, advance)
	missing := askable(err)
	if len(missing) == 0 || o.dryRun || !e.interactive() {
		return err
	}
	given, err := w.askNeeds(path, missing)
	if err != nil {
		return err
	}
	as = append(as, given...)
	return w.apply(ctx, o.writeOptions, advance)
}

// target is the state to advance to: the one asked for, else the next. From a
// state that is none of the workflow's, the move itself is refused later.
func target(i *incident.Incident, asked incident.State) (incident.State, error) {
	if asked != "" {
		return asked, nil
	}
	if next, ok := i.State.V.Next(); ok {
		return next, nil
	}
	if i.State.V != incident.Closed && i.State.V != incident.Dismissed {
		return incident.Resolved, nil
	}
	return "", &declined{
		i.ID + " is " + string(i.State.V) + ", and there is no state after it",
		"pm reopen " + i.Ref() + " --to STATE --reason TEXT moves it back",
	}
}

// advance is the change that sets the values and makes the move.
func (w *workspace) advance(ctx context.Context, path string, as []incident.Assignment, asked incident.State) (change, error) {
	p, err := w.loadToChange(path)
	if err != nil {
		return change{}, err
	}
	if err := w.readable(p.Incident); err != nil {
		return change{}, err
	}
	to, err := target(p.Incident, asked)
	if err != nil {
		return change{}, err
	}
	want, err := w.advanced(ctx, p.Incident, as, to)
	if err != nil {
		return change{}, err
	}
	move := p.ID + " to " + string(to)
	c := change{subject: "advance " + move, done: "advanced " + move}
	c.move(p.State.V, to)
	c.nudges = entersFollowUp(p.State.V, to)
	return c, c.of(p, want)
}

// advanced gives the bytes of an incident after the move.
func (w *workspace) advanced(ctx context.Context, i *incident.Incident, as []incident.Assignment, to incident.State) ([]byte, error) {
	ops, err := w.set(i, as)
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

// singleLine reports that a key is set by pm set. action_items and history
// have commands of their own.
func singleLine(key string) bool {
	f, ok := incident.FieldByKey(key)
	return ok && f.Command == "" && f.Kind != incident.ActionsField && f.Kind != incident.HistoryField
}
