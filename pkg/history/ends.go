package history

import (
	"maps"
	"slices"

	"github.com/postmortem-md/pm/pkg/incident"
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
	return slices.ContainsFunc(v.ends[path], func(e end) bool { return e.version.isIncident() }) || v.Known != nil && v.Known(path)
}

// rename lets the branches of a file end under its new name.
func (v *Verifier) rename(from, to string) {
	if ends := v.ends[from]; len(ends) > 0 {
		v.ends[to] = append(ends, v.ends[to]...)
		delete(v.ends, from)
	}
	if d := v.damage[from]; d != nil {
		v.damage[to] = d
	}
	if v.renames == nil {
		v.renames = map[string][]string{}
	}
	v.renames[from] = append(v.renames[from], to)
	v.renames[to] = append(v.renames[to], from)
}

// names are a path and all that its incident was called by renames, also by
// those of a branch that knew nothing of another's.
func (v *Verifier) names(path string) []string {
	all := []string{path}
	for n := 0; n < len(all); n++ {
		for _, other := range v.renames[all[n]] {
			if !slices.Contains(all, other) {
				all = append(all, other)
			}
		}
	}
	return all
}

// Tip is where the history ends.
type Tip struct {
	Has  func(path string) bool // whether there is a file
	Read func(path string) (*Version, error)
}

// Finish is called after the last commit. It looks for what no commit took away
// by itself: a merge did, by taking the side that lacks it. That is whole
// incidents, and lines of history.
func (v *Verifier) Finish(tip Tip) error {
	for _, path := range slices.Sorted(maps.Keys(v.ends)) {
		names := v.names(path)
		n := slices.IndexFunc(names, tip.Has)
		if n < 0 {
			v.dropped(path, names)
			continue
		}
		if n == 0 && len(v.ends[path]) < 2 {
			continue
		}
		last, err := tip.Read(names[n])
		if err != nil {
			return err
		}
		v.compareEnds(path, last)
	}
	return nil
}

// dropped reports an incident that is gone, although no commit deleted it.
func (v *Verifier) dropped(path string, names []string) {
	if slices.ContainsFunc(names, func(name string) bool { return v.removed[name] }) {
		return
	}
	for _, e := range v.ends[path] {
		if !e.version.isIncident() || e.version.State() == incident.Dismissed {
			continue
		}
		v.Violations = append(v.Violations, Violation{
			Commit: e.commit, Path: path, Rule: Deleted,
			Message: incident.IDFromPath(path) + ", which this commit has, was dropped in a merge, and neither dismissed before nor renamed",
			Help:    v.bring(short(e.commit.ID), path) + " brings it back; pm dismiss ends what needs no postmortem",
		})
		return
	}
}

func (v *Verifier) compareEnds(path string, last *Version) {
	for _, e := range v.ends[path] {
		lost := missing(e.version.read().lines, last.read().lines)
		lost = slices.DeleteFunc(lost, v.damage[path].mayGo(last))
		switch {
		case v.knownLost(path, e.commit):
		case len(lost) > 0:
			v.Violations = append(v.Violations, Violation{
				Commit: e.commit, Path: path, Rule: Lost,
				Message: "a line of history that this commit has was lost in a merge: the one for " + string(lost[0].state),
				Help:    "put it back as it was: " + v.show(short(e.commit.ID), path) + " has it",
			})
		case e.version.overtaken(last):
			v.Violations = append(v.Violations, Violation{
				Commit: e.commit, Path: path, Rule: Move,
				Message: "it is " + string(e.version.state) + " in this commit, and became " + string(last.state) + " in a merge that took the older version",
				Help:    "put state: " + string(e.version.state) + " back; pm reopen moves it back, with a reason",
			})
		}
	}
}

// overtaken reports that v was moved on by hand, without a line of history, and
// that last, which has no line that v lacks, is not as far.
func (v *Version) overtaken(last *Version) bool {
	var way incident.Way
	for _, l := range v.lines {
		way.Take(l.state, l.reason)
	}
	return v.state.Rank() > way.Reached().Rank() && last.state.Rank() >= 0 && last.state.Rank() < v.state.Rank() &&
		len(missing(last.lines, v.lines)) == 0
}

// knownLost reports that the commit itself was found to lose lines.
func (v *Verifier) knownLost(path string, c *Commit) bool {
	return slices.ContainsFunc(v.Violations, func(known Violation) bool {
		return known.Path == path && known.Rule == Lost && known.Commit == c
	})
}
