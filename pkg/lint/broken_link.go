package lint

import (
	"fmt"
	"path"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

var brokenLink = &Rule{
	ID:      "broken-link",
	Summary: "relative links and images lead to a file and a heading that exist",
	Why: "The graph that explains it all is worth keeping only if it can be opened. Links inside the repository are checked, those " +
		"to other sites are not: a site that is down must not fail a pull request.",
	Bad: `---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
---

See [the error rate](graphs/error-rate.png).
`,
	Good: `-- postmortems/2026/2026-03-01-checkout-5xx.md --
---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
---

See [the error rate](graphs/error-rate.png) and [the graphs of that day](https://example.com/d/42).
-- postmortems/2026/graphs/error-rate.png --
PNG
`,
	Configure: "rules: {broken-link: warning}. /x is resolved from the root; links that leave the root cannot be checked by others and are findings.",
	Severity:  Error,
	Check:     checkBrokenLink,
}

func checkBrokenLink(p *Pass) {
	if p.FS == nil {
		return
	}
	seen := make(map[document.Span]bool)
	for _, l := range p.Document.Body().Links {
		// Links by reference share a destination, which is wrong only once.
		if t, ok := incident.TargetOf(p.Path, l); ok && !seen[l.DestSpan] {
			seen[l.DestSpan] = !l.DestSpan.IsZero()
			p.checkTarget(l, t)
		}
	}
}

// checkTarget reports the first thing that is wrong; a missing file has no
// headings either.
func (p *Pass) checkTarget(l document.Link, t incident.Target) {
	what, span := "link", l.DestSpan
	if l.Image {
		what = "image"
	}
	if span.IsZero() {
		span = l.Span
	}
	tree := &p.linter.tree
	switch {
	case t.Outside:
		p.Report(span, l.Destination, fmt.Sprintf("the %s %q leads out of the tree that is checked", what, l.Destination),
			"link to the page by its URL, or copy the file into the folder of the incident")
	case t.File != "" && !tree.has(t.File):
		p.Report(span, l.Destination, fmt.Sprintf("the %s leads to %s, which does not exist", what, t.File),
			"correct the path, or add the file; /x is taken from the root")
	case t.Fragment != "" && !p.hasHeading(t):
		p.Report(span, l.Destination, fmt.Sprintf("no heading has the fragment #%s", t.Fragment),
			"a heading's fragment is its words in lower case with dashes; write the one that exists")
	}
}

// hasHeading looks a fragment up in the file itself or in a Markdown file.
// Those of other files, lines of code say, are not checked.
func (p *Pass) hasHeading(t incident.Target) bool {
	if strings.EqualFold(t.Fragment, "top") || strings.HasPrefix(t.Fragment, ":~:") {
		return true
	}
	anchors := p.Document.Body().Anchors
	if t.File != "" && t.File != p.Path {
		if path.Ext(t.File) != ".md" {
			return true
		}
		if anchors = p.linter.tree.headings(t.File); anchors == nil {
			return true
		}
	}
	return anchors[t.Fragment] || anchors[strings.ToLower(t.Fragment)]
}
