package lint

import (
	"fmt"
	"net/url"
	"path"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
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
		if t, ok := p.target(l); ok && !seen[l.DestSpan] {
			seen[l.DestSpan] = !l.DestSpan.IsZero()
			p.checkTarget(l, t)
		}
	}
}

// target is what a relative link leads to.
type target struct {
	file     string // slash-separated from the root; "" for the file itself
	fragment string
	outside  bool // it leaves the root
}

// target reads a link's destination; false when it is not relative, or is a
// template's expression that only a site generator understands.
func (p *Pass) target(l document.Link) (target, bool) {
	d := strings.TrimSpace(l.Destination)
	if l.Auto || d == "" || strings.HasPrefix(d, "//") || hasScheme(d) || strings.Contains(d, "{{") || strings.Contains(d, "{%") {
		return target{}, false
	}
	name, fragment, _ := strings.Cut(d, "#")
	name, _, _ = strings.Cut(name, "?")
	t := target{fragment: unescape(fragment)}
	if name == "" {
		return t, fragment != ""
	}
	name = unescape(name)
	if rooted, ok := strings.CutPrefix(name, "/"); ok {
		t.file = path.Clean(rooted)
	} else {
		t.file = path.Join(path.Dir(p.Path), name)
	}
	t.outside = t.file == ".." || strings.HasPrefix(t.file, "../")
	return t, true
}

// hasScheme reports mailto:, https: and the like.
func hasScheme(s string) bool {
	name, _, ok := strings.Cut(s, ":")
	if !ok || name == "" {
		return false
	}
	for n := range len(name) {
		c := name[n]
		if letter := c|0x20 >= 'a' && c|0x20 <= 'z'; !letter && (n == 0 || strings.IndexByte("0123456789+-.", c) < 0) {
			return false
		}
	}
	return true
}

// unescape resolves %20; what is no escape stays.
func unescape(s string) string {
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}

// checkTarget reports the first thing that is wrong; a missing file has no
// headings either.
func (p *Pass) checkTarget(l document.Link, t target) {
	what, span := "link", l.DestSpan
	if l.Image {
		what = "image"
	}
	if span.IsZero() {
		span = l.Span
	}
	tree := &p.linter.tree
	switch {
	case t.outside:
		p.Report(span, l.Destination, fmt.Sprintf("the %s %q leads out of the tree that is checked", what, l.Destination),
			"link to the page by its URL, or copy the file into the folder of the incident")
	case t.file != "" && !tree.has(t.file):
		p.Report(span, l.Destination, fmt.Sprintf("the %s leads to %s, which does not exist", what, t.file),
			"correct the path, or add the file; /x is taken from the root")
	case t.fragment != "" && !p.hasHeading(t):
		p.Report(span, l.Destination, fmt.Sprintf("no heading has the fragment #%s", t.fragment),
			"a heading's fragment is its words in lower case with dashes; write the one that exists")
	}
}

// hasHeading looks a fragment up in the file itself or in a Markdown file.
// Those of other files, lines of code say, are not checked.
func (p *Pass) hasHeading(t target) bool {
	if strings.EqualFold(t.fragment, "top") || strings.HasPrefix(t.fragment, ":~:") {
		return true
	}
	anchors := p.Document.Body().Anchors
	if t.file != "" && t.file != p.Path {
		if path.Ext(t.file) != ".md" {
			return true
		}
		if anchors = p.linter.tree.headings(t.file); anchors == nil {
			return true
		}
	}
	return anchors[t.fragment] || anchors[strings.ToLower(t.fragment)]
}
