package repo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
)

// recover clears up after a pm that was killed, and finishes its work when it
// had begun to write. The caller has the lock between pm processes, so the one
// that left the journal is dead, and so is the owner of every lock that is the
// same file as one of its spares. Removing such a lock is what its owner would
// have done; git's own locks have no spares, and stay.
//
// The change itself is finished, not undone: what was typed is never lost, and a
// change of several files is never left half made. Nothing is done where somebody
// has changed a file since. The error is a *Refused for a lock of git's: what was
// not finished then waits for the next pm.
//
// branch is the new branch that the caller's own command makes, "" for none: what
// was begun on a new branch is finished only by the same command again, or when
// that branch is checked out. No other takes its user there.
func (r *Repo) recover(ctx context.Context, branch string) error {
	if !r.hasGit {
		return nil
	}
	n, found := r.journal.read()
	if !found {
		r.tellElsewhere(n)
		return nil
	}
	r.journal.open = true
	r.journal.releaseLocks()
	removeStrayObjects(r.journal.disk, r.loc, environment(r.options.Environ))
	removeScratch(r.journal.disk, r.loc)
	// On another branch, or for another user, a commit would be a wrong one. The
	// change is in the work tree to be seen.
	mine, err := ownedByUser(r.journal.path(), environment(r.options.Environ))
	here := err == nil && mine && n.Prefix == r.prefix
	switch {
	case here && n.Change.Branch != "" && n.Change.Branch != branch && !r.onBranchOf(n):
		r.removeTemporaries(n.Change)
		r.leave(ctx, n.Change)
	case here && r.standsWhere(n):
		r.removeTemporaries(n.Change)
		if refused := r.resume(ctx, n.Change); refused != nil && refused.Cause == CauseLocked {
			return refused
		}
	case len(n.Change.Paths) > 0:
		r.tell("a pm that was killed had begun " + n.subject() + " on another branch, in another folder or as another user: git status shows how its files stand")
	}
	if err == nil && mine && n.Forward != "" && r.standsWhere(n) {
		if refused := r.undoForward(ctx, n.Forward); refused != nil && refused.Cause == CauseLocked {
			return refused
		}
	}
	r.journal.end()
	return nil
}

// standsWhere says whether HEAD is where it was when a note was written, or on
// the branch that the noted change makes.
func (r *Repo) standsWhere(n note) bool {
	return r.headLine() == n.Head || r.onBranchOf(n)
}

// onBranchOf says whether the branch that a noted change makes is checked out.
func (r *Repo) onBranchOf(n note) bool {
	return n.Change.Branch != "" && r.headLine() == "ref: refs/heads/"+n.Change.Branch
}

// leave lets the files of a change on a new branch be, and says how to finish it.
func (r *Repo) leave(ctx context.Context, c Change) {
	begun, whole := r.progress(c)
	if !begun || r.inHead(ctx, c) {
		return // by hand
	}
	what := "a pm that was killed had not finished " + note{Change: c}.subject() + " on the new branch " + printable(c.Branch)
	if !whole {
		r.tell(what + ", and its files were changed since: git diff shows how they stand")
		return
	}
	r.tell(what + ", and you are on another; its files are in the work tree, not committed. To finish it:\n    " + r.byHand(ctx, c))
}

// byHand is the command line that commits a change, whose files are written, to
// its new branch, from the folder that pm was started in.
func (r *Repo) byHand(ctx context.Context, c Change) string {
	line := "git switch "
	if !r.hasBranch(ctx, c.Branch) {
		line += "-c "
	}
	var there, all string
	for _, p := range c.Paths {
		name := filepath.Join(r.path, filepath.FromSlash(p.Path))
		if rel, err := filepath.Rel(r.dir, name); err == nil {
			name = rel
		}
		all += " " + shellWord(name)
		if p.Want != nil {
			there += " " + shellWord(name) // git add would not find the others
		}
	}
	subject, _, _ := strings.Cut(c.Message, "\n")
	return line + shellWord(c.Branch) + " && git add --" + there + " && git commit -m " + shellWord(subject) + " --" + all
}

