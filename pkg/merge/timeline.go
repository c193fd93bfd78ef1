package merge

import (
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// prose is the body of one version around its timeline.
type prose struct {
	before, after []string
	entries       []entry // of the timeline, each with the blank lines above it
	times         map[string]time.Time
	rows          bool // they are a table's rows
}

// cutBody finds the timeline of a version and cuts it into its entries; false
// when they do not stand together in one list or table.
func (p parts) cutBody(i *incident.Incident) (prose, bool) {
	list := i.Timeline()
	if len(list) == 0 || len(list) > maxEntries {
		return prose{before: p.body}, len(list) == 0
	}
	c := cutter{src: p.src, at: lineStart(p.src, list[0].Span.Start)}
	first := c.at
	if first < p.bodyAt {
		return prose{}, false
	}
	b := prose{before: splitLines(p.src[p.bodyAt:first]), rows: list[0].Row, times: map[string]time.Time{}}
	for _, e := range list {
		if !c.add(entryName(e), document.Node{}, e.Span.Start, e.Span.End) || e.Row != b.rows {
			return prose{}, false
		}
		if lead := c.entries[len(c.entries)-1].lead; strings.TrimSpace(strings.Join(lead, "")) != "" {
			return prose{}, false
		}
	}
	numbered(c.entries)
	for n, e := range list {
		if e.At.Known() {
			b.times[c.entries[n].name] = e.At.V
		}
	}
	b.entries, b.after = c.entries, splitLines(p.src[c.at:])
	return b, true
}

// entryName is what an entry is known by: its time and its text.
func entryName(e incident.Entry) string {
	if e.At.Known() {
		return e.At.V.UTC().Format(time.RFC3339Nano) + " " + e.Text
	}
	return "? " + e.Written + " " + e.Text
}

// split divides a body without a timeline at a line.
func (b prose) split(at int) prose {
	return prose{before: b.before[:at:at], after: b.before[at:]}
}

// whole is the body without the entries, and where they would stand.
func (b prose) whole() (lines []string, at int) {
	return append(b.before[:len(b.before):len(b.before)], b.after...), len(b.before)
}

// place is the line of b at which the timeline of other, another version of it,
// would stand: behind the last line above the timeline that both have.
func (b prose) place(other prose) int {
	mine, _ := b.whole()
	lines, at := other.whole()
	in := interner{}
	place := 0
	from := hunk{}
	for _, h := range append(diff(in.lines(lines), in.lines(mine), fullBudget()), hunk{len(lines) + 1, 0, 0, 0}) {
		// Between from and h the lines are equal.
		if at <= from.aHi {
			break
		}
		place = from.bHi + min(at, h.aLo) - from.aHi
		from = h
	}
	return min(place, len(mine))
}
