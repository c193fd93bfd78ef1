package history

import (
	"slices"

	"github.com/postmortem-md/pm/pkg/incident"
)

// Parted compares an incident's version where the history left its base with the
// one where it ends, after the last commit: a merge that took something over from
// the base may have left the base's moves out. commit finds the one that made the
// base's version; it is asked only for a violation.
func (v *Verifier) Parted(c Change, tip Tip, commit func() (*Commit, error)) error {
	was := first(c.Before)
	if !was.isIncident() {
		return nil
	}
	names := v.names(c.Path)
	if n := slices.IndexFunc(names, tip.Has); c.After == nil && n >= 0 {
		var err error
		if c.After, err = tip.Read(names[n]); err != nil {
			return err
		}
	}
	p := parted{v: v, change: c, names: names, was: was.read(), commit: commit}
	if c.After == nil {
		return p.gone()
	}
	return p.compare()
}

// parted is one version of a base being compared.
type parted struct {
	v      *Verifier
	change Change
	names  []string
	was    *Version
	commit func() (*Commit, error)
}

func (p *parted) gone() error {
	known := slices.ContainsFunc(p.names, func(name string) bool { return p.v.removed[name] })
	if known || p.was.state == incident.Dismissed {
		return nil
	}
	return p.report(Deleted, incident.IDFromPath(p.change.Path)+", which the base has, was dropped in a merge, and neither dismissed before nor renamed",
		"merge the base once more, and keep the file")
}

// compare wants all lines of the base's history, and no other state than one that
// a commit moved the incident to.
func (p *parted) compare() error {
	to := p.change.After.read()
	lost := missing(p.was.lines, to.lines)
	for _, name := range p.names {
		lost = slices.DeleteFunc(lost, p.v.damage[name].mayGo(to))
	}
	if len(lost) > 0 {
		return p.report(Lost, "a line of history that the base has was lost in a merge: the one for "+string(lost[0].state),
			"put it back as it was: ")
	}
	moved := slices.ContainsFunc(p.v.Transitions, func(t Transition) bool { return slices.Contains(p.names, t.Path) })
	if moved || p.was.state == to.state {
		return nil
	}
	return p.report(Move, "it is "+string(p.was.state)+" in the base, and became "+string(to.state)+" in a merge that took the older version",
		"merge the base once more, and keep its state")
}

// report notes a violation, unless one of this incident is known that may be its
// cause.
func (p *parted) report(rule Rule, message, help string) error {
	if slices.ContainsFunc(p.v.Violations, func(known Violation) bool { return slices.Contains(p.names, known.Path) }) {
		return nil
	}
	c, err := p.commit()
	if err != nil {
		return err
	}
	if rule == Lost {
		help += p.v.show(short(c.ID), p.change.Path) + " has it"
	}
	p.v.Violations = append(p.v.Violations, Violation{Commit: c, Path: p.change.Path, Rule: rule, Message: message, Help: help})
	return nil
}
