package incident

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
)

// Entry is one timeline entry: a top-level list item or table row of the
// timeline section.
type Entry struct {
	At      Value[time.Time] // not Known when no timestamp could be read
	Written string           // the timestamp as written, zone included; "" when there is none
	NotUTC  bool             // At was read from a form other than RFC 3339 in UTC
	Text    string           // what follows the timestamp; cells are joined with " | "
	Span    document.Span    // the item or row
	Row     bool             // a table row, not a list item

	list  *document.List // where the entry stands: the one or the other
	item  *document.ListItem
	table *document.Table
}

// Timeline are the entries of the timeline section in order of the file. Blank
// items and rows are none. The slice must not be changed.
func (i *Incident) Timeline() []Entry {
	if i.timelineRead {
		return i.timeline
	}
	i.timelineRead = true
	if section, ok := FindSection(i.Doc, timelineSection); ok {
		for n := range section.Blocks {
			i.timeline = appendEntries(i.timeline, i.Doc.Source(), section.Blocks[n])
		}
	}
	return i.timeline
}

// appendEntries leaves out items and rows with nothing in them: templates end in
// an empty one to type into.
func appendEntries(entries []Entry, src []byte, b document.Block) []Entry {
	switch {
	case b.Kind == document.ListBlock && b.List != nil:
		entries = slices.Grow(entries, len(b.List.Items))
		for n := range b.List.Items {
			item := &b.List.Items[n]
			e := Entry{Span: item.Span, list: b.List, item: item}
			e.read(src, item.Text, item.TextSpan)
			if e.Text != "" || e.Written != "" || len(item.Lists) > 0 {
				entries = append(entries, e)
			}
		}
	case b.Kind == document.TableBlock && b.Table != nil:
		entries = slices.Grow(entries, len(b.Table.Rows))
		for _, row := range b.Table.Rows {
			if e := rowEntry(src, b.Table, row); e.Text != "" || e.Written != "" {
				entries = append(entries, e)
			}
		}
	}
	return entries
}

// rowEntry reads the first cell for the time and joins the others, since tables
// have any number of columns behind it.
func rowEntry(src []byte, table *document.Table, row document.Row) Entry {
	e := Entry{Span: row.Span, Row: true, table: table}
	for n, cell := range row.Cells {
		if n == 0 {
			e.read(src, cell.Text, cell.Span)
			continue
		}
		if cell.Text != "" && e.Text != "" {
			e.Text += " | "
		}
		e.Text += cell.Text
	}
	return e
}

// read splits a text into its timestamp and the rest. span is where the text
// stands as written.
func (e *Entry) read(src []byte, text string, span document.Span) {
	text = strings.TrimSpace(text)
	stamp, ok := scanStamp(text)
	if !ok {
		e.Text = text
		return
	}
	e.Written, e.Text = text[:stamp.len], entryText(text[stamp.len:])
	if !stamp.sure() {
		return
	}
	e.At = Value[time.Time]{stamp.at, writtenSpan(src, e.Written, span)}
	e.NotUTC = stamp.form == offsetZone
}

// StampLen is how many bytes of a text are a timestamp that it begins with, or a
// time of day, and what stands between that and the words; 0 when it begins with none.
func StampLen(text string) int {
	trimmed := strings.TrimLeft(text, " ")
	stamp, ok := scanStamp(trimmed)
	if !ok {
		clock, ok := scanClock(trimmed)
		if !ok && strings.HasPrefix(trimmed[min(len(trimmed), 5):], ": ") {
			clock, ok = scanClock(trimmed[:5])
		}
		if !ok {
			return 0
		}
		stamp.len = clock.len + scanZone(trimmed[clock.len:]).len
	}
	return len(text) - len(strings.TrimLeft(trimmed[stamp.len:], " \t:|–—-"))
}

// entryText drops what people put between the time and the text.
func entryText(s string) string { return strings.TrimSpace(strings.TrimLeft(s, " \t:|–—-")) }

// writtenSpan finds a timestamp in the source, inside the bold or code marks
// that text has lost; the whole text when it is written in some other way.
func writtenSpan(src []byte, written string, span document.Span) document.Span {
	if n := bytes.Index(src[span.Start:span.End], []byte(written)); n >= 0 {
		return document.Span{Start: span.Start + n, End: span.Start + n + len(written)}
	}
	return span
}
