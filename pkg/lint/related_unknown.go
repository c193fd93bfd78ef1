package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/incident"
)

var relatedUnknown = &Rule{
	ID:      "related-unknown",
	Summary: "every ID under related: is an incident that exists, and every alias is that of one incident alone",
	Why: "related: is how repeated incidents are found and counted. An ID that names nothing, a slip or a file that was renamed by " +
		"hand, breaks that chain. So does an alias that is another incident's ID or alias, too: a copied file has it, for example.",
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
	for _, e := range x.sorted() {
		if !e.wanted() {
			continue
		}
		for _, r := range e.related {
			if !x.known()[strings.ToLower(r.id)] {
				report(unknownRelation(e, r, x.ids()))
			}
		}
	}
	reportSharedAliases(x.sorted(), report)
}

// reportSharedAliases is about names that more than one incident has. Where that is
// the ID of one, it goes before the alias, which is then of no use.
func reportSharedAliases(all []entry, report func(Finding)) {
	ids, aliases := make(map[string][]entry), make(map[string][]entry)
	for _, e := range all {
		ids[e.id] = append(ids[e.id], e)
		for _, a := range e.aliases {
			aliases[a.id] = append(aliases[a.id], e)
		}
	}
	for _, e := range all {
		for _, a := range e.aliases {
			if other, ok := another(e, ids[a.id]); ok && e.wanted() {
				report(sharedAlias(e, a, other, "is the ID of "+other.path))
			} else if other, ok := another(e, aliases[a.id]); ok && e.wanted() {
				report(sharedAlias(e, a, other, "is an alias of "+other.path+", too"))
			}
		}
	}
}

// another is the first of some files that is not the one given.
func another(e entry, some []entry) (entry, bool) {
	for _, o := range some {
		if o.path != e.path {
			return o, true
		}
	}
	return entry{}, false
}

func sharedAlias(e entry, alias reference, other entry, what string) Finding {
	take := func(e entry) string {
		return "pm set " + incident.ShellWord(e.id) + " " + incident.ShellWord("aliases-="+alias.id)
	}
	help := take(e) + " leaves it to that one"
	if other.id != alias.id {
		help = "leave it to one of them: " + take(e) + ", or " + take(other)
	}
	return Finding{
		File: e.path, Start: alias.at.start, End: alias.at.end, Subject: alias.id,
		Message: fmt.Sprintf("the alias %q %s", alias.id, what), Help: help,
	}
}

// known are all IDs and aliases in lower case, gathered when first asked for and
// again when more files have passed.
func (x *Index) known() map[string]bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	if size := len(x.entries) + len(x.others); x.names == nil || x.named != size {
		x.names, x.named = make(map[string]bool, size), size
		for _, id := range x.others {
			x.names[strings.ToLower(id)] = true
		}
		for _, e := range x.entries {
			x.names[strings.ToLower(e.id)] = true
			for _, a := range e.aliases {
				x.names[strings.ToLower(a.id)] = true
			}
		}
	}
	return x.names
}

func unknownRelation(e entry, r reference, ids []string) Finding {
	help := "take it out with pm set " + incident.ShellWord(e.id) + " " + incident.ShellWord("related-="+r.id) + ", or look for the right one: pm list"
	if near := incident.Nearest(r.id, ids); near != "" {
		help = fmt.Sprintf("did you mean %s? pm set %s %s %s",
			near, incident.ShellWord(e.id), incident.ShellWord("related-="+r.id), incident.ShellWord("related+="+near))
	}
	return Finding{
		File: e.path, Start: r.at.start, End: r.at.end, Subject: r.id,
		Message: fmt.Sprintf("no incident has the ID or alias %q", r.id), Help: help,
	}
}

// ids are those of all files, each once and in order.
func (x *Index) ids() []string {
	x.mu.Lock()
	ids := slices.Clone(x.others)
	for _, e := range x.entries {
		ids = append(ids, e.id)
	}
	x.mu.Unlock()
	slices.Sort(ids)
	return slices.Compact(ids)
}
