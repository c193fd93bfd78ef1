package sample

import (
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// fault breaks one rule, once, and no other. state is that of the incidents it
// is planted in.
type fault struct {
	rule  Fault
	state incident.State
	plant func(*draft)
}

// every is the distance of two plantings of one fault.
const every = 40

// planted is the fault that belongs into incident i, if Dirty asks for any.
func planted(i int) (fault, bool) {
	if n := i % every; n >= 1 && n <= len(faults) {
		return faults[n-1], true
	}
	return fault{}, false
}

// duplicateTitle is planted where an incident is named, and first of all: its
// incident is the twin of the one before, in which nothing is planted.
const duplicateTitle = "duplicate-title"

// faults has a line for each rule that is on by default.
var faults = []fault{
	{duplicateTitle, incident.Closed, func(*draft) {}},
	{"front-matter", incident.Closed, func(d *draft) { d.head = "\uFEFF" }},
	{"duplicate-key", incident.Closed, func(d *draft) { d.extra += "title: " + d.title + "\n" }},
	{"unknown-field", incident.Closed, func(d *draft) { d.extra += "faciliator: bob\n" }},
	{"field-type", incident.Closed, func(d *draft) { d.extra += "facilitator: [alice, bob]\n" }},
	{"required-field", incident.Closed, func(d *draft) { d.severity = "" }},
	{"required-section", incident.Closed, func(d *draft) { d.sections["intended"] = "" }},
	{"unknown-value", incident.Closed, func(d *draft) { d.severity = "sev9" }},
	{"placeholder", incident.Closed, func(d *draft) { d.sections["why"] += "\nTBD\n" }},
	{"file-name", incident.Closed, func(d *draft) {
		d.path = d.path[:len("2026/")] + "about-" + d.id[len("2026-01-01-"):] + d.id[:len("2026-01-01")] + ".md"
	}},
	{"history", incident.Closed, func(d *draft) { d.history = d.history[:len(d.history)-1] }},
	{"utc-timestamp", incident.Closed, func(d *draft) {
		d.detected = d.times[1].In(time.FixedZone("", 3600)).Format(time.RFC3339)
	}},
	{"time-order", incident.Closed, func(d *draft) { d.detected = stamp(d.times[4].Add(time.Hour)) }},
	{"timeline-order", incident.Closed, func(d *draft) { d.timeline[7], d.timeline[8] = d.timeline[8], d.timeline[7] }},
	{"timeline-time", incident.Closed, func(d *draft) { d.timeline[5] = "- Nobody wrote down when this was" }},
	{"action-owner", incident.FollowUp, func(d *draft) { d.reopen(0); d.items[0].owner = "" }},
	{"action-due", incident.FollowUp, func(d *draft) { d.reopen(0); d.items[0].due, d.items[0].dueWas = time.Time{}, time.Time{} }},
	{"action-id", incident.Closed, func(d *draft) { d.items[1].id = d.items[0].id }},
	{"action-evidence", incident.Closed, func(d *draft) {
		d.items[0].status, d.items[0].doneAt, d.items[0].reason, d.items[0].evidence = incident.Done, d.items[0].due, "", "docs/missing.md"
	}},
	{"vague-action", incident.FollowUp, func(d *draft) { d.reopen(0); d.items[0].title = "Be more careful with deploys" }},
	{"unlisted-action", incident.Closed, func(d *draft) {
		d.sections["avoid"] += "\n- [ ] Rename the bucket of the exports to match its account\n"
	}},
	{"broken-link", incident.Closed, func(d *draft) { d.sections["references"] += "- [Runbook](../runbooks/missing.md)\n" }},
	{"orphan-attachment", incident.Closed, func(d *draft) { d.attachments = []string{"graph.txt"} }},
	{"unused-suppression", incident.Closed, func(d *draft) {
		d.sections["references"] += "\n<!-- pm:ignore broken-link the runbook has moved -->\n\n- Notes of the meeting\n"
	}},
	{"related-unknown", incident.Closed, func(d *draft) { d.related = "2019-01-01-nobody-knows-it" }},
	{"secret", incident.Closed, func(d *draft) { d.sections["why"] += "\n`psql postgres://orders:vK7-rT2m-Qp9x@db.internal/orders`\n" }},
	{"blame", incident.Closed, func(d *draft) { d.sections["why"] += "\nQA failed to test the release.\n" }},
	{"human-error", incident.Closed, func(d *draft) { d.sections["why"] += "\nThe root cause was human error.\n" }},
	{"counterfactual", incident.Closed, func(d *draft) { d.sections["happened"] += "\nWe should have tested the release.\n" }},
	{"hindsight", incident.Closed, func(d *draft) { d.sections["happened"] += "\nIn hindsight the limit was too low.\n" }},
}

// reopen makes an item one that is still to be done.
func (d *draft) reopen(n int) {
	it := &d.items[n]
	it.status, it.doneAt, it.evidence, it.reason = incident.Open, time.Time{}, "", ""
	if it.owner == "" {
		it.owner = d.owner
	}
	if it.due.IsZero() {
		it.due = d.followup
	}
}
