package lint

import (
	"fmt"
	"path"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/postmortem-md/pm/pkg/incident"
)

var fileName = &Rule{
	ID:      "file-name",
	Summary: "the file is named after the day and the title: DATE-slug",
	Why: "The name is the incident's ID: it is typed in commands, written in related: and shown in lists, and files sort by day " +
		"when it begins with one.",
	Bad: `-- postmortems/2026/Checkout Outage.md --
---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
---
`,
	Good: `-- postmortems/2026/2026-03-01-checkout-returns-5xx.md --
---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
---
`,
	Configure: "rules: {file-name: off}.",
	Severity:  Warning,
	Check:     checkFileName,
}

func checkFileName(p *Pass) {
	id := p.Incident.ID
	if isDated(id) {
		return
	}
	p.Report(p.top(), id, fmt.Sprintf("the name %q is not a date and a slug such as 2026-03-01-checkout-5xx", id), wayToName(p))
}

// wayToName is by git for a name that pm rename refuses, because it could not be
// written down under aliases.
func wayToName(p *Pass) string {
	id := p.Incident.ID
	if utf8.ValidString(id) && !strings.ContainsFunc(id, unicode.IsControl) {
		return "give it the name its title and start ask for: pm rename " + p.Incident.Ref()
	}
	name := "DATE-SLUG"
	if p.Incident.Title.Known() && p.Incident.StartedAt.Known() {
		name = incident.NewID(p.Incident.Title.V, p.Incident.StartedAt.V)
	}
	target := path.Join(path.Dir(p.Path), name+path.Ext(p.Path))
	return "it cannot be kept as an alias, so pm rename does not take it; from the root: git mv -- " +
		incident.ShellWord(p.Path) + " " + incident.ShellWord(target)
}

// isDated reports DATE-slug: a day that exists, and lower-case words and
// numbers joined by single dashes.
func isDated(id string) bool {
	if len(id) < 12 || id[10] != '-' {
		return false
	}
	if _, err := time.Parse(time.DateOnly, id[:10]); err != nil {
		return false
	}
	for word := range strings.SplitSeq(id[11:], "-") {
		if word == "" || strings.Trim(word, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			return false
		}
	}
	return true
}
