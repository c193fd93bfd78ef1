package repo

import (
	"errors"
	"io/fs"
	"iter"
	"slices"
	"strings"
)

var errNotFolder = errors.New("is not a folder")

// pathParts are the names on the way to a path; none for ".".
func pathParts(name string) iter.Seq[string] {
	if name == "." {
		return func(func(string) bool) {}
	}
	return strings.SplitSeq(name, "/")
}

// sortByName puts a listing in the order that fs.ReadDir promises, which is not
// Git's: there "a-b" stands before the folder "a".
func sortByName(list []fs.DirEntry) {
	slices.SortFunc(list, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
}

// treeItem is one file that a walk of a tree comes to.
type treeItem struct {
	path string
	id   string
	err  error
}

// list gives the files that Files would read, in the same order as the work
// tree's: symlinks that keep accepts with an error, submodules passed over, a
// folder that is not there as empty.
func (t *treeFS) list(dirs []string, enter, keep func(string) bool) iter.Seq[treeItem] {
	return func(yield func(treeItem) bool) {
		w := treeWalk{fs: t, enter: enter, keep: keep, yield: yield, visited: make(map[string]bool)}
		for _, dir := range dirs {
			if !w.start(dir) {
				return
			}
		}
	}
}

type treeWalk struct {
	fs          *treeFS
	enter, keep func(string) bool
	yield       func(treeItem) bool
	visited     map[string]bool // folders, since several may be named
}

func (w *treeWalk) start(name string) bool {
	e, err := w.fs.find("open", name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return true
	case err != nil:
		return w.yield(treeItem{path: name, err: err})
	case e.isTree():
		return w.folder(e, name)
	}
	return w.file(e, name)
}

func (w *treeWalk) folder(folder treeNode, name string) bool {
	if w.visited[name] {
		return true
	}
	w.visited[name] = true
	entries, err := w.fs.entries(folder)
	if err != nil {
		return w.yield(treeItem{path: name, err: &fs.PathError{Op: "read", Path: name, Err: err}})
	}
	for _, e := range entries {
		sub := joinPath(name, e.name)
		switch {
		case !e.isTree():
			if !w.file(e, sub) {
				return false
			}
		case w.enter == nil || w.enter(sub):
			if !w.folder(e, sub) {
				return false
			}
		}
	}
	return true
}

func (w *treeWalk) file(e treeNode, name string) bool {
	mode := e.fileMode()
	if mode.IsDir() || w.keep != nil && !w.keep(name) {
		return true
	}
	item := treeItem{path: name, id: e.id}
	if mode&fs.ModeSymlink != 0 {
		item.err = &fs.PathError{Op: "read", Path: name, Err: errSymlink}
	}
	return w.yield(item)
}
