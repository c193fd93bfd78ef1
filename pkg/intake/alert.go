package intake

import (
	"time"
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
	Source      Source
	Fingerprint string            // what the source calls this alert by; never empty
	Key         string            // a second name that outlives one occurrence (PagerDuty's incident_key)
	Name        string            // alertname, or the title of PagerDuty's incident; never empty
	Summary     string            // annotation summary
	Description string            // annotation description
	Severity    string            // as the source writes it: critical, P1
	Services    []string          // labels service, service_name and app, or PagerDuty's service
	Labels      map[string]string // nil when the source has none
	Start       time.Time         // in UTC, never zero
	End         time.Time         // in UTC; zero while it is firing
	Link        string            // an http or https URL of the alert at its source
	Events      []Event           // what else the post tells of, such as an acknowledgement
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

// Event is something that happened at a moment: a future timeline entry.
type Event struct {
	At   time.Time // in UTC
	Text string    // Markdown in one line
}
