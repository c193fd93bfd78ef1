package intake

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// The keys that logs have for the parts of an event, the first that is there
// counts.
var (
	timeKeys   = []string{"at", "time", "timestamp", "@timestamp", "ts", "datetime", "date", "created_at", "t"}
	textKeys   = []string{"text", "message", "msg", "event", "summary", "title", "description"}
	authorKeys = []string{"author", "user", "actor", "by"}
	sourceKeys = []string{"source", "logger", "service", "host"}
)

// jsonLines reads an object a line. Lines may be blank.
func (r *Reading) jsonLines(in Input) error {
	number := 0
	for line := range bytes.Lines(in.Data) {
		number++
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			continue
		}
		var object map[string]any
		d := json.NewDecoder(bytes.NewReader(line))
		d.UseNumber()
		if err := d.Decode(&object); err != nil || object == nil || d.More() {
			return &Error{Line: number, Reason: "is not one JSON object", Way: whichEvents + "; nothing of it was used"}
		}
		if err := r.object(in, number, object); err != nil {
			return err
		}
	}
	return nil
}

func (r *Reading) object(in Input, number int, object map[string]any) error {
	if _, ok := object["alerts"].([]any); ok {
		return &Error{Line: number, Reason: "holds alerts, not events", Way: "pm new --from takes those in"}
	}
	at, zoneless, err := timeIn(object)
	if err != nil {
		err.Line = number
		return err
	}
	text := textIn(object, textKeys)
	if text == "" {
		return &Error{Line: number, Reason: "has no text", Way: "pm looks for it under " + strings.Join(textKeys, ", ")}
	}
	if len(text) > maxValue {
		return &Error{Line: number, Reason: fmt.Sprintf("has a text of %d bytes, and none may have more than %d", len(text), maxValue)}
	}
	if author := textIn(object, authorKeys); author != "" {
		text = author + ": " + text
	}
	if zoneless {
		r.Zoneless++
	}
	source := textIn(object, sourceKeys)
	if source == "" {
		source = in.Name
	}
	return r.add(Event{At: at, Text: inert(cut(oneLine(text), maxText)), Source: inert(cut(oneLine(source), 60))})
}

// timeIn is the time of an object: a text as timelines have it, or seconds,
// milliseconds, microseconds or nanoseconds since 1970, which their size tells
// apart.
func timeIn(object map[string]any) (at time.Time, zoneless bool, wrong *Error) {
	for _, key := range timeKeys {
		switch v := object[key].(type) {
		case json.Number:
			if at, ok := epoch(v.String()); ok {
				return at, false, nil
			}
		case string:
			if when, ok := incident.ReadLeadingTime(strings.TrimSpace(v)); ok && when.Len == len(strings.TrimSpace(v)) {
				if when.Zone != "" {
					return at, false, ambiguousZone(0, when.Zone)
				}
				return when.At.Truncate(time.Second), when.Zoneless, nil
			}
			if at, ok := epoch(v); ok {
				return at, false, nil
			}
		default:
			continue
		}
		return at, false, &Error{Reason: fmt.Sprintf("has %q for %q, which is no time", cut(oneLine(fmt.Sprint(object[key])), 40), key), Way: "write it like 2026-03-01T14:02:00Z"}
	}
	return at, false, &Error{Reason: "has no time", Way: "pm looks for it under " + strings.Join(timeKeys, ", ")}
}

// epoch reads a number of seconds since 1970, with a fraction, or of thousandths,
// millionths and so on. Below 1e8 it would be in the first three years, and is
// something else.
func epoch(s string) (time.Time, bool) {
	f, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil || math.IsNaN(f) || f < 1e8 {
		return time.Time{}, false
	}
	for f >= 1e11 {
		f /= 1000
	}
	return time.Unix(int64(f), 0).UTC(), true
}

// textIn is the first text under keys; of an object its name.
func textIn(object map[string]any, keys []string) string {
	for _, key := range keys {
		switch v := object[key].(type) {
		case string:
			if s := strings.TrimSpace(v); s != "" {
				return s
			}
		case map[string]any:
			if s := textIn(v, []string{"name", "username", "email", "login"}); s != "" {
				return s
			}
		}
	}
	return ""
}
