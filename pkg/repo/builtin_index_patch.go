package repo

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
)

// set puts an entry in the place of all entries of its path.
func (x *index) set(e indexEntry) {
	moved := x.drop(e.name)
	i, _ := x.find(e.name)
	x.entries = slices.Insert(x.entries, i, e)
	x.touched(e.name, moved != 1)
}

// remove takes a path out.
func (x *index) remove(name string) {
	if x.drop(name) > 0 {
		x.touched(name, true)
	}
}

// drop removes the entries of a path and says how many there were.
func (x *index) drop(name string) int {
	first, _ := x.find(name)
	last := first
	for last < len(x.entries) && x.entries[last].name == name {
		last++
	}
	x.entries = slices.Delete(x.entries, first, last)
	return last - first
}

// touched brings the extensions in line with a changed path. Each must be
// right or gone: git believes what it finds there. moved says that entries
// changed their places.
func (x *index) touched(name string, moved bool) {
	kept := x.extensions[:0:0]
	for _, e := range x.extensions {
		switch e.name {
		case "TREE":
			e.data = invalidateTree(e.data, name)
		case "UNTR":
			if moved {
				e.data = emptyUntracked(e.data)
			}
		case "FSMN":
			// It counts entries by position. Where core.fsmonitor is set, git
			// makes a new one.
			if moved {
				e.data = nil
			}
		case "REUC", "link", "sdir":
		default:
			// EOIE and IEOT hold offsets into the old file and only serve
			// speed; of an extension that is not known nothing can be said.
			e.data = nil
		}
		if e.data != nil {
			kept = append(kept, e)
		}
	}
	x.extensions = kept
}

// invalidateTree marks the cached trees from the top down to a path's folder
// as unknown. Each node is its name, a zero byte, "entries subtrees\n" in
// decimal, and the tree's id unless entries is -1; its subtrees follow. Bytes
// that do not read as that yield nil: no cache is always right.
func invalidateTree(data []byte, path string) []byte {
	out := make([]byte, 0, len(data))
	folders := append([]string{""}, folderNames(path)...)
	rest, out, ok := invalidateNode(data, out, folders, 0)
	if !ok || len(rest) > 0 {
		return nil
	}
	return out
}

// folderNames are the names of the folders above a path, outermost first.
func folderNames(path string) []string {
	var names []string
	for {
		folder, rest, ok := strings.Cut(path, "/")
		if !ok {
			return names
		}
		names = append(names, folder)
		path = rest
	}
}

// maxTreeDepth bounds how deep folders may lie, as git itself does by default
// for checking out.
const maxTreeDepth = 2048

// invalidateNode copies one node with all below it. folders, when not empty,
// begins with the name this node must have to lie on the path.
func invalidateNode(data, out []byte, folders []string, depth int) (rest, copied []byte, ok bool) {
	name, rest, ok := bytes.Cut(data, []byte{0})
	if !ok || depth > maxTreeDepth {
		return nil, nil, false
	}
	line, rest, ok := bytes.Cut(rest, []byte{'\n'})
	entries, subtrees, isNode := treeNodeCounts(line)
	if !ok || !isNode {
		return nil, nil, false
	}
	id := []byte{}
	if entries >= 0 {
		if len(rest) < 20 {
			return nil, nil, false
		}
		id, rest = rest[:20], rest[20:]
	}
	onPath := len(folders) > 0 && folders[0] == string(name)
	if onPath {
		entries, id, folders = -1, nil, folders[1:]
	} else {
		folders = nil
	}
	out = append(append(out, name...), 0)
	out = strconv.AppendInt(out, int64(entries), 10)
	out = append(out, ' ')
	out = strconv.AppendInt(out, int64(subtrees), 10)
	out = append(append(out, '\n'), id...)
	for range subtrees {
		if rest, out, ok = invalidateNode(rest, out, folders, depth+1); !ok {
			return nil, nil, false
		}
	}
	return rest, out, true
}

func treeNodeCounts(line []byte) (entries, subtrees int, ok bool) {
	first, second, ok := bytes.Cut(line, []byte{' '})
	if !ok {
		return 0, 0, false
	}
	entries, err := strconv.Atoi(string(first))
	if err != nil || entries < -1 {
		return 0, 0, false
	}
	subtrees, err = strconv.Atoi(string(second))
	return entries, subtrees, err == nil && subtrees >= 0
}

// emptyUntracked leaves of the untracked cache what it was made for (settings,
// excludes) and forgets every folder: git fills it again at the next status.
// Bytes that cannot be read yield nil, which turns the cache off.
func emptyUntracked(data []byte) []byte {
	length, used := offsetVarint(data)
	if used == 0 || length > uint64(len(data)-used) {
		return nil
	}
	const (
		stats  = 2 * 36 // of info/exclude and core.excludesFile
		flags  = 4
		hashes = 2 * 20
	)
	at := used + int(length) + stats + flags + hashes
	if at >= len(data) {
		return nil
	}
	end := bytes.IndexByte(data[at:], 0) // after the name of .gitignore
	if end < 0 {
		return nil
	}
	return append(slices.Clone(data[:at+end+1]), 0)
}

// clash is an entry that is a file where a path needs a folder, or lies in a
// folder where the path is to be a file; "" when there is none.
func (x *index) clash(path string) string {
	for at := nextFolder(path, 0); at >= 0; at = nextFolder(path, at) {
		if _, ok := x.entry(path[:at-1]); ok {
			return path[:at-1]
		}
	}
	i, found := x.find(path + "/")
	if !found && i < len(x.entries) && strings.HasPrefix(x.entries[i].name, path+"/") {
		return path
	}
	return ""
}
