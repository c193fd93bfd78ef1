package lint

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

var transition = &Rule{
	ID:      "transition",
	Summary: "compared with the base: an illegal move, a gate that does not hold, or history that was changed",
	Why: "A state says what a reader may rely on: in follow-up the cause is known, in closed every action item is settled. One that was " +
		"typed over says so without its being true, and history that was edited can no longer prove anything. pm advance, reopen and dismiss never do this.",
	Bad: `-- postmortems/2026/2026-03-01-checkout-5xx.md.base --
---
title: Checkout returns 5xx
state: resolved
severity: sev2
started_at: 2026-03-01T14:02:00Z
ended_at: 2026-03-01T15:02:00Z
history:
  - {state: in-progress, at: 2026-03-01T14:10:00Z, by: alice}
  - {state: resolved, at: 2026-03-01T15:03:00Z, by: alice}
---
-- postmortems/2026/2026-03-01-checkout-5xx.md --
---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
ended_at: 2026-03-01T15:02:00Z
history:
  - {state: in-progress, at: 2026-03-01T14:10:00Z, by: alice}
  - {state: resolved, at: 2026-03-01T15:03:00Z, by: alice}
  - {state: in-progress, at: 2026-03-01T16:00:00Z, by: alice}
---
`,
	Good: `-- postmortems/2026/2026-03-01-checkout-5xx.md.base --
---
title: Checkout returns 5xx
state: resolved
severity: sev2
started_at: 2026-03-01T14:02:00Z
ended_at: 2026-03-01T15:02:00Z
history:
  - {state: in-progress, at: 2026-03-01T14:10:00Z, by: alice}
  - {state: resolved, at: 2026-03-01T15:03:00Z, by: alice}
---
-- postmortems/2026/2026-03-01-checkout-5xx.md --
---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
ended_at: 2026-03-01T15:02:00Z
history:
  - {state: in-progress, at: 2026-03-01T14:10:00Z, by: alice}
  - {state: resolved, at: 2026-03-01T15:03:00Z, by: alice}
  - {state: in-progress, at: 2026-03-01T16:00:00Z, by: alice, reason: it came back}
---
`,
	Configure: "rules: {transition: warning}. It speaks only where there is something to compare with: pm lint --base, pm hook. It cannot be suppressed in a file.",
	Severity:  Error,
	Syntax:    true,
	Adopted:   true,
	Compares:  true,
	Check:     checkTransition,
}

// checkTransition says of the difference as a whole what pm verify says of each
// commit. A file that is new begins where it begins.
func checkTransition(p *Pass) {
	if p.Base == nil || !p.Base.State.Known() && len(p.Base.History.V) == 0 {
		return
	}
	t := comparison{p, newLines(p.Base, p.Incident)}
	t.grown()
	t.reasons()
	if from, to := p.Base.State.V, p.Incident.State.V; from != to {
		t.move(from, to)
	}
}

// comparison is an incident beside its base.
type comparison struct {
	*Pass
	fresh []int // lines of history that the base does not have
}

// newLines are the lines of history that another version does not have.
func newLines(than, of *incident.Incident) []int {
	known := make(map[string]bool)
	for _, l := range than.History.V {
		known[l.Key(than)] = true
	}
	var fresh []int
	for n, l := range of.History.V {
		if !known[l.Key(of)] {
			fresh = append(fresh, n)
		}
	}
	return fresh
}

// grown holds history to growing only.
func (c comparison) grown() {
	lost := newLines(c.Incident, c.Base)
	if len(lost) == 0 {
		return
	}
	l := c.Base.History.V[lost[0]]
	what := "a line of history was changed or removed: the one for " + string(l.State.V)
	if l.At.Known() {
		what += " at " + l.At.V.UTC().Format(time.RFC3339)
	}
	if len(lost) > 1 {
		what = fmt.Sprintf("%d lines of history were changed or removed, first the one for %s", len(lost), l.State.V)
	}
	span := c.Incident.History.Span
	if span.IsZero() {
		span = c.stateSpan()
	}
	c.Report(firstLine(c.Document, span), "history", what, "put it back as it was; history only grows, and pm log shows what was there")
}

