package repo

import (
	"bytes"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
)

// rawTrees reads tree objects and keeps some of them unparsed: a walk looks at
// each only to see what differs from the next, so nothing else of it is needed.
type rawTrees struct {
	objects *objects
	kept    map[plumbing.Hash][]byte
	size    int
}

// maxRawTrees bounds what is kept, in bytes.
const maxRawTrees = 4 << 20

// read is a tree's bytes, which nobody may change; those of no tree are empty.
func (r *rawTrees) read(id plumbing.Hash) ([]byte, error) {
	if id.IsZero() || id == emptyTree {
		return nil, nil
	}
	if data, ok := r.kept[id]; ok {
		return data, nil
	}
	data, err := r.objects.readAs(plumbing.TreeObject, id)
	if err != nil {
		return nil, err
	}
	if r.kept == nil || r.size+len(data) > maxRawTrees {
		r.kept, r.size = map[plumbing.Hash][]byte{}, 0
	}
	r.kept[id] = data
	r.size += len(data)
	return data, nil
}

// rawEntry is one line of a tree, as it lies there. Without a mode it is none.
type rawEntry struct {
	all  []byte // the line, to compare as a whole
	mode uint32
	name []byte
	id   plumbing.Hash
}

func (e *rawEntry) isDir() bool { return e.mode == modeTree }

// blob is the name of a regular file's content, "" for anything else.
func (e *rawEntry) blob() string {
	if !isFileMode(e.mode) {
		return ""
	}
	return e.id.String()
}

// folder is the tree of a folder, zero for anything else.
func (e *rawEntry) folder() plumbing.Hash {
	if !e.isDir() {
		return plumbing.ZeroHash
	}
	return e.id
}

// cutEntry takes the first line off a tree.
func cutEntry(data []byte) (rawEntry, []byte, error) {
	space := bytes.IndexByte(data[:min(len(data), 8)], ' ')
	end := bytes.IndexByte(data, 0)
	var e rawEntry
	size := end + 1 + len(e.id)
	if space < 0 || end <= space+1 || size > len(data) {
		return e, nil, errBadTree
	}
	mode, ok := parseMode(data[:space])
	if !ok {
		return e, nil, errBadTree
	}
	e = rawEntry{all: data[:size], mode: mode, name: data[space+1 : end]}
	copy(e.id[:], data[end+1:])
	return e, data[size:], nil
}

// lookup is the entry of a path below a tree, without a mode when there is none.
func (r *rawTrees) lookup(tree plumbing.Hash, path string) (rawEntry, error) {
	e := rawEntry{mode: modeTree, id: tree}
	for name := range strings.SplitSeq(path, "/") {
		data, err := r.read(e.folder())
		if err != nil {
			return e, err
		}
		if e, err = find(data, name); err != nil {
			return e, err
		}
	}
	return e, nil
}

func find(data []byte, name string) (rawEntry, error) {
	for len(data) > 0 {
		e, rest, err := cutEntry(data)
		if err != nil || string(e.name) == name {
			return e, err
		}
		data = rest
	}
	return rawEntry{}, nil
}

// rawCursor goes through the lines of one tree.
type rawCursor struct {
	rawEntry
	rest []byte
}

func (c *rawCursor) next() error {
	if len(c.rest) == 0 {
		c.rawEntry = rawEntry{}
		return nil
	}
	var err error
	c.rawEntry, c.rest, err = cutEntry(c.rest)
	return err
}

// before compares as git sorts trees, where a folder's name ends in a slash.
// One that has no more lines comes last.
func (c *rawCursor) before(d *rawCursor) int {
	switch {
	case c.mode == 0 && d.mode == 0:
		return 0
	case c.mode == 0:
		return 1
	case d.mode == 0:
		return -1
	}
	n := min(len(c.name), len(d.name))
	if order := bytes.Compare(c.name[:n], d.name[:n]); order != 0 {
		return order
	}
	return int(c.after(n)) - int(d.after(n))
}

// after is the byte behind the first n of the name.
func (c *rawCursor) after(n int) byte {
	switch {
	case n < len(c.name):
		return c.name[n]
	case c.isDir():
		return '/'
	}
	return 0
}
