package lint

import (
	"fmt"

	"github.com/postmortem-md/pm/pkg/incident"
)

var vagueAction = &Rule{
	ID:      "vague-action",
	Summary: "an action item says what changes, so that one can tell when it is done",
	Why: "\"Be more careful\" and \"improve monitoring\" are never done and never fail: nothing is different afterwards, and the next " +
		"postmortem asks for the same again. A good item names the thing that changes and how one sees it. Settled items are left alone.",
	Bad: `---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
action_items:
  - id: improve-monitoring
    title: Improve monitoring
    status: open
---
`,
	Good: `---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
action_items:
  - id: add-alert-5xx
    title: Add an alert on a 5xx rate above 1 %
    status: open
---
`,
	Configure: "rules: {vague-action: off}.",
	Severity:  Warning,
	Adopted:   true,
	Check:     checkVagueAction,
}

// checkVagueAction leaves prompts to the rule placeholder.
func checkVagueAction(p *Pass) {
	for _, a := range p.Incident.ActionItems.V {
		if !p.movableItem(a) {
			continue
		}
		if v, ok := vagueness(a.Title.V); ok && len(incident.Placeholders(a.Title.V)) == 0 {
			p.Report(a.Title.Span, a.Title.V, fmt.Sprintf("%q %s", a.Title.V, v.reason),
				fmt.Sprintf("%s, e.g. %q: ", v.ask, v.example)+p.itemHelp(a, "pm action edit ITEM --title TEXT"))
		}
	}
}

// movableItem reports an item whose words still matter. Of an adopted incident
// only what somebody has committed to is looked at.
func (p *Pass) movableItem(a incident.ActionItem) bool {
	switch a.Status.V {
	case incident.Open:
		return true
	case incident.Proposed:
		return !p.Incident.Adopted.Known()
	default:
		return false
	}
}
