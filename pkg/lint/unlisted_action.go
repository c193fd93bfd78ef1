package lint

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

var unlistedAction = &Rule{
	ID:      "unlisted-action",
	Summary: "every open task box in the body is an action item too",
	Why: "A box in the text has no owner, no date, and shows up in no list: nobody will be reminded of it. While the incident is in " +
		"progress nothing is said; a checklist is a good tool in a fire.",
	Bad: `---
title: Checkout returns 5xx
state: resolved
severity: sev2
started_at: 2026-03-01T14:02:00Z
ended_at: 2026-03-01T15:02:00Z
---

- [ ] Add a canary stage to the deploy pipeline
`,
	Good: `---
title: Checkout returns 5xx
state: resolved
severity: sev2
started_at: 2026-03-01T14:02:00Z
ended_at: 2026-03-01T15:02:00Z
action_items:
  - id: add-canary-stage
    title: Add a canary stage to the deploy pipeline
    status: proposed
---

- [ ] Add a canary stage to the deploy pipeline
- [x] Tell support
`,
	Configure: "rules: {unlisted-action: off}.",
	Severity:  Warning,
	Check:     checkUnlistedAction,
}

func checkUnlistedAction(p *Pass) {
	if p.State() == incident.InProgress || !bytes.Contains(p.Document.Source(), []byte("[ ]")) {
		return
	}
	for _, b := range p.Document.Body().Blocks {
		if b.List != nil {
			p.unlisted(*b.List)
		}
	}
}

func (p *Pass) unlisted(list document.List) {
	for _, item := range list.Items {
		if item.Task == document.TaskOpen && item.Text != "" && !p.carried(item) {
			p.Report(firstLine(p.Document, item.TextSpan), excerpt(item.Text), fmt.Sprintf("no action item carries %q", excerpt(item.Text)),
				fmt.Sprintf("add it: pm action add %s %q --owner HANDLE --due +14d; or tick it", p.Incident.ID, item.Text))
		}
		for _, nested := range item.Lists {
			p.unlisted(nested)
		}
	}
}

// carried reports that an action item has the box's words for its title, or
// that the box names the item's id or ticket.
func (p *Pass) carried(item document.ListItem) bool {
	text := foldText(item.Text)
	raw := p.Document.Source()[item.TextSpan.Start:item.TextSpan.End]
	for _, a := range p.Incident.ActionItems.V {
		title := foldText(a.Title.V)
		switch {
		case title != "" && (text == title || strings.Contains(text, title)):
			return true
		case mentions(raw, a.ID.V) || mentions(raw, a.Ticket.V):
			return true
		}
	}
	return false
}

// mentions reports that a text names an id or a ticket as a word of its own. A
// bare number names nothing.
func mentions(text []byte, name string) bool {
	if name == "" || isNumber(name) {
		return false
	}
	for rest := string(text); ; {
		before, after, ok := strings.Cut(rest, name)
		if !ok {
			return false
		}
		if !endsInWord(before) && !beginsWithWord(after) {
			return true
		}
		rest = after
	}
}

func endsInWord(s string) bool { return s != "" && isNameByte(s[len(s)-1]) }

func beginsWithWord(s string) bool { return s != "" && isNameByte(s[0]) }

func isNameByte(b byte) bool {
	return b == '-' || b == '_' || b >= '0' && b <= '9' || b|0x20 >= 'a' && b|0x20 <= 'z'
}
