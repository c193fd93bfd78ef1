package repo

import (
	"slices"
	"strings"
)

// index is git's index (format: gitformat-index), held so that what is not
// changed is written back with the bytes it was read with.
type index struct {
	version    uint32
	entries    []indexEntry // in the order of name, then stage
	extensions []indexExtension
}

// indexExtension is one optional part, kept as it is.
type indexExtension struct {
	name string // four letters; a lower-case first one means "must understand"
	data []byte
}

// find is the place of an unconflicted entry, or where it would have to go.
func (x *index) find(name string) (int, bool) {
	return slices.BinarySearchFunc(x.entries, indexEntry{}, func(e, _ indexEntry) int {
		if c := strings.Compare(e.name, name); c != 0 {
			return c
		}
		return e.stage()
	})
}

// entry is the unconflicted entry of a path.
func (x *index) entry(name string) (indexEntry, bool) {
	i, ok := x.find(name)
	if !ok {
		return indexEntry{}, false
	}
	return x.entries[i], true
}

// conflicted is the first path with more than one side, "" when there is none.
func (x *index) conflicted() string {
	for _, e := range x.entries {
		if e.stage() != 0 {
			return e.name
		}
	}
	return ""
}

// submodule is the folder above a path that the index has as a submodule.
func (x *index) submodule(path string) string {
	for at := nextFolder(path, 0); at >= 0; at = nextFolder(path, at) {
		if e, ok := x.entry(path[:at-1]); ok && e.mode() == modeSubmodule {
			return e.name
		}
	}
	return ""
}

// extension is the data of an extension, nil when it is not there.
func (x *index) extension(name string) []byte {
	for _, e := range x.extensions {
		if e.name == name {
			return e.data
		}
	}
	return nil
}

// has says whether an extension is there, with data or without.
func (x *index) has(name string) bool {
	return slices.ContainsFunc(x.extensions, func(e indexExtension) bool { return e.name == name })
}
