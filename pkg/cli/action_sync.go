package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/report"
	"github.com/postmortem-md/pm/pkg/tracker"
)

type actionSyncOptions struct {
	writeOptions
	from string
	link bool
}

func newActionSyncCmd(e *Env) *cobra.Command {
	var o actionSyncOptions
	cmd := &cobra.Command{
		Use:   "sync --from FILE",
		Short: "Settle, reopen and re-date action items by their tickets",
		Long: `Settle, reopen and re-date action items by their tickets, in one commit. FILE (- for standard input) is what
gh issue list --json writes, or a CSV exported from Jira; an item's ticket is a URL, a key, owner/repo#7 or #7.
The tracker is right: an item is done on the day its ticket was closed, dropped when it was closed as not
planned, a duplicate or the like, open when it is open. The due date of an open item follows the due date in
Jira, or that of the milestone in GitHub, where there is one; the old one is kept under due_was.

With --link, an item without a ticket gets the one whose text has its line Postmortem-Item, which pm export
writes. What does not match is listed, and changes nothing. What agrees is not written again.` +
			exits("the items agree with their tickets", ""),
		Example: "  gh issue list --state all --limit 1000 --json url,state,stateReason,closedAt,milestone,body > issues.json\n" +
			"  pm action sync --from issues.json --dry-run\n  pm action sync --from jira.csv --link",
		Args: args(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error { return runActionSync(cmd.Context(), e, o) },
	}
	cmd.Flags().StringVar(&o.from, "from", "", "`FILE` of tickets, - for standard input")
	cmd.Flags().BoolVar(&o.link, "link", false, "write tickets back into the items that they say they are for")
	o.add(cmd.Flags())
	return cmd
}

// runActionSync shows the table below the line of the commit, or below the diff of
// --dry-run.
func runActionSync(ctx context.Context, e *Env, o actionSyncOptions) error {
	if o.from == "" {
		return &usageError{"action sync needs --from FILE", "pm action sync --help shows how to make one"}
	}
	w, err := open(ctx, e)
	if err != nil {
		return err
	}
	defer w.close()
	tickets, err := w.readTickets(o.from)
	if err != nil {
		return err
	}
	s := ticketSync{w: w, b: batch{w: w}, tickets: tickets, from: inputName(o.from), link: o.link}
	if err := w.apply(ctx, o.writeOptions, func() (change, error) { return s.decide(ctx) }); err != nil {
		return err
	}
	return s.print()
}

// readTickets reads the file; it was named on the command line, and so what is wrong
// with it is wrong with that. All that is wrong is told.
func (w *workspace) readTickets(from string) (*tracker.Set, error) {
	data, err := w.readInput(from)
	if err != nil {
		return nil, err
	}
	tickets, err := tracker.Read(data)
	if err == nil {
		var set *tracker.Set
		if set, err = tracker.NewSet(tickets); err == nil {
			return set, nil
		}
	}
	var all []error
	for _, one := range flatten(err) {
		if wrong, ok := errors.AsType[*tracker.Error](one); ok {
			separator := " "
			if wrong.Record > 0 {
				separator = ": "
			}
			one = &usageError{inputName(from) + separator + wrong.Error(), wrong.Way}
		}
		all = append(all, one)
	}
	return nil, errors.Join(all...)
}

// ticketSync is one run: the edits that are gathered, and the rows that tell of them.
type ticketSync struct {
	w       *workspace
	b       batch
	tickets *tracker.Set
	from    string
	link    bool
	rows    [][]report.Cell
	agree   int // items that their tickets agree with
}

// decide goes through all incidents; files in which nothing has a ticket are only
// looked at.
func (s *ticketSync) decide(ctx context.Context) (change, error) {
	var broken []string
	defer func() { s.w.warnBroken(broken) }()
	for f := range s.w.files(ctx) {
		if f.Err != nil {
			return change{}, f.Err
		}
		i := s.w.decode(f.Path, f.Data)
		if i.Doc.Front().Kind() == document.None {
			broken = append(broken, f.Path)
		}
		for n := range i.ActionItems.V {
			if err := s.item(i, n); err != nil {
				return change{}, err
			}
		}
	}
	s.strangers()
	if len(s.b.names) == 0 {
		return change{}, &unchanged{"the incidents: " + report.Count(s.agree, "action item") + " agree with " + s.from}
	}
	c, err := s.b.change("sync", "synced")
	c.done = "synced " + report.Count(len(s.b.names), "action item") + " with " + s.from // the table names them
	return c, err
}

// print writes what was changed and what does not match.
func (s *ticketSync) print() error {
	t := report.Table{Columns: []report.Column{{Name: "item", Ref: true}, {Name: "ticket"}, {Name: "what", Keep: true, Wrap: true}}, Rows: s.rows}
	if err := t.Text(s.w.env.Out, s.w.env.style()); err != nil {
		return err
	}
	left := 0
	for _, t := range s.tickets.Left() {
		if t.Item == "" {
			left++
		}
	}
	if left == 0 {
		return nil
	}
	return s.w.say(fmt.Sprintf("no action item has any of %s more in %s", report.Count(left, "ticket"), s.from))
}
