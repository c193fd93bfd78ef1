package incident

import (
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
)

const utcExample = "write it in UTC, like 2026-03-01T14:02:00Z"

// time decodes a timestamp or a date.
func (d *decoder) time(dst *Value[time.Time], kind FieldKind, n document.Node, s subject) {
	read := timestampOf
	if kind == DateField || kind == DatesField {
		read = dateOf
	}
	text, c := line(n)
	var at time.Time
	if c == nil {
		at, c = read(text)
	} else if kind == TimestampField {
		c.help = utcExample
	}
	if c == nil || c.known {
		*dst = Value[time.Time]{at, n.Span()}
	}
	if c != nil {
		c.fix = inner(d.incident.Doc, n, c.fix)
		d.fault(s, n, c)
	}
}

// timestampOf reads RFC 3339 in UTC. Of other forms, those that name their
// offset are read too, with a complaint that carries the fix.
func timestampOf(text string) (time.Time, *complaint) {
	c, ok := scanStamp(text)
	if !ok || c.len < len(text) {
		return time.Time{}, &complaint{kind: WrongType, says: "is " + quote(text) + ", which is not a timestamp", help: utcExample}
	}
	switch c.form {
	case utcExact:
		return c.at, nil
	case dateOnly:
		return time.Time{}, &complaint{kind: WrongType, says: "is a date without a time of day", help: utcExample}
	case noZone:
		return time.Time{}, &complaint{kind: NotUTC, says: "has no time zone", help: utcExample}
	case namedZone:
		return time.Time{}, &complaint{
			kind: NotUTC, says: "is in " + c.zone + ", which is ambiguous", help: "convert it by hand: " + utcExample,
		}
	}
	utc := formatTime(c.at)
	return c.at, &complaint{
		kind: NotUTC, says: "is " + quote(text) + ", which is not RFC 3339 in UTC", help: "write " + utc,
		fix: replacement(utc), known: true,
	}
}

// dateOf reads 2006-01-02. A moment is not a date, but one that is known beyond
// doubt has a date in UTC.
func dateOf(text string) (time.Time, *complaint) {
	c, ok := scanStamp(text)
	if !ok || c.len < len(text) {
		return time.Time{}, &complaint{kind: WrongType, says: "is " + quote(text) + ", which is not a date", help: "write a day, like 2026-03-15"}
	}
	if c.form == dateOnly {
		return c.at, nil
	}
	says := &complaint{kind: WrongType, says: "is a moment, where a day is meant", help: "write a day, like 2026-03-15"}
	if c.sure() {
		date := c.at.Format(time.DateOnly)
		says.help, says.fix = "write "+date, replacement(date)
	}
	return time.Time{}, says
}

// formatTime writes a moment as front matter and timeline have it. Fractions of
// seconds are kept when there are any.
func formatTime(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// replacement is a fix that has no place yet.
func replacement(text string) []document.Edit { return []document.Edit{{Text: text}} }

// inner puts a replacement in the place of a scalar's text, inside its quotes.
// It gives none when the text does not stand in the file as it reads, as with
// an alias or a block.
func inner(doc *document.Document, n document.Node, fix []document.Edit) []document.Edit {
	if len(fix) == 0 || n.IsAlias() {
		return nil
	}
	span := n.Span()
	raw := string(doc.Source()[span.Start:span.End])
	if quoted(raw) {
		span.Start, span.End = span.Start+1, span.End-1
		raw = raw[1 : len(raw)-1]
	}
	if strings.TrimSpace(raw) != strings.TrimSpace(n.Text()) {
		return nil
	}
	return []document.Edit{{Span: span, Text: fix[0].Text}}
}

func quoted(raw string) bool {
	return len(raw) >= 2 && (raw[0] == '"' || raw[0] == '\'') && raw[len(raw)-1] == raw[0]
}
