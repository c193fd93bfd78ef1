package repo

import (
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
)

// treeComparison finds the files of a tree that differ from what they are in
// each of others: the trees of the parents, none for a first commit. A subtree
// that one of the parents has too is not entered.
type treeComparison struct {
	raw   *rawTrees
	found func(FileChange)
}

// paths compares below paths, or everything when there are none. The first tree
// is the commit's.
func (d *treeComparison) paths(trees []plumbing.Hash, paths []string) error {
	if paths == nil {
		return d.folder("", trees)
	}
	for _, p := range paths {
		if err := d.path(trees, p); err != nil {
			return err
		}
	}
	return nil
}

// path goes down to one path, and stops where the trees are the same.
func (d *treeComparison) path(trees []plumbing.Hash, path string) error {
	rest, prefix := path, ""
	for {
		name, below, deeper := strings.Cut(rest, "/")
		entries, err := d.named(trees, name)
		if err != nil {
			return err
		}
		if same(entries) {
			return nil
		}
		prefix += name
		if !deeper {
			return d.entry(prefix, entries)
		}
		prefix, rest = prefix+"/", below
		trees = folders(entries)
	}
}

// named is the entry of one name in each tree.
func (d *treeComparison) named(trees []plumbing.Hash, name string) ([]rawEntry, error) {
	entries := make([]rawEntry, len(trees))
	for n, tree := range trees {
		data, err := d.raw.read(tree)
		if err == nil {
			entries[n], err = find(data, name)
		}
		if err != nil {
			return nil, err
		}
	}
	return entries, nil
}

// entry takes one name, which may be a file in one tree and a folder in another.
func (d *treeComparison) entry(path string, entries []rawEntry) error {
	change := FileChange{Path: path, After: entries[0].blob()}
	for n := range entries[1:] {
		change.Before = append(change.Before, entries[n+1].blob())
	}
	if !isNothing(change) {
		d.found(change)
	}
	trees := folders(entries)
	for _, tree := range trees {
		if !tree.IsZero() {
			return d.folder(path+"/", trees)
		}
	}
	return nil
}

// isNothing is a change of folders or links only.
func isNothing(c FileChange) bool {
	return c.After == "" && strings.Join(c.Before, "") == ""
}

func folders(entries []rawEntry) []plumbing.Hash {
	trees := make([]plumbing.Hash, len(entries))
	for n := range entries {
		trees[n] = entries[n].folder()
	}
	return trees
}

// same reports that some parent has the very entry that the commit has.
func same(entries []rawEntry) bool {
	for n := range entries[1:] {
		if e := &entries[n+1]; e.mode == entries[0].mode && e.id == entries[0].id {
			return true
		}
	}
	return false
}

// folder compares whole folders, going through all trees side by side.
func (d *treeComparison) folder(prefix string, trees []plumbing.Hash) error {
	for _, parent := range trees[1:] {
		if parent == trees[0] {
			return nil
		}
	}
	cursors := make([]rawCursor, len(trees))
	for n, tree := range trees {
		data, err := d.raw.read(tree)
		if err != nil {
			return err
		}
		cursors[n].rest = data
		if err := cursors[n].next(); err != nil {
			return err
		}
	}
	entries := make([]rawEntry, len(trees))
	for {
		first := earliest(cursors)
		if first.mode == 0 {
			return nil
		}
		if err := gather(cursors, first, entries); err != nil {
			return err
		}
		if same(entries) {
			continue
		}
		if err := d.entry(prefix+string(first.name), entries); err != nil {
			return err
		}
	}
}

// earliest is the cursor whose line comes first in a tree.
func earliest(cursors []rawCursor) rawCursor {
	first := &cursors[0]
	for n := range cursors[1:] {
		if c := &cursors[n+1]; c.before(first) < 0 {
			first = c
		}
	}
	return *first
}

// gather takes the lines that stand in the same place as first, and moves on
// from them. Trees without it get an entry without a mode.
func gather(cursors []rawCursor, first rawCursor, entries []rawEntry) error {
	for n := range cursors {
		entries[n] = rawEntry{}
		if cursors[n].before(&first) != 0 {
			continue
		}
		entries[n] = cursors[n].rawEntry
		if err := cursors[n].next(); err != nil {
			return err
		}
	}
	return nil
}
