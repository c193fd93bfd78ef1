package history

import (
	"slices"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// judge holds a change of one incident to the rules.
func (v *Verifier) judge(c Change) error {
	from := first(c.Before)
	if !from.isIncident() {
		return nil // it becomes one here
	}
	if !slices.ContainsFunc(c.Before, func(b *Version) bool { return b != nil && !b.same(c.After) }) {
		return nil
	}
	j := judgement{
		v: v, change: c, from: furthest(from, c.Before).read(), to: c.After.read(), before: len(v.Violations), damage: v.damage[c.Path],
	}
	j.fresh = j.to.lines
	for _, b := range c.Before {
		if b != nil {
			j.fresh = missing(j.fresh, b.read().lines)
		}
	}
	if err := j.all(); err != nil {
		return err
	}
	switch {
	case j.broken():
		j.wreck()
	case j.mends:
		j.damage.hold(j.to.lines)
	}
	return nil
}

// all holds the change to one rule after the other.
func (j *judgement) all() error {
	if err := j.grown(); err != nil {
		return err
	}
	if j.from.state != j.to.state && !j.taken() {
		if err := j.move(); err != nil {
			return err
		}
	}
	return j.ends()
}

// broken reports that the change was found to break a rule.
func (j *judgement) broken() bool { return len(j.v.Violations) > j.before }

// judgement is one change being judged.
type judgement struct {
	v        *Verifier
	change   Change
	from, to *Version
	fresh    []line             // lines of history that no parent has
	doc      *incident.Incident // the file as the commit left it, once it is needed
	before   int                // how many violations there were before this change
	damage   *damage            // that was done before to the incident; nil for none
	blamed   []line             // the new lines that break a rule, or stand for lost ones
	mends    bool               // whether lines went that are part of that
}

// furthest is from, or the parent of a merge that went on from there: the merge
// starts from what it moved to.
func furthest(from *Version, parents []*Version) *Version {
	for _, b := range parents {
		if b.isIncident() && from.behind(b) {
			from = b
		}
	}
	return from
}

// behind reports that w has all lines of history that v has, and more.
func (v *Version) behind(w *Version) bool {
	v.read()
	w.read()
	return len(v.lines) < len(w.lines) && len(missing(v.lines, w.lines)) == 0
}

// taken reports that a merge took the state over from another parent, whose own
// commits were judged. From one that has been left behind it takes nothing over:
// that would undo the moves of the others.
func (j *judgement) taken() bool {
	return slices.ContainsFunc(j.change.Before, func(b *Version) bool {
		return b != nil && b != j.from && b.read().state == j.to.state && !b.behind(j.from)
	})
}

// maxDrift is how far a line's time may be from its commit's where that says
// when it was written: clocks differ, and a commit may wait for a night.
const maxDrift = 24 * time.Hour

// grown holds history to growing only.
func (j *judgement) grown() error {
	mayGo := j.damage.mayGo(j.to)
	for n, b := range j.change.Before {
		if b == nil {
			continue
		}
		gone := missing(b.read().lines, j.to.lines)
		if lost := slices.DeleteFunc(slices.Clone(gone), mayGo); len(lost) > 0 {
			j.blamed = j.fresh
			return j.lost(lost, n)
		}
		j.mends = j.mends || len(gone) > 0
		// A merge puts the lines of both sides into one order.
		if len(j.change.Before) == 1 {
			if err := j.ordered(b.lines); err != nil {
				return err
			}
		}
	}
	return j.claims()
}

// move judges a change of state. Back to where it was before a violation is not
// judged again.
func (j *judgement) move() error {
	var err error
	if !j.damage.undone(j.to) {
		err = j.legal()
	}
	if j.damage != nil && !j.broken() {
		j.damage.state = ""
	}
	j.v.Transitions = append(j.v.Transitions, Transition{
		Commit: j.v.commit, Path: j.change.Path, From: j.from.state, To: j.to.state, Legal: !j.broken(),
	})
	return err
}

func (j *judgement) legal() error {
	from, to := j.from.state, j.to.state
	went := "it went from " + string(from) + " to " + string(to)
	switch {
	case j.v.commit.Policy.Problem != "":
		return j.report(Configuration, "state", went+", and the configuration of that commit cannot be read: "+j.v.commit.Policy.Problem,
			"nobody can tell which gate held; say in a later commit what was meant")
	case to == "":
		return j.report(Move, "", "its state was taken away", "put state: "+string(from)+" back")
	case to.Rank() < 0 && to != incident.Dismissed:
		return j.report(Move, "state", went+", which is not a state of the workflow", "put state: "+string(from)+" back, and use pm advance")
	case from == incident.Closed && to == incident.Dismissed:
		return j.report(Move, "state", went+"; a closed incident cannot be dismissed", "pm reopen it first, with a reason")
	case to == incident.Dismissed, from == incident.Dismissed, to.Rank() < from.Rank():
		if err := j.explained(went); err != nil || to == incident.Dismissed || from != incident.Dismissed {
			return err
		}
	}
	return j.gate(went)
}

// explained wants a new line of history for a move back, with a reason. One
// without was reported already.
func (j *judgement) explained(went string) error {
	if slices.ContainsFunc(j.fresh, func(l line) bool { return l.state == j.to.state }) {
		return nil
	}
	return j.report(Reason, "state", went+" without a reason: history has no line about it",
		"add the line with a reason: pm reopen and pm dismiss write it")
}

// gate wants what the state reached needs, and all states before it. A file that
// was brought in from elsewhere with states of its own begins anew.
func (j *judgement) gate(went string) error {
	i, err := j.incident()
	if err != nil || i.Adopted.Known() && j.from.state.Rank() < 0 && j.from.state != incident.Dismissed {
		return err
	}
	return j.needs(went)
}

// needs reports what the state reached needs and the file lacks.
func (j *judgement) needs(went string) error {
	i, err := j.incident()
	if err != nil {
		return err
	}
	was, err := j.origin(i)
	if err != nil {
		return err
	}
	needs := j.v.commit.Policy.Process.UnmetAfter(was, i, j.to.state)
	if len(needs) == 0 {
		return nil
	}
	if err := j.report(Gate, "state", went+", and what that needs was not there", "fill it in now; pm advance refuses such a move"); err != nil {
		return err
	}
	j.v.Violations[len(j.v.Violations)-1].Needs = needs
	return nil
}

// origin is the file before an adopted incident was moved, for what that may leave
// out. It is read only where it can matter.
func (j *judgement) origin(i *incident.Incident) (*incident.Incident, error) {
	if !i.Adopted.Known() || j.to.state != incident.Closed || j.from.Blob == "" {
		return &incident.Incident{}, nil
	}
	src, err := j.v.Read(j.from.Blob)
	if err != nil {
		return nil, err
	}
	return incident.Decode(j.change.Path, document.Parse(src), j.v.commit.Policy.Process), nil
}

// incident is the file as the commit left it.
func (j *judgement) incident() (*incident.Incident, error) {
	var err error
	if j.doc == nil {
		j.doc, err = j.v.decode(j.change)
	}
	return j.doc, err
}

func (v *Verifier) decode(c Change) (*incident.Incident, error) {
	src, err := v.Read(c.After.Blob)
	if err != nil {
		return nil, err
	}
	return incident.Decode(c.Path, document.Parse(src), v.commit.Policy.Process), nil
}

// text is a line of history as the file has it.
func (j *judgement) text(n int) string {
	i, err := j.incident()
	if err != nil || n >= len(i.History.V) {
		return string(j.to.lines[n].state)
	}
	span := i.History.V[n].Span
	return string(i.Doc.Source()[span.Start:span.End])
}
