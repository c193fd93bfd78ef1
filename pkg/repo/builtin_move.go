package repo

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
)

// refMove moves the ref that HEAD stands for from one commit to the next, as
// git does: under the locks of HEAD and of the ref, if it still is where it
// was, with a line in the reflog of both.
type refMove struct {
	*session
	name     string // "HEAD" when detached
	old, new plumbing.Hash
	by       signature
	head     *lockFile
	ref      *lockFile // head itself when detached
}

// errRefMoved is a ref that is no longer where it was.
var errRefMoved = errors.New("the ref was moved by another process")

// prepare writes what the locks will hold. git locks HEAD as well as the branch
// it stands for, so that nobody can switch branches in between.
func (m *refMove) prepare() error {
	m.head = m.lock(m.refs.path("HEAD"))
	m.ref = m.head
	if m.name != "HEAD" {
		m.ref = m.lock(m.refs.path(m.name))
		if err := m.head.write(nil); err != nil {
			return err
		}
	}
	return m.ref.write([]byte(m.new.String() + "\n"))
}

// release may be called at any time, and twice.
func (m *refMove) release() {
	m.ref.release()
	m.head.release()
}

// run calls between when the move can no longer be refused, and before it is
// seen.
func (m *refMove) run(ctx context.Context, reason string, between func() error) error {
	// Always in this order, so nobody waits in a ring.
	if err := m.head.take(ctx); err != nil {
		return err
	}
	if m.name != "HEAD" {
		if err := m.lockBranch(ctx); err != nil {
			return err
		}
	}
	if err := m.verify(); err != nil {
		return err
	}
	if err := m.log(reason); err != nil {
		return err
	}
	if err := between(); err != nil {
		return err
	}
	return m.ref.commit()
}

// lockBranch makes the folders of a new branch first.
func (m *refMove) lockBranch(ctx context.Context) error {
	path := m.refs.path(m.name)
	if err := m.checkNames(); err != nil {
		return err
	}
	if err := m.share.mkdirs(m.disk, filepath.Dir(path)); err != nil {
		return fmt.Errorf("cannot lock ref %s: %w", m.name, err)
	}
	if err := m.ref.take(ctx); err != nil {
		return err
	}
	removeEmptyFolders(path)
	return nil
}

// checkNames refuses a new branch a/b beside a branch a, or the reverse: one
// of them would be a file where the other needs a folder. It asks before the
// index is put in place, which a rename that fails would come after.
func (m *refMove) checkNames() error {
	if !m.old.IsZero() {
		return nil
	}
	clash, err := m.refs.clash(m.name)
	if err == nil && clash != "" {
		return noRoom(m.name, clash)
	}
	return err
}

// clash is a ref below a name, or above it; "" when there is room for the name.
func (r refs) clash(name string) (string, error) {
	found := r.looseClash(name)
	err := r.eachPacked(func(other string, _ plumbing.Hash) bool {
		if strings.HasPrefix(other, name+"/") || strings.HasPrefix(name, other+"/") {
			found = other
		}
		return found == ""
	})
	return found, err
}

// looseClash is a loose ref below a name, or above it.
func (r refs) looseClash(name string) string {
	for at := nextFolder(name, 0); at >= 0; at = nextFolder(name, at) {
		if info, err := os.Lstat(r.path(name[:at-1])); err == nil && !info.IsDir() {
			return name[:at-1]
		}
	}
	below := ""
	dir := r.path(name)
	_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && path != dir {
			rel, _ := filepath.Rel(dir, path)
			below = name + "/" + filepath.ToSlash(rel)
			return fs.SkipAll
		}
		return nil // what cannot be read shows when the ref is put in its place
	})
	return below
}

// removeEmptyFolders clears the place of a ref of folders that deleted
// branches left behind. What is not empty stays, and the rename fails.
func removeEmptyFolders(path string) {
	entries, err := os.ReadDir(path)
	if err != nil {
		return
	}
	for _, e := range entries {
		if e.IsDir() {
			removeEmptyFolders(filepath.Join(path, e.Name()))
		}
	}
	_ = os.Remove(path)
}

// verify reads both refs again, now that they are locked.
func (m *refMove) verify() error {
	name, id, err := m.refs.resolve("HEAD")
	if errors.Is(err, errNoRef) {
		err = nil
	}
	if err == nil && (name != m.name || id != m.old) {
		err = errRefMoved
	}
	return err
}

// log writes the reflogs, of HEAD also when it is a branch that moves.
func (m *refMove) log(reason string) error {
	// Before the ref itself, as in git: a log may name what a crash then made
	// unreachable, but never miss what the ref has been at.
	line := logLine(m.old, m.new, m.by, reason)
	names := []string{"HEAD"}
	if m.name != "HEAD" {
		names = append(names, m.name)
	}
	for _, name := range names {
		if err := m.appendLog(name, line); err != nil {
			return fmt.Errorf("writing the reflog of %s: %w", name, err)
		}
	}
	return nil
}

// logLine is one line of a reflog.
func logLine(old, now plumbing.Hash, by signature, reason string) string {
	return fmt.Sprintf("%s %s %s\t%s\n", old, now, by, reason)
}

// appendLog makes a log only where core.logAllRefUpdates asks for one, but adds
// to one that is there.
func (m *refMove) appendLog(name, line string) error {
	path := m.refs.logPath(name)
	flags := os.O_WRONLY | os.O_APPEND
	if m.logged() {
		flags |= os.O_CREATE
		removeEmptyFolders(path)
		if err := m.share.mkdirs(m.disk, filepath.Dir(path)); err != nil {
			return err
		}
	}
	file, err := m.disk.open(path, flags, 0o666)
	if isAbsent(err) && !m.logged() {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = file.Write([]byte(line))
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	return m.share.apply(m.disk, path, false)
}

// logged is core.logAllRefUpdates for HEAD and branches: on unless switched
// off, since there is a work tree.
func (m *refMove) logged() bool {
	if strings.EqualFold(m.config.value("core.logallrefupdates"), "always") {
		return true
	}
	on, err := m.config.bool("core.logallrefupdates", true)
	return err == nil && on
}

// logPath is where a ref's log is, HEAD's with the work tree.
func (r refs) logPath(name string) string {
	dir := r.commonDir
	if name == "HEAD" {
		dir = r.gitDir
	}
	return filepath.Join(dir, "logs", filepath.FromSlash(name))
}
