package lint

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

var unlistedAction = &Rule{
	ID:      "unlisted-action",
	Summary: "every open task box in the body is an action item too",
	Why: "A box in the text has no owner, no date, and shows up in no list: nobody hears of it again. While the incident is in " +
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

// checkUnlistedAction lets boxes be while the incident lasts, when they are a
// checklist of the moment. Most files have none, and are not parsed for it.
func checkUnlistedAction(p *Pass) {
	if p.State() == incident.InProgress || !bytes.Contains(p.Document.Source(), []byte("[ ]")) {
		return
	}
	l := newListed(p.Incident.ActionItems.V)
	for _, b := range p.Document.Body().Blocks {
		if b.List != nil {
			p.unlisted(*b.List, l)
		}
	}
}

func (p *Pass) unlisted(list document.List, l listed) {
	for _, item := range list.Items {
		if item.Task == document.TaskOpen && item.Text != "" && !l.carries(item, p.Document.Source()) {
			p.Report(firstLine(p.Document, item.TextSpan), excerpt(item.Text), fmt.Sprintf("no action item carries %q", excerpt(item.Text)),
				fmt.Sprintf("add it: pm action add %s %s --owner HANDLE --due +14d; or tick it", p.Incident.Ref(), quotedTitle(item.Text)))
		}
		for _, nested := range item.Lists {
			p.unlisted(nested, l)
		}
	}
}

// quotedTitle is a box's text as an argument, unless nobody would want to see
// all of it.
func quotedTitle(text string) string {
	const most = 160
	if len(text) > most {
		return "TITLE"
	}
	return incident.ShellWord(text)
}

// maxSought bounds how many items' names are looked for in each box.
const maxSought = 200

// listed is what a box may have in common with the action items.
type listed struct {
	exact  map[string]bool // folded titles
	titles []string        // the same, as parts of a box's text
	names  []string        // ids and tickets
}

func newListed(items []incident.ActionItem) listed {
	l := listed{exact: make(map[string]bool, len(items))}
	for n, a := range items {
		title := foldText(a.Title.V)
		l.exact[title] = true
		if n < maxSought {
			l.titles = append(l.titles, title)
			l.names = append(l.names, a.ID.V, a.Ticket.V)
		}
	}
	return l
}

// carries reports that an action item has the box's words for its title, or
// that the box names the item's id or ticket.
func (l listed) carries(item document.ListItem, src []byte) bool {
	text := foldText(item.Text)
	if l.exact[text] {
		return true
	}
	has := func(title string) bool { return title != "" && strings.Contains(text, title) }
	raw := string(src[item.TextSpan.Start:item.TextSpan.End])
	names := func(name string) bool { return mentions(raw, name) }
	return slices.ContainsFunc(l.titles, has) || slices.ContainsFunc(l.names, names)
}

// mentions reports that a text names an id or a ticket as a word of its own. A
// bare number names nothing.
func mentions(text, name string) bool {
	if name == "" || isNumber(name) {
		return false
	}
	for rest := text; ; {
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

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
