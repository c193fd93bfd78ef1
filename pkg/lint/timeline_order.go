package lint

import (
	"slices"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

var timelineOrder = &Rule{
	ID:      "timeline-order",
	Summary: "timeline entries stand in order of time",
	Why: "A timeline is read from top to bottom, and whoever reads it at night takes the order for what happened. Entries put in " +
		"later often land at the end; --fix moves them, with the detail under them, and leaves equal times as they stand.",
	Bad: `---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
---

## Timeline

- 2026-03-01T14:02:00Z Alert fired: 5xx above 5 %
- 2026-03-01T14:20:00Z Rolled back release 4812
- 2026-03-01T14:06:00Z Paged the payments team
`,
	Good: `---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
---

## Timeline

- 2026-03-01T14:02:00Z Alert fired: 5xx above 5 %
- 2026-03-01T14:06:00Z Paged the payments team
- 2026-03-01T14:20:00Z Rolled back release 4812
`,
	Configure: "rules: {timeline-order: warning}.",
	Severity:  Error,
	Fixable:   true,
	Check:     checkTimelineOrder,
}

func checkTimelineOrder(p *Pass) {
	entries := p.Incident.Timeline()
	var latest time.Time
	var s sorting
	for n, e := range entries {
		if !e.At.Known() {
			continue
		}
		if e.At.V.Before(latest) {
			s.at(p, entries, n)
			p.misplaced(e, latest, s.fix)
			continue
		}
		latest = e.At.V
	}
}

func (p *Pass) misplaced(e incident.Entry, latest time.Time, fix []document.Edit) {
	help := "move it to its place in time"
	if len(fix) > 0 {
		help += "; pm lint --fix does"
	}
	p.Report(e.At.Span, e.Written, e.Written+" stands after "+stamp(latest), help, fix...)
}

// sorting is the fix for one list or table, which all findings in it share: its
// entries change places by time, and what stands between them stays. There is
// no fix when a time is unknown or unsure, or moving would change the Markdown.
type sorting struct {
	block document.Span
	fix   []document.Edit
}

// at makes s the sorting of the block that holds entry n.
func (s *sorting) at(p *Pass, entries []incident.Entry, n int) {
	if within(entries[n].Span, s.block) {
		return
	}
	b, ok := p.blockAt(entries[n].Span.Start)
	*s = sorting{block: b.Span}
	if !ok || !movable(b) {
		return
	}
	if here := sameBlock(entries, n, b.Span); !slices.ContainsFunc(here, unsure) {
		s.fix = swaps(p.Document.Source(), b, here)
	}
}

func unsure(e incident.Entry) bool { return !e.At.Known() || e.NotUTC }

// sameBlock are the entries around n that lie in one block.
func sameBlock(entries []incident.Entry, n int, block document.Span) []incident.Entry {
	from, to := n, n+1
	for from > 0 && within(entries[from-1].Span, block) {
		from--
	}
	for to < len(entries) && within(entries[to].Span, block) {
		to++
	}
	return entries[from:to]
}

// swaps puts the text of each entry where it belongs. Every place keeps its
// own indentation and marker, and the blank lines around it.
func swaps(src []byte, b document.Block, entries []incident.Entry) []document.Edit {
	sorted := slices.Clone(entries)
	slices.SortStableFunc(sorted, func(a, b incident.Entry) int { return a.At.V.Compare(b.At.V) })
	var edits []document.Edit
	for n, e := range entries {
		if from := movingSpan(b, sorted[n]); sorted[n].Span != e.Span {
			edits = append(edits, document.Edit{Span: movingSpan(b, e), Text: string(src[from.Start:from.End])})
		}
	}
	return edits
}

// movingSpan is the part of an entry that moves: a row as a whole, an item
// without its marker, so that numbers keep counting.
func movingSpan(b document.Block, e incident.Entry) document.Span {
	return document.Span{Start: e.Span.Start + indentOfText(b), End: e.Span.End}
}

// indentOfText is how far the text of a list's items stands behind the start of
// their markers.
func indentOfText(b document.Block) int {
	if b.List == nil {
		return 0
	}
	first := b.List.Items[0]
	return first.TextSpan.Start - first.Span.Start
}

// movable reports a block whose entries can change places without changing
// what they are: rows, or items whose text is equally deep, so that nested
// lines stay nested.
func movable(b document.Block) bool {
	if b.List == nil {
		return b.Table != nil
	}
	first := b.List.Items[0]
	for _, item := range b.List.Items {
		if item.Task != document.NoTask || item.Indent != first.Indent || item.TextSpan.Start-item.Span.Start != indentOfText(b) {
			return false
		}
	}
	return true
}