// resume finishes a change that was begun, and says so.
func (r *Repo) resume(ctx context.Context, c Change) *Refused {
	begun, whole := r.progress(c)
	if !begun || c.Branch != "" && r.inHead(ctx, c) {
		return nil // by hand: nobody is to be taken to another branch for it
	}
	what := "a pm that was killed had not finished " + note{Change: c}.subject()
	if !whole {
		r.tell(what + ", and its files were changed since: git diff shows how they stand")
		return nil
	}
	if err := r.finish(ctx, c); err != nil {
		refused := asRefused(err)
		fate := ""
		if c.TakeBack && refused.Cause != CauseLocked && len(r.putBack(r.planWrites(c.Paths))) == 0 {
			fate = ", so it was taken back"
		}
		r.tell(what + ", and it could not be committed now: " + err.Error() + fate)
		return refused
	}
	if c.Branch != "" {
		what += ", on the branch " + printable(c.Branch) + ", which is checked out now"
	}
	r.tell(what + "; it is committed now")
	return nil
}

// inHead says whether the last commit has the files as the change wants them.
func (r *Repo) inHead(ctx context.Context, c Change) bool {
	head, err := r.At(ctx, "HEAD")
	if err != nil {
		return false
	}
	for _, p := range c.Paths {
		data, err := fs.ReadFile(head.FS(), p.Path)
		if p.Want == nil && errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil || !bytes.Equal(data, p.Want) {
			return false
		}
	}
	return true
}

// tell says something that is no answer to what was asked for.
func (r *Repo) tell(line string) {
	if r.options.Err != nil {
		fmt.Fprintln(r.options.Err, "pm: "+line)
	}
}

// subject is the first line of the message, in quotes.
func (n note) subject() string {
	subject, _, _ := strings.Cut(n.Change.Message, "\n")
	return `"` + printable(subject) + `"`
}

// note is what is noted down of a change.
func (r *Repo) note(c Change) note {
	host, boot := thisHost()
	return note{Host: host, Boot: boot, Prefix: r.prefix, Head: r.headLine(), Change: c}
}

// headLine is what HEAD says: the name of the branch.
func (r *Repo) headLine() string { return firstLine(filepath.Join(r.loc.gitDir, "HEAD")) }

// progress says whether any file of a change was written, and whether all of
// them hold what was read or what was wanted.
func (r *Repo) progress(c Change) (begun, whole bool) {
	whole = true
	for _, p := range c.Paths {
		switch {
		case r.holds(p.Path, p.Want) == nil:
			begun = true
		case r.holds(p.Path, p.Was) != nil:
			whole = false
		}
	}
	return begun, whole
}

// finish writes what is not written yet and commits the change. Files that are
// committed already make no commit.
func (r *Repo) finish(ctx context.Context, c Change) error {
	var rest []PathChange
	for _, p := range c.Paths {
		if r.holds(p.Path, p.Want) != nil {
			rest = append(rest, p)
		}
	}
	if _, err := r.writeAll(rest); err != nil {
		return err
	}
	refusal, err := r.forbidden(ctx, c)
	if err != nil {
		return err
	}
	if refusal != nil {
		return refusal
	}
	if c.Branch != "" {
		if err := r.switchTo(ctx, c.Branch, true); err != nil {
			return err
		}
	}
	b, err := r.backend()
	if err != nil {
		return err
	}
	_, err = b.record(ctx, c.Ref, c.Message, r.fromTop(c.Paths))
	return err
}

// removeTemporaries takes away what the killed pm was about to rename, and the
// empty file by which it may have claimed the name of a new one.
func (r *Repo) removeTemporaries(c Change) {
	for _, p := range c.Paths {
		_ = r.disk().remove(path.Join(path.Dir(p.Path), tempName(path.Base(p.Path))))
		if p.Was == nil && len(p.Want) > 0 && r.holds(p.Path, []byte{}) == nil {
			_ = r.disk().remove(p.Path)
		}
	}
}