// reasons wants one with each new line that goes back or dismisses, and with
// none that moves nothing.
// Where the state itself goes back, an echo is no excuse.
func (c comparison) reasons() {
	state := c.Incident.State.V
	last, _ := c.Incident.LastMove()
	strict := goesBack(c.Base.State.V, state) && last.State.V != state
	var way incident.Way
	for n, l := range c.Incident.History.V {
		before, after := way.Reached(), l.State.V
		_, fresh := slices.BinarySearch(c.fresh, n)
		switch {
		case way.Echoes(after, l.Reason.Known()) && !(strict && fresh):
			continue
		case !fresh || n == 0:
		case !l.Reason.Known() && goesBack(before, after):
			c.Report(firstLine(c.Document, l.Span), "state", fmt.Sprintf("it went from %s to %s without a reason", before, after),
				"add reason: to that line of history; pm reopen and pm dismiss ask for one")
		case l.Reason.Known() && before == after && c.Base.State.V == after:
			c.Report(firstLine(c.Document, l.Span), "state", fmt.Sprintf("a line of history gives a reason, and moves nothing: it was %s before", before),
				"take the line out; pm reopen and pm dismiss write one for what they move")
		}
		way.Enter(after)
	}
}

// goesBack reports a move that needs a reason.
func goesBack(from, to incident.State) bool {
	return to == incident.Dismissed || from == incident.Dismissed || to.Rank() >= 0 && to.Rank() < from.Rank()
}

// move judges a change of state. That the new one is none of the workflow's, or
// that there is none, is for other rules to say.
func (c comparison) move(from, to incident.State) {
	switch {
	case to.Rank() < 0 && to != incident.Dismissed:
	case from == incident.Closed && to == incident.Dismissed:
		c.Report(c.stateSpan(), "state", "it went from closed to dismissed; a closed incident cannot be dismissed",
			"put state: closed back; pm reopen goes first, with a reason")
	case goesBack(from, to) && !c.hasFresh(to):
		c.Report(c.stateSpan(), "state", fmt.Sprintf("it went from %s to %s, and history has no line about it", from, to),
			fmt.Sprintf("put state: %s back, and let pm reopen or pm dismiss move it, with a reason", from))
	case to != incident.Dismissed && to.Rank() > from.Rank():
		c.gate(from, to)
	}
}

func (c comparison) hasFresh(s incident.State) bool {
	return slices.ContainsFunc(c.fresh, func(n int) bool { return c.Incident.History.V[n].State.V == s })
}

// gate wants what the state reached needs, as pm advance would have. What is
// missing has findings of its own, with the line; this one says what it amounts to.
func (c comparison) gate(from, to incident.State) {
	if c.Incident.AdoptedSince(c.Base) {
		return // brought in with states of its own, it begins anew
	}
	needs := c.Process.UnmetAfter(c.Base, c.Incident, to)
	if len(needs) == 0 {
		return
	}
	var words []string
	for _, n := range needs[:min(len(needs), maxNeeds)] {
		name := n.Name
		if name == incident.Blameless {
			name += ":" // what follows is of the text, and not of the condition
		}
		words = append(words, strings.TrimSpace(name+" "+n.Why))
	}
	if more := len(needs) - maxNeeds; more > 0 {
		words = append(words, fmt.Sprintf("and %d more", more))
	}
	c.Report(c.stateSpan(), "state", fmt.Sprintf("it went from %s to %s, and what that needs is not there: %s", from, to, strings.Join(words, ", ")),
		fmt.Sprintf("put state: %s back, fill it in, and let pm advance %s move it", from, c.Incident.Ref()))
}

// maxNeeds is how many needs a message names.
const maxNeeds = 5

// Gone is what the rule transition says of an incident that the base has and that
// is none any more; stands says that its file is still there. A dismissed one may
// go.
func (l *Linter) Gone(path string, was []byte, stands bool) []Finding {
	i := incident.Decode(path, document.Parse(was), l.options.Process)
	if !l.on[transition.ID] || !i.State.Known() && len(i.History.V) == 0 || i.State.V == incident.Dismissed {
		return nil
	}
	f := Finding{
		Rule: transition.ID, Severity: l.weight(transition.ID), File: path, Subject: i.ID,
		Message: i.ID + " was deleted, and neither dismissed before nor renamed",
		Help:    "bring the file back; pm dismiss goes first where there was nothing to learn, and pm rename keeps the old name under aliases",
	}
	if stands {
		f.Message = i.ID + " is no incident any more: its file lies where none is looked for"
		f.Help = "move it back, or let dir and include in .pm.yaml name where it lies"
	}
	return []Finding{f}
}
