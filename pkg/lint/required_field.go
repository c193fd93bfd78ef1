package lint

import (
	"fmt"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

var requiredField = &Rule{
	ID:      "required-field",
	Summary: "what the incident's state asks for is filled in",
	Why: "Each state asks for a little more: in a fire only title, state, severity and start; once it is over, its end; then the " +
		"people and the reasons. What the state does not need yet is not missed. In a closed incident every action item is done, " +
		"or dropped with a reason, so that closed means closed.",
	Bad: `---
title: Checkout returns 5xx
state: resolved
severity: sev2
started_at: 2026-03-01T14:02:00Z
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
	Configure: "gates: in .pm.yaml says what each state asks for, e.g. gates: {resolved: [ended_at, owner]}; rules: {required-field: warning} lets an incident be without.",
	Severity:  Error,
	Adopted:   true,
	Check:     checkRequiredField,
}

func checkRequiredField(p *Pass) {
	if !p.Readable() {
		return
	}
	if !p.Incident.Adopted.Known() {
		p.missingFields()
		p.missingItemKeys()
	}
	if p.Asks(incident.ActionsSettled) {
		p.unsettledItems()
	}
}

// missingFields reports the keys that the gate asks for. A value that is there
// and wrong is another rule's: field-type's, unknown-value's or time-order's.
func (p *Pass) missingFields() {
	listed := false
	for _, n := range p.linter.fields.Unmet(p.Incident, p.State()) {
		listed = listed || n.Name == actionItems
		if !p.hasFaultIn(n.Name) && !(n.Name == "ended_at" && p.Incident.EndedAt.Known()) {
			p.missing(n.Name, n.Why, n.State, n.Fill)
		}
	}
	if !listed && p.Asks(incident.ActionsAssigned) && p.nothingToDo() {
		p.missing(actionItems, "is missing", p.State(), "")
	}
}

const actionItems = "action_items"

// nothingToDo reports an incident that neither lists an action item nor says
// why there is none.
func (p *Pass) nothingToDo() bool {
	i := p.Incident
	return len(i.ActionItems.V) == 0 && !i.NoActionsReason.Known() && !p.hasFaultIn(actionItems)
}

// missing reports one key, at the key when it is there and empty, else at the
// state that asks for it.
func (p *Pass) missing(key, why string, asker incident.State, fill string) {
	help := "fill it in: " + fill
	if key == actionItems {
		help = fmt.Sprintf(`add what is to be done: pm action add %s "TITLE" --owner HANDLE --due +14d; or say why nothing is: pm set %[1]s no_actions_reason="…"`, p.Incident.Ref())
	}
	p.Report(p.keySpan(key), key, fmt.Sprintf("%s %s, and %s asks for it", key, why, asker), help)
}

// keySpan is the place of a top-level key, or of the state when it is not there.
func (p *Pass) keySpan(key string) document.Span {
	if n := p.Document.Front().KeyNode(key); !n.Span().IsZero() {
		return n.Span()
	}
	return p.stateSpan()
}

// missingItemKeys reports action items that cannot be followed: every item has
// a title and a status, whatever the state. Ids are action-id's.
func (p *Pass) missingItemKeys() {
	for _, a := range p.Incident.ActionItems.V {
		if !a.Title.Known() {
			p.missingItemKey(a, "title", `write what is to be done: "title: Add …"`)
		}
		if !a.Status.Known() {
			p.missingItemKey(a, "status", "write status: open, proposed, done or dropped")
		}
	}
}

func (p *Pass) missingItemKey(a incident.ActionItem, key, help string) {
	subject := itemSubject(a, key)
	if !p.hasFault(subject) {
		p.Report(firstLine(p.Document, a.Span), subject, "the action item has no "+key, help)
	}
}

// unsettledItems holds a closed incident to its items. An adopted one may keep
// ideas nobody has committed to, and is not asked why it dropped something.
func (p *Pass) unsettledItems() {
	archive := p.Incident.Adopted.Known()
	for _, a := range p.Incident.ActionItems.V {
		switch {
		case a.Status.V == incident.Open, a.Status.V == incident.Proposed && !archive:
			p.Report(p.itemSpan(a, a.Status.Span), itemSubject(a, "status"),
				fmt.Sprintf("%s is %s, and a closed incident has every item done or dropped", itemName(a), a.Status.V),
				p.itemHelp(a, "settle it: pm action done ITEM --evidence URL, or pm action drop ITEM --reason TEXT")+
					"; or pm reopen "+p.Incident.Ref()+" --to follow-up")
		case a.Status.V == incident.Dropped && !a.Reason.Known() && !archive && !p.hasFault(itemSubject(a, "reason")):
			p.Report(a.Status.Span, itemSubject(a, "reason"), itemName(a)+" was dropped without a reason",
				p.itemHelp(a, "say why: pm action drop ITEM --reason TEXT"))
		}
	}
}

// itemSubject names a key of an action item as the decoder's faults do.
func itemSubject(a incident.ActionItem, key string) string {
	id := a.ID.V
	if id == "" {
		id = fmt.Sprint(a.Index)
	}
	return "action_items[" + id + "]." + key
}

// itemName names an item in a sentence.
func itemName(a incident.ActionItem) string {
	if a.Title.Known() {
		return fmt.Sprintf("%q", a.Title.V)
	}
	return a.Name()
}

// itemHelp writes an item as commands take it for the word ITEM of a help. One
// without an id cannot be named on the command line.
func (p *Pass) itemHelp(a incident.ActionItem, help string) string {
	if !a.ID.Known() {
		return "change it by hand, or give it an id first: pm edit " + p.Incident.Ref()
	}
	return strings.ReplaceAll(help, "ITEM", incident.ShellWord(p.Incident.ID+"#"+a.ID.V))
}

// itemSpan is the place of one of an item's values, or of the item when the
// value is not there.
func (p *Pass) itemSpan(a incident.ActionItem, value document.Span) document.Span {
	if value.IsZero() {
		return firstLine(p.Document, a.Span)
	}
	return value
}

// firstLine cuts a span at the end of its first line, to point at something
// that fits the screen.
func firstLine(d *document.Document, s document.Span) document.Span {
	text := d.Source()[s.Start:s.End]
	for n, b := range text {
		if b == '\n' || b == '\r' {
			return document.Span{Start: s.Start, End: s.Start + n}
		}
	}
	return s
}
