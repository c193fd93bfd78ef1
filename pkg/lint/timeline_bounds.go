package lint

import (
	"fmt"

	"github.com/postmortem-md/pm/pkg/incident"
)

var timelineBounds = &Rule{
	ID:      "timeline-bounds",
	Summary: "timeline entries lie between start and end (off by default)",
	Why: "An entry from the wrong day stands out this way. It is off by default because good timelines often begin with the deploy " +
		"that came before and end with the clean-up after.",
	Bad: `---
title: Checkout returns 5xx
state: resolved
severity: sev2
started_at: 2026-03-01T14:02:00Z
ended_at: 2026-03-01T15:02:00Z
---

## Timeline

- 2026-02-01T14:02:00Z Alert fired: 5xx above 5 %
`,
	Good: `---
title: Checkout returns 5xx
state: resolved
severity: sev2
started_at: 2026-03-01T14:02:00Z
ended_at: 2026-03-01T15:02:00Z
---

## Timeline

- 2026-03-01T14:02:00Z Alert fired: 5xx above 5 %
`,
	Configure: "rules: {timeline-bounds: warning} turns it on.",
	Severity:  Off,
	Check:     checkTimelineBounds,
}

func checkTimelineBounds(p *Pass) {
	for _, e := range p.Incident.Timeline() {
		if why := outside(p.Incident, e); why != "" {
			p.Report(e.At.Span, e.Written, e.Written+" is "+why,
				fmt.Sprintf("correct the entry, or the incident: pm set %s started_at=TIME ended_at=TIME", p.Incident.Ref()))
		}
	}
}

// outside says how an entry lies outside the incident; "" when it does not.
func outside(i *incident.Incident, e incident.Entry) string {
	switch {
	case !e.At.Known():
		return ""
	case i.StartedAt.Known() && e.At.V.Before(i.StartedAt.V):
		return "before the incident started"
	case i.EndedAt.Known() && e.At.V.After(i.EndedAt.V):
		return "after the incident ended"
	default:
		return ""
	}
}
