package repo

import (
	"context"
	"io/fs"
	"iter"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
)

// builtinTree reads the tree of a revision.
type builtinTree struct {
	revision
	root plumbing.Hash
	fsys *treeFS
}

func newBuiltinTree(r revision, root plumbing.Hash) *builtinTree {
	t := &builtinTree{revision: r, root: root}
	t.fsys = newTreeFS(builtinObjects{t}, root.String())
	return t
}

func (t *builtinTree) fs() *treeFS { return t.fsys }

// Close lets go of the packs that were read from.
func (t *builtinTree) Close() error {
	t.objects.close()
	return nil
}

// files reads blob by blob into one buffer.
func (t *builtinTree) files(ctx context.Context, dirs []string, enter, keep func(string) bool) iter.Seq[File] {
	return func(yield func(File) bool) {
		var buf []byte
		for item := range t.fsys.list(dirs, enter, keep) {
			// Data is the one buffer each time, as File says.
			f := File{Path: item.path, Err: item.err}
			if f.Err == nil {
				f.Err = ctx.Err()
			}
			if f.Err == nil {
				buf, f.Err = t.readFile(item, buf)
				f.Data = buf
			}
			if !yield(f) || ctx.Err() != nil {
				return
			}
		}
	}
}

func (t *builtinTree) readFile(item treeItem, buf []byte) ([]byte, error) {
	t.fsys.mu.Lock() // look-ups may go on beside
	_, data, err := t.objects.read(plumbing.NewHash(item.id), buf)
	t.fsys.mu.Unlock()
	if err != nil {
		return nil, &fs.PathError{Op: "read", Path: item.path, Err: t.explain(err)}
	}
	return data[:len(data):len(data)], nil
}

// builtinObjects gives single objects of a revision to treeFS.
type builtinObjects struct{ of *builtinTree }

func (o builtinObjects) tree(id string) ([]treeNode, error) {
	entries, err := o.of.objects.readTree(plumbing.NewHash(id))
	if err != nil {
		return nil, o.of.explain(err)
	}
	nodes := make([]treeNode, 0, len(entries))
	for _, e := range entries {
		if isFileName(e.name) {
			nodes = append(nodes, treeNode{name: e.name, mode: e.mode, id: e.id.String()})
		}
	}
	return slices.Clip(nodes), nil
}

func (o builtinObjects) blob(id string) ([]byte, error) {
	_, data, err := o.of.objects.read(plumbing.NewHash(id), nil)
	if err != nil {
		return nil, o.of.explain(err)
	}
	return data, nil
}

// isFileName keeps out what no work tree could hold, and nobody but an
// attacker puts into a tree.
func isFileName(name string) bool {
	return name != "." && name != ".." && !strings.Contains(name, "/") && !isGitDirName(name)
}
