package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/incident"
)

func newActionEditCmd(e *Env) *cobra.Command {
	var o writeOptions
	kind := oneOf("", incident.ActionKinds...)
	// Settling has commands of its own, which ask for what it needs; this one can
	// only take it back.
	status := oneOf("", string(incident.Proposed), string(incident.Open))
	cmd := &cobra.Command{
		Use:   "edit ITEM...",
		Short: "Change action items",
		Long: `Change action items. An empty value removes the key (--due ""). When a due date moves, the old one is kept
under due_was. To settle an item use pm action done or drop.` + exits("the items are changed", ""),
		Example: "  pm action edit checkout#canary --due +7d\n  pm action edit checkout canary alert --owner carol",
		Args:    args(1, -1, "ID#ITEM..."),
		RunE: func(cmd *cobra.Command, args []string) error {
			edit, err := actionEdit(cmd, e)
			if err != nil {
				return err
			}
			return runActionEdit(cmd.Context(), e, args, edit, o)
		},
	}
	f := cmd.Flags()
	f.String("title", "", "`TEXT`: what will be done")
	f.String("owner", "", "`PERSON` who does it")
	f.String("due", "", "`DATE` by which it is done")
	f.Var(&kind, "kind", "what it is for")
	f.String("ticket", "", "`URL` or key in a tracker")
	f.String("evidence", "", "`WHERE` it shows that it is done: a URL, a commit, a path")
	f.String("reason", "", "`TEXT`: why it was dropped")
	f.Var(&status, "status", "open, or proposed for an idea nobody has committed to")
	o.add(f)
	return cmd
}

// actionEdit takes the flags that were given, and only those.
func actionEdit(cmd *cobra.Command, e *Env) (incident.ActionEdit, error) {
	due, err := dateArg(cmd, e, "due")
	edit := incident.ActionEdit{
		Title: textArg(cmd, "title"), Owner: textArg(cmd, "owner"), Due: due, Kind: textArg(cmd, "kind"),
		Ticket: textArg(cmd, "ticket"), Evidence: textArg(cmd, "evidence"), Reason: textArg(cmd, "reason"),
		Status: textArg(cmd, "status"),
	}
	if err == nil && edit == (incident.ActionEdit{}) {
		err = &usageError{"nothing to change was given", cmd.CommandPath() + " --help shows the flags"}
	}
	return edit, err
}

// runActionEdit makes the same change to every item named.
func runActionEdit(ctx context.Context, e *Env, refs []string, edit incident.ActionEdit, o writeOptions) error {
	return amendItems(ctx, e, refs, o, "edit", "changed", func(w *workspace, _ incident.ActionItem) (incident.ActionEdit, error) {
		w.warnStrangers("owner", text(edit.Owner))
		return edit, nil
	})
}
