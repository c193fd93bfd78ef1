package lint

import (
	"cmp"
	"maps"
	"slices"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/prose"
)

var unusedSuppression = &Rule{
	ID:      "unused-suppression",
	Summary: "a pm:ignore comment that gives no reason, or suppresses nothing",
	Why: "A suppression is an exception that somebody decided on, and whoever reads it later needs to know why. One that suppresses " +
		"nothing any more would silently hide the next, different fault in its place.",
	Bad: `---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
---

## Timeline

<!-- pm:ignore timeline-time copied from the chat -->

- 2026-03-01T14:02:00Z Alert fired
`,
	Good: `---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
---

## Timeline

<!-- pm:ignore timeline-time nobody remembers when the first call came -->

- somewhen before the alert: first call
- 2026-03-01T14:02:00Z Alert fired
`,
	Configure: "rules: {unused-suppression: error}. A comment `<!-- pm:ignore RULE REASON -->` covers the next block, or the list item or table row " +
		"that it stands in; in front matter `# pm:ignore RULE REASON` covers the key or item on the next line. front-matter, required-field, required-section and transition cannot be suppressed.",
	Severity: Warning,
	Check:    checkSuppressions,
}

// checkSuppressions runs after all other rules of a file, so that it knows what
// was used. Those that look across files are not over yet: Finish asks for them.
func checkSuppressions(p *Pass) {
	for _, i := range p.ignores {
		if message, help := p.wrong(i); message != "" {
			p.Report(i.at, cmp.Or(i.rule, ignoreWord), message, help)
		}
	}
}

// wrong says what is wrong with a suppression, "" for nothing.
func (p *Pass) wrong(i *ignore) (message, help string) {
	rule, known := p.linter.rules[i.rule]
	switch {
	case i.rule == "":
		return "pm:ignore names no rule", "write pm:ignore RULE REASON; pm rules lists them"
	case !known:
		return "no rule is called " + i.rule, p.nearRule(i.rule)
	case slices.Contains(unignorable, i.rule):
		return i.rule + " cannot be suppressed", "take the comment out and mend what the rule says; what a state asks for is set by gates in .pm.yaml"
	case i.reason == "":
		return "pm:ignore " + i.rule + " gives no reason, so it suppresses nothing", "say why after the rule: pm:ignore " + i.rule + " REASON"
	case !p.On(i.rule) || i.used || rule.Across != nil || rule.Reads != prose.Clean && !p.reads():
		return "", ""
	}
	return unused(i.rule)
}

func unused(rule string) (message, help string) {
	return "pm:ignore " + rule + " suppresses nothing", "take the comment out; it covers the next block, or what it stands in"
}

func (p *Pass) nearRule(id string) string {
	if near := incident.Nearest(id, slices.Sorted(maps.Keys(p.linter.rules))); near != "" {
		return "did you mean " + near + "? pm rules lists them"
	}
	return "pm rules lists them"
}
