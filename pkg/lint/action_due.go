package lint

var actionDue = &Rule{
	ID:      "action-due",
	Summary: "from follow-up on, every open action item has a due date",
	Why: "An item without a date is never late, so nobody is reminded of it, and it is done when it is needed again. A date can be " +
		"moved; pm keeps the old one.",
	Bad: `---
title: Checkout returns 5xx
state: follow-up
severity: sev2
started_at: 2026-03-01T14:02:00Z
adopted: 2026-03-02
action_items:
  - id: add-canary-stage
    title: Add a canary stage to the deploy pipeline
    owner: alice
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
	Configure: "gates: decides from which state on: the condition actions-assigned asks for owner and due date; rules: {action-due: warning} lets an item be without.",
	Severity:  Error,
	Adopted:   true,
	Check:     checkActionDue,
}

func checkActionDue(p *Pass) {
	for _, a := range p.openItems() {
		if !a.Due.Known() && !p.hasFault(itemSubject(a, "due")) {
			p.Report(p.itemSpan(a, a.Title.Span), itemSubject(a, "due"), itemName(a)+" is open and has no due date",
				p.itemHelp(a, "set one: pm action edit ITEM --due +14d"))
		}
	}
}
