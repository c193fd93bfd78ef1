package cli

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/repo"
	"github.com/postmortem-md/pm/templates"
)

// scaffold is the change that makes the file of a draft; it refuses a name that
// is taken.
func (w *workspace) scaffold(ctx context.Context, d incident.Draft, o newOptions) (change, error) {
	id := incident.NewID(d.Title, d.StartedAt)
	if err := w.checkFree(ctx, id, o.onto); err != nil {
		return change{}, err
	}
	path, err := w.layout.newPath(id)
	if err != nil {
		return change{}, err
	}
	src, from, err := w.template(o.template)
	if err != nil {
		return change{}, err
	}
	data, err := incident.NewDocument(src, d)
	if err != nil {
		return change{}, &located{err, from, document.Parse(src)}
	}
	c := change{
		subject: "new " + id, done: "created " + w.shown(path), ids: []string{id},
		files: []repo.PathChange{{Path: path, Want: data}},
	}
	if o.branch {
		err = w.onBranch(ctx, &c, o.onto)
	}
	return c, err
}

// checkFree refuses an ID that an incident in any folder has. One that is not
// committed is to be, on the branch where there is one.
func (w *workspace) checkFree(ctx context.Context, id, branch string) error {
	names, err := w.names(ctx)
	if err != nil {
		return err
	}
	exact, _ := match(names, id)
	if len(exact) == 0 {
		return nil
	}
	taken := &declined{
		id + " exists already: " + w.shown(exact[0].path),
		"pm show " + incident.ShellWord(id) + " shows it; if this is another incident, give it another title",
	}
	// As after a refused commit: whoever types the command again wants it committed.
	if w.uncommitted(ctx, exact[0].path) {
		c := change{subject: "new " + id, files: []repo.PathChange{{Path: exact[0].path, Want: []byte{}}}}
		taken.reason += ", and is not committed"
		line := w.commitLine(c)
		if current, err := w.repo.Branch(ctx); branch != "" && err == nil && current != branch {
			line = w.switchLine(ctx, branch) + " && " + line
		}
		taken.next = "if it is this incident, commit it:\n    " + line + "\n  if it is another, give this one another title"
	}
	return taken
}

// uncommitted reports that a file is not in the last commit of a repository.
func (w *workspace) uncommitted(ctx context.Context, path string) bool {
	head, err := w.repo.At(ctx, "HEAD")
	if err != nil {
		return is[*repo.RevisionError](err) // there is no commit yet
	}
	_, err = fs.Stat(head.FS(), path)
	return errors.Is(err, fs.ErrNotExist)
}

// template reads a template, the one named, else the configured one, and says
// how messages call it.
func (w *workspace) template(name string) (src []byte, from string, err error) {
	path := w.config.Template
	if name != "" {
		path = name
	}
	if slices.Contains(templates.Names, path) {
		src, err = templates.FS.ReadFile(path + ".md")
		return src, path, err
	}
	// A flag's path is relative to the current folder, the configuration's to the root.
	if name != "" {
		if path, err = w.repo.Rel(name); err != nil {
			return nil, "", err
		}
	}
	src, err = w.repo.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, "", usagef("template %q is neither built in (%s) nor a file", path, strings.Join(templates.Names, ", "))
	}
	return src, w.shown(path), err
}
