package lint

import "github.com/postmortem-md/pm/pkg/prose"

var blame = &Rule{
	ID:      "blame",
	Summary: "the text names conditions, not culprits",
	Why: "A sentence that ends at a person is where a reader stops asking. What they did made sense to them with what they knew; the next " +
		"person in that place will do the same until something around them changes. So ask what they had in front of them, and what let it through. " +
		"Nobody has to be left out of the story: who did what is fine, as long as it describes and does not judge.",
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

QA waved the release through without a test of an empty cart.
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

The release was signed off with a test plan that had no case for an empty cart.
`,
	Configure: "Of somebody else it is a warning, of us or nobody information; rules: {blame: error} makes all of them errors. " + readsProse,
	Severity:  Warning,
	Reads:     prose.Blame,
	Check:     func(p *Pass) { p.nudges(prose.Blame) },
}
