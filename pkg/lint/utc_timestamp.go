package lint

import (
	"fmt"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

var utcTimestamp = &Rule{
	ID:      "utc-timestamp",
	Summary: "times are RFC 3339 in UTC: 2026-03-01T14:02:00Z",
	Why: "People in three zones write one timeline. With one zone, entries sort, durations are right and nobody converts in the head " +
		"at night. A written offset is converted by --fix; a bare time or an abbreviation such as CST has several readings, so a " +
		"person must say which.",
	Bad: `---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T15:02:00+01:00
---
`,
	Good: `---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
---
`,
	Configure: "rules: {utc-timestamp: error}. Timeline entries may leave the seconds out.",
	Severity:  Error,
	Fixable:   true,
	Adopted:   true,
	Check:     checkUTCTimestamp,
}

func checkUTCTimestamp(p *Pass) {
	p.reportFaults(incident.NotUTC)
	if p.Incident.Adopted.Known() {
		return // its timeline stays as it was written
	}
	for _, e := range p.Incident.Timeline() {
		switch {
		case !e.At.Known() && hasClock(e):
			p.Report(p.writtenSpan(e), e.Written, fmt.Sprintf("%q does not say beyond doubt in which zone it is", e.Written),
				"write the time in UTC, like 2026-03-01T14:02:00Z")
		case e.NotUTC:
			p.notUTC(e)
		}
	}
}

// notUTC reports an entry whose moment is known. Its fix changes the time only
// where it stands in the file as it reads, not when marks run through it.
func (p *Pass) notUTC(e incident.Entry) {
	utc := stampLike(e)
	var fix []document.Edit
	if s := e.At.Span; string(p.Document.Source()[s.Start:s.End]) == e.Written {
		fix = append(fix, document.Edit{Span: s, Text: utc})
	}
	p.Report(e.At.Span, e.Written, fmt.Sprintf("%q is not RFC 3339 in UTC", e.Written), "write "+utc, fix...)
}

// hasClock reports a time of day behind the date.
func hasClock(e incident.Entry) bool { return len(e.Written) > len(time.DateOnly) }

// writtenSpan is the time at the beginning of an entry, or the entry's first
// line.
func (p *Pass) writtenSpan(e incident.Entry) document.Span {
	line := firstLine(p.Document, e.Span)
	n := strings.Index(string(p.Document.Source()[line.Start:line.End]), e.Written)
	if n < 0 {
		return line
	}
	return document.Span{Start: line.Start + n, End: line.Start + n + len(e.Written)}
}

// stampLike writes an entry's time in UTC, with seconds when it had them.
func stampLike(e incident.Entry) string {
	const minutes = len("2026-03-01T14:02")
	if len(e.Written) > minutes && e.Written[minutes] == ':' {
		return stamp(e.At.V)
	}
	return e.At.V.UTC().Format("2006-01-02T15:04Z")
}

// stamp writes a time as the front matter has it.
func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }
