package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

type actionAddOptions struct {
	writeOptions
	ref, title, owner, due, ticket string
	kind                           choice
	proposed                       bool
}

func newActionAddCmd(e *Env) *cobra.Command {
	o := actionAddOptions{kind: oneOf("", incident.ActionKinds...)}
	cmd := &cobra.Command{
		Use:   "add ID TITLE",
		Short: "Add an action item",
		Long: `Add an action item. It is open, and follow-up will ask for its owner and due date, unless it is only --proposed.
DATE is 2026-03-15, tomorrow or +14d.` + exits("the item is recorded", ""),
		Example: "  pm action add checkout \"Add a canary stage to the deploy pipeline\" --owner alice --due +14d\n" +
			"  pm action add checkout \"Alert on queue depth\" --kind detect --proposed",
		Args: args(2, -1, "ID TITLE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.ref, o.title = args[0], oneLine(strings.Join(args[1:], " "))
			return runActionAdd(cmd.Context(), e, o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.owner, "owner", "", "`PERSON` who does it")
	f.StringVar(&o.due, "due", "", "`DATE` by which it is done")
	f.Var(&o.kind, "kind", "what it is for")
	f.StringVar(&o.ticket, "ticket", "", "`URL` or key in a tracker")
	f.BoolVar(&o.proposed, "proposed", false, "an idea nobody has committed to yet")
	o.writeOptions.add(f)
	return cmd
}

// runActionAdd leaves owner and due date out when they are not given: the gate
// of follow-up asks for them, and an invented one would look decided.
func runActionAdd(ctx context.Context, e *Env, o actionAddOptions) error {
	if o.title == "" {
		return usagef("an action item needs a title: pm action add ID TITLE")
	}
	n := incident.NewAction{Title: o.title, Owner: o.owner, Kind: o.kind.value, Ticket: o.ticket, Proposed: o.proposed}
	if o.due != "" {
		due, err := incident.ParseDate(o.due, e.now())
		if err != nil {
			return usagef("--due: %s", message(err))
		}
		n.Due = due
	}
	return amend(ctx, e, o.ref, o.writeOptions, func(w *workspace, p *postmortem) ([]document.Op, change, error) {
		w.warnStrangers("owner", n.Owner)
		id, ops, err := incident.AddAction(p.Incident, n)
		what := p.ID + "#" + id
		return ops, change{subject: "add action " + what, done: "added " + what}, err
	})
}

// dateArg reads a date flag into the form it has in the file; nil when the
// flag was not given, "" when it was given empty, which removes the date.
func dateArg(cmd *cobra.Command, e *Env, flag string) (*string, error) {
	s := textArg(cmd, flag)
	if s == nil || *s == "" {
		return s, nil
	}
	t, err := incident.ParseDate(*s, e.now())
	if err != nil {
		return nil, usagef("--%s: %s", flag, message(err))
	}
	date := t.Format("2006-01-02")
	return &date, nil
}

// textArg is a flag's value, nil when it was not given.
func textArg(cmd *cobra.Command, flag string) *string {
	if !cmd.Flags().Changed(flag) {
		return nil
	}
	s := oneLine(cmd.Flag(flag).Value.String())
	return &s
}
