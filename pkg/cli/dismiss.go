package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

type dismissOptions struct {
	writeOptions
	ref    string
	as     choice
	of     string
	reason string
}

func newDismissCmd(e *Env) *cobra.Command {
	o := dismissOptions{as: oneOf("", incident.DismissalWords...)}
	cmd := &cobra.Command{
		Use:   "dismiss ID --as WORD --reason TEXT",
		Short: "End an incident that needs no postmortem",
		Long: `End what was recorded in haste and needs no postmortem. It needs nothing else, and counts as covered.
pm reopen revives it.` + exits("the incident is dismissed", "the move was refused"),
		Example: "  pm dismiss checkout --as false-alarm --reason \"the probe was misconfigured\"\n" +
			"  pm dismiss checkout-2 --as duplicate --of checkout-5xx --reason \"same outage\"",
		Args: args(1, 1, "ID"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.ref, o.reason = args[0], oneLine(o.reason)
			return runDismiss(cmd.Context(), e, o)
		},
	}
	cmd.Flags().Var(&o.as, "as", "why it needs none")
	cmd.Flags().StringVar(&o.of, "of", "", "`ID` of the incident it duplicates")
	cmd.Flags().StringVar(&o.reason, "reason", "", "`TEXT`: why, in your words")
	o.writeOptions.add(cmd.Flags())
	return cmd
}

// runDismiss asks for word and reason alike: the word is what is counted, the
// reason what a reader wants.
func runDismiss(ctx context.Context, e *Env, o dismissOptions) error {
	if o.as.value == "" {
		return usagef("dismiss needs --as WORD; accepted: %s", strings.Join(incident.DismissalWords, ", "))
	}
	if o.reason == "" {
		return usagef("dismiss needs --reason TEXT: it is kept in the history")
	}
	if err := incident.CheckText("--reason", o.reason); err != nil {
		return err
	}
	return amend(ctx, e, o.ref, o.writeOptions, func(w *workspace, p *postmortem) ([]document.Op, change, error) {
		of, err := w.other(ctx, p, o.of)
		if err != nil {
			return nil, change{}, err
		}
		ops, err := w.process.Dismiss(p.Incident, incident.Dismissal{As: o.as.value, Of: of, Reason: o.reason}, w.stamp(ctx))
		what := p.ID + " as " + o.as.value
		c := change{subject: "dismiss " + what, done: "dismissed " + what, body: o.reason}
		c.move(p.State.V, incident.Dismissed)
		return ops, c, err
	})
}

// other is the whole ID of another incident that a flag refers to.
func (w *workspace) other(ctx context.Context, p *postmortem, ref string) (string, error) {
	// Most dismissals are no duplicates.
	if ref == "" {
		return "", nil
	}
	path, err := w.find(ctx, ref)
	if err != nil {
		return "", err
	}
	if path == p.Path {
		return "", usagef("--of: %s cannot be a duplicate of itself", p.ID)
	}
	return incident.IDFromPath(path), nil
}
