package repo

import (
	"context"
	"io/fs"
	"iter"
	"os"
	"path"
	"slices"
	"strings"
)

// File is one file of a bulk read. Data is reused: valid until the next one.
type File struct {
	Path string // slash-separated, relative to the root
	Data []byte
	Err  error // this file or folder could not be read; the sequence goes on
}

// Files reads the regular files below the folders (globs allowed, relative to
// the root) that keep accepts, in the byte order of their paths; a folder may
// also be a file, and one that is not there holds nothing. Symlinks are not
// followed: one that keep accepts comes with an Err, so that nothing is missed
// in silence. Other repositories inside (submodules, worktrees) are passed
// over. enter, when not nil, decides whether a subfolder is entered.
func (r *Repo) Files(ctx context.Context, dirs []string, enter func(dir string) bool, keep func(path string) bool) iter.Seq[File] {
	return func(yield func(File) bool) {
		w := walk{ctx: ctx, enter: enter, keep: keep, yield: yield, read: true}
		w.all(r.root, dirs)
	}
}

// Names is Files without reading: paths only, in the same order. An error
// belongs to the path beside it; the sequence goes on.
func (r *Repo) Names(ctx context.Context, dirs []string, enter func(dir string) bool, keep func(path string) bool) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		w := walk{ctx: ctx, enter: enter, keep: keep}
		w.yield = func(f File) bool { return yield(f.Path, f.Err) }
		w.all(r.root, dirs)
	}
}

// walk is one run over the work tree. Its methods return false once the
// consumer has had enough.
type walk struct {
	ctx     context.Context
	enter   func(string) bool
	keep    func(string) bool
	yield   func(File) bool
	read    bool
	buf     []byte
	visited map[string]bool // folders already walked, when several were named
}

func (w *walk) all(root *os.Root, patterns []string) {
	dirs := expandGlobs(root.FS(), patterns)
	if len(dirs) > 1 {
		w.visited = make(map[string]bool)
	}
	for _, dir := range dirs {
		if !w.start(root, dir) {
			return
		}
	}
}

// start walks one named folder, or takes one named file. Named ones may be
// symlinks; os.Root sees to it that they do not lead outside.
func (w *walk) start(root *os.Root, name string) bool {
	info, err := root.Stat(name)
	switch {
	case os.IsNotExist(err):
		return true
	case err != nil:
		return w.yield(File{Path: name, Err: err})
	case !info.IsDir():
		return w.file(root, name, name, info.Mode().Type())
	}
	dir, err := root.OpenRoot(name)
	if err != nil {
		return w.yield(File{Path: name, Err: err})
	}
	defer dir.Close()
	return w.folder(dir, name)
}

// folder walks an opened folder. Each level is a root of its own, so opening a
// file costs one system call however deep it lies.
func (w *walk) folder(dir *os.Root, name string) bool {
	if err := w.ctx.Err(); err != nil {
		w.yield(File{Path: name, Err: err})
		return false
	}
	if w.visited[name] {
		return true
	}
	if w.visited != nil {
		w.visited[name] = true
	}
	entries, err := readDir(dir)
	if err != nil {
		return w.yield(File{Path: name, Err: &fs.PathError{Op: "read", Path: name, Err: cause(err)}})
	}
	for _, e := range entries {
		if !w.entry(dir, name, e) {
			return false
		}
	}
	return true
}

func (w *walk) entry(dir *os.Root, parent string, e fs.DirEntry) bool {
	name := joinPath(parent, e.Name())
	if !e.IsDir() {
		return w.file(dir, e.Name(), name, e.Type())
	}
	if e.Name() == ".git" || w.enter != nil && !w.enter(name) {
		return true
	}
	sub, err := dir.OpenRoot(e.Name())
	if err != nil {
		return w.yield(File{Path: name, Err: &fs.PathError{Op: "open", Path: name, Err: cause(err)}})
	}
	defer sub.Close()
	if _, err := sub.Lstat(".git"); err == nil {
		return true
	}
	return w.folder(sub, name)
}

func (w *walk) file(dir *os.Root, base, name string, typ fs.FileMode) bool {
	if w.keep != nil && !w.keep(name) {
		return true
	}
	switch {
	case typ == fs.ModeSymlink:
		return w.yield(File{Path: name, Err: &fs.PathError{Op: "read", Path: name, Err: errSymlink}})
	case typ != 0:
		return true // a socket, a pipe, a device: never a document
	case !w.read:
		return w.yield(File{Path: name})
	}
	f := File{Path: name}
	f.Data, f.Err = w.contents(dir, base, name)
	return w.yield(f)
}

// readDir lists a folder in byte order of the paths below it, which is the
// order of Git's trees too: "a-b" stands before "a/".
func readDir(dir *os.Root) ([]fs.DirEntry, error) {
	f, err := dir.Open(".")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	entries, err := listDir(f)
	slices.SortFunc(entries, func(a, b fs.DirEntry) int {
		return comparePaths(a.Name(), a.IsDir(), b.Name(), b.IsDir())
	})
	return entries, err
}

// comparePaths orders two names of one folder by the paths they begin.
func comparePaths(a string, aDir bool, b string, bDir bool) int {
	if n := min(len(a), len(b)); a[:n] != b[:n] || len(a) == len(b) {
		return strings.Compare(a, b)
	}
	if aDir {
		a += "/"
	}
	if bDir {
		b += "/"
	}
	return strings.Compare(a, b)
}

// joinPath is path.Join for parts that are clean already.
func joinPath(dir, name string) string {
	if dir == "." || dir == "" {
		return name
	}
	return dir + "/" + name
}

// cleanPath is a path from the outside in the form of the package: slashes,
// clean, "." for the root.
func cleanPath(p string) string { return path.Clean(strings.TrimPrefix(p, "./")) }
