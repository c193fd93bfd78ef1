package repo

import (
	"encoding/binary"

	"github.com/go-git/go-git/v5/plumbing"
)

// indexEntry is one path. fixed is everything before the name, 62 bytes or, with
// extended flags, 64; it belongs to the bytes that were read: replace, never
// change it.
type indexEntry struct {
	fixed []byte
	name  string
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

// mode is 0 for no entry at all.
func (e indexEntry) mode() uint32 {
	if e.fixed == nil {
		return 0
	}
	return binary.BigEndian.Uint32(e.fixed[entryMode:])
}

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
