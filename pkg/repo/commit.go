package repo

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// Commit writes the files and commits exactly them, with whatever else is
// staged or modified left as it is. Nothing is written when a file does not
// hold Was (*Conflict), or when the state of the repository forbids the commit
// and TakeBack is set, or there is no work tree. A commit that is refused after the files were written is
// a *Refused that says what became of them. Without a repository the files are
// written and the error is a *Refused with CauseNoRepository. A file that cannot
// be written is an *fs.PathError, and the files before it are as they were. When
// a lock of git's stays (CauseLocked) everything is put back, TakeBack or not.
// Files that already are as HEAD has them make no commit, and no error.
func (r *Repo) Commit(ctx context.Context, c Change) (Outcome, error) {
	return r.UpdateOn(ctx, c.Branch, func() (Change, error) { return c, nil })
}

// Update is Commit of a change that is worked out while no other pm process
// writes to the clone: what decide reads cannot change by pm before it is
// written, so two of them on one file both land. An error of decide is returned
// as it is, with nothing done.
func (r *Repo) Update(ctx context.Context, decide func() (Change, error)) (Outcome, error) {
	return r.UpdateOn(ctx, "", decide)
}

// UpdateOn is Update of a change that makes a branch. What a killed pm had begun
// on a new branch is finished only by an UpdateOn of the same branch, or by any
// once that branch is checked out.
func (r *Repo) UpdateOn(ctx context.Context, branch string, decide func() (Change, error)) (Outcome, error) {
	unlock, alone, err := r.lock(ctx)
	if err != nil {
		return Outcome{}, fmt.Errorf("waiting for another pm to finish: %w", err)
	}
	defer unlock()
	if alone {
		if err := r.recover(ctx, branch); err != nil {
			return Outcome{}, err
		}
	}
	c, err := decide()
	if err != nil {
		return Outcome{}, err
	}
	return r.apply(ctx, c, alone)
}

// apply is Commit under the lock. Whether a commit is possible is asked before
// the first write: afterwards the change itself would look like a staged file
// that was changed again. A change that is to be committed is noted down first,
// if no other pm can be doing the same.
func (r *Repo) apply(ctx context.Context, c Change, alone bool) (Outcome, error) {
	if err := r.checkPaths(c.Paths); err != nil {
		return Outcome{}, err
	}
	refusal, err := r.forbidden(ctx, c)
	if err != nil {
		return Outcome{}, err
	}
	if refusal != nil && refusal.beforeWriting(c) {
		return Outcome{}, refusal
	}
	if alone && refusal == nil && !c.NoCommit {
		r.journal.begin(r.note(c))
		defer r.journal.end()
	}
	written, err := r.writeAll(c.Paths)
	switch {
	case err != nil:
		return Outcome{}, err
	case refusal != nil:
		refusal.Written = true
		if refusal.Finish != "" {
			r.inTheWay(ctx, refusal, c.Paths)
		}
		return Outcome{}, refusal
	}
	if c.Branch != "" {
		if err := r.switchTo(ctx, c.Branch, false); err != nil {
			return Outcome{}, r.notRecorded(c, written, asRefused(err))
		}
	}
	if c.NoCommit {
		return Outcome{}, nil
	}
	return r.record(ctx, c, written)
}

// beforeWriting says whether the files stay as they are because of a refusal
// that is known already. A bare repository has no place for them; where there is
// no repository, they are all that there can be. Written on the old branch, what
// is meant for a new one would go into that with the next commit.
func (e *Refused) beforeWriting(c Change) bool {
	switch e.Cause {
	case CauseBare:
		return true
	case CauseNoRepository:
		return false
	case CauseOperation, CauseConflicted:
		return c.TakeBack || c.Branch != ""
	}
	return c.TakeBack
}

// record makes the commit of files that were written.
func (r *Repo) record(ctx context.Context, c Change, written []fileWrite) (Outcome, error) {
	b, err := r.backend()
	if err != nil {
		return Outcome{}, err
	}
	out, err := b.record(ctx, c.Ref, c.Message, r.fromTop(c.Paths))
	if err == nil {
		return out, nil
	}
	refusal := asRefused(err)
	refusal.Branch = c.Branch
	return Outcome{}, r.notRecorded(c, written, refusal)
}

