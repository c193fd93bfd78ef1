package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/report"
)

type remindOptions struct {
	owner     string
	sinceLast string
	format    choice
	refs      refsFlag
}

func newRemindCmd(e *Env) *cobra.Command {
	o := remindOptions{format: oneOf("text", "text", "markdown", "slack", "json")}
	cmd := &cobra.Command{
		Use:   "remind",
		Short: "Tell each person, and the process owner, what is waiting for them",
		Long: `Write a digest, person by person: action items that are overdue, by how much and how often their date was moved; what
is due within a week; follow-ups; incidents that stay longer in a state than stale_after, or of which no meeting was held
within review_within; proposed items that nobody decided on; what an incident that is over has left open. An item without
an owner is the incident owner's. Then, for the process owner: incidents without an owner, what belongs to people who are
not active, meetings, whatever is later than escalate_after, files that cannot be read, and the review of the process
itself. When nothing is waiting, nothing is printed; JSON then is an empty list.

--since-last REF leaves out, and counts, what a digest of the revision REF named already, as of its date: that of an
annotated tag, else of the commit. What an incident that is over has left open is named each time.

--format slack prints messages of Block Kit, one a line, for a webhook; docs/reminders.md has jobs to copy.` + refsHelp +
			exits("told, or there is nothing to tell", ""),
		Example: "  pm remind\n  pm remind --owner bob\n  pm remind --format markdown --since-last reminded\n" +
			"  pm -C shop -C payments remind --format slack",
		Args: args(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := notEmpty(cmd, "owner", "since-last"); err != nil {
				return err
			}
			return runRemind(cmd.Context(), e, o)
		},
	}
	cmd.Flags().StringVar(&o.owner, "owner", "", "only what `PERSON` is told")
	cmd.Flags().StringVar(&o.sinceLast, "since-last", "", "only what a digest of the revision `REF` did not name")
	cmd.Flags().Var(&o.format, "format", "text, markdown, slack or json")
	o.refs.add(cmd.Flags())
	return cmd
}

func runRemind(ctx context.Context, e *Env, o remindOptions) error {
	all, err := openOnBranches(ctx, e, o.refs)
	if err != nil {
		return err
	}
	defer closeAll(all)
	d := newDigest(e.now(), o.owner)
	if o.sinceLast != "" {
		for _, w := range all {
			if err := d.rememberFrom(ctx, w, o.sinceLast); err != nil {
				return err
			}
		}
	}
	err = eachIncident(ctx, all, func(w *workspace, i *incident.Incident) error {
		d.incident(w, i)
		return nil
	})
	if err != nil {
		return err
	}
	for _, w := range all {
		d.process(w)
	}
	d.choose()
	for _, w := range all {
		if err := d.addMoves(ctx, w); err != nil {
			return err
		}
	}
	if len(d.sections) == 0 && o.owner != "" {
		all[0].warnStrangers("--owner", o.owner)
	}
	return report.DigestFormats[o.format.value](e.Out, e.style(), d.shape())
}
