package lint

import (
	"fmt"

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
	for n, a := range items {
		switch twin := sameID(items[:n], a); {
		case !a.ID.Known() && !p.hasFault(itemSubject(a, "id")):
			p.Report(p.itemSpan(a, a.Title.Span), itemSubject(a, "id"), "the action item has no id",
				"write id: "+incident.ActionID(a.Title.V, takenIDs(items)))
		case twin != nil:
			p.Report(a.ID.Span, a.ID.V, fmt.Sprintf("the id %s is that of another action item, in line %d", a.ID.V,
				p.Document.Position(twin.ID.Span.Start).Line),
				"give the newer one another id, e.g. "+incident.ActionID(a.Title.V, takenIDs(items)))
		}
	}
}

// sameID finds an item before a that has its id; nil for none.
func sameID(before []incident.ActionItem, a incident.ActionItem) *incident.ActionItem {
	for n := range before {
		if a.ID.Known() && before[n].ID.V == a.ID.V {
			return &before[n]
		}
	}
	return nil
}

func takenIDs(items []incident.ActionItem) map[string]bool {
	taken := make(map[string]bool, len(items))
	for _, a := range items {
		taken[a.ID.V] = true
	}
	return taken
}
