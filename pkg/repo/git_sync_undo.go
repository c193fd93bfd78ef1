package repo

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// undoing puts back what a killed git had begun to write into the work tree for
// a sync. git writes the files one by one, and the index after them: in between
// some are new, one may be cut off, and the rest are old. Left like that they
// would pass for somebody's work.
type undoing struct {
	repo   *Repo
	git    *gitBinary
	top    *os.Root
	commit string    // that the files were to come from
	since  time.Time // when it began: what is older is not git's
}

// undoForward leaves each file as HEAD has it. Once git has written the index it
// has written all the files, and only the branch is left to be moved. A git that
// goes on without its pm holds the lock of the index, and is not disturbed.
func (r *Repo) undoForward(ctx context.Context, commit string) *Refused {
	b, err := r.backend()
	git, ok := b.(*gitBinary)
	if err != nil || !ok || r.loc.top == "" {
		return nil
	}
	noted, err := os.Lstat(r.journal.path())
	if err != nil {
		return nil
	}
	top, err := os.OpenRoot(r.loc.top)
	if err != nil {
		return nil
	}
	defer top.Close()
	lock, err := r.lockIndex(ctx)
	if err != nil {
		return asRefused(refusal(err))
	}
	u := &undoing{repo: r, git: git, top: top, commit: commit, since: noted.ModTime()}
	all, err := u.changes(ctx)
	whole := err == nil && len(all) > 0 && u.staged(ctx, commit, all)
	if !whole && u.undo(ctx, all) > 0 {
		r.tell("a pm sync that was killed had begun to write files; they are as before now")
	}
	lock.release()
	if !whole {
		return nil
	}
	return u.finish(ctx)
}

// finish moves the branch; where that cannot be done, git status shows the rest.
func (u *undoing) finish(ctx context.Context) *Refused {
	env := append(u.git.ownHooks(u.git.commitEnviron()), "GIT_REFLOG_ACTION=pm sync")
	res, err := u.git.run(ctx, u.git.command(ctx, env, "-c", "merge.autoStash=false", "merge", "-q", "--ff-only", "--no-squash", "--no-verify-signatures", u.commit))
	if err != nil {
		return asRefused(err)
	}
	if res.code != 0 {
		return res.refused("a pm sync that was killed cannot be finished")
	}
	u.repo.tell("a pm sync that was killed had not moved the branch; it is where it belongs now")
	return nil
}

// staged says whether the index has these files as a commit has them.
func (u *undoing) staged(ctx context.Context, commit string, changes []fileChange) bool {
	var paths []string
	for _, c := range changes {
		paths = append(paths, c.path)
	}
	for _, batch := range batches(pathspecs(paths)) {
		res, err := u.git.read(ctx, append([]string{"diff", "--cached", "--quiet", commit, "--"}, batch...)...)
		if err != nil || res.code != 0 {
			return false
		}
	}
	return true
}

// lockIndex keeps git from writing the index, and so the files.
func (r *Repo) lockIndex(ctx context.Context) (*lockFile, error) {
	index := filepath.Join(r.loc.gitDir, "index")
	if own := environment(r.options.Environ).value("GIT_INDEX_FILE"); own != "" {
		index = absolute(r.loc.top, own)
	}
	l := &lockFile{disk: r.journal.disk, trace: r.options.Trace, target: index, spare: r.journal.spare(index)}
	if err := errors.Join(l.write(nil), l.take(ctx)); err != nil {
		l.release()
		return nil, err
	}
	return l, nil
}

// undo says how many files it has put back.
func (u *undoing) undo(ctx context.Context, all []fileChange) int {
	changes := slices.DeleteFunc(all, func(c fileChange) bool { return !c.ordinary() || !u.touched(c) })
	if len(changes) == 0 || !u.staged(ctx, "HEAD", changes) {
		return 0
	}
	n := 0
	var old strings.Builder
	for _, c := range changes {
		switch {
		case !u.written(ctx, c):
			continue
		case c.was != "":
			old.WriteString(c.path + "\x00")
		default:
			_ = disk{u.top, u.repo.options.Step}.remove(c.path)
		}
		n++
	}
	_, _ = u.git.feed(ctx, nil, old.String(), "checkout-index", "-f", "-q", "-z", "--stdin")
	return n
}

// ordinary says that a change is to a regular file, makes one or takes one away.
func (c fileChange) ordinary() bool {
	return (c.id == "" || strings.HasPrefix(c.mode, "100")) && (c.was == "" || strings.HasPrefix(c.wasMode, "100"))
}

// changes are what git was to write or to take away.
func (u *undoing) changes(ctx context.Context) ([]fileChange, error) {
	res, err := u.git.read(ctx, "diff-tree", "-r", "--no-renames", "--raw", "-z", "--no-abbrev", "--no-ext-diff", "HEAD", u.commit)
	if err != nil || res.code != 0 {
		return nil, err
	}
	return parseChanges(res.out), nil
}

// touched says whether git can have been at a file: it is gone, or was written
// since. Nothing behind a link is.
func (u *undoing) touched(c fileChange) bool {
	for dir := path.Dir(c.path); dir != "."; dir = path.Dir(dir) {
		if info, err := u.top.Lstat(dir); err == nil && !info.IsDir() {
			return false
		}
	}
	info, err := u.top.Lstat(c.path)
	if errors.Is(err, os.ErrNotExist) {
		return c.was != ""
	}
	return err == nil && info.Mode().IsRegular() && !info.ModTime().Before(u.since)
}

// written says whether a file holds nothing but what git was to write there, or
// the beginning of it: all that is in the commit. The same goes for what it held
// before, should a pm have been killed that was putting it back.
func (u *undoing) written(ctx context.Context, c fileChange) bool {
	holds, err := u.top.ReadFile(c.path)
	if errors.Is(err, os.ErrNotExist) {
		return true
	}
	if err != nil {
		return false
	}
	for revision, id := range map[string]string{u.commit: c.id, "HEAD": c.was} {
		if id == "" {
			continue
		}
		res, err := u.git.read(ctx, "cat-file", "--filters", revision+":"+c.path)
		if err == nil && res.code == 0 && bytes.HasPrefix([]byte(res.out), holds) {
			return true
		}
	}
	return false
}
