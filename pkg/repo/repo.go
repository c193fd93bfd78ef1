// Package repo is the only door to the disk: files of a work tree or a commit,
// atomic writes, and commits of exactly the named files through the git binary
// or, where there is none, go-git's storage. It knows nothing of postmortems.
package repo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
)

// ErrNoGit is the answer to a question about Git where there is no repository.
var ErrNoGit = errors.New("not in a Git repository")

// Repo is an opened root, with or without Git around it. Opening touches the
// disk only to find the root; git is not run before it is needed.
type Repo struct {
	options Options
	dir     string // Options.Dir, absolute, symlinks resolved
	path    string // the root, likewise
	root    *os.Root
	loc     location // zero without Git
	hasGit  bool
	prefix  string

	backend func() (backend, error) // chosen once, when first needed
	journal *journal
	readers []io.Closer // of revisions, which may be processes
}

// Open finds the root: the nearest parent of Dir that holds Marker, else the
// Git work tree's top, else Dir; with Here it is Dir. A Dir that is not there is an *fs.PathError,
// a Backend that is not one of the three an error that names them.
func Open(_ context.Context, o Options) (*Repo, error) {
	if err := checkBackend(o.Backend); err != nil {
		return nil, err
	}
	dir, err := startDir(o.Dir)
	if err != nil {
		return nil, err
	}
	r := &Repo{options: o, dir: dir}
	r.find()
	if r.root, err = os.OpenRoot(r.path); err != nil {
		return nil, err
	}
	r.backend = sync.OnceValues(r.chooseBackend)
	r.journal = newJournal(r.loc, o.Step)
	return r, nil
}

func checkBackend(name string) error {
	switch name {
	case "", "auto", "git", "builtin":
		return nil
	}
	return fmt.Errorf("unknown backend %q: auto, git or builtin", name)
}

func startDir(dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(abs)
}

// find sets the root and the repository around it. The repository is that of
// the root: one further down, a submodule say, cannot commit the root's files.
func (r *Repo) find() {
	start := r.dir
	marked := r.marked(start)
	if r.options.Here {
		marked = start
	}
	if marked != "" {
		start = marked
	}
	r.loc, r.hasGit = locate(r.dir, start, environment(r.options.Environ))
	r.path = start
	if marked == "" && r.loc.top != "" {
		r.path = r.loc.top
	}
	if r.loc.top != "" && !within(r.loc.top, r.path) {
		// GIT_WORK_TREE names a place that does not hold the root.
		r.loc, r.hasGit = location{}, false
	}
	if r.loc.top != "" && r.path != r.loc.top {
		rel, _ := filepath.Rel(r.loc.top, r.path)
		r.prefix = filepath.ToSlash(rel)
	}
}

// lost is the refusal of a repository that is no longer where a gitfile or
// GIT_DIR says.
func (r *Repo) lost() error {
	if isGitDir(r.loc.gitDir, environment(r.options.Environ)) {
		return nil
	}
	return &Refused{
		Cause:  CauseGit,
		Reason: "there is no Git repository at " + r.loc.gitDir + ", where .git or GIT_DIR says there is one",
		Way:    "if it was moved, git worktree repair " + shellWord(r.path) + " from there",
	}
}

// markedDir is dir or its nearest parent that holds the marker, else "".
func markedDir(dir, marker string) string {
	if marker == "" {
		return ""
	}
	for {
		if info, err := os.Stat(filepath.Join(dir, marker)); err == nil && !info.IsDir() {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

// marked is the nearest folder with the marker, inside the Git work tree where
// there is one: a marker left further up, in a home folder perhaps, must not
// take the repositories below out of their own hands.
func (r *Repo) marked(start string) string {
	dir := markedDir(start, r.options.Marker)
	if dir == "" {
		return ""
	}
	if loc, ok := locate(r.dir, start, environment(r.options.Environ)); ok && loc.top != "" && !within(loc.top, dir) {
		return ""
	}
	return dir
}

// Close releases the root, and ends what reads the trees of At.
func (r *Repo) Close() error {
	r.CloseTrees()
	return r.root.Close()
}

// CloseTrees ends what reads the trees of At, which are not to be used any more:
// each may be a process, and nobody has thousands of them.
func (r *Repo) CloseTrees() {
	for _, reader := range r.readers {
		_ = reader.Close() // it has only been read from
	}
	r.readers = nil
}

// Root is the absolute path of the root, symlinks resolved.
func (r *Repo) Root() string { return r.path }

// Prefix is the root relative to the top of Git's work tree with slashes, ""
// when they are one, and without Git.
func (r *Repo) Prefix() string { return r.prefix }
