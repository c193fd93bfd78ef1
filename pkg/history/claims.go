package history

import (
	"slices"

	"github.com/postmortem-md/pm/pkg/incident"
)

// ordered wants old lines as they were and new ones behind them. Only a rebase
// may put one between: then it was written when its commit was.
func (j *judgement) ordered(old []line) error {
	if !j.inOrder(old) && !j.inOrder(j.damage.mended(old)) {
		return j.report(Order, "history", "lines of history changed places",
			"put them back into the order in which they were written: "+j.show(0)+" has it")
	}
	last := 0
	for _, l := range old {
		last = max(last, find(j.to.lines, l.key))
	}
	var way incident.Way
	for n, l := range j.to.lines[:last] {
		echo := way.Take(l.state, l.reason)
		written := j.v.commit.Author
		inTime := !l.at.Before(written.Add(-maxDrift)) && !l.at.After(written.Add(maxDrift))
		if inTime || echo || find(old, l.key) >= 0 || j.putBack(l) {
			continue
		}
		j.blamed = append(j.blamed, l)
		return j.report(Order, "history", "a line of history was put before others: "+j.text(n),
			"history only grows at its end; take the line out, or let pm write it")
	}
	return nil
}

// inOrder reports that the lines which are still there follow each other like
// that.
func (j *judgement) inOrder(lines []line) bool {
	at := -1
	for _, l := range lines {
		n := find(j.to.lines, l.key)
		if n >= 0 && n < at {
			return false
		}
		at = max(at, n)
	}
	return true
}

// putBack reports that a line was there before: a violation took it away, which
// lets it stand where it stood, or a merge that took the side without it.
func (j *judgement) putBack(l line) bool {
	if j.damage.restores(l) && j.inOrder(j.damage.was) {
		return true
	}
	return slices.ContainsFunc(j.v.ends[j.change.Path], func(e end) bool {
		return e.version != j.change.After && find(e.version.read().lines, l.key) >= 0
	})
}

// claims holds what new lines of history say to what happened: one that goes back
// or dismisses has a reason, one with a reason moves the incident. Where the file's
// state itself goes back, an echo is no excuse.
func (j *judgement) claims() error {
	if len(j.fresh) == 0 {
		return nil
	}
	strict := goesBack(j.from.state, j.to.state) && j.led() != j.to.state
	var way incident.Way
	for n, l := range j.to.lines {
		fresh := find(j.fresh, l.key) >= 0 && !j.damage.restores(l)
		if way.Echoes(l.state, l.reason) && !(strict && fresh) {
			continue
		}
		if fresh {
			if err := j.claim(n, way.Reached()); err != nil || j.broken() {
				j.blamed = append(j.blamed, l)
				return err
			}
		}
		way.Enter(l.state)
	}
	return nil
}

// claim judges the nth line; the ones before it have led to a state.
func (j *judgement) claim(n int, led incident.State) error {
	l := j.to.lines[n]
	before := j.stateBefore(n, led)
	switch {
	case !l.reason && goesBack(before, l.state):
		return j.report(Reason, "history", "it went from "+string(before)+" to "+string(l.state)+" without a reason",
			`add reason: to that line of history; pm reopen and pm dismiss ask for one`)
	// A line for a move back that was made by hand before gives the reason at last.
	case l.reason && n > 0 && before == l.state && (led == l.state || !goesBack(led, l.state)):
		return j.report(Claim, "history", "a line of history gives a reason, and moves nothing: "+j.text(n),
			"take the line out; pm reopen and pm dismiss write one for what they move")
	}
	return nil
}

// goesBack reports a move that needs a reason.
func goesBack(from, to incident.State) bool {
	return to == incident.Dismissed || from == incident.Dismissed || to.Rank() >= 0 && to.Rank() < from.Rank()
}

// stateBefore is the state in which the nth line found the incident: that to which
// the lines before led, unless it was moved on by hand since. "" when nothing
// tells.
func (j *judgement) stateBefore(n int, led incident.State) incident.State {
	old := j.from.lines
	if n == 0 && len(old) == 0 || n > 0 && len(old) > 0 && old[len(old)-1].key == j.to.lines[n-1].key && j.from.state != "" {
		return j.from.state
	}
	return led
}

// led is the state to which all lines lead.
func (j *judgement) led() incident.State {
	var way incident.Way
	for _, l := range j.to.lines {
		way.Take(l.state, l.reason)
	}
	return way.Reached()
}

// ends wants a history that a commit adds to, or takes something out of again, to
// end with the state. A merge that only brings lines together may keep the state
// that is furthest, as moves by hand leave none.
func (j *judgement) ends() error {
	if j.broken() || !j.mends && !j.joins() {
		return nil
	}
	led, state := j.led(), j.to.state
	known := state.Rank() >= 0 || state == incident.Dismissed
	merged := len(j.change.Before) > 1 && len(j.fresh) == 0 && j.furthest()
	if led == "" || led == state || !known || merged || j.partly() {
		return nil
	}
	j.blamed = j.fresh
	return j.report(Claim, "history", "history ends with "+string(led)+", but state is "+string(state),
		"take out what did not happen, or let pm move it, which writes both")
}

// partly reports that something was put back beside a move back whose missing
// reason was told of.
func (j *judgement) partly() bool {
	n := len(j.to.lines)
	return j.mends && n > 0 && j.to.lines[n-1].state == j.to.state && !slices.ContainsFunc(j.fresh, func(l line) bool { return !j.damage.restores(l) })
}

// joins reports that the lines are more than any parent has.
func (j *judgement) joins() bool {
	return !slices.ContainsFunc(j.change.Before, func(b *Version) bool {
		return b != nil && len(missing(j.to.lines, b.read().lines)) == 0
	})
}

// furthest reports that no parent is in a state beyond that of the result.
func (j *judgement) furthest() bool {
	return !slices.ContainsFunc(j.change.Before, func(b *Version) bool {
		return b != nil && b.read().state.Rank() > j.to.state.Rank()
	})
}
