package lint

import (
	"fmt"
	"slices"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// longestGap is how long a timeline may be silent while an incident goes on.
// Half an hour is what most organisations leave between two status updates.
const longestGap = 30 * time.Minute

var timelineGap = &Rule{
	ID:      "timeline-gap",
	Summary: "no half hour of the incident is without a timeline entry (off by default)",
	Why: "Where nothing is written for more than 30 minutes between start and end, something was tried, awaited or overlooked, and that " +
		"is often the part worth learning from. It is off by default because waiting for a vendor, or for morning, may be all there is " +
		"to say; an entry that says so closes the gap. Nothing is said before the incident has an end.",
	Bad: `---
title: Checkout returns 5xx
state: resolved
severity: sev2
started_at: 2026-03-01T14:02:00Z
ended_at: 2026-03-01T15:02:00Z
---

## Timeline

- 2026-03-01T14:05:00Z Alert fired: 5xx above 5 %
- 2026-03-01T14:58:00Z Deploy 4312 rolled back
`,
	Good: `---
title: Checkout returns 5xx
state: resolved
severity: sev2
started_at: 2026-03-01T14:02:00Z
ended_at: 2026-03-01T15:02:00Z
---

## Timeline

- 2026-03-01T14:05:00Z Alert fired: 5xx above 5 %
- 2026-03-01T14:31:00Z Rollback began; it drains one zone after the other
- 2026-03-01T14:58:00Z Deploy 4312 rolled back
`,
	Configure: "rules: {timeline-gap: warning} turns it on. The 30 minutes are fixed.",
	Severity:  Off,
	Check:     checkTimelineGap,
}

func checkTimelineGap(p *Pass) {
	entries := during(p.Incident)
	for n := 1; n < len(entries); n++ {
		from, to := entries[n-1], entries[n]
		if gap := to.At.V.Sub(from.At.V); gap > longestGap {
			p.Report(to.At.Span, to.Written,
				fmt.Sprintf("nothing is written for %s before %s, while the incident went on", lasting(gap), to.Written),
				fmt.Sprintf("say what happened or was awaited since %s: pm event %s TEXT --at TIME", from.Written, p.Incident.Ref()))
		}
	}
}

// during are the entries between start and end in order of time; none when
// either is unknown. Their order in the file is timeline-order's business.
func during(i *incident.Incident) []incident.Entry {
	if !i.StartedAt.Known() || !i.EndedAt.Known() {
		return nil
	}
	var entries []incident.Entry
	for _, e := range i.Timeline() {
		if e.At.Known() && !e.At.V.Before(i.StartedAt.V) && !e.At.V.After(i.EndedAt.V) {
			entries = append(entries, e)
		}
	}
	slices.SortStableFunc(entries, func(a, b incident.Entry) int { return a.At.V.Compare(b.At.V) })
	return entries
}

// lasting writes hours and minutes, rounded up: 53m, 2h, 26h10m.
func lasting(d time.Duration) string {
	minutes := int((d-1)/time.Minute) + 1
	switch h, m := minutes/60, minutes%60; {
	case h == 0:
		return fmt.Sprintf("%dm", m)
	case m == 0:
		return fmt.Sprintf("%dh", h)
	default:
		return fmt.Sprintf("%dh%dm", h, m)
	}
}
