package incident

import (
	"bytes"
	"errors"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
)

// AddEvent inserts a timeline entry in time order (after those of equal time),
// as a list item or a table row, whichever is there; a missing timeline section
// is added where the section table says. Text is kept to one line. What would
// not be read back as one more entry is a *document.Refusal.
func AddEvent(i *Incident, at time.Time, text string) ([]document.Op, error) {
	text = oneLine(text)
	if text == "" {
		return nil, errors.New("the text of the event is empty")
	}
	at = at.UTC().Truncate(time.Second)
	e := event{doc: i.Doc, at: at, text: text}
	place := len(i.Timeline())
	var op document.Op
	if section, ok := FindSection(i.Doc, timelineSection); !ok {
		op = e.inNewSection()
	} else if place > 0 {
		place = placeOf(i.Timeline(), at)
		op = e.among(i.Timeline(), place)
	} else {
		op = e.first(section)
	}
	if err := e.verify(i, op, place); err != nil {
		return nil, err
	}
	return []document.Op{op}, nil
}

// event is a timeline entry on its way into a document.
type event struct {
	doc  *document.Document
	at   time.Time
	text string
}

// placeOf is the number of entries that stand before a new one: all up to the
// last that is not later, and those without a readable time that follow it, as
// they go with the entry above them.
func placeOf(entries []Entry, at time.Time) int {
	place := 0
	for n := range entries {
		if e := &entries[n]; e.At.Known() && !e.At.V.After(at) {
			place = n + 1
		}
	}
	for place < len(entries) && !entries[place].At.Known() {
		place++
	}
	return place
}

// among puts the event between the entries that are there.
func (e event) among(entries []Entry, place int) document.Op {
	before, after := place > 0, place < len(entries)
	if after && (!before || entries[place-1].together(&entries[place])) {
		next := &entries[place]
		lines := []string{e.like(next, 0)}
		if e.loose(next) {
			lines = append(lines, "")
		}
		return e.doc.InsertLines(next.Span.Start, lines...)
	}
	prev := &entries[place-1]
	lines := []string{e.like(prev, 1)}
	if e.loose(prev) {
		lines = append([]string{""}, lines...)
	}
	offset := nextLine(e.doc.Source(), prev.Span.End)
	// Text right below would be read as the new entry's second line.
	if !e.blankLine(offset) {
		lines = append(lines, "")
	}
	return e.doc.InsertLines(offset, lines...)
}

func (e *Entry) together(other *Entry) bool { return e.list == other.list && e.table == other.table }

// like writes the event in the form of a neighbour; step is 1 when it follows
// the neighbour.
func (e event) like(n *Entry, step int) string {
	if n.Row {
		return e.row(n.table)
	}
	return e.margin(n.Span.Start) + nextMarker(n.item.Marker, step) + " " + e.line()
}

// line is the event without a marker.
func (e event) line() string { return e.at.Format(time.RFC3339) + " " + e.text }

// margin is the blank space before an offset on its line.
func (e event) margin(offset int) string {
	src := e.doc.Source()
	start := bytes.LastIndexByte(src[:offset], '\n') + 1
	if margin := string(src[start:offset]); strings.TrimSpace(margin) == "" {
		return margin
	}
	return ""
}

// row is the event as a table's row.
func (e event) row(t *document.Table) string {
	if len(t.Head) < 2 {
		return "| " + escapeCell(e.line()) + " |"
	}
	return "| " + e.at.Format(time.RFC3339) + " | " + escapeCell(e.text) + " |" + strings.Repeat(" |", len(t.Head)-2)
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

// loose reports a list whose items stand apart.
func (e event) loose(n *Entry) bool {
	if n.list == nil || len(n.list.Items) < 2 {
		return false
	}
	src := e.doc.Source()
	start := bytes.LastIndexByte(src[:n.list.Items[1].Span.Start], '\n') + 1
	above := bytes.LastIndexByte(src[:max(0, start-1)], '\n') + 1
	return len(bytes.TrimSpace(src[above:start])) == 0
}

// blankLine reports that the line at offset is blank, or the end of the file.
func (e event) blankLine(offset int) bool {
	src := e.doc.Source()
	return len(bytes.TrimSpace(src[offset:nextLine(src, offset)])) == 0
}

// nextLine is where the line after the one of offset begins.
func nextLine(src []byte, offset int) int {
	if n := bytes.IndexByte(src[offset:], '\n'); n >= 0 {
		return offset + n + 1
	}
	return len(src)
}

// verify carries the edit out on a copy and reads it back: one more entry, in
// its place, and all others as they were.
func (e event) verify(i *Incident, op document.Op, place int) error {
	out, err := i.Doc.Edit(op)
	if err != nil {
		return err
	}
	old := i.Timeline()
	now := (&Incident{Doc: document.Parse(out)}).Timeline()
	ok := len(now) == len(old)+1 && now[place].At.Known() && now[place].At.V.Equal(e.at)
	for n := range old {
		at := n
		if n >= place {
			at++
		}
		ok = ok && now[at].Written == old[n].Written && now[at].Text == old[n].Text
	}
	if ok {
		return nil
	}
	return &document.Refusal{
		Position: i.Doc.Position(e.section()),
		Reason:   "an entry added to the timeline would not be read as one",
		Way:      "write it with pm edit " + i.Ref(),
	}
}

// section is where the timeline begins, or the body.
func (e event) section() int {
	if s, ok := FindSection(e.doc, timelineSection); ok {
		return s.Heading.Span.Start
	}
	return e.doc.BodyStart()
}
