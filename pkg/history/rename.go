package history

import (
	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// End is called after the last change of each commit. It pairs what went with
// what came; an addition without a pair is a baseline, a deletion without one
// is held to rule.
func (v *Verifier) End() error {
	defer func() { v.gone, v.made = v.gone[:0], v.made[:0] }()
	came, err := arrive(v.gone, v.made, v.Read)
	if err != nil {
		return err
	}
	for _, d := range v.gone {
		v.count(d.Path)
		n := came.of(d)
		if n < 0 {
			v.deleted(d)
			v.remove(d.Path)
			continue
		}
		v.recount(incident.IDFromPath(d.Path), incident.IDFromPath(v.made[n].Path))
		v.count(v.made[n].Path)
		v.rename(d.Path, v.made[n].Path)
		if err := v.judge(Change{Path: v.made[n].Path, Was: d.Path, Before: d.Before, After: v.made[n].After}); err != nil {
			return err
		}
	}
	for n, m := range v.made {
		if !came.taken[n] && m.After.isIncident() {
			if err := v.appear(m); err != nil {
				return err
			}
		}
	}
	return nil
}

// recount lets an incident be one, whatever its name.
func (v *Verifier) recount(from, to string) {
	if v.renamed == nil {
		v.renamed = map[string]string{}
	}
	delete(v.renamed, to) // a name may be taken again
	if from != to && v.nowCalled(from) != to {
		delete(v.incidents, v.nowCalled(from))
		v.renamed[v.nowCalled(from)] = to
	}
}

func (v *Verifier) remove(path string) {
	if v.removed == nil {
		v.removed = map[string]bool{}
	}
	v.removed[path] = true
}

// RenamedFrom finds, among the deletions of a commit, the incident that went on
// as the addition at path. Git's own guess at renames is not asked: incidents
// made from one template resemble each other.
func RenamedFrom(path string, gone, made []Change, read func(blob string) ([]byte, error)) (Change, bool, error) {
	came, err := arrive(gone, made, read)
	if err != nil {
		return Change{}, false, err
	}
	for _, d := range gone {
		if n := came.of(d); n >= 0 && made[n].Path == path {
			return d, true, nil
		}
	}
	return Change{}, false, nil
}

// arrivals are the additions of a commit, by what a deleted incident may be
// known by. Values are places in the list of additions.
type arrivals struct {
	byID, byAlias, byBlob, byLine map[string][]int
	lines                         [][]line
	taken                         map[int]bool
}

// arrive reads the additions, when there is something they may be paired with.
func arrive(gone, made []Change, read func(blob string) ([]byte, error)) (*arrivals, error) {
	a := &arrivals{
		byID: map[string][]int{}, byAlias: map[string][]int{}, byBlob: map[string][]int{}, byLine: map[string][]int{}, taken: map[int]bool{},
	}
	if len(gone) == 0 {
		return a, nil
	}
	for n, m := range made {
		src, err := read(m.After.Blob)
		if err != nil {
			return nil, err
		}
		i := incident.Decode(m.Path, document.Parse(src), nil)
		a.byID[i.ID] = append(a.byID[i.ID], n)
		a.byBlob[m.After.Blob] = append(a.byBlob[m.After.Blob], n)
		for _, alias := range i.Aliases.V {
			a.byAlias[alias.V] = append(a.byAlias[alias.V], n)
		}
		for _, l := range m.After.read().lines {
			a.byLine[l.key] = append(a.byLine[l.key], n)
		}
		a.lines = append(a.lines, m.After.lines)
	}
	return a, nil
}

// of finds the addition that a deleted incident went on in: the one that calls
// itself by the old ID, has it in another folder, holds the same bytes, or has
// all of its history. -1 when there is none; none is given twice.
func (a *arrivals) of(gone Change) int {
	was := first(gone.Before).read()
	id := incident.IDFromPath(gone.Path)
	for _, candidates := range [][]int{a.byAlias[id], a.byID[id], a.byBlob[was.Blob]} {
		if n := a.take(candidates, nil); n >= 0 {
			return n
		}
	}
	if len(was.lines) == 0 {
		return -1
	}
	return a.take(a.byLine[was.lines[0].key], was.lines)
}

// take is the first candidate that is free and has all the lines.
func (a *arrivals) take(candidates []int, lines []line) int {
	for _, n := range candidates {
		if !a.taken[n] && len(missing(lines, a.lines[n])) == 0 {
			a.taken[n] = true
			return n
		}
	}
	return -1
}
