package lint

import (
	"github.com/postmortem-md/pm/pkg/incident"
)

var actionOwner = &Rule{
	ID:      "action-owner",
	Summary: "from follow-up on, every open action item has an owner",
	Why: "What everybody is to do, nobody does. One name is enough: whoever sees to it that it happens, not whoever does all the " +
		"work. An idea that nobody has taken on is proposed, and needs no owner.",
	Bad: `---
title: Checkout returns 5xx
state: follow-up
severity: sev2
started_at: 2026-03-01T14:02:00Z
adopted: 2026-03-02
action_items:
  - id: add-canary-stage
    title: Add a canary stage to the deploy pipeline
    due: 2026-04-20
    status: open
---
`,
	Good: `---
title: Checkout returns 5xx
state: follow-up
severity: sev2
started_at: 2026-03-01T14:02:00Z
adopted: 2026-03-02
action_items:
  - id: add-canary-stage
    title: Add a canary stage to the deploy pipeline
    owner: alice
    due: 2026-04-20
    status: open
---
`,
	Configure: "gates: decides from which state on: the condition actions-assigned asks for owner and due date; rules: {action-owner: warning} lets an item be without.",
	Severity:  Error,
	Adopted:   true,
	Check:     checkActionOwner,
}

func checkActionOwner(p *Pass) {
	for _, a := range p.openItems() {
		if !a.Owner.Known() && !p.hasFault(itemSubject(a, "owner")) {
			p.Report(p.itemSpan(a, a.Title.Span), itemSubject(a, "owner"), itemName(a)+" is open and has no owner",
				p.itemHelp(a, "name one: pm action edit ITEM --owner HANDLE"))
		}
	}
}

// openItems are the items that must be assigned: none before the state asks.
func (p *Pass) openItems() []incident.ActionItem {
	if !p.Asks(incident.ActionsAssigned) {
		return nil
	}
	var open []incident.ActionItem
	for _, a := range p.Incident.ActionItems.V {
		if a.Status.V == incident.Open {
			open = append(open, a)
		}
	}
	return open
}
