package lint

import "github.com/postmortem-md/pm/pkg/prose"

var counterfactual = &Rule{
	ID:      "counterfactual",
	Summary: "the text tells what happened, not what did not",
	Why: "\"Should have\" and \"would have\" describe another afternoon than the one that was, with knowledge that nobody had then, and " +
		"explain neither. What happened in its place, and why it was the natural thing, does. A wish for the future is welcome: as an action item. " +
		"\"We should add an alert\" asks for something and is left alone.",
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

We should have tested the release with an empty cart.
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

The test data had no empty cart, because it is copied from accounts with orders.
`,
	Configure: "Of somebody else it is a warning, of us or nobody information; rules: {counterfactual: off} silences it. " + readsProse,
	Severity:  Warning,
	Reads:     prose.Counterfactual,
	Check:     func(p *Pass) { p.nudges(prose.Counterfactual) },
}
