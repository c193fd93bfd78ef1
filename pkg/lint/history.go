package lint

import (
	"fmt"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

var historyRule = &Rule{
	ID:      "history",
	Summary: "history is in order of time and ends with the state (a warning)",
	Why: "Time spent in each state, staleness and who moved what are read from history; it is what survives a squash merge. A state " +
		"changed by hand leaves no line there, so nobody can tell since when it holds.",
	Bad: `---
title: Checkout returns 5xx
state: resolved
severity: sev2
started_at: 2026-03-01T14:02:00Z
ended_at: 2026-03-01T15:02:00Z
history:
  - {state: in-progress, at: 2026-03-01T14:10:00Z, by: alice}
---
`,
	Good: `---
title: Checkout returns 5xx
state: resolved
severity: sev2
started_at: 2026-03-01T14:02:00Z
ended_at: 2026-03-01T15:02:00Z
history:
  - {state: in-progress, at: 2026-03-01T14:10:00Z, by: alice}
  - {state: resolved, at: 2026-03-01T15:03:00Z, by: alice}
---
`,
	Configure: "rules: {history: off}. A file without any history is not held to it.",
	Severity:  Error,
	Check:     checkHistory,
}

// checkHistory only warns where state and history differ: somebody changed the
// state by hand, which a repository's own rules may allow, and nothing is lost.
func checkHistory(p *Pass) {
	echoes := p.Incident.Echoes()
	var before time.Time // of the nearest line above that moved the incident and has a time
	for n, line := range p.Incident.History.V {
		if echoes[n] { // no time in a state is read from it
			p.checkHistoryLine(n, line, time.Time{})
			continue
		}
		p.checkHistoryLine(n, line, before)
		if line.At.Known() {
			before = line.At.V
		}
	}
	move, ok := p.Incident.LastMove()
	if _, ends := p.Incident.Entered(); ends || !ok || p.Incident.State.V.Rank() < 0 {
		return
	}
	if last, state := move.State, p.Incident.State; last.V.Rank() >= 0 || last.V == incident.Dismissed {
		p.Warn(state.Span, "state", fmt.Sprintf("state is %s, but history ends with %s", state.V, last.V),
			fmt.Sprintf("let pm move it, which writes both: put %s back and use pm advance, reopen or dismiss", last.V))
	}
}

// checkHistoryLine is strict, because no tool but pm writes these lines: one that
// is out of order was edited or merged wrongly.
func (p *Pass) checkHistoryLine(n int, line incident.Transition, before time.Time) {
	subject := fmt.Sprintf("history[%d].at", n)
	switch {
	case !line.State.Known() && !p.hasFault(fmt.Sprintf("history[%d].state", n)):
		p.Report(firstLine(p.Document, line.Span), fmt.Sprintf("history[%d].state", n), "a line of history has no state",
			"write the state that was entered, or restore the line from Git")
	case !line.At.Known() && !p.hasFault(subject):
		p.Report(firstLine(p.Document, line.Span), subject, "a line of history has no time",
			"write at: and when the state was entered, or restore the line from Git")
	case line.At.Known() && line.At.V.Before(before):
		p.Report(line.At.Span, subject, fmt.Sprintf("%s is before the line above it, %s", stamp(line.At.V), stamp(before)),
			"history only grows: put the lines back into the order in which they were written; git log shows it")
	}
}
