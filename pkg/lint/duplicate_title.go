package lint

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/postmortem-md/pm/pkg/incident"
)

var duplicateTitle = &Rule{
	ID:      "duplicate-title",
	Summary: "no two incidents of one day have the same title",
	Why: "Two people recording the same outage is common at three in the morning. Then one of the two files is kept and the other " +
		"dismissed as a duplicate; if they really are two, a title that tells them apart helps everybody.",
	Bad: `-- postmortems/2026/2026-03-01-checkout-5xx.md --
---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
---
-- postmortems/2026/2026-03-01-checkout-returns-5xx.md --
---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:05:00Z
---
`,
	Good: `-- postmortems/2026/2026-03-01-checkout-5xx.md --
---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
---
-- postmortems/2026/2026-03-01-checkout-returns-5xx.md --
---
title: Checkout returns 5xx in the US region
state: in-progress
severity: sev2
started_at: 2026-03-01T14:05:00Z
---
`,
	Configure: "rules: {duplicate-title: off}. Incidents that name each other under related: may share a title.",
	Severity:  Warning,
	Across:    acrossDuplicateTitle,
}

// acrossDuplicateTitle warns only: two outages of one service on one day may well
// be two.
func acrossDuplicateTitle(x *Index, report func(Finding)) {
	groups := make(map[string][]entry)
	for _, e := range x.sorted() {
		if key := titleKey(e); key != "" {
			groups[key] = append(groups[key], e)
		}
	}
	for _, group := range groups {
		reportTwins(group, report)
	}
}

// titleKey is what two incidents must share to be taken for one; "" when the
// title or the day is unknown, or the incident was dismissed.
func titleKey(e entry) string {
	title := foldText(e.title)
	if title == "" || e.day == "" || e.scope == dismissed {
		return ""
	}
	return e.day + " " + title
}

// reportTwins reports each file that has a twin before it. When nobody but the
// first is being looked at, it is the newcomer and is told.
func reportTwins(group []entry, report func(Finding)) {
	told := false
	for n, e := range group {
		if other, ok := unrelated(e, group[:n]); ok && e.wanted() {
			report(twin(e, other))
			told = true
		}
	}
	if other, ok := unrelated(group[0], group[1:]); ok && !told && group[0].wanted() {
		report(twin(group[0], other))
	}
}

// unrelated finds a twin that neither names the incident nor is named by it.
func unrelated(e entry, others []entry) (entry, bool) {
	for _, o := range others {
		if !relates(e, o) {
			return o, true
		}
	}
	return entry{}, false
}

// wanted reports a file whose findings are wanted and that is held to all
// rules.
func (e entry) wanted() bool { return e.report && e.scope == whole }

// relates reports that one of two incidents names the other on purpose.
func relates(a, b entry) bool { return a.names(b.id) || b.names(a.id) }

func (e entry) names(id string) bool {
	return slices.ContainsFunc(e.related, func(r reference) bool { return strings.EqualFold(r.id, id) })
}

func twin(e, other entry) Finding {
	return Finding{
		File: e.path, Start: e.at.start, End: e.at.end, Subject: e.title,
		Message: fmt.Sprintf("%s has the same title and started on the same day", other.path),
		Help: fmt.Sprintf("if they are one, pm dismiss %s --as duplicate --of %s --reason TEXT; if not, tell them apart: pm set %[1]s title=TEXT",
			incident.ShellWord(e.id), incident.ShellWord(other.id)),
	}
}

// foldText makes texts comparable that differ in case, spacing and punctuation.
func foldText(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
		gap = false
	}
	return b.String()
}
