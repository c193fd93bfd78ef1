package intake

import (
	"cmp"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// Source says which system an alert comes from.
type Source string

// The systems whose alerts are understood.
const (
	Alertmanager Source = "alertmanager" // webhook version 4
	Grafana      Source = "grafana"      // webhook of unified alerting
	PagerDuty    Source = "pagerduty"    // webhook version 3
)

// Alert is one alert as its source tells of it. All texts are one line without
// control characters; what the source does not say is empty.
type Alert struct {
	Source       Source
	Fingerprint  string            // what the source calls this alert by; never empty
	Key          string            // a second name that outlives one occurrence (PagerDuty's incident_key)
	Name         string            // alertname, or the title of PagerDuty's incident; never empty
	Summary      string            // annotation summary
	Description  string            // annotation description
	Severity     string            // as the source writes it: critical, P1
	Services     []string          // the label service, else service_name, else app; or PagerDuty's service
	Labels       map[string]string // nil when the source has none
	Start        time.Time         // in UTC, whole seconds, never zero
	End          time.Time         // in UTC, whole seconds, not before Start; zero while it is firing
	Acknowledged time.Time         // in UTC; zero when the post does not tell of it
	Link         string            // an http or https URL of the alert at its source
	Events       []Event           // what else the post tells of, such as a note

	reopened bool // Start is when it was taken up again, not when it began
}

// Marks are the strings that this alert is known by in the list alerts of an
// incident.
func (a *Alert) Marks() []string {
	if a.Key == "" || a.Key == a.Fingerprint {
		return []string{a.Fingerprint}
	}
	return []string{a.Fingerprint, a.Key}
}

// Firing reports that the source does not know an end yet.
func (a *Alert) Firing() bool { return a.End.IsZero() }

// Says is the alert's name with its summary, each said once.
func (a *Alert) Says() string {
	switch {
	case a.Summary == "" || contains(a.Name, a.Summary):
		return a.Name
	case contains(a.Summary, a.Name):
		return a.Summary
	}
	return a.Name + ": " + a.Summary
}

// contains reports that the words of part stand in s.
func contains(s, part string) bool {
	return strings.Contains(" "+strings.ToLower(s)+" ", " "+strings.ToLower(part)+" ")
}

// The first words of the entries of an alert, by which they are known again.
const (
	firedWords    = "Alert fired: "
	resolvedWords = "Alert resolved: "
)

// Timeline is what an alert adds to the timeline of its incident.
func (a *Alert) Timeline() []Event {
	source := link(string(a.Source)+" "+a.Fingerprint, a.Link)
	events := []Event{{At: a.Start, Text: firedWords + inert(cut(a.Says(), maxText)), Source: source}}
	events = append(events, a.Events...)
	if !a.Firing() {
		events = append(events, Event{At: a.End, Text: resolvedWords + inert(cut(a.Name, maxText)), Source: source})
	}
	return events
}

// Told reports that an entry of a timeline, as it is read, is e of alert a. The
// words behind may differ: a summary with a value in it changes with every post.
func (a *Alert) Told(e Event, entry *incident.Entry) bool {
	for _, words := range []string{firedWords, resolvedWords} {
		if strings.HasPrefix(e.Text, words) {
			// Of PagerDuty each incident begins once, and one that was taken up again goes
			// on telling of its first beginning.
			sameTime := entry.At.Known() && entry.At.V.Unix() == e.At.Unix() ||
				words == firedWords && a.Source == PagerDuty && !a.reopened
			return strings.HasPrefix(entry.Text, words) && strings.Contains(entry.Text, a.Fingerprint) && sameTime
		}
	}
	return false
}

// Event is a future timeline entry.
type Event = incident.Event

// compareEvents orders by time; what happened in one second stays in order.
func compareEvents(a, b Event) int { return cmp.Compare(a.At.Unix(), b.At.Unix()) }
