// Package repo is the only door to the disk: files of a work tree or a commit,
// atomic writes, and commits of exactly the named files through the git binary
// or, where there is none, go-git's storage. It knows nothing of postmortems.
package repo

import (
	"context"
	"io"
	"io/fs"
	"iter"
)

// Options are what Open needs to know of the outside.
type Options struct {
	Dir     string   // start of the search; the current folder
	Environ []string // the process's environment, KEY=value
	Backend string   // auto, git or builtin; "" is auto
	Marker  string   // name of the file that marks a root (.pm.yaml)
	// In, Out and Err are handed to git, hooks and editors.
	In       io.Reader
	Out, Err io.Writer
	Trace    io.Writer // --verbose: which backend and which git calls; nil for none
}

// Repo is an opened root, with or without Git around it. Opening touches the
// disk only to find the root; git is not run before it is needed.
type Repo struct{}

// Open finds the root: the nearest parent of Dir that holds Marker, else the
// Git work tree's top, else Dir.
func Open(ctx context.Context, o Options) (*Repo, error) { panic("unwritten") }

// Close releases the root.
func (r *Repo) Close() error { panic("unwritten") }

// Root is the absolute path of the root.
func (r *Repo) Root() string { panic("unwritten") }

// Top is the Git work tree's top, absolute; "" without Git.
func (r *Repo) Top() string { panic("unwritten") }

// Prefix is the root relative to Top with slashes ("" when they are one).
func (r *Repo) Prefix() string { panic("unwritten") }

// Rel is a path as given on the command line (relative to Dir or absolute) as
// a slash-separated path relative to the root; *OutsideError when it leaves it.
func (r *Repo) Rel(path string) (string, error) { panic("unwritten") }

// OutsideError is a path that leaves the root, by itself or through a symlink.
type OutsideError struct{ Path, Root string }

func (e *OutsideError) Error() string { panic("unwritten") }

// File is one file of a bulk read. Data is reused: valid until the next one.
type File struct {
	Path string // slash-separated, relative to the root
	Data []byte
	Err  error // this file could not be read; the sequence goes on
}

// MaxFileSize bounds what is read of one file, in bytes; larger ones have an Err.
const MaxFileSize = 16 << 20

// Files reads the regular files below the folders (globs allowed, relative to
// the root) that keep accepts, in lexical order. Symlinks that leave the root
// are not followed. enter, when not nil, decides whether a folder is entered.
func (r *Repo) Files(ctx context.Context, dirs []string, enter func(dir string) bool, keep func(path string) bool) iter.Seq[File] {
	panic("unwritten")
}

// Names is Files without reading: paths only.
func (r *Repo) Names(ctx context.Context, dirs []string, enter func(dir string) bool, keep func(path string) bool) iter.Seq2[string, error] {
	panic("unwritten")
}

// FS is the work tree from the root; no path leaves it (os.Root).
func (r *Repo) FS() fs.FS { panic("unwritten") }

// ReadFile reads one file below the root, at most MaxFileSize.
func (r *Repo) ReadFile(path string) ([]byte, error) { panic("unwritten") }

// At is the tree of a revision as a file system whose root is Root.
func (r *Repo) At(ctx context.Context, rev string) (*Tree, error) { panic("unwritten") }

// Tree is a commit's or tree's content.
type Tree struct{}

// FS is the tree for look-ups.
func (t *Tree) FS() fs.FS { panic("unwritten") }

// Files is the bulk read of a revision, as Repo.Files.
func (t *Tree) Files(ctx context.Context, dirs []string, enter func(dir string) bool, keep func(path string) bool) iter.Seq[File] {
	panic("unwritten")
}

// Identity is who commits, as git would decide.
type Identity struct{ Name, Email string }

// Committer asks for the committing identity; *Refused (CauseIdentity) when
// there is none, ErrNoGit without a repository.
func (r *Repo) Committer(ctx context.Context) (Identity, error) { panic("unwritten") }

// Editor is the command line of the editor git would open.
func (r *Repo) Editor(ctx context.Context) (string, error) { panic("unwritten") }

// BackendName says which backend is in use and why: "git 2.39.5 (/usr/bin/git)"
// or "built-in (no git on PATH)".
func (r *Repo) BackendName(ctx context.Context) string { panic("unwritten") }

// Change is a commit to be made.
type Change struct {
	Ref     string // the ref to move, full name; "" is HEAD
	Message string
	Paths   []PathChange
	// TakeBack puts the files back as they were read when the commit is
	// refused, if they still hold what was written.
	TakeBack bool
	// NoCommit only writes the files.
	NoCommit bool
}

// PathChange is one file of a change.
type PathChange struct {
	Path string
	Was  []byte // the bytes that were read; nil when the file must not exist
	Want []byte // the bytes wanted; nil removes the file
}

// Outcome is what became of a change.
type Outcome struct {
	Commit string // full object name; "" when nothing was committed
	Ref    string // what moved: refs/heads/main, or HEAD when detached
}

// Commit writes the files and commits exactly them, with whatever else is
// staged or modified left as it is. Nothing is written when a file does not
// hold Was (*Conflict), or when the state of the repository forbids the commit
// and TakeBack is set. A commit that is refused after the files were written is
// a *Refused that says what became of them. Without a repository the files are
// written and the error is a *Refused with CauseNoRepository.
func (r *Repo) Commit(ctx context.Context, c Change) (Outcome, error) { panic("unwritten") }

// Conflict is a file that no longer holds the bytes that were read.
type Conflict struct{ Path, Reason string }

func (e *Conflict) Error() string { panic("unwritten") }

// Cause says why a commit was refused.
type Cause string

// The causes.
const (
	CauseNoRepository Cause = "no-repository"
	CauseIdentity     Cause = "identity"
	CauseHook         Cause = "hook"
	CauseSigning      Cause = "signing"
	CauseOperation    Cause = "operation"   // merge, rebase, ... in progress
	CausePartly       Cause = "partly"      // staged, and changed again since
	CauseConflicted   Cause = "conflicted"  // unmerged index
	CauseLocked       Cause = "locked"      // a lock of git's stays
	CauseUnsupported  Cause = "unsupported" // the built-in backend cannot honour something
	CauseBare         Cause = "bare"
	CauseGit          Cause = "git" // git said no, in its own words
)

// Refused is a commit that was not made.
type Refused struct {
	Cause   Cause
	Reason  string   // what stands in the way, by name
	Way     string   // what to do
	Output  string   // what git or a hook printed, when it was not shown already
	Written bool     // the files hold what was wanted
	Left    []string // with TakeBack: files that could not be put back, and so hold something else
}

func (e *Refused) Error() string { panic("unwritten") }
