package lint

import "github.com/postmortem-md/pm/pkg/incident"

var unknownValue = &Rule{
	ID:      "unknown-value",
	Summary: "states, severities, triggers and statuses are ones the process knows",
	Why: "A list filtered by sev1 does not show an incident filed as SEV-1, and an item that is wip is neither open nor done. " +
		"A few fixed words are what makes incidents comparable.",
	Bad: `---
title: Checkout returns 5xx
state: in-progres
severity: sev2
started_at: 2026-03-01T14:02:00Z
---
`,
	Good: `---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
---
`,
	Configure: "severities: and triggers: in .pm.yaml say which words are known; rules: {unknown-value: error}.",
	Severity:  Error,
	Adopted:   true,
	Check:     func(p *Pass) { p.reportFaults(incident.UnknownValue) },
}
