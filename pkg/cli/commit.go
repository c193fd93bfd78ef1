package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/repo"
	"github.com/postmortem-md/pm/pkg/report"
)

// amend is the whole of a command that changes one incident: read it, work out
// the edits and how they are told, write and commit.
func amend(ctx context.Context, e *Env, ref string, o writeOptions, work func(*workspace, *postmortem) ([]document.Op, change, error)) error {
	return alter(ctx, e, ref, o, func(w *workspace, p *postmortem) (change, error) {
		ops, c, err := work(w, p)
		if err != nil {
			return c, w.locate(err, p.Incident)
		}
		want, err := w.edit(p.Incident, ops)
		if err != nil {
			return c, err
		}
		return c, c.of(p, want)
	})
}

// alter is the same for a change of more than that one file. The ID is resolved
// before the lock is taken, since that may mean reading every incident; the file
// is read within, so that what is read is what is changed.
func alter(ctx context.Context, e *Env, ref string, o writeOptions, decide func(*workspace, *postmortem) (change, error)) error {
	w, err := open(ctx, e)
	if err != nil {
		return err
	}
	defer w.close()
	return w.alter(ctx, ref, o, decide)
}

// alter is the same in a root that is open.
func (w *workspace) alter(ctx context.Context, ref string, o writeOptions, decide func(*workspace, *postmortem) (change, error)) error {
	path, err := w.find(ctx, ref)
	if err != nil {
		return err
	}
	return w.apply(ctx, o, func() (change, error) {
		p, err := w.loadToChange(path)
		if err != nil {
			return change{}, err
		}
		return decide(w, p)
	})
}

// of makes c a change of one postmortem.
func (c *change) of(p *postmortem, want []byte) error {
	if bytes.Equal(p.was, want) {
		return &unchanged{p.ID}
	}
	c.ids = []string{p.ID}
	c.files = []repo.PathChange{{Path: p.Path, Was: p.was, Want: want}}
	return nil
}

// apply carries out what decide wants and says what became of it.
func (w *workspace) apply(ctx context.Context, o writeOptions, decide func() (change, error)) error {
	c, out, err := w.perform(ctx, o, decide)
	var same *unchanged
	var refused *repo.Refused
	switch {
	case errors.As(err, &same):
		return w.say(same.Error())
	case errors.As(err, &refused):
		if refused.Written {
			w.warnIntroduced(c)
		}
		return w.keep(ctx, err, c)
	case err != nil:
		return err
	}
	w.warnIntroduced(c)
	defer w.nudge(c)
	if o.dryRun {
		return w.preview(c)
	}
	if out.Commit == "" && c.none != "" {
		return w.say(c.none)
	}
	if err := w.say(c.done + " " + fate(out)); err != nil {
		return err
	}
	for _, line := range c.also {
		if err := w.say(line); err != nil {
			return err
		}
	}
	return nil
}

// perform works out a change and, except under --dry-run, writes the files and
// commits exactly them as the configuration says. decide runs while no other pm
// writes to the clone, so what it reads is what it changes.
func (w *workspace) perform(ctx context.Context, o writeOptions, decide func() (change, error)) (c change, out repo.Outcome, err error) {
	if o.dryRun {
		c, err = decide()
		return c, out, err
	}
	out, err = w.repo.UpdateOn(ctx, o.onto, func() (repo.Change, error) {
		var err error
		c, err = decide()
		return w.request(c, o), err
	})
	return c, out, err
}

// keep adds to a refused commit the commands that make it later.
func (w *workspace) keep(ctx context.Context, err error, c change) error {
	next := w.commitLine(c)
	refused, ok := errors.AsType[*repo.Refused](err)
	needed := false
	switch {
	case ok && refused.Finish != "":
		next, needed = w.finishLines(refused, next), true
	case ok && c.branch != "" && refused.Branch == "":
		next, needed = w.switchLine(ctx, c.branch)+" && "+next, refused.Cause != repo.CauseNoRepository
	}
	return &kept{err, next, needed}
}

// finishLines are the commands that end what git is in the middle of, and then
// commit a change. Files that git knows are put aside meanwhile: a rebase stops at
// them, and others throw them away. --keep-index leaves in place what is staged of
// them, which is the operation's. What is new in its commit, or has a conflict,
// cannot be told apart from it, and goes along.
func (w *workspace) finishLines(refused *repo.Refused, commit string) string {
	switch {
	case refused.Along:
		return "git add --all --" + w.words(refused.Aside) + " && " + refused.Finish
	case len(refused.Aside) > 0:
		return "git stash push --keep-index --" + w.words(refused.Aside) + " && " + refused.Finish + "\n    git stash pop && " + commit
	}
	return refused.Finish + "\n    " + commit
}

// words are paths as the shell takes them, with a space before each.
func (w *workspace) words(paths []string) string {
	var b strings.Builder
	for _, p := range paths {
		b.WriteString(" " + incident.ShellWord(w.shown(p)))
	}
	return b.String()
}

// switchLine is the git command that switches to a new branch, which may be
// there already: made, and then not switched to.
func (w *workspace) switchLine(ctx context.Context, branch string) string {
	line := "git switch "
	if !is[*repo.BranchError](w.repo.CheckBranch(ctx, branch)) {
		line += "-c "
	}
	return line + incident.ShellWord(branch)
}

// commitLine is the git command that commits a change that was only recorded.
func (w *workspace) commitLine(c change) string {
	var there, all []string
	for _, f := range c.files {
		all = append(all, f.Path)
		if f.Want != nil {
			there = append(there, f.Path) // git add would not find the others
		}
	}
	subject, _, _ := strings.Cut(c.message(w.config.Git.Subject), "\n")
	return "git add --" + w.words(there) + " && git commit -m " + incident.ShellWord(subject) + " --" + w.words(all)
}

// request is what the repository is asked to do.
func (w *workspace) request(c change, o writeOptions) repo.Change {
	return repo.Change{
		Message: c.message(w.config.Git.Subject), Paths: c.files,
		Branch: c.branch, TakeBack: c.takeBack, NoCommit: o.noCommit || !w.commits(c),
	}
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

// say prints one line of result.
func (w *workspace) say(line string) error {
	_, err := fmt.Fprintln(w.env.Out, report.Clean(line, false))
	return err
}

// preview prints what apply would do as one patch.
func (w *workspace) preview(c change) error {
	if c.branch != "" {
		fmt.Fprintf(w.env.Err, "pm: would commit to the branch %s\n", c.branch)
	}
	for _, f := range c.files {
		if bytes.Equal(f.Was, f.Want) {
			fmt.Fprintf(w.env.Err, "pm: would commit %s as it is\n", report.Clean(w.shown(f.Path), false))
		}
		if err := report.Diff(w.env.Out, w.env.style(), w.fromTop(f.Path), f.Was, f.Want); err != nil {
			return err
		}
	}
	return nil
}
