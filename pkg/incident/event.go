package incident

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
)

// Event is something that happened at a moment and is to become a timeline
// entry.
type Event struct {
	At     time.Time // kept to the second
	Text   string    // Markdown, kept to one line
	Source string    // Markdown: where it was taken from; "" for none
	ID     string    // a part of Source, as it is read, that no other event has; "" when there is none
}

// Line is the text of the entry, with the source in brackets at its end.
func (e Event) Line() string {
	if e.Source == "" {
		return oneLine(e.Text)
	}
	return oneLine(e.Text + " (" + e.Source + ")")
}

// stamp is the moment as entries have it.
func (e Event) stamp() time.Time { return e.At.UTC().Truncate(time.Second) }

// entry is the event without a marker.
func (e Event) entry() string { return e.stamp().Format(time.RFC3339) + " " + e.Line() }

// AddEvent inserts a timeline entry in time order (after those of equal time),
// as a list item or a table row, whichever is there, under the headings with times
// where it is made of those; a missing timeline section
// is added where the section table says. Text is kept to one line. What would
// not be read back as one more entry is a *document.Refusal.
func AddEvent(i *Incident, at time.Time, text string) ([]document.Op, error) {
	return AddEvents(i, []Event{{At: at, Text: text}})
}

// AddEvents does so for several at once, given in any order; those of one second
// keep theirs.
func AddEvents(i *Incident, events []Event) ([]document.Op, error) {
	if len(events) == 0 {
		return nil, nil
	}
	for _, e := range events {
		if e.Line() == "" {
			return nil, errors.New("the text of the event is empty")
		}
	}
	ins := insertion{page: page{i.Doc}, events: slices.Clone(events)}
	if err := ins.fits(); err != nil {
		return nil, err
	}
	slices.SortStableFunc(ins.events, func(a, b Event) int { return cmp.Compare(a.stamp().Unix(), b.stamp().Unix()) })
	entries := i.Timeline()
	ins.places = make([]int, len(events)) // all at the start of an empty timeline
	var ops []document.Op
	if section, ok := FindSection(i.Doc, timelineSection); !ok {
		ops = []document.Op{ins.newSection(timelineSection, ins.list()...)}
	} else if headings := i.timeHeadings(); len(headings) > 0 {
		ops = ins.underHeadings(section, headings, entries)
		if !ins.inOrder(entries) { // entries with times of their own contradict the headings
			ins.places = placesOf(entries, ins.events)
			ops = ins.among(entries)
		}
	} else if len(entries) > 0 {
		ins.places = placesOf(entries, ins.events)
		ops = ins.among(entries)
	} else {
		ops = []document.Op{ins.first(section)}
	}
	if err := ins.verify(i, ops); err != nil {
		return nil, err
	}
	return ops, nil
}

// insertion are timeline entries on their way into a document.
type insertion struct {
	page
	events []Event // in order of time
	places []int   // for each, how many of the entries that are there stand before it
}

// fits refuses more text than is read of a file.
func (ins insertion) fits() error {
	size := len(ins.doc.Source()) - ins.doc.BodyStart()
	for _, e := range ins.events {
		size += len("- \n") + len(e.entry())
	}
	if size <= document.MaxBody {
		return nil
	}
	return &document.Refusal{
		Position: ins.doc.Position(ins.section()),
		Reason: fmt.Sprintf("with %s more the text would have %d KiB, and of no incident more than %d are read",
			plural(len(ins.events), "timeline entry", "timeline entries"), size>>10, document.MaxBody>>10),
		Way: "take fewer; pm event --from has --since and --until for that",
	}
}

// placesOf are the numbers of entries that stand before new ones: all up to the
// last that is not later, and those without a readable time that follow it, as
// they go with the entry above them.
func placesOf(entries []Entry, events []Event) []int {
	// The earliest of an entry and all below it: not later than the event exactly
	// as long as one that is not later follows.
	earliest := make([]time.Time, len(entries))
	for n := len(entries) - 1; n >= 0; n-- {
		if n+1 < len(entries) {
			earliest[n] = earliest[n+1]
		}
		if at := entries[n].At; at.Known() && (earliest[n].IsZero() || at.V.Before(earliest[n])) {
			earliest[n] = at.V
		}
	}
	places := make([]int, len(events))
	for n, e := range events {
		at := e.stamp()
		place := sort.Search(len(entries), func(k int) bool { return earliest[k].IsZero() || earliest[k].After(at) })
		for place < len(entries) && !entries[place].At.Known() {
			place++
		}
		places[n] = place
	}
	return places
}

