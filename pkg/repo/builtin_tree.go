package repo

import (
	"context"
	"io/fs"
	"iter"
	"path"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
)

// builtinTree reads the tree of a revision. One goroutine at a time.
type builtinTree struct {
	revision
	root  plumbing.Hash
	trees map[plumbing.Hash][]treeEntry // some of those read last
}

// maxTrees is how many parsed trees are kept for look-ups.
const maxTrees = 64

func (t *builtinTree) readTree(id plumbing.Hash) ([]treeEntry, error) {
	if entries, ok := t.trees[id]; ok {
		return entries, nil
	}
	entries, err := t.objects.readTree(id)
	if err != nil {
		return nil, t.explain(err)
	}
	entries = slices.DeleteFunc(entries, func(e treeEntry) bool { return !isFileName(e.name) })
	if t.trees == nil || len(t.trees) >= maxTrees {
		t.trees = map[plumbing.Hash][]treeEntry{}
	}
	t.trees[id] = entries
	return entries, nil
}

// isFileName keeps out what no work tree could hold, and nobody but an
// attacker puts into a tree.
func isFileName(name string) bool {
	return name != "." && name != ".." && !strings.Contains(name, "/") && !strings.EqualFold(name, ".git")
}

// find is the entry of a clean path, fs.ErrNotExist when there is none.
func (t *builtinTree) find(name string) (treeEntry, error) {
	e := treeEntry{mode: modeTree, name: ".", id: t.root}
	if name == "." {
		return e, nil
	}
	for part := range strings.SplitSeq(name, "/") {
		if !e.isDir() {
			return e, fs.ErrNotExist
		}
		entries, err := t.readTree(e.id)
		if err != nil {
			return e, err
		}
		i := slices.IndexFunc(entries, func(e treeEntry) bool { return e.name == part })
		if i < 0 {
			return e, fs.ErrNotExist
		}
		e = entries[i]
	}
	return e, nil
}

func (t *builtinTree) fs() fs.FS { return treeFS{t} }

// files reads the regular files below dirs in the byte order of their paths,
// which is the order trees are stored in.
func (t *builtinTree) files(ctx context.Context, dirs []string, enter func(string) bool, keep func(string) bool) iter.Seq[File] {
	return func(yield func(File) bool) {
		defer t.objects.close()
		w := treeWalk{tree: t, ctx: ctx, enter: enter, keep: keep, yield: yield}
		for _, dir := range covered(dirs) {
			e, err := t.find(dir)
			if err == fs.ErrNotExist {
				continue
			}
			if err != nil && !yield(File{Path: dir, Err: err}) || err == nil && !w.visit(e, dir, 0) {
				return
			}
		}
	}
}

// covered sorts folders and drops those that lie in another one of them.
func covered(dirs []string) []string {
	var kept []string
	inOrder := func(a, b string) int { return comparePaths(a, true, b, true) }
	for _, dir := range slices.SortedFunc(slices.Values(dirs), inOrder) {
		dir = path.Clean(dir)
		if !slices.ContainsFunc(kept, func(k string) bool { return k == "." || k == dir || strings.HasPrefix(dir, k+"/") }) {
			kept = append(kept, dir)
		}
	}
	return kept
}

// treeWalk is one bulk read. Its methods return false once the consumer has
// had enough.
type treeWalk struct {
	tree        *builtinTree
	ctx         context.Context
	enter, keep func(string) bool
	yield       func(File) bool
	buf         []byte
}

// visit takes an entry, whatever it is.
func (w *treeWalk) visit(e treeEntry, name string, depth int) bool {
	switch {
	case e.isDir():
		return w.folder(e, name, depth)
	case w.keep != nil && !w.keep(name) || e.mode == modeSubmodule:
		return true
	case e.mode == modeSymlink:
		return w.yield(File{Path: name, Err: &fs.PathError{Op: "read", Path: name, Err: errSymlink}})
	case !e.isFile():
		return true
	}
	_, data, err := w.tree.objects.read(e.id, w.buf)
	if err != nil {
		return w.yield(File{Path: name, Err: w.tree.unreadable(name, err)})
	}
	w.buf = data[:0]
	return w.yield(File{Path: name, Data: data})
}

func (w *treeWalk) folder(e treeEntry, name string, depth int) bool {
	if err := w.ctx.Err(); err != nil || depth > maxTreeDepth {
		if err == nil {
			err = errBadTree
		}
		w.yield(File{Path: name, Err: err})
		return false
	}
	entries, err := w.tree.readTree(e.id)
	if err != nil {
		return w.yield(File{Path: name, Err: err})
	}
	for _, child := range entries {
		below := joinPath(name, child.name)
		if child.isDir() && w.enter != nil && !w.enter(below) {
			continue
		}
		if !w.visit(child, below, depth+1) {
			return false
		}
	}
	return true
}

// unreadable says of a path why its object cannot be had.
func (t *builtinTree) unreadable(name string, err error) error {
	return &fs.PathError{Op: "read", Path: name, Err: t.explain(err)}
}
