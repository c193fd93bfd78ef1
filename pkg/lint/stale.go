package lint

import (
	"fmt"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

var stale = &Rule{
	ID:      "stale",
	Summary: "no incident stays in one state for too long (off by default)",
	Why: "A postmortem is written within days or not at all: people forget what they saw. As a rule it is off by default, as a pull " +
		"request should not fail because a day has passed; pm status shows the same.",
	Bad: `---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
history:
  - {state: in-progress, at: 2026-03-01T14:10:00Z, by: alice}
---
`,
	Good: `---
title: Checkout returns 5xx
state: resolved
severity: sev2
started_at: 2026-03-19T14:02:00Z
ended_at: 2026-03-19T15:02:00Z
history:
  - {state: in-progress, at: 2026-03-19T14:10:00Z, by: alice}
  - {state: resolved, at: 2026-03-19T15:03:00Z, by: alice}
---
`,
	Configure: "rules: {stale: warning} turns it on; stale_after: {in-progress: 2d, resolved: 3d} says how long is too long.",
	Severity:  Off,
	Check:     checkStale,
}

func checkStale(p *Pass) {
	state := p.Incident.State
	limit, ok := p.Process.StaleAfter[state.V]
	since := entered(p.Incident)
	if !ok || limit <= 0 || since.IsZero() || !p.Now.After(since.Add(limit)) {
		return
	}
	p.Report(state.Span, "state", fmt.Sprintf("%s since %s, longer than the %s it may be", state.V, date(since.UTC()), days(wholeDays(limit))),
		fmt.Sprintf("see what the next state asks for: pm status %s", p.Incident.Ref()))
}

// entered is when the incident came into its state: as history says, else when
// it started or ended, whichever the state is about; zero when unknown.
func entered(i *incident.Incident) time.Time {
	if since := i.InStateSince(); !since.IsZero() {
		return since
	}
	if i.State.V == incident.InProgress {
		return i.StartedAt.V
	}
	return i.EndedAt.V
}

func wholeDays(d time.Duration) int { return int(d / (24 * time.Hour)) }
