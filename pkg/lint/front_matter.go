package lint

import "github.com/postmortem-md/pm/pkg/document"

var frontMatter = &Rule{
	ID:      "front-matter",
	Summary: "the file begins with front matter that can be read",
	Why: "Everything pm knows about an incident stands between the two --- lines at the top. When that block cannot be read, " +
		"the incident drops out of lists, reminders and statistics without anybody noticing.",
	Bad: `---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z

## Timeline
`,
	Good: `---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
---

## Timeline
`,
	Configure: "rules: {front-matter: error}. A byte order mark is taken away by pm lint --fix.",
	Severity:  Error,
	Fixable:   true,
	Syntax:    true,
	Check:     checkFrontMatter,
}

func checkFrontMatter(p *Pass) {
	for _, f := range p.Document.Faults() {
		if f.Kind != document.DuplicateKey {
			p.Report(f.Span, string(f.Kind), f.Message, f.Help, f.Fix...)
		}
	}
}
