package lint

import (
	"fmt"
	"time"
)

var overdue = &Rule{
	ID:      "overdue",
	Summary: "no open action item and no follow-up is past its due date (off by default)",
	Why: "pm overdue and pm status name what is late. As a rule it is off by default: a pull request should not fail because a day " +
		"has passed. A nightly job may turn it on.",
	Bad: `---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
action_items:
  - id: add-canary-stage
    title: Add a canary stage to the deploy pipeline
    owner: alice
    due: 2026-03-02
    status: open
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
    owner: alice
    due: 2099-03-02
    status: open
---
`,
	Configure: "rules: {overdue: warning} turns it on. Due today is not overdue; days are those of UTC.",
	Severity:  Off,
	Adopted:   true,
	Check:     checkOverdue,
}

// checkOverdue is off by default: with time alone a branch that nobody touched
// would turn red.
func checkOverdue(p *Pass) {
	for _, a := range p.Incident.ActionItems.V {
		if late := a.DaysLate(p.Now); late > 0 {
			p.Report(a.Due.Span, itemSubject(a, "due"), fmt.Sprintf("%s was due on %s, %s ago", itemName(a), date(a.Due.V), days(late)),
				p.itemHelp(a, "settle it: pm action done ITEM --evidence URL; or move it: pm action edit ITEM --due +7d"))
		}
	}
	if late := p.Incident.FollowupDaysLate(p.Now); late > 0 && !p.Incident.Adopted.Known() {
		due := p.Incident.FollowupDue
		p.Report(due.Span, "followup_due", fmt.Sprintf("the follow-up was due on %s, %s ago", date(due.V), days(late)),
			fmt.Sprintf("see what is left: pm status %s; or move it: pm set %[1]s followup_due=+7d", p.Incident.Ref()))
	}
}

func date(t time.Time) string { return t.Format(time.DateOnly) }

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}
