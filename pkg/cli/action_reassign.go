package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

type reassignOptions struct {
	writeOptions
	from, to string
}

func newActionReassignCmd(e *Env) *cobra.Command {
	var o reassignOptions
	cmd := &cobra.Command{
		Use:   "reassign --from PERSON --to PERSON",
		Short: "Give one person's action items to another",
		Long: `Give every open or proposed action item of one person to another, over all incidents, in one commit. Settled
items keep the person who settled them.` + exits("the items are reassigned, or there were none", ""),
		Example: "  pm action reassign --from bob --to carol",
		Args:    args(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runActionReassign(cmd.Context(), e, o)
		},
	}
	cmd.Flags().StringVar(&o.from, "from", "", "`PERSON` who has them")
	cmd.Flags().StringVar(&o.to, "to", "", "`PERSON` who gets them")
	o.writeOptions.add(cmd.Flags())
	return cmd
}

// runActionReassign takes PERSON in any form that people may be written in, on
// both sides.
func runActionReassign(ctx context.Context, e *Env, o reassignOptions) error {
	if o.from == "" || o.to == "" {
		return usagef("action reassign needs --from PERSON and --to PERSON")
	}
	if err := incident.CheckPerson("--to", o.to); err != nil {
		return err
	}
	w, err := open(ctx, e)
	if err != nil {
		return err
	}
	defer w.close()
	w.warnStrangers("--to", o.to)
	return w.apply(ctx, o.writeOptions, func() (change, error) { return w.reassign(ctx, o.from, w.handle(o.to)) })
}

// reassign is the change of every unsettled item's owner, over all incidents.
func (w *workspace) reassign(ctx context.Context, from, to string) (change, error) {
	b := batch{w: w}
	var broken []string
	defer func() { w.warnBroken(broken) }()
	for f := range w.files(ctx) {
		if f.Err != nil {
			return change{}, f.Err
		}
		i := w.decode(f.Path, f.Data)
		if i.Doc.Front().Kind() == document.None {
			broken = append(broken, f.Path)
		}
		if !w.owes(i, from) {
			continue
		}
		r, err := b.revision(f.Path)
		if err != nil {
			return change{}, err
		}
		if err := b.reassign(r, from, to); err != nil {
			return change{}, err
		}
	}
	if len(b.files) == 0 {
		return change{}, &unchanged{"the incidents: " + from + " has no open or proposed action item"}
	}
	return b.change("reassign", "reassigned to "+to+":")
}

// owes reports that an incident has an unsettled item of a person.
func (w *workspace) owes(i *incident.Incident, person string) bool {
	for _, item := range i.ActionItems.V {
		if w.owed(item, person) {
			return true
		}
	}
	return false
}

// owed reports that an item still has to be done by a person.
func (w *workspace) owed(item incident.ActionItem, person string) bool {
	settled := item.Status.V == incident.Done || item.Status.V == incident.Dropped
	return !settled && item.Owner.Known() && w.process.SamePerson(item.Owner.V, person)
}

// reassign changes the owner of every unsettled item of a person in one file.
// Items are taken by their place, which no edit of an owner moves: an item may
// lack an id.
func (b *batch) reassign(r *revision, from, to string) error {
	for n := range r.now.ActionItems.V {
		item := r.now.ActionItems.V[n]
		if !b.w.owed(item, from) {
			continue
		}
		err := b.editItem(r, item, func(*workspace, incident.ActionItem) (incident.ActionEdit, error) {
			return incident.ActionEdit{Owner: &to}, nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
