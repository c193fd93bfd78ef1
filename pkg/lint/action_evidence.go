package lint

import (
	"fmt"
	"path"
	"strings"

	"github.com/postmortem-md/pm/pkg/incident"
)

var actionEvidence = &Rule{
	ID:      "action-evidence",
	Summary: "a done item's evidence, when it is a path, exists",
	Why: "Evidence is what lets somebody else see in a year that a fix is in place. A path that leads nowhere, moved or never " +
		"committed, shows the opposite.",
	Bad: `---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
action_items:
  - id: write-failover-runbook
    title: Write the failover runbook for the card service
    owner: alice
    status: done
    evidence: runbooks/failover.md
---
`,
	Good: `---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
action_items:
  - id: write-failover-runbook
    title: Write the failover runbook for the card service
    owner: alice
    status: done
    evidence: https://github.com/acme/runbooks/pull/12
---
`,
	Configure: "rules: {action-evidence: warning}. URLs, commits and owner/repo@SHA are not looked up.",
	Severity:  Error,
	Check:     checkActionEvidence,
}

func checkActionEvidence(p *Pass) {
	for _, a := range p.Incident.ActionItems.V {
		if a.Status.V != incident.Done || !a.Evidence.Known() {
			continue
		}
		file, ok := evidencePath(a.Evidence.V)
		if !ok || p.linter.tree.has(file) || p.linter.tree.has(path.Join(path.Dir(p.Path), file)) {
			continue
		}
		p.Report(a.Evidence.Span, itemSubject(a, "evidence"), fmt.Sprintf("%s is done, but its evidence %s does not exist", itemName(a), a.Evidence.V),
			p.itemHelp(a, "point at what shows it, a URL, a commit or a path from the root: pm action edit ITEM --evidence WHAT"))
	}
}

// evidencePath takes from evidence what can only be a path: no URL, no commit,
// no pull request, no words. The line number or heading behind it is cut off.
func evidencePath(s string) (string, bool) {
	file, fragment, _ := strings.Cut(s, "#")
	if strings.ContainsAny(s, " \t@") || strings.Contains(s, "://") || isNumber(fragment) {
		return "", false
	}
	if head, line, ok := strings.Cut(file, ":"); ok {
		if !isNumber(strings.ReplaceAll(line, ":", "")) {
			return "", false
		}
		file = head
	}
	return path.Clean(strings.TrimPrefix(file, "/")), looksLikePath(file)
}

// looksLikePath wants a slash or an ending, and no host name in front.
func looksLikePath(file string) bool {
	first, _, nested := strings.Cut(strings.TrimPrefix(file, "./"), "/")
	if nested {
		return first == ".." || strings.LastIndexByte(first, '.') <= 0
	}
	ending := path.Ext(file)
	return len(ending) > 1 && len(ending) < len(file) && !isNumber(ending[1:])
}

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
