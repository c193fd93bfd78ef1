package intake

import (
	"bytes"
	"fmt"
	"slices"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// Input is one text with events in it, and what is known about it.
type Input struct {
	Data    []byte
	Name    string            // what entries call it as their source; "" when it has no name
	Channel string            // of Slack; "" when it is not known
	Users   []byte            // users.json of a Slack export; nil when it is not there
	Process *incident.Process // whose people may be meant by users of Slack
}

// Reading is what was read of an input.
type Reading struct {
	Events   []Event // in order of time
	Passed   int     // lines without a time, and messages that say nothing, such as that somebody joined
	Zoneless int     // events whose time has no zone and was taken for UTC
}

const whichEvents = "pm reads a channel of a Slack export, JSON lines, and lines that begin with a timestamp"

// ReadEvents reads a channel of a Slack export, JSON lines, or lines that begin with
// a timestamp, told apart by their shape. The error is an *Error, and then there
// are no events.
func ReadEvents(in Input) (Reading, error) {
	if err := bounded(in.Data); err != nil {
		return Reading{}, err
	}
	in.Data = bytes.TrimPrefix(in.Data, []byte("\xef\xbb\xbf"))
	var r Reading
	var err error
	switch shapeOf(in.Data) {
	case shapeNothing:
		return r, &Error{Reason: "is empty", Way: whichEvents}
	case shapeSlack:
		err = r.slack(in)
	case shapeObjects:
		err = r.jsonLines(in)
	default:
		err = r.lines(in)
	}
	if err != nil {
		return Reading{}, err
	}
	slices.SortStableFunc(r.Events, compareEvents)
	return r, nil
}

// shape is what an input looks like.
type shape uint8

const (
	shapeNothing shape = iota
	shapeSlack         // a list of objects, or an object with the list in it
	shapeObjects       // an object a line
	shapeText
)

// shapeOf looks at the beginning. A bracket also begins a line of a log,
// "[2026-03-01 14:02] text", and then a digit follows.
func shapeOf(data []byte) shape {
	text := bytes.TrimSpace(data)
	switch {
	case len(text) == 0:
		return shapeNothing
	case text[0] == '[':
		if rest := bytes.TrimSpace(text[1:]); len(rest) == 0 || rest[0] == '{' || rest[0] == ']' {
			return shapeSlack
		}
		return shapeText
	case text[0] != '{':
		return shapeText
	}
	// What Slack's API answers is one object, over one line or several.
	head := text[:min(len(text), 4096)]
	if bytes.Contains(head, []byte(`"messages"`)) && (bytes.Contains(head, []byte(`"ok"`)) || bytes.Contains(head, []byte(`"ts"`))) {
		return shapeSlack
	}
	return shapeObjects
}

// add keeps an event, within bounds.
func (r *Reading) add(e Event) error {
	if len(r.Events) >= MaxEvents {
		return &Error{Reason: fmt.Sprintf("holds more than %d events", MaxEvents), Way: "split it"}
	}
	r.Events = append(r.Events, e)
	return nil
}

// Within are the events of a time, both ends included; a zero time is no end.
func Within(events []Event, since, until time.Time) []Event {
	return slices.DeleteFunc(slices.Clone(events), func(e Event) bool {
		return !since.IsZero() && e.At.Before(since) || !until.IsZero() && e.At.After(until)
	})
}
