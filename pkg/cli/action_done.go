package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/incident"
)

func newActionDoneCmd(e *Env) *cobra.Command {
	var o writeOptions
	var evidence string
	cmd := &cobra.Command{
		Use:   "done ITEM...",
		Short: "Settle action items as done",
		Long: `Settle action items as done today. Evidence is what shows it: a URL, a commit (SHA or owner/repo@SHA) or a
path in this repository.` + exits("the items are done", ""),
		Example: "  pm action done checkout#canary --evidence https://git.example.com/deploy/pull/7\n" +
			"  pm action done checkout canary alert",
		Args: args(1, -1, "ID#ITEM..."),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runActionDone(cmd.Context(), e, args, oneLine(evidence), o)
		},
	}
	cmd.Flags().StringVar(&evidence, "evidence", "", "`WHERE` it shows that they are done")
	o.add(cmd.Flags())
	return cmd
}

// runActionDone dates items by the as-of day, as everything that is written
// down follows it.
func runActionDone(ctx context.Context, e *Env, refs []string, evidence string, o writeOptions) error {
	status, today := string(incident.Done), e.now().Format(time.DateOnly)
	edit := incident.ActionEdit{Status: &status, DoneAt: &today}
	// Without the flag, evidence that is there already stays.
	if evidence != "" {
		edit.Evidence = &evidence
	}
	return amendItems(ctx, e, refs, o, "close", "done:", func(_ *workspace, item incident.ActionItem) (incident.ActionEdit, error) {
		if item.Status.V == incident.Done && evidence == "" {
			return incident.ActionEdit{}, nil // done before: the day it was done stays
		}
		return edit, nil
	})
}
