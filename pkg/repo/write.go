package repo

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path"
	"strings"
)

// The reasons of a Conflict. The first three may have passed by the next time;
// the others have to be cleared out of the way.
const (
	reasonChanged = "was changed by somebody else meanwhile"
	reasonExists  = "exists already"
	reasonGone    = "was removed by somebody else meanwhile"
	reasonLink    = "is a symbolic link, or lies behind one, and is not written through"
	reasonFolder  = "is not a regular file"
)

// fileWrite is a PathChange with the permissions that the file gets: those it
// has, those of the file that was moved here, or 0 for what the umask allows.
type fileWrite struct {
	PathChange
	mode fs.FileMode
}

// back is the write that undoes this one.
func (w fileWrite) back() fileWrite {
	w.Was, w.Want = w.Want, w.Was
	return w
}

// write makes a file hold what is wanted, or removes it, so that a crash at
// any point leaves the old bytes or the new. The comparison with what was read
// comes last before the rename.
func (r *Repo) write(c fileWrite) error {
	var err error
	switch {
	case c.Want == nil:
		err = r.remove(c)
	case c.Was != nil && bytes.Equal(c.Was, c.Want):
		err = r.holds(c.Path, c.Was)
	default:
		err = r.replace(c)
	}
	var conflict *Conflict
	if err == nil || errors.As(err, &conflict) {
		return err
	}
	return pathError("write", c.Path, err)
}

// holds compares a file with the bytes it should have, nil for none at all.
func (r *Repo) holds(name string, want []byte) error {
	if err := r.plain(name); err != nil {
		return err
	}
	got, err := r.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if want != nil {
			return &Conflict{Path: name, Reason: reasonGone}
		}
	case err != nil:
		return err
	case want == nil:
		return &Conflict{Path: name, Reason: reasonExists}
	case !bytes.Equal(got, want):
		return &Conflict{Path: name, Reason: reasonChanged}
	}
	return nil
}

// plain refuses a path that is, or passes through, a symlink: git would commit
// the link, or refuse what lies behind it, and never the file that was read.
func (r *Repo) plain(name string) error {
	for end := 0; end < len(name); end++ {
		if i := strings.IndexByte(name[end:], '/'); i >= 0 {
			end += i
		} else {
			end = len(name)
		}
		info, err := r.root.Lstat(name[:end])
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return pathError("open", name, err)
		case info.Mode().Type() == fs.ModeSymlink:
			return &Conflict{Path: name, Reason: reasonLink}
		case end == len(name) && !info.Mode().IsRegular():
			return &Conflict{Path: name, Reason: reasonFolder}
		}
	}
	return nil
}

// disk is the work tree as it is written to.
func (r *Repo) disk() disk { return disk{r.root, r.options.Step} }

func (r *Repo) replace(c fileWrite) error {
	dir := path.Dir(c.Path)
	if err := r.disk().mkdir(dir); err != nil {
		return err
	}
	temp := path.Join(dir, tempName(path.Base(c.Path)))
	if err := r.writeTemp(temp, c); err != nil {
		return err
	}
	defer func() { _ = r.disk().remove(temp) }() // gone already after a rename
	if err := r.holds(c.Path, c.Was); err != nil {
		return err
	}
	if err := r.install(temp, c); err != nil {
		return err
	}
	r.syncDir(dir)
	return nil
}

// tempName is always the same for a file, so what a crash left behind is
// replaced by the next write and never piles up. Its dot keeps it from being
// taken for a document.
func tempName(base string) string {
	const longest = 200 // of the usual 255 bytes
	return ".pm-" + base[:min(len(base), longest)] + ".tmp"
}

// writeTemp puts the new bytes on the disk, with the mode of the file they are
// for or what the umask allows.
func (r *Repo) writeTemp(temp string, c fileWrite) (err error) {
	_ = r.disk().remove(temp)
	f, err := r.disk().open(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	defer func() {
		err = errors.Join(err, f.Close())
		if err != nil {
			_ = r.disk().remove(temp)
		}
	}()
	if c.mode != 0 {
		if err := f.chmod(c.mode); err != nil {
			return err
		}
	}
	if _, err := f.Write(c.Want); err != nil {
		return err
	}
	return f.Sync()
}

// install gives the temporary file its name. A new file is linked, which fails
// if somebody else made one meanwhile; a rename would replace theirs.
func (r *Repo) install(temp string, c fileWrite) error {
	if c.Was != nil {
		return r.disk().rename(temp, c.Path)
	}
	err := r.disk().link(temp, c.Path)
	if err == nil {
		return nil
	}
	if errors.Is(err, fs.ErrExist) {
		return &Conflict{Path: c.Path, Reason: reasonExists}
	}
	return r.claim(temp, c.Path)
}

// claim is install on a file system without hard links: the name is taken
// exclusively by an empty file, which the rename then replaces.
func (r *Repo) claim(temp, name string) error {
	f, err := r.disk().open(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return &Conflict{Path: name, Reason: reasonExists}
	}
	if err != nil {
		return err
	}
	if err = errors.Join(f.Close(), r.disk().rename(temp, name)); err != nil {
		_ = r.disk().remove(name) // or an empty file would stay
	}
	return err
}

// remove takes the file away, and like git the folders it leaves empty.
func (r *Repo) remove(c fileWrite) error {
	if err := r.holds(c.Path, c.Was); err != nil || c.Was == nil {
		return err
	}
	if err := r.disk().remove(c.Path); err != nil {
		return err
	}
	dir := path.Dir(c.Path)
	for dir != "." && r.disk().remove(dir) == nil {
		dir = path.Dir(dir)
	}
	r.syncDir(dir)
	return nil
}

// syncDir makes a rename last through a power cut, where the system can.
func (r *Repo) syncDir(dir string) {
	f, err := r.root.Open(dir)
	if err != nil {
		return
	}
	_ = (&diskFile{f, r.disk(), dir}).Sync()
	_ = f.Close()
}
