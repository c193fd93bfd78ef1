package history

import (
	"slices"

	"github.com/postmortem-md/pm/pkg/incident"
)

// appearance is an addition of an incident, without a deletion that it goes on
// from.
type appearance struct {
	commit *Commit
	change Change
	judged bool
}

// appear takes an addition. The first is a baseline. Once a path is added twice,
// on branches that do not know of each other or again after a deletion, nobody
// can tell which addition is the first: whoever begins an old branch could bring
// any state along, and have a merge take it. So then each is held to the gate of
// its state, unless they say the same.
func (v *Verifier) appear(c Change) error {
	delete(v.renamed, incident.IDFromPath(c.Path))
	v.count(c.Path)
	delete(v.removed, c.Path)
	if v.appeared == nil {
		v.appeared = map[string]*appearance{}
	}
	here := &appearance{commit: v.commit, change: c}
	before := v.appeared[c.Path]
	if before == nil {
		v.appeared[c.Path] = here
		if v.Known == nil || !v.Known(c.Path) {
			return nil
		}
		return v.hold(here)
	}
	if before.change.After.same(c.After) {
		return nil
	}
	if err := v.hold(before); err != nil {
		return err
	}
	return v.hold(here)
}

// hold judges an addition, once.
func (v *Verifier) hold(a *appearance) error {
	if a.judged {
		return nil
	}
	a.judged = true
	defer func(c *Commit) { v.commit = c }(v.commit)
	v.commit = a.commit
	j := judgement{v: v, change: a.change, from: new(Version), to: a.change.After.read()}
	appeared := "it first appeared as " + string(j.to.state) + " where another branch has it too"
	dismissed := func(l line) bool { return l.state == incident.Dismissed && l.reason }
	switch {
	case j.to.state == incident.Dismissed && !slices.ContainsFunc(j.to.lines, dismissed):
		return j.report(Reason, "state", appeared+", and history has no line about that with a reason", "add the line with a reason: pm dismiss writes it")
	case j.to.state.Rank() <= 0:
		return nil
	case a.commit.Policy.Problem != "":
		return j.report(Configuration, "state", appeared+", and the configuration of that commit cannot be read: "+a.commit.Policy.Problem,
			"nobody can tell which gate held; say in a later commit what was meant")
	}
	return j.needs(appeared)
}
