package lint

import "github.com/postmortem-md/pm/pkg/document"

var duplicateKey = &Rule{
	ID:      "duplicate-key",
	Summary: "no key of the front matter is there twice",
	Why: "Some YAML readers take the first value, some the last, some refuse the file. A key that is there twice, often after a " +
		"merge, means that two tools can disagree about the same incident.",
	Bad: `---
title: Checkout returns 5xx
state: in-progress
severity: sev2
severity: sev1
started_at: 2026-03-01T14:02:00Z
---
`,
	Good: `---
title: Checkout returns 5xx
state: in-progress
severity: sev1
started_at: 2026-03-01T14:02:00Z
---
`,
	Configure: "rules: {duplicate-key: error}.",
	Severity:  Error,
	Syntax:    true,
	Check:     checkDuplicateKey,
}

func checkDuplicateKey(p *Pass) {
	for _, f := range p.Document.Faults() {
		if f.Kind == document.DuplicateKey {
			p.Report(f.Span, f.Subject, f.Message, f.Help, f.Fix...)
		}
	}
}
