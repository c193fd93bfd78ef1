package repo

import (
	"bytes"
	"crypto/sha1"
	"encoding/binary"
	"fmt"
	"strings"
)

// maxIndexSize bounds the index file, maxIndexName one name in it, and
// maxIndexNames all names after version 4's compression is undone, in bytes.
const (
	maxIndexSize  = 1 << 30
	maxIndexName  = 1 << 16
	maxIndexNames = 1 << 30
)

// parseIndex reads an index of version 2, 3 or 4. Entries keep pieces of data,
// which must not be changed afterwards.
func parseIndex(data []byte) (*index, error) {
	const header = 12
	if len(data) < header+sha1.Size {
		return nil, damaged("it is cut off")
	}
	if string(data[:4]) != "DIRC" {
		return nil, damaged("it is none")
	}
	body, sum := data[:len(data)-sha1.Size], data[len(data)-sha1.Size:]
	if !equalSum(body, sum) {
		return nil, damaged("its checksum does not match")
	}
	x := &index{version: binary.BigEndian.Uint32(data[4:])}
	if x.version < 2 || x.version > 4 {
		return nil, damaged("version %d is not known", x.version)
	}
	rest, err := x.readEntries(body[header:], binary.BigEndian.Uint32(data[8:]))
	if err != nil {
		return nil, err
	}
	if err := x.readExtensions(rest); err != nil {
		return nil, err
	}
	return x, x.checkOrder()
}

// checkOrder holds entries to the order that finding them relies on. Those of
// a split index are replacements without names, and not used here.
func (x *index) checkOrder() error {
	if x.has("link") {
		return nil
	}
	for i, e := range x.entries {
		if e.name == "" || i > 0 && !inOrder(x.entries[i-1], e) {
			return damaged("%q is out of order", e.name)
		}
	}
	return nil
}

func (x *index) readEntries(data []byte, count uint32) (rest []byte, err error) {
	// Before anything is allocated for them: the count may be anything.
	if uint64(count)*(entryFixed+1) > uint64(len(data)) {
		return nil, damaged("it ends before its entries do")
	}
	x.entries = make([]indexEntry, 0, count)
	names := 0
	for range count {
		var e indexEntry
		if e, data, err = x.readEntry(data); err != nil {
			return nil, err
		}
		if names += len(e.name); len(e.name) > maxIndexName || names > maxIndexNames {
			return nil, damaged("its names are too long")
		}
		x.entries = append(x.entries, e)
	}
	return data, nil
}

func inOrder(a, b indexEntry) bool {
	if c := strings.Compare(a.name, b.name); c != 0 {
		return c < 0
	}
	return a.stage() < b.stage()
}

func (x *index) readEntry(data []byte) (e indexEntry, rest []byte, err error) {
	if len(data) < entryExtended+2 {
		return e, nil, damaged("it ends within an entry")
	}
	fixed := entryFixed
	if binary.BigEndian.Uint16(data[entryFlags:])&flagExtended != 0 {
		if x.version < 3 {
			return e, nil, damaged("version 2 has no extended flags")
		}
		fixed += 2
	}
	e.fixed = data[:fixed:fixed]
	if x.version == 4 {
		e.name, rest, err = x.readCompressedName(data[fixed:])
	} else {
		e.name, rest, err = readPaddedName(data, fixed)
	}
	return e, rest, err
}

// readPaddedName reads the name of version 2 and 3: one to eight zero bytes
// bring the entry to a multiple of eight.
func readPaddedName(data []byte, fixed int) (string, []byte, error) {
	length := bytes.IndexByte(data[fixed:], 0)
	if length < 0 {
		return "", nil, damaged("it ends within a name")
	}
	if stored := int(binary.BigEndian.Uint16(data[entryFlags:]) & flagName); stored != min(length, flagName) {
		return "", nil, damaged("a name's length is wrong")
	}
	end := fixed + length
	size := (end + 8) &^ 7
	if size > len(data) {
		return "", nil, damaged("it ends within an entry")
	}
	return string(data[fixed:end]), data[size:], nil
}

func (x *index) readCompressedName(data []byte) (string, []byte, error) {
	previous := ""
	if n := len(x.entries); n > 0 {
		previous = x.entries[n-1].name
	}
	// How much of the previous name's end to drop, then what to put there.
	drop, used := offsetVarint(data)
	length := bytes.IndexByte(data[used:], 0)
	if used == 0 || length < 0 || drop > uint64(len(previous)) {
		return "", nil, damaged("a compressed name cannot be undone")
	}
	name := previous[:len(previous)-int(drop)] + string(data[used:used+length])
	return name, data[used+length+1:], nil
}

func (x *index) readExtensions(data []byte) error {
	const header = 8
	for len(data) > 0 {
		if len(data) < header {
			return damaged("it ends within an extension")
		}
		size := binary.BigEndian.Uint32(data[4:])
		if uint64(size) > uint64(len(data)-header) {
			return damaged("it ends within an extension")
		}
		end := header + int(size)
		x.extensions = append(x.extensions, indexExtension{name: string(data[:4]), data: data[header:end:end]})
		data = data[end:]
	}
	return nil
}

// unsupported names what about this index cannot be kept true when a path in
// it changes, "" when there is nothing.
func (x *index) unsupported() string {
	for _, e := range x.extensions {
		switch {
		case e.name == "link":
			return "a split index (core.splitIndex)"
		case e.name == "sdir":
			return "a sparse index (index.sparse)"
		case e.name[0] < 'A' || e.name[0] > 'Z':
			return "the index extension " + printable(e.name)
		}
	}
	return ""
}

// printable makes a word from a file fit for a message.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 || r == 0xfffd {
			return '?'
		}
		return r
	}, s)
}

// offsetVarint reads such a number; used is 0 when there is none.
func offsetVarint(data []byte) (n uint64, used int) {
	for i, c := range data {
		if i == 9 {
			return 0, 0
		}
		n |= uint64(c & 0x7f)
		if c&0x80 == 0 {
			return n, i + 1
		}
		n = (n + 1) << 7
	}
	return 0, 0
}

// indexFormatError is an index that cannot be read, and why.
type indexFormatError struct{ reason string }

func (e *indexFormatError) Error() string { return "the index is damaged: " + e.reason }

func damaged(format string, args ...any) error {
	return &indexFormatError{reason: fmt.Sprintf(format, args...)}
}

// equalSum accepts a checksum of zeros: index.skipHash writes no other.
func equalSum(body, sum []byte) bool {
	if bytes.Equal(sum, make([]byte, sha1.Size)) {
		return true
	}
	got := sha1.Sum(body)
	return bytes.Equal(got[:], sum)
}
