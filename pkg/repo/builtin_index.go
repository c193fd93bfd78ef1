package repo

import (
	"bytes"
	"crypto/sha1"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
)

// index is git's index (format: gitformat-index), held so that what is not
// changed is written back with the bytes it was read with.
type index struct {
	version    uint32
	entries    []indexEntry // in the order of name, then stage
	extensions []indexExtension
}

// indexEntry is one path. fixed is everything before the name, 62 bytes or, with
// extended flags, 64; it belongs to the bytes that were read: replace, never
// change it.
type indexEntry struct {
	fixed []byte
	name  string
}

// indexExtension is one optional part, kept as it is.
type indexExtension struct {
	name string // four letters; a lower-case first one means "must understand"
	data []byte
}

// indexStat is what an entry remembers of the file on disk, cut to 32 bits.
type indexStat struct {
	ctimeSec, ctimeNano, mtimeSec, mtimeNano uint32
	dev, ino, uid, gid, size                 uint32
}

// Where things lie in the fixed part of an entry.
const (
	entryMtime    = 8
	entryMode     = 24
	entrySize     = 36
	entryID       = 40
	entryFlags    = 60
	entryExtended = 62
	entryFixed    = 62
)

// Flags of an entry, and those of its extended word.
const (
	flagExtended    = 0x4000
	flagStages      = 0x3000
	flagName        = 0x0fff
	flagIntentToAdd = 0x2000
	flagSkip        = 0x4000 // skip-worktree
)

// Modes of an entry, which are those of trees as well.
const (
	modeFile       = 0o100644
	modeExecutable = 0o100755
	modeSymlink    = 0o120000
	modeTree       = 0o40000
	modeSubmodule  = 0o160000
)

func (e indexEntry) mode() uint32 { return binary.BigEndian.Uint32(e.fixed[entryMode:]) }

func (e indexEntry) id() (id plumbing.Hash) {
	copy(id[:], e.fixed[entryID:])
	return id
}

func (e indexEntry) flags() uint16 { return binary.BigEndian.Uint16(e.fixed[entryFlags:]) }

// stage is 0, or 1 to 3 for the sides of a conflict.
func (e indexEntry) stage() int { return int(e.flags() & flagStages >> 12) }

func (e indexEntry) extended() uint16 {
	if len(e.fixed) < entryExtended+2 {
		return 0
	}
	return binary.BigEndian.Uint16(e.fixed[entryExtended:])
}

// intentToAdd is an entry of git add -N: a promise, without content yet.
func (e indexEntry) intentToAdd() bool { return e.extended()&flagIntentToAdd != 0 }

func (e indexEntry) skipWorktree() bool { return e.extended()&flagSkip != 0 }

func (e indexEntry) stat() indexStat {
	var words [10]uint32
	for i := range words {
		words[i] = binary.BigEndian.Uint32(e.fixed[4*i:])
	}
	return indexStat{
		ctimeSec: words[0], ctimeNano: words[1], mtimeSec: words[2], mtimeNano: words[3],
		dev: words[4], ino: words[5], uid: words[7], gid: words[8], size: words[9],
	}
}

// newIndexEntry is a plain entry: stage 0, no flag set.
func newIndexEntry(name string, mode uint32, id plumbing.Hash, st indexStat) indexEntry {
	fixed := make([]byte, 0, entryFixed)
	for _, word := range []uint32{
		st.ctimeSec, st.ctimeNano, st.mtimeSec, st.mtimeNano, st.dev, st.ino, mode, st.uid, st.gid, st.size,
	} {
		fixed = binary.BigEndian.AppendUint32(fixed, word)
	}
	fixed = append(fixed, id[:]...)
	fixed = binary.BigEndian.AppendUint16(fixed, uint16(min(len(name), flagName)))
	return indexEntry{fixed: fixed, name: name}
}

// find is the place of an entry, or where it would have to go.
func (x *index) find(name string, stage int) (int, bool) {
	return slices.BinarySearchFunc(x.entries, indexEntry{}, func(e, _ indexEntry) int {
		if c := strings.Compare(e.name, name); c != 0 {
			return c
		}
		return e.stage() - stage
	})
}

// entry is the unconflicted entry of a path.
func (x *index) entry(name string) (indexEntry, bool) {
	i, ok := x.find(name, 0)
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

// encode is the index as a file. Version 4 compresses each name against the
// one before it, so there the whole list is written anew; the result has the
// same bytes wherever nothing changed.
func (x *index) encode() []byte {
	out := make([]byte, 0, x.sizeHint())
	out = append(out, "DIRC"...)
	out = binary.BigEndian.AppendUint32(out, x.version)
	out = binary.BigEndian.AppendUint32(out, uint32(len(x.entries)))
	previous := ""
	for _, e := range x.entries {
		start := len(out)
		out = append(out, e.fixed...)
		if x.version == 4 {
			out = appendCompressedName(out, previous, e.name)
		} else {
			out = append(out, e.name...)
			out = append(out, make([]byte, 8-(len(out)-start)%8)...)
		}
		previous = e.name
	}
	for _, e := range x.extensions {
		out = append(out, e.name...)
		out = binary.BigEndian.AppendUint32(out, uint32(len(e.data)))
		out = append(out, e.data...)
	}
	sum := sha1.Sum(out)
	return append(out, sum[:]...)
}

func (x *index) sizeHint() int {
	size := 64
	for _, e := range x.entries {
		size += len(e.fixed) + len(e.name) + 8
	}
	for _, e := range x.extensions {
		size += 8 + len(e.data)
	}
	return size
}

// appendCompressedName writes how many bytes of the previous name to drop, and
// what to put in their place.
func appendCompressedName(out []byte, previous, name string) []byte {
	common := 0
	for common < len(previous) && common < len(name) && previous[common] == name[common] {
		common++
	}
	out = appendOffsetVarint(out, uint64(len(previous)-common))
	out = append(out, name[common:]...)
	return append(out, 0)
}

// appendOffsetVarint is the number format of pack offsets: seven bits a byte,
// most significant first, each but the last one less than it stands for.
func appendOffsetVarint(out []byte, n uint64) []byte {
	var buf [10]byte
	i := len(buf) - 1
	buf[i] = byte(n & 0x7f)
	for n >>= 7; n > 0; n >>= 7 {
		n--
		i--
		buf[i] = 0x80 | byte(n&0x7f)
	}
	return append(out, buf[i:]...)
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
