package lint

import (
	"cmp"
	"regexp"
	"strings"

	"github.com/postmortem-md/pm/pkg/incident"
)

var timelineTime = &Rule{
	ID:      "timeline-time",
	Summary: "every timeline entry begins with a time that can be read",
	Why: "An entry without a time cannot be put in order, and what led to what is the question a timeline answers. Detail needs no " +
		"time of its own: indented under an entry it belongs to that moment.",
	Bad: `---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
---

## Timeline

- 2026-03-01T14:02:00Z Alert fired: 5xx above 5 %
- Restarted the pods
`,
	Good: `---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
---

## Timeline

- 2026-03-01T14:02:00Z Alert fired: 5xx above 5 %
- 2026-03-01T14:06Z Restarted the pods
  - two of five came back
`,
	Configure: "rules: {timeline-time: warning}.",
	Severity:  Error,
	Check:     checkTimelineTime,
}

func checkTimelineTime(p *Pass) {
	for _, e := range p.Incident.Timeline() {
		if e.At.Known() || hasClock(e) || startsWithPrompt(e) {
			continue
		}
		message := "the entry does not begin with a time"
		if e.Written != "" {
			message = "the entry has a date and no time of day"
		} else if clockOnly.MatchString(strings.TrimSpace(e.Text)) {
			message = "the entry begins with a time without a date"
		}
		p.Report(firstLine(p.Document, e.Span), cmp.Or(excerpt(e.Written+" "+e.Text), "timeline"), message,
			"begin it with a time in UTC, like 2026-03-01T14:02:00Z, or indent it under the entry it belongs to")
	}
}

// clockOnly is a time of day, near enough for whoever wrote it.
var clockOnly = regexp.MustCompile(`^(?i:[~≈(]|about |around |ca\.? )?\d{1,2}:\d\d\b`)

// startsWithPrompt leaves "HH:mm what happened" to the rule placeholder.
func startsWithPrompt(e incident.Entry) bool {
	text := strings.TrimSpace(e.Written + " " + e.Text)
	at := incident.Placeholders(text)
	return len(at) > 0 && at[0][0] == 0
}

// excerpt is the beginning of a text, enough to recognise it by.
func excerpt(s string) string {
	const most = 40
	s = strings.Join(strings.Fields(s), " ")
	for n := range s {
		if n >= most {
			return s[:n] + "…"
		}
	}
	return s
}
