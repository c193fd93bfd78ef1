package cli

import (
	"bytes"
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/repo"
	"github.com/postmortem-md/pm/pkg/report"
)

func newActionCmd(e *Env) *cobra.Command {
	return parent(&cobra.Command{
		Use:   "action",
		Short: "Add, change, settle and list action items",
		Long: `Action items are what will be changed so that the incident does not come again. An item is called
ID#ITEM, or ID ITEM as two arguments; any unique part of either does: checkout#canary.` +
			exits("done", ""),
		Example: `  pm action add checkout "Add a canary stage to the deploy pipeline" --owner alice --due +14d
  pm action done checkout#canary --evidence https://git.example.com/deploy/pull/7
  pm action list --overdue`,
	},
		newActionAddCmd(e),
		newActionEditCmd(e),
		newActionDoneCmd(e),
		newActionDropCmd(e),
		newActionListCmd(e),
		newActionReassignCmd(e),
		newActionSyncCmd(e),
	)
}

// items is one incident and the parts that name some of its action items.
type items struct {
	ref   string
	parts []string
}

// parseItems reads ITEM arguments: ID#ITEM, or ID ITEM ITEM...
func parseItems(args []string) ([]items, error) {
	var all []items
	current := -1
	for _, arg := range args {
		ref, part, hash := strings.Cut(arg, "#")
		switch {
		case hash && ref != "":
			all = append(all, items{ref, []string{part}})
		case !hash && current < 0:
			all = append(all, items{ref: ref})
			current = len(all) - 1
		case current < 0:
			return nil, usagef("%q names no incident; write ID#ITEM", arg)
		default:
			all[current].parts = append(all[current].parts, strings.TrimPrefix(arg, "#"))
		}
	}
	for _, i := range all {
		if len(i.parts) == 0 || i.parts[0] == "" {
			return nil, &usageError{"which action item of " + i.ref + "?", "write " + i.ref + "#ITEM; pm action list --incident " + i.ref + " shows them"}
		}
	}
	return all, nil
}

// itemWork changes one action item of an incident.
type itemWork func(*workspace, incident.ActionItem) (incident.ActionEdit, error)

// amendItems changes the items that args name, over one or several incidents,
// in one commit. verb and past say it in the commit and in the result: "drop",
// "dropped".
func amendItems(ctx context.Context, e *Env, args []string, o writeOptions, verb, past string, work itemWork) error {
	named, err := parseItems(args)
	if err != nil {
		return err
	}
	w, err := open(ctx, e)
	if err != nil {
		return err
	}
	defer w.close()
	return w.apply(ctx, o, func() (change, error) {
		b := batch{w: w}
		for _, n := range named {
			if err := b.editNamed(ctx, n, work); err != nil {
				return change{}, err
			}
		}
		return b.change(verb, past)
	})
}

// batch gathers edits of action items until they are committed together.
type batch struct {
	w     *workspace
	files []*revision
	names []string // of the items changed, whole: ID#ITEM
}

// revision is one file of a batch: as it was read and as it shall be.
type revision struct {
	was []byte
	now *incident.Incident
}

// editNamed changes the items of one incident that a command line names.
func (b *batch) editNamed(ctx context.Context, n items, work itemWork) error {
	path, err := b.w.find(ctx, n.ref)
	if err != nil {
		return err
	}
	r, err := b.revision(path)
	if err != nil {
		return err
	}
	for _, part := range n.parts {
		item, err := r.now.FindAction(part)
		if err != nil {
			return err
		}
		if err := b.editItem(r, item, work); err != nil {
			return err
		}
	}
	return nil
}

// editItem makes one change and reads the file again, because the next item's place
// is known only in the result.
func (b *batch) editItem(r *revision, item incident.ActionItem, work itemWork) error {
	change, err := work(b.w, item)
	if err != nil {
		return err
	}
	ops, err := incident.EditAction(r.now, item, change)
	if err != nil {
		return b.w.locate(err, r.now)
	}
	b.names = append(b.names, r.now.ID+"#"+item.ID.V)
	r.now, err = b.w.revise(r.now, ops)
	return err
}

// revision is the file at a path, read once.
func (b *batch) revision(path string) (*revision, error) {
	for _, r := range b.files {
		if r.now.Path == path {
			return r, nil
		}
	}
	p, err := b.w.loadToChange(path)
	if err != nil {
		return nil, err
	}
	r := &revision{p.was, p.Incident}
	b.files = append(b.files, r)
	return r, nil
}

// change is what was gathered, as one change.
func (b *batch) change(verb, past string) (change, error) {
	var c change
	for _, r := range b.files {
		if want := r.now.Doc.Source(); !bytes.Equal(r.was, want) {
			c.ids = append(c.ids, r.now.ID)
			c.files = append(c.files, repo.PathChange{Path: r.now.Path, Was: r.was, Want: want})
		}
	}
	if len(c.files) == 0 {
		return c, &unchanged{strings.Join(b.names, " ")}
	}
	c.done = past + " " + strings.Join(b.names, " ")
	c.subject = verb + " action " + b.names[0]
	if len(b.names) > 1 {
		c.subject = verb + " " + report.Count(len(b.names), "action item")
		c.body = strings.Join(b.names, "\n")
	}
	return c, nil
}
