package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/repo"
)

func newRenameCmd(e *Env) *cobra.Command {
	var o writeOptions
	cmd := &cobra.Command{
		Use:   "rename ID [TITLE]",
		Short: "Give an incident the name its title and start ask for",
		Long: `Give an incident's file the name that its title (a new one, when given) and start ask for, in one commit:
attachments move along; other incidents' related lists, the evidence of action items, and the links to it in incidents
and in other Markdown of their folders, are mended; and the old ID stays valid as an alias.` + exits("the incident has the name", "an incident of that name exists"),
		Example: "  pm rename checkout\n  pm rename checkout \"Checkout and payment return 5xx\"",
		Args:    args(1, -1, "ID [TITLE]"),
		RunE: func(cmd *cobra.Command, args []string) error {
			title := oneLine(strings.Join(args[1:], " "))
			return alter(cmd.Context(), e, args[0], o, func(w *workspace, p *postmortem) (change, error) {
				return w.rename(cmd.Context(), p, title)
			})
		},
	}
	o.add(cmd.Flags())
	return cmd
}

// rename is the change that gives a postmortem its name, with a new title
// unless that is "".
func (w *workspace) rename(ctx context.Context, p *postmortem, title string) (change, error) {
	m, err := w.planMove(p, title)
	if err != nil {
		return change{}, err
	}
	if m.newID == p.ID {
		return w.retitle(p, title)
	}
	if err := w.checkFree(ctx, m.newID, ""); err != nil {
		return change{}, err
	}
	files, mended, err := w.moveFiles(ctx, p, m, title)
	c := change{
		subject: "rename " + p.ID + " to " + m.newID, done: "renamed " + p.ID + " to " + m.newID,
		ids: []string{m.newID}, files: append(files, mended...),
	}
	for _, f := range mended {
		c.also = append(c.also, "mended the links in "+w.shown(f.Path))
	}
	return c, err
}

// move is where an incident comes from and where it goes.
type move struct {
	oldID, newID     string
	oldPath, newPath string
}

// planMove works out the new name. The file stays among its siblings, except
// that a folder which is its year follows the year.
func (w *workspace) planMove(p *postmortem, title string) (move, error) {
	if title == "" {
		title = p.Title.V
	}
	if title == "" || !p.StartedAt.Known() {
		return move{}, usagef("%s: a name is made of title and started_at, and one of them is missing; pm set %s title=... started_at=...",
			w.shown(p.Path), p.Ref())
	}
	id := incident.NewID(title, p.StartedAt.V)
	dir := path.Dir(p.Path)
	oldYear, _, _ := strings.Cut(p.ID, "-")
	if newYear, _, _ := strings.Cut(id, "-"); w.layout.byYear && path.Base(dir) == oldYear {
		dir = path.Join(path.Dir(dir), newYear)
	}
	return move{p.ID, id, p.Path, path.Join(dir, id+path.Ext(p.Path))}, nil
}

// retitle is a rename that leaves the name as it is.
func (w *workspace) retitle(p *postmortem, title string) (change, error) {
	c := change{subject: "set title of " + p.ID, done: "set title of " + p.ID}
	ops, err := w.setAll(p.Incident, titleAssignment(title))
	if err != nil {
		return c, err
	}
	want, err := w.edit(p.Incident, ops)
	if err != nil {
		return c, err
	}
	return c, c.of(p, want)
}

// titleAssignment is the assignment of a new title; none when there is none.
func titleAssignment(title string) []incident.Assignment {
	if title == "" {
		return nil
	}
	return []incident.Assignment{{Key: "title", Op: "=", Value: title}}
}

// setAll is pm set, with the file named in its errors.
func (w *workspace) setAll(i *incident.Incident, as []incident.Assignment) ([]document.Op, error) {
	ops, err := w.process.Set(i, as, w.env.now())
	return ops, w.locate(err, i)
}

// moveFiles are all files that a rename changes: those that move, and those that
// name what moves.
func (w *workspace) moveFiles(ctx context.Context, p *postmortem, m move, title string) (moved, mended []repo.PathChange, err error) {
	as := append(titleAssignment(title), incident.Assignment{Key: "aliases", Op: "+=", Value: m.oldID})
	if hasText(p.Aliases.V, m.newID) { // renamed back
		as = append(as, incident.Assignment{Key: "aliases", Op: "-=", Value: m.newID})
	}
	ops, err := w.setAll(p.Incident, as)
	if err != nil {
		return nil, nil, err
	}
	want, err := w.edit(p.Incident, slices.Concat(w.mendLinks(p.Incident, m, m.newPath), mendEvidence(p.Incident, m), ops))
	if err != nil {
		return nil, nil, err
	}
	moved, err = w.moveAttachments(m)
	if err != nil {
		return nil, nil, err
	}
	moved = append([]repo.PathChange{{Path: m.oldPath, Was: p.was}, {Path: m.newPath, Want: want}}, moved...)
	mended, err = w.mendOthers(ctx, m)
	return moved, mended, err
}

// hasText reports that a list holds a text.
func hasText(values []incident.Value[string], s string) bool {
	for _, v := range values {
		if v.V == s {
			return true
		}
	}
	return false
}

// moveAttachments moves the folder beside the incident, if there is one.
func (w *workspace) moveAttachments(m move) ([]repo.PathChange, error) {
	from, to := attachments(m.oldPath), attachments(m.newPath)
	var files []repo.PathChange
	if _, err := fs.Stat(w.repo.FS(), from); errors.Is(err, fs.ErrNotExist) {
		return files, nil
	}
	err := fs.WalkDir(w.repo.FS(), from, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		// A link or a socket has no bytes that could be moved.
		if !d.Type().IsRegular() {
			return fmt.Errorf("%s is not a regular file; move it by hand first", w.shown(file))
		}
		data, err := w.repo.ReadFile(file)
		target := to + strings.TrimPrefix(file, from)
		files = append(files, repo.PathChange{Path: file, Was: data}, repo.PathChange{Path: target, Want: data})
		return err
	})
	return files, err
}
