package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/incident"
)

func newActionDropCmd(e *Env) *cobra.Command {
	var o writeOptions
	var reason string
	cmd := &cobra.Command{
		Use:     "drop ITEM... --reason TEXT",
		Short:   "Settle action items as dropped",
		Long:    `Settle action items that will not be done, with the reason.` + exits("the items are dropped", ""),
		Example: "  pm action drop checkout#rewrite --reason \"the service is retired in May\"",
		Args:    args(1, -1, "ID#ITEM..."),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runActionDrop(cmd.Context(), e, args, oneLine(reason), o)
		},
	}
	cmd.Flags().StringVar(&reason, "reason", "", "`TEXT`: why")
	o.add(cmd.Flags())
	return cmd
}

// runActionDrop insists on the reason at once, though only the gate of closed
// asks for it: whoever drops an item still knows why, months later nobody does.
func runActionDrop(ctx context.Context, e *Env, refs []string, reason string, o writeOptions) error {
	if reason == "" {
		return usagef("action drop needs --reason TEXT: an incident is not closed over items dropped without one")
	}
	status := string(incident.Dropped)
	return amendItems(ctx, e, refs, o, "drop", "dropped", func(*workspace, incident.ActionItem) (incident.ActionEdit, error) {
		return incident.ActionEdit{Status: &status, Reason: &reason}, nil
	})
}
