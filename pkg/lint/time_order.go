package lint

import (
	"fmt"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

var timeOrder = &Rule{
	ID:      "time-order",
	Summary: "start, detection, mitigation and end are in order, and nothing recorded lies in the future",
	Why: "Time to detect and time to resolve are differences of these fields; one swapped day makes a median worthless. Somebody " +
		"may acknowledge an alert after it is over; detected and mitigated lie between start and end.",
	Bad: `---
title: Checkout returns 5xx
state: resolved
severity: sev2
started_at: 2026-03-01T14:02:00Z
ended_at: 2026-03-01T13:02:00Z
---
`,
	Good: `---
title: Checkout returns 5xx
state: resolved
severity: sev2
started_at: 2026-03-01T14:02:00Z
ended_at: 2026-03-01T15:02:00Z
---
`,
	Configure: "rules: {time-order: error}. Due dates and review_at may lie ahead; clocks may differ by five minutes.",
	Severity:  Error,
	Check:     checkTimeOrder,
}

// skew is how far two clocks of a team may be apart, so that what one laptop
// recorded is no fault on the next.
const skew = 5 * time.Minute

// moment is a named time of an incident.
type moment struct {
	key string
	at  incident.Value[time.Time]
}

func checkTimeOrder(p *Pass) {
	i := p.Incident
	p.notBefore(moment{"ended_at", i.EndedAt}, moment{"started_at", i.StartedAt})
	for _, m := range []moment{{"detected_at", i.DetectedAt}, {"acknowledged_at", i.AcknowledgedAt}, {"mitigated_at", i.MitigatedAt}} {
		p.notBefore(m, moment{"started_at", i.StartedAt})
	}
	for _, m := range []moment{{"detected_at", i.DetectedAt}, {"mitigated_at", i.MitigatedAt}} {
		p.notAfterEnd(m)
	}
	p.futureFields()
	p.futureLines()
}

// notBefore leaves a start in the future to futureFields: that one slip would
// otherwise put every other time in the wrong.
func (p *Pass) notBefore(m, first moment) {
	if m.at.Known() && first.at.Known() && m.at.V.Before(first.at.V) && !p.future(first.at) {
		p.Report(m.at.Span, m.key, fmt.Sprintf("%s %s is before %s %s", m.key, stamp(m.at.V), first.key, stamp(first.at.V)),
			fmt.Sprintf("correct one of them: pm set %s %s=TIME", p.Incident.Ref(), m.key))
	}
}

func (p *Pass) notAfterEnd(m moment) {
	end := p.Incident.EndedAt
	if m.at.Known() && end.Known() && m.at.V.After(end.V) && !end.V.Before(p.Incident.StartedAt.V) && !p.future(m.at) {
		p.Report(m.at.Span, m.key, fmt.Sprintf("%s %s is after ended_at %s", m.key, stamp(m.at.V), stamp(end.V)),
			fmt.Sprintf("correct one of them: pm set %s %s=TIME", p.Incident.Ref(), m.key))
	}
}

func (p *Pass) futureFields() {
	i := p.Incident
	for _, m := range []moment{
		{"started_at", i.StartedAt},
		{"detected_at", i.DetectedAt},
		{"acknowledged_at", i.AcknowledgedAt},
		{"mitigated_at", i.MitigatedAt},
		{"ended_at", i.EndedAt},
	} {
		if p.future(m.at) {
			p.Report(m.at.Span, m.key, fmt.Sprintf("%s %s lies in the future", m.key, stamp(m.at.V)),
				fmt.Sprintf("check day and zone: pm set %s %s=TIME", i.Ref(), m.key))
		}
	}
}

// futureLines looks at what is recorded line by line.
func (p *Pass) futureLines() {
	for n, line := range p.Incident.History.V {
		if p.future(line.At) {
			p.Report(line.At.Span, fmt.Sprintf("history[%d].at", n), stamp(line.At.V)+" lies in the future",
				"check the clock of the machine that wrote it")
		}
	}
	for _, a := range p.Incident.ActionItems.V {
		if p.future(a.DoneAt) {
			p.Report(a.DoneAt.Span, itemSubject(a, "done_at"), a.DoneAt.V.Format(time.DateOnly)+" lies in the future",
				"write the day on which it was done")
		}
	}
	for _, e := range p.Incident.Timeline() {
		if p.future(e.At) {
			p.Report(e.At.Span, e.Written, e.Written+" lies in the future", "check day and zone; a timeline holds what has happened")
		}
	}
}

// future is false without a clock, so that a caller who has none is not told
// that everything is to come.
func (p *Pass) future(t incident.Value[time.Time]) bool {
	return t.Known() && !p.Now.IsZero() && t.V.After(p.Now.Add(skew))
}