// among puts the events between the entries that are there, those of one place
// together.
func (ins insertion) among(entries []Entry) []document.Op {
	var ops []document.Op
	for from := 0; from < len(ins.events); {
		to := from + 1
		for to < len(ins.events) && ins.places[to] == ins.places[from] {
			to++
		}
		ops = append(ops, ins.at(entries, ins.places[from], ins.events[from:to]))
		from = to
	}
	return ops
}

// at puts events of one place there.
func (ins insertion) at(entries []Entry, place int, events []Event) document.Op {
	before, after := place > 0, place < len(entries)
	if after && (!before || entries[place-1].together(&entries[place])) {
		next := &entries[place]
		lines := ins.like(next, 0, events)
		if ins.loose(next.list) {
			lines = append(lines, "")
		}
		return ins.doc.InsertLines(next.Span.Start, lines...)
	}
	prev := &entries[place-1]
	lines := ins.like(prev, 1, events)
	if ins.loose(prev.list) {
		lines = append([]string{""}, lines...)
	}
	offset := nextLine(ins.doc.Source(), prev.Span.End)
	// Text right below would be read as the new entry's second line.
	if !ins.blankLine(offset) {
		lines = append(lines, "")
	}
	return ins.doc.InsertLines(offset, lines...)
}

func (e *Entry) together(other *Entry) bool { return e.list == other.list && e.table == other.table }

// like writes events in the form of a neighbour; step is 1 when they follow the
// neighbour.
func (ins insertion) like(n *Entry, step int, events []Event) []string {
	var lines []string
	loose := ins.loose(n.list)
	for k, e := range events {
		if loose && k > 0 {
			lines = append(lines, "")
		}
		if n.Row {
			lines = append(lines, row(n.table, e))
			continue
		}
		lines = append(lines, ins.margin(n.Span.Start)+nextMarker(n.item.Marker, step+k)+" "+e.entry())
	}
	return lines
}

// row is an event as a table's row.
func row(t *document.Table, e Event) string {
	if len(t.Head) < 2 {
		return "| " + escapeCell(e.entry()) + " |"
	}
	return "| " + e.stamp().Format(time.RFC3339) + " | " + escapeCell(e.Line()) + " |" + strings.Repeat(" |", len(t.Head)-2)
}

// escapeCell keeps bars from ending the cell. Behind a backslash another would
// not escape, so there the bar is written as an entity.
func escapeCell(s string) string {
	s = strings.ReplaceAll(s, `\|`, `\&#124;`)
	s = strings.ReplaceAll(s, "|", `\|`)
	if strings.HasSuffix(s, `\`) {
		s += " " // else it would escape the bar that ends the cell
	}
	return s
}

// verify carries the edits out on a copy and reads it back: so many more entries,
// in their places, and all others as they were.
func (ins insertion) verify(i *Incident, ops []document.Op) error {
	out, err := i.Doc.Edit(ops...)
	if err != nil {
		return err
	}
	old := i.Timeline()
	now := (&Incident{Doc: document.Parse(out)}).Timeline()
	if ins.asIntended(old, now) {
		return nil
	}
	return &document.Refusal{
		Position: i.Doc.Position(ins.section()),
		Reason:   "an entry added to the timeline would not be read as one",
		Way:      "write it with pm edit " + i.Ref(),
	}
}

func (ins insertion) asIntended(old, now []Entry) bool {
	if len(now) != len(old)+len(ins.events) {
		return false
	}
	next, kept := 0, 0
	for n := range now {
		if next < len(ins.events) && ins.places[next] == kept {
			if at := now[n].At; !at.Known() || !at.V.Equal(ins.events[next].stamp()) {
				return false
			}
			next++
			continue
		}
		if now[n].Written != old[kept].Written || now[n].Text != old[kept].Text {
			return false
		}
		kept++
	}
	return true
}

// section is where the timeline begins, or the body.
func (ins insertion) section() int {
	if s, ok := FindSection(ins.doc, timelineSection); ok {
		return s.Heading.Span.Start
	}
	return ins.doc.BodyStart()
}
