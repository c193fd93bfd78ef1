package repo

import (
	"encoding/binary"
	"slices"

	"github.com/go-git/go-git/v5/plumbing"
)

// smudgeRacy is what git does each time it writes the index. An entry as young
// as the index may belong to a file that was changed again in the same second;
// git knows such entries by the index's own time, which is about to change.
func (w *workTree) smudgeRacy() {
	if w.stamp == 0 {
		return
	}
	for i, e := range w.index.entries {
		st := e.stat()
		if int64(st.mtimeSec) < w.stamp || st.size == 0 || e.skipWorktree() || e.mode() == modeSubmodule {
			continue
		}
		now, err := statIndex(w.onDisk(e.name))
		if err != nil || now.mtimeSec != st.mtimeSec || now.mtimeNano != st.mtimeNano || now.size != st.size {
			continue // it shows as modified anyway
		}
		_, data, _, err := w.content(e.name)
		if err != nil || plumbing.ComputeHash(plumbing.BlobObject, data) != e.id() {
			w.index.smudge(i)
		}
	}
}

// smudge makes git read a file again before it believes the entry: a size of
// zero never fits what is not empty.
func (x *index) smudge(i int) {
	fixed := slices.Clone(x.entries[i].fixed)
	binary.BigEndian.PutUint32(fixed[entrySize:], 0)
	x.entries[i].fixed = fixed
}
