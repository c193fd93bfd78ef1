package repo

import (
	"bytes"
	"slices"
	"strings"
)

// writeAll writes every file or none: when one fails, those before it are put
// back. What was written is returned for putBack.
func (r *Repo) writeAll(changes []PathChange) ([]fileWrite, error) {
	writes := r.planWrites(changes)
	for i, w := range writes {
		if err := r.write(w); err != nil {
			if left := r.putBack(writes[:i]); len(left) > 0 {
				return nil, &Refused{Cause: CauseFiles, Reason: err.Error(), Left: left}
			}
			return nil, err
		}
	}
	return writes, nil
}

// putBack undoes writes, last first, where the file still holds what was
// written; it returns the others, which somebody has changed since.
func (r *Repo) putBack(writes []fileWrite) (left []string) {
	for _, w := range slices.Backward(writes) {
		if err := r.write(w.back()); err != nil {
			left = append(left, w.Path)
		}
	}
	return left
}

// planWrites looks up the permissions before anything is changed, and puts
// removals last: a file that moves is never nowhere. A new file with the bytes of
// one that is removed is that file, moved: a script among an incident's
// attachments stays executable.
func (r *Repo) planWrites(changes []PathChange) []fileWrite {
	writes := make([]fileWrite, len(changes))
	for i, c := range changes {
		writes[i].PathChange = c
		if info, err := r.root.Stat(c.Path); err == nil {
			writes[i].mode = info.Mode().Perm()
		}
	}
	for i, w := range writes {
		if w.Was != nil || w.Want == nil {
			continue
		}
		from := slices.IndexFunc(writes, func(old fileWrite) bool {
			return old.Want == nil && old.Was != nil && bytes.Equal(old.Was, w.Want)
		})
		if from >= 0 {
			writes[i].mode = writes[from].mode
		}
	}
	slices.SortStableFunc(writes, func(a, b fileWrite) int { return rank(a, changes) - rank(b, changes) })
	return writes
}

// rank is the place of a write among the others of a change: removals last, but
// first of all where a file that is made needs the name, or the name of a folder.
func rank(w fileWrite, all []PathChange) int {
	if w.Want != nil {
		return 1
	}
	name := strings.ToLower(w.Path) // for file systems that know no case
	for _, other := range all {
		if made := strings.ToLower(other.Path); other.Want != nil && (made == name || strings.HasPrefix(made, name+"/")) {
			return 0
		}
	}
	return 2
}
