package repo

import (
	"iter"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
)

// pathChange is what a path is to become in a tree; mode 0 removes it.
type pathChange struct {
	path string
	mode uint32
	id   plumbing.Hash
}

// kindClashError is a file where a change needs a folder, or the reverse.
type kindClashError struct{ path string }

func (e *kindClashError) Error() string {
	return e.path + " is a file on one side and a folder on the other"
}

// splice writes the trees that differ from base in the changes alone, and
// returns the id of the topmost. Folders that become empty are left out, as
// git has none.
func (o *objects) splice(base plumbing.Hash, changes []pathChange) (plumbing.Hash, error) {
	entries, err := o.readTree(base)
	if err != nil {
		return plumbing.ZeroHash, err
	}
	entries = slices.Clone(entries)
	for name, below := range byFirstName(changes) {
		i := slices.IndexFunc(entries, func(e treeEntry) bool { return e.name == name })
		old := treeEntry{}
		if i >= 0 {
			old = entries[i]
			entries = slices.Delete(entries, i, i+1)
		}
		e, err := o.spliceEntry(name, old, below)
		if err != nil {
			return plumbing.ZeroHash, err
		}
		if e.mode != 0 {
			at, _ := slices.BinarySearchFunc(entries, e, treeEntry.order)
			entries = slices.Insert(entries, at, e)
		}
	}
	if len(entries) == 0 {
		return emptyTree, nil // stored only where it is all there is
	}
	return o.write(plumbing.TreeObject, encodeTree(entries))
}

// spliceEntry is what one entry becomes, mode 0 when it goes. old has mode 0
// when there was none.
func (o *objects) spliceEntry(name string, old treeEntry, changes []pathChange) (treeEntry, error) {
	if i := slices.IndexFunc(changes, func(c pathChange) bool { return c.path == "" }); i >= 0 {
		own := changes[i]
		if old.isDir() || own.mode != 0 && len(changes) > 1 {
			return treeEntry{}, &kindClashError{path: name}
		}
		if len(changes) == 1 {
			return treeEntry{mode: own.mode, name: name, id: own.id}, nil
		}
		old, changes = treeEntry{}, slices.Delete(changes, i, i+1) // the file makes way for a folder
	}
	base := emptyTree
	if old.mode != 0 {
		if !old.isDir() {
			return treeEntry{}, &kindClashError{path: name}
		}
		base = old.id
	}
	id, err := o.splice(base, changes)
	if err != nil || id == emptyTree {
		return treeEntry{}, err
	}
	return treeEntry{mode: modeTree, name: name, id: id}, nil
}

// byFirstName groups changes by the first component of their path and cuts it
// off, in the order of first appearance.
func byFirstName(changes []pathChange) iter.Seq2[string, []pathChange] {
	return func(yield func(string, []pathChange) bool) {
		groups := map[string][]pathChange{}
		var names []string
		for _, c := range changes {
			name, rest, _ := strings.Cut(c.path, "/")
			if groups[name] == nil {
				names = append(names, name)
			}
			c.path = rest
			groups[name] = append(groups[name], c)
		}
		for _, name := range names {
			if !yield(name, groups[name]) {
				return
			}
		}
	}
}
