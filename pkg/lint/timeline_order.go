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
	entries := p.Timeline()
	var latest time.Time
	for n, e := range entries {
		if !e.At.Known() {
			continue
		}
		if e.At.V.Before(latest) {
			p.misplaced(e, latest, p.sorting(entries, n))
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

// sorting is the fix for the list or table that holds entry n: its entries
// change places by time, and what stands between them stays. There is none
// when a time is unknown or unsure, or moving would change the Markdown.
func (p *Pass) sorting(entries []incident.Entry, n int) []document.Edit {
	block, ok := p.blockAt(entries[n].Span.Start)
	if !ok || !movable(block) {
		return nil
	}
	var here []incident.Entry
	for _, e := range entries {
		if !within(e.Span, block.Span) {
			continue
		}
		if !e.At.Known() || e.NotUTC {
			return nil
		}
		here = append(here, e)
	}
	return swaps(p.Document.Source(), block, here)
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

func (p *Pass) blockAt(offset int) (document.Block, bool) {
	for _, b := range p.Document.Body().Blocks {
		if b.Span.Start <= offset && offset < b.Span.End {
			return b, true
		}
	}
	return document.Block{}, false
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
