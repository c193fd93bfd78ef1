package repo

import (
	"context"
	"iter"
)

// backend is what stands between Repo and a Git repository: the git binary or
// the built-in one. Both give the same answer or a typed refusal, and are never
// mixed within one operation.
type backend interface {
	// describe names the backend for pm version and --verbose.
	describe(ctx context.Context) string
	// committer is the committing identity, or *Refused with CauseIdentity.
	committer(ctx context.Context) (Identity, error)
	// editor is the command line of the editor git would open.
	editor(ctx context.Context) (string, error)
	// ready says whether a commit of these paths could be made now, and writes
	// nothing: nil or a *Refused (operation in progress, partly staged, no
	// identity; built-in: hooks, signing, filters, ...).
	ready(ctx context.Context, paths []string) error
	// tracked are those of the paths, relative to the top, that the index has, and
	// of these the ones with a conflict.
	tracked(ctx context.Context, paths []string) (all, unmerged []string, err error)
	// record commits paths, relative to the top, as they now stand in the work
	// tree (a path that is gone is removed), and leaves every other staged or
	// modified file as it was. nil error or a *Refused.
	record(ctx context.Context, ref, message string, paths []string) (Outcome, error)
	// branchName is the full name of the branch that HEAD stands for, "" when
	// detached.
	branchName(ctx context.Context) (string, error)
	// refNames lists local and remote-tracking branches by their full names.
	refNames(ctx context.Context) ([]string, error)
	// branch makes a branch of a short name at HEAD and switches to it. nil or a
	// *Refused.
	// One that is there already, at HEAD, will do when resumed.
	branch(ctx context.Context, name string, resumed bool) error
	// tree opens a commit or tree by revision.
	tree(ctx context.Context, rev string) (treeReader, error)
	// history gives commits with their changes below the query's paths, parents
	// first. It may give commits without changes.
	history(ctx context.Context, q historyQuery) iter.Seq2[*Commit, error]
	// partings compares the history's end with its merge bases, in order of their
	// names.
	partings(ctx context.Context, q historyQuery) ([]Parting, error)
	// blobs opens the object storage for reading files by their object names.
	blobs(ctx context.Context) (blobReader, error)
	// mergeBase is the commit at which rev parted from base, for a tree base's own.
	mergeBase(ctx context.Context, base, rev string) (string, error)
	// changed are the files below folders that the work tree has otherwise than a
	// tree; all paths from the top.
	changed(ctx context.Context, base treeReader, dirs []string) ([]string, error)
	// signatures verifies those of commits; built-in: a *Refused.
	signatures(ctx context.Context, commits []string) (map[string]SignatureStatus, error)
	// firstParents gives HEAD and its first parents, the newest first, without their
	// changes; an unborn branch has none.
	firstParents(ctx context.Context) iter.Seq2[*Commit, error]
	// tags lists the tags of commits in order of their names.
	tags(ctx context.Context) ([]Tag, error)
}

// blobReader reads blobs in the order in which they were asked for. Asking may
// block until earlier ones are read, and may be done by another goroutine.
type blobReader interface {
	ask(id string) error
	// read is the blob that was asked for first and not yet read, in buf when
	// that is large enough. One that the clone lacks is an *Incomplete.
	read(id string, buf []byte) ([]byte, error)
	close()
}

// treeReader reads a tree; paths are relative to the repository's top.
type treeReader interface {
	files(ctx context.Context, dirs []string, enter func(string) bool, keep func(string) bool) iter.Seq[File]
	fs() *treeFS
}

// location is where a repository's parts lie, all absolute. It is found
// without running git, and with git's own rules where GIT_DIR and friends are
// set.
type location struct {
	top       string // work tree; "" when bare
	gitDir    string // .git, or the worktree's own folder under it
	commonDir string // objects, refs, config
}
