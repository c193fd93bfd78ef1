package history

import (
	"maps"
	"slices"
)

// end is a version of a file that no later commit started from: the last one of
// a branch. A file whose branches were merged has one; it has more when a merge
// took one side's version as it was.
type end struct {
	version *Version
	commit  *Commit // that made it
}

// follow keeps the ends of a file's branches.
func (v *Verifier) follow(c *Commit, change Change) {
	if v.ends == nil {
		v.ends = map[string][]end{}
	}
	ends := slices.DeleteFunc(v.ends[change.Path], func(e end) bool {
		is := func(other *Version) bool { return other != nil && other.Blob == e.version.Blob }
		return slices.ContainsFunc(change.Before, is) || is(change.After)
	})
	if change.After != nil {
		ends = append(ends, end{change.After, c})
	}
	v.ends[change.Path] = ends
}

// was reports that a file is known as an incident. It stays one: nothing leaves
// by moving the folder away, changing the file, and moving the folder back.
func (v *Verifier) was(path string) bool {
	return slices.ContainsFunc(v.ends[path], func(e end) bool { return e.version.isIncident() })
}

// rename lets the branches of a file end under its new name.
func (v *Verifier) rename(from, to string) {
	if ends := v.ends[from]; len(ends) > 0 {
		v.ends[to] = append(ends, v.ends[to]...)
		delete(v.ends, from)
	}
}

// Finish is called after the last commit. It looks for lines of history that no
// commit took away by itself: a merge did, by taking the side that lacks them.
// tip is a file's version where the history ends, nil when it is gone.
func (v *Verifier) Finish(tip func(path string) (*Version, error)) error {
	for _, path := range slices.Sorted(maps.Keys(v.ends)) {
		if len(v.ends[path]) < 2 {
			continue
		}
		last, err := tip(path)
		if err != nil {
			return err
		}
		if last != nil {
			v.compareEnds(path, last)
		}
	}
	return nil
}

func (v *Verifier) compareEnds(path string, last *Version) {
	for _, e := range v.ends[path] {
		lost := missing(e.version.read().lines, last.read().lines)
		if len(lost) == 0 || v.knownLost(path, e.commit) {
			continue
		}
		v.Violations = append(v.Violations, Violation{
			Commit: e.commit, Path: path, Rule: Lost,
			Message: "a line of history that this commit has was lost in a merge: the one for " + string(lost[0].state),
			Help:    "put it back as it was: git log --full-history -m -p shows the merge",
		})
	}
}

// knownLost reports that the commit itself was found to lose lines.
func (v *Verifier) knownLost(path string, c *Commit) bool {
	return slices.ContainsFunc(v.Violations, func(known Violation) bool {
		return known.Path == path && known.Rule == Lost && known.Commit == c
	})
}
