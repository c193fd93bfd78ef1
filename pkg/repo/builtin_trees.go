package repo

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
)

// treeEntry is one line of a tree object.
type treeEntry struct {
	mode uint32
	name string
	id   plumbing.Hash
}

func (e treeEntry) isDir() bool { return e.mode == modeTree }

var errBadTree = errors.New("a tree object is damaged")

// parseTree reads a tree object: "mode name\0" and twenty bytes of id, again
// and again.
func parseTree(data []byte) ([]treeEntry, error) {
	entries := make([]treeEntry, 0, len(data)/40)
	for len(data) > 0 {
		header, rest, ok := bytes.Cut(data, []byte{0})
		digits, name, spaced := bytes.Cut(header, []byte{' '})
		mode, octal := parseMode(digits)
		e := treeEntry{mode: mode, name: string(name)}
		if !ok || !spaced || !octal || len(name) == 0 || len(rest) < len(e.id) {
			return nil, errBadTree
		}
		data = rest[copy(e.id[:], rest):]
		entries = append(entries, e)
	}
	return entries, nil
}

// parseMode reads an octal number of at most seven digits.
func parseMode(digits []byte) (mode uint32, ok bool) {
	if len(digits) == 0 || len(digits) > 7 {
		return 0, false
	}
	for _, c := range digits {
		if c < '0' || c > '7' {
			return 0, false
		}
		mode = mode<<3 | uint32(c-'0')
	}
	return mode, true
}

func encodeTree(entries []treeEntry) []byte {
	var out []byte
	for _, e := range entries {
		out = fmt.Appendf(out, "%o %s\x00", e.mode, e.name)
		out = append(out, e.id[:]...)
	}
	return out
}

// order compares as git sorts a tree: a folder as if its name ended in a slash.
func (e treeEntry) order(other treeEntry) int { return strings.Compare(e.sortName(), other.sortName()) }

func (e treeEntry) sortName() string {
	if e.isDir() {
		return e.name + "/"
	}
	return e.name
}

// maxTrees is how many trees are kept parsed, for one path after the other to
// be looked up in.
const maxTrees = 64

// readTree is the entries of a tree, which the caller must not change; the
// empty tree need not be stored.
func (o *objects) readTree(id plumbing.Hash) ([]treeEntry, error) {
	if entries, ok := o.trees[id]; ok || id == emptyTree {
		return entries, nil
	}
	data, err := o.readAs(plumbing.TreeObject, id)
	if err != nil {
		return nil, err
	}
	entries, err := parseTree(data)
	if err != nil {
		return nil, err
	}
	if o.trees == nil || len(o.trees) >= maxTrees {
		o.trees = map[plumbing.Hash][]treeEntry{}
	}
	o.trees[id] = entries
	return entries, nil
}

// emptyTree is the id of the tree without entries.
var emptyTree = plumbing.Hash{
	0x4b, 0x82, 0x5d, 0xc6, 0x42, 0xcb, 0x6e, 0xb9, 0xa0, 0x60,
	0xe5, 0x4b, 0xf8, 0xd6, 0x92, 0x88, 0xfb, 0xee, 0x49, 0x04,
}

// lookup is the entry of a path below a tree; ok is false when there is none.
func (o *objects) lookup(tree plumbing.Hash, path string) (e treeEntry, ok bool, err error) {
	e = treeEntry{mode: modeTree, id: tree}
	for name := range strings.SplitSeq(path, "/") {
		if !e.isDir() {
			return treeEntry{}, false, nil
		}
		entries, err := o.readTree(e.id)
		if err != nil {
			return treeEntry{}, false, err
		}
		i := slices.IndexFunc(entries, func(e treeEntry) bool { return e.name == name })
		if i < 0 {
			return treeEntry{}, false, nil
		}
		e = entries[i]
	}
	return e, true, nil
}
