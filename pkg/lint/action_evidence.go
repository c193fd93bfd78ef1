package lint

import (
	"fmt"
	"path"

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
		file, _, ok := incident.EvidencePath(a.Evidence.V)
		if !ok || p.linter.tree.has(file) || p.linter.tree.has(path.Join(path.Dir(p.Path), file)) {
			continue
		}
		p.Report(a.Evidence.Span, itemSubject(a, "evidence"), fmt.Sprintf("%s is done, but its evidence %s does not exist", itemName(a), a.Evidence.V),
			p.itemHelp(a, "point at what shows it, a URL, a commit or a path from the root: pm action edit ITEM --evidence WHAT"))
	}
}
