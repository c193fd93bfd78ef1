package lint

import "github.com/postmortem-md/pm/pkg/prose"

var hindsight = &Rule{
	ID:      "hindsight",
	Summary: "the past is told with what could be known then",
	Why: "Once the outcome is known, the signs point to it, and whoever stood among the others looks slow. What was visible, where, and " +
		"among what else, tells how to make it visible earlier; that it was obvious tells nothing.",
	Bad: `---
title: Checkout returns 5xx
state: root-cause-analysis
severity: sev2
started_at: 2026-03-01T14:02:00Z
ended_at: 2026-03-01T15:02:00Z
owner: alice
participants: [alice, bob]
triggers: [user-facing-outage]
followup_due: 2026-03-15
---

## Summary

Checkout answered one request in five with an error for an hour.

## Timeline

- 2026-03-01T14:02:00Z Alert fired: 5xx above 5 %
- 2026-03-01T15:02:00Z Rolled back, and errors ended

## What happened?

In hindsight the limit of the pool was too low.
`,
	Good: `---
title: Checkout returns 5xx
state: root-cause-analysis
severity: sev2
started_at: 2026-03-01T14:02:00Z
ended_at: 2026-03-01T15:02:00Z
owner: alice
participants: [alice, bob]
triggers: [user-facing-outage]
followup_due: 2026-03-15
---

## Summary

Checkout answered one request in five with an error for an hour.

## Timeline

- 2026-03-01T14:02:00Z Alert fired: 5xx above 5 %
- 2026-03-01T15:02:00Z Rolled back, and errors ended

## What happened?

The pool's graph showed the limit from 14:05 on, on a dashboard that no alert links to.
`,
	Configure: "Of somebody else it is a warning, of us or nobody information; rules: {hindsight: off} silences it. " + readsProse,
	Severity:  Warning,
	Reads:     prose.Hindsight,
	Check:     func(p *Pass) { p.nudges(prose.Hindsight) },
}
