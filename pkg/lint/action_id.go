package lint

import (
	"fmt"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

var actionID = &Rule{
	ID:      "action-id",
	Summary: "every action item has an id, and no two have the same",
	Why: "The id is how commands, reminders and merges know an item. With two of one id, marking one done may settle the other; " +
		"without one, the item cannot be named at all.",
	Bad: `---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
action_items:
  - id: add-canary
    title: Add a canary stage to the deploy pipeline
    status: proposed
  - id: add-canary
    title: Add a canary tenant for the card service
    status: proposed
---
`,
	Good: `---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
action_items:
  - id: add-canary-stage
    title: Add a canary stage to the deploy pipeline
    status: proposed
  - id: add-canary-tenant
    title: Add a canary tenant for the card service
    status: proposed
---
`,
	Configure: "rules: {action-id: error}.",
	Severity:  Error,
	Adopted:   true,
	Check:     checkActionID,
}

func checkActionID(p *Pass) {
	items := p.Incident.ActionItems.V
	first := make(map[string]document.Span, len(items))
	for _, a := range items {
		if !a.ID.Known() {
			p.noID(a)
			continue
		}
		if other, ok := first[a.ID.V]; ok {
			p.sameID(a, other)
			continue
		}
		first[a.ID.V] = a.ID.Span
	}
}

// noID offers the id that pm itself would give.
func (p *Pass) noID(a incident.ActionItem) {
	if subject := itemSubject(a, "id"); !p.hasFault(subject) {
		p.Report(p.itemSpan(a, a.Title.Span), subject, "the action item has no id",
			"write id: "+incident.ActionID(a.Title.V, nil))
	}
}

// sameID is told about the later one: other files may name the first already.
func (p *Pass) sameID(a incident.ActionItem, other document.Span) {
	p.Report(a.ID.Span, a.ID.V, fmt.Sprintf("the id %s is that of another action item, in line %d", a.ID.V, p.Document.Position(other.Start).Line),
		"give the newer one another id, e.g. "+incident.ActionID(a.Title.V, map[string]bool{a.ID.V: true}))
}
