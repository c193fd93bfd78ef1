package lint

import "github.com/postmortem-md/pm/pkg/prose"

var humanError = &Rule{
	ID:      "human-error",
	Summary: "a slip is where the questions begin, not where they end",
	Why: "People slip every day, and nearly always something catches it. A slip that became an incident tells where nothing did: that is the " +
		"finding. Whoever slipped was careful, too; a check, a default or a limit is there even on a bad day.",
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

The root cause was human error.
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

The command took the cluster from the shell's context, which was still production.
`,
	Configure: "Of somebody else it is a warning, of us or nobody information; rules: {human-error: warning} makes all of them warnings. " + readsProse,
	Severity:  Warning,
	Reads:     prose.HumanError,
	Check:     func(p *Pass) { p.nudges(prose.HumanError) },
}
