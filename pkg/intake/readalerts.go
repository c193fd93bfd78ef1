package intake

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"
)

const whichAlerts = "pm reads webhook posts of Alertmanager (version 4), Grafana and PagerDuty (version 3)"

// ReadAlerts reads the alerts of one webhook post of Alertmanager (version 4),
// Grafana or PagerDuty (version 3), told apart by their shape, or of several
// posts one after the other. Fields that it does not know are ignored. Each
// occurrence of an alert (same fingerprint, same start) is there once, with its
// end when any post tells of it. The order is that of the input. The error is an
// *Error, and then there are no alerts.
func ReadAlerts(data []byte) ([]Alert, error) { return readPosts(data, -1) }

// ReadPost reads one post, and refuses what holds more: what two posts tell of need
// not belong together.
func ReadPost(data []byte) ([]Alert, error) { return readPosts(data, 1) }

// readPosts reads at most so many posts, -1 for all.
func readPosts(data []byte, most int) ([]Alert, error) {
	if err := bounded(data); err != nil {
		return nil, err
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, &Error{Reason: "is empty", Way: whichAlerts}
	}
	var all occurrences
	posts := json.NewDecoder(bytes.NewReader(data))
	for n := 0; ; n++ {
		end := int(posts.InputOffset())
		var p post
		err := posts.Decode(&p)
		if errors.Is(err, io.EOF) {
			return all.list, nil
		}
		if err != nil {
			return nil, jsonError(data, posts.InputOffset(), err)
		}
		if n == most {
			return nil, onePost(data, end)
		}
		alerts, err := p.alerts()
		if err != nil {
			return nil, err
		}
		for i := range alerts {
			all.add(alerts[i])
		}
		if len(all.list) > MaxAlerts {
			return nil, &Error{Reason: fmt.Sprintf("holds more than %d alerts", MaxAlerts), Way: "split it"}
		}
	}
}

// onePost refuses the post that follows where another ends.
func onePost(data []byte, end int) *Error {
	start := len(data) - len(bytes.TrimLeft(data[end:], " \t\r\n"))
	line := data[bytes.LastIndexByte(data[:start], '\n')+1 : start]
	return &Error{
		Line:   lineAt(data, int64(start)),
		Reason: fmt.Sprintf("a second post begins at column %d, and only one is read at a time", utf8.RuneCount(line)+1),
		Way:    "give each of them to pm new --from by itself, the earliest first",
	}
}

// post has the fields that tell the systems apart; what else they hold is read by
// the one that it is.
type post struct {
	Alerts *[]groupedAlert `json:"alerts"`
	OrgID  *json.Number    `json:"orgId"`
	Event  *pagerEvent     `json:"event"`
}

func (p *post) alerts() ([]Alert, error) {
	switch {
	case p.Event != nil:
		return p.Event.alerts()
	case p.Alerts == nil:
		return nil, &Error{Reason: `is no alert that pm knows: it has neither "alerts" nor "event"`, Way: whichAlerts}
	case len(*p.Alerts) == 0:
		return nil, &Error{Reason: "is a post without alerts", Way: "there is nothing to record"}
	}
	source := Alertmanager
	if p.OrgID != nil {
		source = Grafana
	}
	var all []Alert
	for i := range *p.Alerts {
		a, err := (*p.Alerts)[i].read(source, fmt.Sprintf("alerts[%d].", i))
		if err != nil {
			return nil, err
		}
		all = append(all, a)
	}
	return all, nil
}

// occurrences are alerts without the repetitions that every system sends.
type occurrences struct {
	list []Alert
	at   map[string]int
}

func (o *occurrences) add(a Alert) {
	key := a.Fingerprint + "\x00" + a.Start.Format(time.RFC3339)
	n, known := o.at[key]
	if !known {
		if o.at == nil {
			o.at = make(map[string]int)
		}
		o.at[key] = len(o.list)
		o.list = append(o.list, a)
		return
	}
	was := &o.list[n]
	if !a.Firing() {
		was.End = a.End
	}
	if was.Acknowledged.IsZero() {
		was.Acknowledged = a.Acknowledged
	}
	was.Events = append(was.Events, a.Events...)
}

// jsonError says where JSON is broken, in lines, which is how people find it.
// around is used where the error itself does not say.
func jsonError(data []byte, around int64, err error) *Error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return &Error{Line: lineAt(data, syntax.Offset), Reason: "is not JSON: " + strings.TrimPrefix(err.Error(), "json: "), Way: "nothing of it was used"}
	case errors.As(err, &kind):
		return &Error{
			Line:   lineAt(data, around),
			Reason: fmt.Sprintf("%s is %s, which does not belong there", nameOf(kind.Field), article(kind.Value)), Way: whichAlerts,
		}
	case errors.Is(err, io.ErrUnexpectedEOF):
		return &Error{Line: lineAt(data, int64(len(bytes.TrimSpace(data)))), Reason: "is not JSON: it ends in the middle", Way: "nothing of it was used"}
	}
	return &Error{Line: lineAt(data, around), Reason: "is not JSON: " + err.Error()}
}

func nameOf(field string) string {
	if field == "" {
		return "the whole"
	}
	return oneLine(field)
}

// article puts the name of a kind of JSON into a sentence.
func article(kind string) string {
	kind, _, _ = strings.Cut(kind, " ") // "number 12"
	switch kind {
	case "array", "object":
		return "an " + kind
	case "bool":
		return "true or false"
	}
	return "a " + kind
}

// moment reads RFC 3339 with any offset. The year 1 is how Go writes that there
// is no time, and so do the systems that are written in it.
func moment(name, s string) (time.Time, error) {
	if s = strings.TrimSpace(s); s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}, &Error{Reason: fmt.Sprintf("%s is %q, which is no time", name, cut(oneLine(s), 40)), Way: "it should read like 2026-03-01T14:02:00Z"}
	}
	if t = t.UTC().Truncate(time.Second); t.Year() <= 1 {
		return time.Time{}, nil
	}
	if t.Year() > 9999 {
		return time.Time{}, &Error{Reason: name + " lies beyond the year 9999", Way: "look at the clock of its source"}
	}
	return t, nil
}
