package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

type reopenOptions struct {
	writeOptions
	ref    string
	to     stateFlag
	reason string
}

func newReopenCmd(e *Env) *cobra.Command {
	var o reopenOptions
	cmd := &cobra.Command{
		Use:   "reopen ID --to STATE --reason TEXT",
		Short: "Move an incident back to an earlier state",
		Long: `Move an incident back to an earlier state, or revive a dismissed one. The reason is kept in the incident's
history.` + exits("the incident has moved", "the move was refused"),
		Example: "  pm reopen checkout --to rca --reason \"the cause was another one\"",
		Args:    args(1, 1, "ID"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.ref, o.reason = args[0], oneLine(o.reason)
			return runReopen(cmd.Context(), e, o)
		},
	}
	cmd.Flags().Var(&o.to, "to", "the state to go back to")
	cmd.Flags().StringVar(&o.reason, "reason", "", "`TEXT`: why")
	o.writeOptions.add(cmd.Flags())
	return cmd
}

// runReopen looks at what was given before it looks at the repository: a flag
// that is missing is a usage error whatever the incident's state.
func runReopen(ctx context.Context, e *Env, o reopenOptions) error {
	if o.to.state == "" {
		return usagef("reopen needs --to STATE; accepted: %s", stateNames())
	}
	if o.reason == "" {
		return usagef("reopen needs --reason TEXT: it is kept in the history")
	}
	if err := incident.CheckText("--reason", o.reason); err != nil {
		return err
	}
	return amend(ctx, e, o.ref, o.writeOptions, func(w *workspace, p *postmortem) ([]document.Op, change, error) {
		ops, err := w.process.Reopen(p.Incident, o.to.state, o.reason, w.stamp(ctx))
		move := p.ID + " to " + string(o.to.state)
		c := change{subject: "reopen " + move, done: "reopened " + move, body: o.reason}
		c.move(p.State.V, o.to.state)
		return ops, c, err
	})
}
