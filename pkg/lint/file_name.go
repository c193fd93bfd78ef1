package lint

import (
	"fmt"
	"strings"
	"time"
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
	p.Report(p.top(), id, fmt.Sprintf("the name %q is not a date and a slug such as 2026-03-01-checkout-5xx", id),
		fmt.Sprintf("give it the name its title and start ask for: pm rename %s", p.Incident.Ref()))
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