// notRecorded decides what becomes of files that were written for a commit that
// was then refused.
func (r *Repo) notRecorded(c Change, written []fileWrite, refusal *Refused) error {
	if !c.TakeBack && refusal.Cause != CauseLocked {
		refusal.Written = true
		return refusal
	}
	// The journal is as large as what it would put back: on a full disk it makes
	// the room for that.
	r.journal.end()
	refusal.Left = r.putBack(written)
	return refusal
}

// asRefused is a copy, so that what became of the files can be said in it.
func asRefused(err error) *Refused {
	if refused, ok := errors.AsType[*Refused](err); ok {
		r := *refused
		return &r
	}
	return &Refused{Cause: CauseGit, Reason: err.Error()}
}

// forbidden is what stands in the way of the commit before anything is
// written; the error is for a failure to find out.
func (r *Repo) forbidden(ctx context.Context, c Change) (*Refused, error) {
	if c.NoCommit && c.Branch == "" {
		return nil, nil
	}
	b, err := r.backend()
	switch {
	case errors.Is(err, ErrNoGit):
		return r.noRepository(), nil
	case errors.Is(err, errNoGitBinary):
		return &Refused{Cause: CauseUnsupported, Reason: err.Error(), Way: "install git, or set backend: auto"}, nil
	case err != nil:
		return asRefused(err), nil
	}
	if refusal := r.stands(c); refusal != nil {
		return refusal, nil
	}
	if c.NoCommit {
		return nil, nil
	}
	if err := b.ready(ctx, r.fromTop(c.Paths)); err != nil {
		return asRefused(err), ctx.Err()
	}
	return nil, nil
}

func (r *Repo) noRepository() *Refused {
	if isDir(filepath.Join(r.path, ".git")) {
		return &Refused{
			Cause: CauseNoRepository, Reason: "not in a Git repository: .git is damaged",
			Way: `see whether HEAD, objects and refs are there; .git/HEAD reads "ref: refs/heads/BRANCH"`,
		}
	}
	return &Refused{Cause: CauseNoRepository, Reason: "not in a Git repository", Way: "git init makes one"}
}

// stands is what stands in the way whichever backend would commit.
func (r *Repo) stands(c Change) *Refused {
	switch {
	case c.Ref != "" && c.Ref != "HEAD":
		return &Refused{
			Cause: CauseUnsupported, Reason: "committing to " + c.Ref + ", which is not checked out, is not supported",
			Way: "switch to it first",
		}
	case r.loc.top == "":
		return &Refused{Cause: CauseBare, Reason: "a bare repository has no work tree to commit from", Way: "use a clone or a worktree of it"}
	}
	for _, p := range c.Paths {
		if inner := r.innerRepository(p.Path); inner != "" {
			return elsewhere(p.Path, inner)
		}
	}
	return inProgress(r.loc, environment(r.options.Environ))
}

// checkPaths refuses a change that could not be applied as a whole, before any
// of it is.
func (r *Repo) checkPaths(changes []PathChange) error {
	if len(changes) == 0 {
		return errors.New("a change without files")
	}
	seen := make(map[string]bool, len(changes))
	for _, c := range changes {
		if !utf8.ValidString(c.Path) {
			return &NameError{Path: c.Path}
		}
		if !fs.ValidPath(c.Path) || c.Path == "." || inGitDir(c.Path) {
			return &OutsideError{Path: c.Path, Root: r.path}
		}
		if seen[c.Path] {
			return fmt.Errorf("%s is named twice in one change", c.Path)
		}
		seen[c.Path] = true
		if err := r.holds(c.Path, c.Was); err != nil {
			return err
		}
	}
	return nil
}

// inGitDir says whether a path would reach into a Git directory, whose name
// some file systems take in any case.
func inGitDir(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if strings.EqualFold(part, ".git") {
			return true
		}
	}
	return false
}

// innerRepository is the folder above a path that is a work tree of its own, a
// submodule perhaps; "" when there is none.
func (r *Repo) innerRepository(name string) string {
	for at := nextFolder(name, 0); at >= 0; at = nextFolder(name, at) {
		if followGitfile(filepath.Join(r.path, filepath.FromSlash(name[:at]), ".git")) != "" {
			return name[:at-1]
		}
	}
	return ""
}

// fromTop are the paths as the repository knows them.
func (r *Repo) fromTop(changes []PathChange) []string {
	paths := make([]string, len(changes))
	for i, c := range changes {
		paths[i] = path.Join(r.prefix, c.Path)
	}
	return paths
}
