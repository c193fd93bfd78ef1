package repo

import (
	"context"
	"errors"
	"io/fs"
)

// Sync is what Repo.Sync is to do.
type Sync struct {
	// Own is the beginning of the names of branches that are pushed without an
	// upstream, which they then get: "postmortem/".
	Own string
	// Merger is asked once for each merge, with the files from the root as git
	// alone would merge them. An error of it ends the sync, nothing changed.
	Merger func(tree fs.FS) (Merger, error)
	// Message is the message of a merge commit. paths are the files, relative to
	// the root, that were merged by meaning.
	Message func(upstream string, paths []string) string
	// DryRun fetches, and then only says what there is to do.
	DryRun bool
	// Doing, when set, is told what is about to be asked of a remote, once of each:
	// "fetching from origin". That may take long, or wait for somebody.
	Doing func(what string)
	// Prompt lets git ask for a password: somebody is there to answer.
	Prompt bool
}

// Merger merges files that both sides changed by what they mean. Paths are
// slash-separated and relative to the root.
type Merger struct {
	Knows func(path string) bool
	// Merge returns what both sides made of base, or what of it only a person can
	// decide. An empty base means that both sides added the file. from is the path
	// that base has: another one where git takes the file for renamed, which it
	// does of files that are merely alike.
	Merge func(from, path string, base, ours, theirs []byte) (merged []byte, clash *Clash)
	// Way is what helps a person to merge the files that it knows; "" for nothing.
	Way string
}

// Clash is what only a person can decide in one file.
type Clash struct {
	What string // the parts of the file: "severity, timeline"; "" for all
	Way  string // what settles it without a merge, "" for nothing
}

// Synced is what a Sync has done, or would do under DryRun.
type Synced struct {
	Branch   string   // short: main
	Upstream string   // as git shortens it: origin/main
	In, Out  int      // commits that came and that went
	Commit   string   // the merge commit; "" when none was needed
	Merged   []string // files merged by meaning, relative to the root
	New      bool     // the branch is new on the remote
	Said     string   // what the server had to say, such as where to open a pull request
}

// Unpushed is a sync that brought the remote's commits into the branch, and
// whose own commits the remote did not get.
type Unpushed struct {
	Synced  Synced
	Refused *Refused
}

// Error is that of the refusal.
func (e *Unpushed) Error() string { return e.Refused.Error() }

// Unwrap is the refusal.
func (e *Unpushed) Unwrap() error { return e.Refused }

// Sync fetches, merges the upstream of the branch that is checked out and
// pushes, again when somebody else was faster. Only the git binary can do that.
// An error is a *Refused, with everything as it was, or an *Unpushed. Other pm
// processes wait while the merge is made, not while the remote is talked to.
func (r *Repo) Sync(ctx context.Context, o Sync) (Synced, error) {
	b, err := r.backend()
	if err != nil {
		return Synced{}, r.noSync(err)
	}
	git, ok := b.(*gitBinary)
	if !ok {
		return Synced{}, &Refused{Cause: CauseUnsupported, Reason: "the built-in git backend talks to no remote", Way: useGit}
	}
	if r.loc.top == "" {
		return Synced{}, &Refused{Cause: CauseBare, Reason: "a bare repository has no branch checked out", Way: "use a clone or a worktree of it"}
	}
	if refusal := inProgress(r.loc, environment(r.options.Environ)); refusal != nil {
		return Synced{}, refusal
	}
	s := &syncing{repo: r, git: git, Sync: o}
	err = s.run(ctx)
	if refused, ok := errors.AsType[*Refused](err); ok && s.joined {
		err = &Unpushed{Synced: s.result, Refused: refused}
	}
	return s.result, err
}

func (r *Repo) noSync(err error) error {
	switch {
	case errors.Is(err, ErrNoGit):
		return &Refused{Cause: CauseNoRepository, Reason: "not in a Git repository", Way: "git clone makes one that has a remote"}
	case errors.Is(err, errNoGitBinary):
		return &Refused{Cause: CauseUnsupported, Reason: err.Error(), Way: "install git"}
	}
	return err
}
