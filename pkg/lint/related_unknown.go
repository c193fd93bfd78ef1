package lint

import (
	"fmt"
	"strings"

	"github.com/postmortem-md/pm/pkg/incident"
)

var relatedUnknown = &Rule{
	ID:      "related-unknown",
	Summary: "every ID under related: is an incident that exists",
	Why: "related: is how repeated incidents are found and counted. An ID that names nothing, a slip or a file that was renamed by " +
		"hand, breaks that chain.",
	Bad: `---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
related: [2026-02-11-checkout-down]
---
`,
	Good: `-- postmortems/2026/2026-02-11-checkout-down.md --
---
title: Checkout is down
state: in-progress
severity: sev2
started_at: 2026-02-11T09:30:00Z
---
-- postmortems/2026/2026-03-01-checkout-5xx.md --
---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
related: [2026-02-11-checkout-down]
---
`,
	Configure: "rules: {related-unknown: warning}.",
	Severity:  Error,
	Across:    acrossRelatedUnknown,
}

func acrossRelatedUnknown(x *Index, report func(Finding)) {
	all := x.sorted()
	known := knownIDs(all)
	for _, e := range all {
		if !e.wanted() {
			continue
		}
		for _, r := range e.related {
			if !known[strings.ToLower(r.id)] {
				report(unknownRelation(e, r, all))
			}
		}
	}
}

// knownIDs are all IDs and aliases in lower case.
func knownIDs(all []entry) map[string]bool {
	known := make(map[string]bool, len(all))
	for _, e := range all {
		known[strings.ToLower(e.id)] = true
		for _, a := range e.aliases {
			known[strings.ToLower(a)] = true
		}
	}
	return known
}

func unknownRelation(e entry, r reference, all []entry) Finding {
	help := "take it out with pm set " + incident.ShellWord(e.id) + " " + incident.ShellWord("related-="+r.id) + ", or look for the right one: pm list"
	if near := incident.Nearest(r.id, ids(all)); near != "" {
		help = fmt.Sprintf("did you mean %s? pm set %s %s %s",
			near, incident.ShellWord(e.id), incident.ShellWord("related-="+r.id), incident.ShellWord("related+="+near))
	}
	return Finding{
		File: e.path, Start: r.at.start, End: r.at.end, Subject: r.id,
		Message: fmt.Sprintf("no incident has the ID or alias %q", r.id), Help: help,
	}
}

func ids(all []entry) []string {
	names := make([]string, 0, len(all))
	for _, e := range all {
		names = append(names, e.id)
	}
	return names
}
