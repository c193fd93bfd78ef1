package coverage

import "slices"

// commitRange is a range of commits by their places in it, and what in it belongs
// together.
type commitRange struct {
	commits []Commit
	parents [][]int // of those in the range
	groups  []*group
	owner   []*group // of each commit; nil for none
	byName  map[string]*group
}

// group is what is one signal: the commit that asks, others that belong to it, and
// why.
type group struct {
	main    int
	asking  []int // the others that ask by themselves
	members []int // whose trailers count; main among them
	why     []string
}

func newCommitRange(commits []Commit) *commitRange {
	r := &commitRange{
		commits: commits, parents: make([][]int, len(commits)), owner: make([]*group, len(commits)), byName: map[string]*group{},
	}
	at := make(map[string]int, len(commits))
	for n := range commits {
		at[commits[n].ID] = n
	}
	for n := range commits {
		for _, id := range commits[n].Parents {
			p, ok := at[id]
			if !ok {
				p = outOfRange
			}
			r.parents[n] = append(r.parents[n], p)
		}
	}
	return r
}

const outOfRange = -1

func (r *commitRange) all() []int {
	all := make([]int, len(r.commits))
	for n := range all {
		all[n] = n
	}
	return all
}

// group makes one of members that belong to none yet.
func (r *commitRange) group(main int, why string, members []int) *group {
	g := &group{main: main, why: []string{why}}
	r.groups = append(r.groups, g)
	r.join(g, members)
	return g
}

func (r *commitRange) join(g *group, members []int) {
	for _, n := range members {
		if r.owner[n] == nil {
			r.owner[n] = g
			g.members = append(g.members, n)
		}
	}
}

// merge makes a group of a merge and all that it brings. A branch that is merged to
// several others, as with a release and a development branch, is one all the same.
func (r *commitRange) merge(n int, branch string) {
	if r.owner[n] != nil {
		return
	}
	members := append(r.brings(n), n)
	if g := r.byName[branch]; g != nil {
		r.join(g, members)
		return
	}
	r.byName[branch] = r.group(n, "merges "+branch, members)
}

// single is a commit that asks by itself: part of its group, where it has one.
func (r *commitRange) single(n int, why string) {
	g := r.owner[n]
	if g == nil {
		r.group(n, why, []int{n})
		return
	}
	if n == g.main {
		g.why = append(g.why, why)
		return
	}
	g.asking = append(g.asking, n)
}

// brings are the commits that come with a merge: what its further parents have and
// its first has not.
func (r *commitRange) brings(n int) []int {
	had := make([]bool, len(r.commits))
	r.reach(r.parents[n][:1], had)
	before := slices.Clone(had)
	r.reach(r.parents[n][1:], had)
	var found []int
	for c := range had {
		if had[c] && !before[c] {
			found = append(found, c)
		}
	}
	return found
}

// reach marks commits and all that they are made of.
func (r *commitRange) reach(from []int, seen []bool) {
	todo := slices.Clone(from)
	for len(todo) > 0 {
		n := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if n == outOfRange || seen[n] {
			continue
		}
		seen[n] = true
		todo = append(todo, r.parents[n]...)
	}
}

// signal is the group as what asks for a postmortem. It is told with the commits
// that ask; of the others only the trailers count.
func (g *group) signal(commits []Commit, services []string) *Signal {
	main := commits[g.main]
	s := &Signal{Commits: []Commit{main}, Why: g.why, Start: main.When, End: main.When, Services: services}
	s.Title = main.Subject
	for _, n := range g.members {
		if len(main.Parents) > 1 && len(commits[n].Parents) < 2 {
			s.Title = commits[n].Subject // the last says what the branch came to
		}
	}
	for _, n := range g.asking {
		s.Commits = append(s.Commits, commits[n])
	}
	for _, n := range g.members {
		for _, id := range trailers(commits[n].Message) {
			if !slices.Contains(s.Named, id) {
				s.Named = append(s.Named, id)
			}
		}
	}
	return s
}
