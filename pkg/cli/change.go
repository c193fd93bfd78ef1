package cli

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/repo"
	"github.com/postmortem-md/pm/pkg/report"
)

// change is what a writing command wants done: files, and how it is told.
type change struct {
	subject  string // the {change} of git.subject: "advance ID to resolved"
	done     string // the line printed when it is done: "advanced ID to resolved"
	body     string // of the commit message; "" for none
	ids      []string
	moved    string // "in-progress -> resolved" for a transition; else ""
	takeBack bool   // a refused commit undoes the change
	files    []repo.PathChange
}

// move makes c a transition: said in a trailer, and taken back when it cannot
// be committed, because a state counts only once it is in the history.
func (c *change) move(from, to incident.State) {
	c.moved = string(from) + " -> " + string(to)
	c.takeBack = true
}

// apply carries a change out: shows it under --dry-run, else writes the files
// and commits exactly them as the configuration says.
func (w *workspace) apply(ctx context.Context, c change, o writeOptions) error {
	if o.dryRun {
		return w.preview(c)
	}
	out, err := w.repo.Commit(ctx, repo.Change{
		Message: c.message(w.config.Git.Subject), Paths: c.files,
		TakeBack: c.takeBack, NoCommit: o.noCommit || !w.commits(c),
	})
	if err != nil {
		return err
	}
	return w.say(c.done + " " + fate(out))
}

// say prints one line of result.
func (w *workspace) say(line string) error {
	_, err := fmt.Fprintln(w.env.Out, report.Clean(line, false))
	return err
}

// applyTo applies a change of one postmortem, or says that there is nothing to
// change.
func (w *workspace) applyTo(ctx context.Context, p *postmortem, want []byte, c change, o writeOptions) error {
	if bytes.Equal(p.was, want) {
		return w.say("nothing to change in " + p.ID)
	}
	c.ids = []string{p.ID}
	c.files = []repo.PathChange{{Path: p.Path, Was: p.was, Want: want}}
	return w.apply(ctx, c, o)
}

// amend is the whole of a command that changes one incident: read it, work out
// the edits and how they are told, write and commit.
func amend(ctx context.Context, e *Env, ref string, o writeOptions, work func(*workspace, *postmortem) ([]document.Op, change, error)) error {
	w, err := open(ctx, e)
	if err != nil {
		return err
	}
	defer w.close()
	p, err := w.load(ctx, ref)
	if err != nil {
		return err
	}
	ops, c, err := work(w, p)
	if err != nil {
		return w.locate(err, p.Incident)
	}
	want, err := w.edit(p.Incident, ops)
	if err != nil {
		return err
	}
	return w.applyTo(ctx, p, want, c, o)
}

// commits says whether git.commit asks for a commit of this change.
func (w *workspace) commits(c change) bool {
	switch w.config.Git.Commit {
	case "never":
		return false
	case "transitions":
		return c.moved != ""
	}
	return true
}

// fate is the end of a result line: where the change now is.
func fate(out repo.Outcome) string {
	if out.Commit == "" {
		return "(not committed)"
	}
	return "(commit " + short(out.Commit) + ")"
}

// short abbreviates an object name as git does by default.
func short(object string) string { return object[:min(7, len(object))] }

// message is the commit message: subject, body, trailers.
func (c change) message(shape string) string {
	var b strings.Builder
	b.WriteString(strings.ReplaceAll(shape, "{change}", oneLine(c.subject)) + "\n\n")
	if c.body != "" {
		b.WriteString(strings.TrimSpace(c.body) + "\n\n")
	}
	for _, id := range c.ids {
		b.WriteString("Postmortem: " + id + "\n")
	}
	if c.moved != "" {
		b.WriteString("Postmortem-State: " + c.moved + "\n")
	}
	return b.String()
}

// oneLine keeps text typed by people from breaking out of the subject line.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// preview prints what apply would do as one patch.
func (w *workspace) preview(c change) error {
	for _, f := range c.files {
		if err := report.Diff(w.env.Out, w.env.style(), w.fromTop(f.Path), f.Was, f.Want); err != nil {
			return err
		}
	}
	return nil
}
