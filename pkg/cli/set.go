package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

func newSetCmd(e *Env) *cobra.Command {
	var o writeOptions
	cmd := &cobra.Command{
		Use:   "set ID KEY=VALUE...",
		Short: "Set front matter keys",
		Long: `Set keys of the incident's front matter. KEY=a,b gives a list; KEY+=a and KEY-=a add to it and take away;
KEY= removes the key. Times are RFC 3339, 14:02, now or -20m; dates 2026-03-15, tomorrow or +14d.
state, history and action_items have commands of their own. pm schema describes every key.` +
			exits("the keys hold these values", ""),
		Example: "  pm set checkout owner=alice severity=sev1\n  pm set checkout participants+=bob,carol ended_at=15:02",
		Args:    args(2, -1, "ID KEY=VALUE..."),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runSet(cmd.Context(), e, args[0], args[1:], o)
		},
	}
	o.add(cmd.Flags())
	return cmd
}

// runSet checks the form of all arguments before it opens anything, so that a
// typo costs no look at the disk.
func runSet(ctx context.Context, e *Env, ref string, pairs []string, o writeOptions) error {
	as, err := assignments(pairs)
	if err != nil {
		return err
	}
	return amend(ctx, e, ref, o, func(w *workspace, p *postmortem) ([]document.Op, change, error) {
		ops, err := w.set(p.Incident, as)
		what := "set " + keysOf(as) + " of " + p.ID
		return ops, change{subject: what, done: what}, err
	})
}

// set gives the edits of assignments, and says how times without a zone or a
// date were read.
func (w *workspace) set(i *incident.Incident, as []incident.Assignment) ([]document.Op, error) {
	ops, err := w.process.Set(i, as, w.env.now())
	if err != nil {
		return nil, err
	}
	w.warnStrangersIn(as)
	for _, note := range incident.TimeNotes(i, as, w.env.now()) {
		fmt.Fprintf(w.env.Err, "pm: %s\n", note)
	}
	return ops, nil
}

// assignments reads key=value arguments; all bad ones are told at once.
func assignments(pairs []string) ([]incident.Assignment, error) {
	var all []incident.Assignment
	var faults []error
	for _, pair := range pairs {
		a, err := incident.ParseAssignment(pair)
		if err != nil {
			faults = append(faults, asUsage(err))
			continue
		}
		all = append(all, a)
	}
	return all, errors.Join(faults...)
}

// asUsage makes an error of reading an argument a usage error, unless its type
// says what it is.
func asUsage(err error) error {
	if exitCode(err) == exitUsage {
		return err
	}
	return &usageError{reason: message(err)}
}

// keysOf names each key once, in the order in which they were given.
func keysOf(as []incident.Assignment) string {
	var keys []string
	for _, a := range as {
		if !slices.Contains(keys, a.Key) {
			keys = append(keys, a.Key)
		}
	}
	return strings.Join(keys, ", ")
}
