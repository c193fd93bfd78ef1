package incident

import (
	"slices"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
)

// The zones of the world lie at most so far to either side of UTC.
const (
	farEast = 14 * time.Hour
	farWest = 12 * time.Hour
)

// timeHeading is a heading of a timeline that begins with a time, as "### 2026-03-01
// 14:02" does, and what stands under it.
type timeHeading struct {
	document.Heading
	blocks           []document.Block
	earliest, latest time.Time // between which it lies; equal where its zone is known
}

// mayPrecede reports that a heading is not certainly later than a moment.
func (h *timeHeading) mayPrecede(at time.Time) bool { return !h.earliest.After(at) }

// unsure reports that a heading may be earlier than a moment as well as later.
func (h *timeHeading) unsure(at time.Time) bool { return h.mayPrecede(at) && at.Before(h.latest) }

// timeHeadings are those of the timeline section; none where it is made of lists
// and tables.
func (i *Incident) timeHeadings() []timeHeading {
	section, ok := FindSection(i.Doc, timelineSection)
	if !ok {
		return nil
	}
	utc := slices.Contains(strings.FieldsFunc(section.Heading.Text, func(r rune) bool { return r == ' ' || r == '(' || r == ')' }), "UTC")
	var all []timeHeading
	var date time.Time // that the last heading with one named
	open := false      // what follows stands under the last heading of all
	for _, b := range section.Blocks {
		heading := b.Kind == document.HeadingBlock && b.Heading != nil
		if heading {
			h := timeHeading{Heading: *b.Heading}
			if h.read(&date, i, utc) {
				all, open = append(all, h), true
				continue
			}
		}
		if !open {
			continue
		}
		last := &all[len(all)-1]
		if open = !heading || b.Heading.Level > last.Level; open {
			last.blocks = append(last.blocks, b)
		}
	}
	return all
}

// read finds when a heading is. A time of day alone is of the date above it, else of a
// day about that of the incident.
func (h *timeHeading) read(date *time.Time, i *Incident, utc bool) bool {
	text := strings.TrimSpace(h.Text)
	if c, ok := scanStamp(text); ok {
		year, month, day, _ := scanDate(text) // as it is written; in UTC it may be another
		*date = time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
		h.earliest, h.latest = c.at, c.at
		if !c.sure() && !(utc && c.form == noZone) {
			h.widen(farEast, farWest)
		}
		return c.form != dateOnly
	}
	clock, ok := scanClock(text)
	if !ok {
		return false
	}
	if date.IsZero() && !i.StartedAt.Known() {
		h.latest = time.Unix(1<<40, 0) // at some time
		return true
	}
	zone := scanZone(text[clock.len:])
	base := *date
	if base.IsZero() {
		base = midnight(i.StartedAt.V)
	}
	h.earliest = base.Add(clock.since - zone.offset)
	h.latest = h.earliest
	if date.IsZero() {
		h.widen(day, day)
	}
	if zone.form < offsetZone && !(utc && zone.form != namedZone) {
		h.widen(farEast, farWest)
	}
	return true
}

func (h *timeHeading) widen(before, after time.Duration) {
	h.earliest, h.latest = h.earliest.Add(-before), h.latest.Add(after)
}

// headingOf is the number of the last heading that may be earlier than a moment; -1
// when all are later.
func headingOf(headings []timeHeading, at time.Time) int {
	for n := len(headings) - 1; n >= 0; n-- {
		if headings[n].mayPrecede(at) {
			return n
		}
	}
	return -1
}

// OrderUnknown are the events whose order among the headings of a timeline cannot be
// known, since those name no zone, and the heading that the last of them is put under.
func OrderUnknown(i *Incident, events []Event) (unknown []Event, heading string) {
	headings := i.timeHeadings()
	for _, e := range events {
		if slices.ContainsFunc(headings, func(h timeHeading) bool { return h.unsure(e.stamp()) }) {
			unknown = append(unknown, e)
			heading = headings[headingOf(headings, e.stamp())].Text
		}
	}
	return unknown, heading
}

// underHeadings puts each event under the heading that it follows, or above all of
// them.
func (ins insertion) underHeadings(s document.Section, headings []timeHeading, entries []Entry) []document.Op {
	var ops []document.Op
	for from := 0; from < len(ins.events); {
		at := headingOf(headings, ins.events[from].stamp())
		to := from + 1
		for to < len(ins.events) && headingOf(headings, ins.events[to].stamp()) == at {
			to++
		}
		head, blocks := s.Heading, ownBlocks(s)
		if at >= 0 {
			head, blocks = headings[at].Heading, headings[at].blocks
		}
		part := insertion{page: ins.page, events: ins.events[from:to], places: ins.places[from:to]}
		ops = append(ops, part.under(head, blocks, entries)...)
		from = to
	}
	return ops
}

// under puts events among the entries of some blocks, else behind them.
func (ins insertion) under(head document.Heading, blocks []document.Block, entries []Entry) []document.Op {
	end, list := head.Span.End, false
	if len(blocks) > 0 {
		last := blocks[len(blocks)-1]
		end, list = last.Span.End, last.Kind == document.ListBlock
	}
	first := countBefore(entries, head.Span.End)
	own := entries[first:countBefore(entries, end)]
	if len(own) == 0 || !list && !slices.ContainsFunc(own, func(e Entry) bool { return e.At.Known() }) {
		for n := range ins.places {
			ins.places[n] = first + len(own)
		}
		return []document.Op{ins.below(end, ins.list()...)}
	}
	copy(ins.places, placesOf(own, ins.events))
	ops := ins.among(own)
	for n := range ins.places {
		ins.places[n] += first
	}
	return ops
}

// inOrder reports that no entry with a time lies on the wrong side of an event.
func (ins insertion) inOrder(entries []Entry) bool {
	for n := range ins.events {
		at := ins.events[n].stamp()
		for k := range entries {
			e := &entries[k].At
			if e.Known() && (k < ins.places[n] && e.V.After(at) || k >= ins.places[n] && e.V.Before(at)) {
				return false
			}
		}
	}
	return true
}

// countBefore counts the entries above an offset.
func countBefore(entries []Entry, offset int) int {
	n := slices.IndexFunc(entries, func(e Entry) bool { return e.Span.Start >= offset })
	if n < 0 {
		return len(entries)
	}
	return n
}
