package lint

import (
	"strings"

	"github.com/postmortem-md/pm/pkg/incident"
)

var fieldType = &Rule{
	ID:      "field-type",
	Summary: "every value is what its field holds",
	Why: "A due date that is no date is never overdue, and a list written as one string names nobody. pm cannot act on a value " +
		"it cannot read, and a gate counts it as missing.",
	Bad: `---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
followup_due: next Friday
---
`,
	Good: `---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
followup_due: 2026-03-15
---
`,
	Configure: "rules: {field-type: error}. pm schema prints what each field holds; --fix puts brackets round a list of one.",
	Severity:  Error,
	Fixable:   true,
	Adopted:   true,
	Check:     func(p *Pass) { p.reportFaults(incident.WrongType) },
}

// reportFaults reports the values' faults of one kind.
func (p *Pass) reportFaults(kind incident.FaultKind) {
	for _, f := range p.Incident.Faults {
		if f.Kind == kind {
			p.Report(f.Span, f.Subject, f.Message, f.Help, f.Fix...)
		}
	}
}

// hasFaultIn reports a fault of a key or of a part of it.
func (p *Pass) hasFaultIn(key string) bool {
	for _, f := range p.Incident.Faults {
		if rest, ok := strings.CutPrefix(f.Subject, key); ok && (rest == "" || rest[0] == '[') {
			return true
		}
	}
	return false
}

// hasFault reports that a value is there and wrong, which another rule says.
func (p *Pass) hasFault(subject string) bool {
	if p.faulty == nil {
		p.faulty = make(map[string]bool, len(p.Incident.Faults))
		for _, f := range p.Incident.Faults {
			p.faulty[f.Subject] = true
		}
	}
	return p.faulty[subject]
}
