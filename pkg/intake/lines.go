package intake

import (
	"fmt"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// lines reads a log: each line that begins with a time is an event. Other lines go
// on with the one above, a stack trace say, and are passed over.
func (r *Reading) lines(in Input) error {
	number := 0
	for line := range strings.Lines(string(in.Data)) {
		number++
		if len(line) > maxValue {
			return &Error{Line: number, Reason: fmt.Sprintf("is longer than %d bytes", maxValue), Way: "this is no log that pm can read"}
		}
		text, bracket := lineStart(line)
		if text == "" {
			continue
		}
		when, ok := incident.ReadLeadingTime(text)
		if !ok {
			r.Passed++
			continue
		}
		if when.Zone != "" {
			return ambiguousZone(number, when.Zone)
		}
		rest := text[when.Len:]
		if bracket {
			rest = strings.TrimLeft(rest, ")]")
		}
		rest = oneLine(strings.TrimLeft(rest, " \t:|,–—-"))
		if rest == "" {
			r.Passed++
			continue
		}
		if when.Zoneless {
			r.Zoneless++
		}
		if err := r.add(Event{At: when.At.Truncate(time.Second), Text: inert(cut(rest, maxText)), Source: inert(in.Name)}); err != nil {
			return err
		}
	}
	if len(r.Events) == 0 {
		return &Error{Reason: "has no line that begins with a date and a time", Way: whichEvents}
	}
	return nil
}

// lineStart is a line without what lists and logs put before the time.
func lineStart(line string) (text string, bracket bool) {
	text = strings.TrimSpace(line)
	for _, marker := range []string{"- ", "* ", "+ "} {
		text = strings.TrimPrefix(text, marker)
	}
	if rest := strings.TrimLeft(text, "[("); rest != text {
		return rest, true
	}
	return text, false
}

func ambiguousZone(line int, zone string) *Error {
	return &Error{
		Line: line, Reason: "names the zone " + oneLine(zone) + ", and such names are ambiguous",
		Way: "write the offset, like 2026-03-01T14:02:00-08:00, or the time in UTC",
	}
}
