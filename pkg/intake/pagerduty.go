package intake

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
)

// pagerEvent is the event of PagerDuty's webhook version 3.
type pagerEvent struct {
	Type       string         `json:"event_type"`
	OccurredAt string         `json:"occurred_at"`
	Agent      pagerReference `json:"agent"`
	Data       pagerData      `json:"data"`
}

// pagerData is the resource that the event is about: an incident, or a note or
// an update that belongs to one.
type pagerData struct {
	Type        string         `json:"type"`
	ID          string         `json:"id"`
	URL         string         `json:"html_url"`
	Status      string         `json:"status"`
	IncidentKey string         `json:"incident_key"`
	CreatedAt   string         `json:"created_at"`
	Title       string         `json:"title"`
	Urgency     string         `json:"urgency"`
	Service     pagerReference `json:"service"`
	Priority    pagerReference `json:"priority"`
}

// pagerReference is a short form of another resource: an object, in some events
// only its name, or null.
type pagerReference struct{ name string }

// UnmarshalJSON accepts whatever stands there, since a reference is never worth
// an alert.
func (r *pagerReference) UnmarshalJSON(data []byte) error {
	var object struct {
		Summary string `json:"summary"`
		Name    string `json:"name"`
	}
	switch {
	case bytes.HasPrefix(data, []byte("{")):
		_ = json.Unmarshal(data, &object)
		r.name = cmp.Or(object.Summary, object.Name)
	case bytes.HasPrefix(data, []byte(`"`)):
		return json.Unmarshal(data, &r.name)
	}
	return nil
}

// The events that are taken in.
const (
	pagerTriggered    = "incident.triggered"
	pagerAcknowledged = "incident.acknowledged"
	pagerReopened     = "incident.reopened"
	pagerResolved     = "incident.resolved"
)

// pagerEvents are all of them. Others, such as incident.delegated, carry the whole
// incident as well, and would be taken for its beginning.
var pagerEvents = []string{pagerTriggered, pagerAcknowledged, pagerReopened, pagerResolved}

// alerts is the one alert that an event is about.
func (e *pagerEvent) alerts() ([]Alert, error) {
	if e.Data.Type != "incident" || !slices.Contains(pagerEvents, e.Type) {
		return nil, &Error{
			Reason: "is the event " + quoted(e.Type) + " of PagerDuty, which tells of no beginning, acknowledgement or end of an incident",
			Way:    "subscribe the webhook to incident.triggered, incident.acknowledged, incident.reopened and incident.resolved",
		}
	}
	a := Alert{Source: PagerDuty, Link: webLink(e.Data.URL)}
	var service, agent string
	err := readTexts([]text{
		{"event.data.id", e.Data.ID, &a.Fingerprint, true},
		{"event.data.incident_key", e.Data.IncidentKey, &a.Key, true},
		{"event.data.title", e.Data.Title, &a.Name, false},
		{"event.data.priority", cmp.Or(e.Data.Priority.name, e.Data.Urgency), &a.Severity, false},
		{"event.data.service", e.Data.Service.name, &service, true},
		{"event.agent", e.Agent.name, &agent, false},
	})
	switch {
	case err != nil:
		return nil, err
	case a.Fingerprint == "" || a.Name == "":
		return nil, &Error{Reason: "event.data has no id or no title", Way: whichAlerts}
	}
	if service != "" {
		a.Services = []string{service}
	}
	if err := e.times(&a, agent); err != nil {
		return nil, err
	}
	return []Alert{a}, nil
}

// times fills in what the event says of time. Only the event of the resolution
// tells when that was; a later one tells that it was no later.
func (e *pagerEvent) times(a *Alert, agent string) error {
	start, err := moment("event.data.created_at", e.Data.CreatedAt)
	if err != nil {
		return err
	}
	occurred, err := moment("event.occurred_at", e.OccurredAt)
	if err != nil {
		return err
	}
	if a.Start = start; start.IsZero() {
		return &Error{Reason: "event.data.created_at is missing", Way: "pm does not guess when an incident began"}
	}
	if e.Type == pagerReopened && !occurred.IsZero() {
		a.Start, a.reopened = notBefore(occurred, start), true
	}
	if e.Type == pagerResolved || e.Data.Status == "resolved" {
		if occurred.IsZero() {
			return &Error{Reason: "event.occurred_at is missing, and the incident is resolved", Way: "pm does not guess when it ended"}
		}
		a.End = notBefore(occurred, start)
	}
	if e.Type == pagerAcknowledged && !occurred.IsZero() {
		a.Acknowledged = notBefore(occurred, start)
		a.Events = []Event{{At: a.Acknowledged, Text: acknowledgedBy(agent), Source: link(string(PagerDuty)+" "+a.Fingerprint, a.Link)}}
	}
	return nil
}

func acknowledgedBy(agent string) string {
	if agent == "" {
		return "Alert acknowledged"
	}
	return "Alert acknowledged by " + inert(cut(agent, maxText))
}

// quoted shows a word of an input in a message.
func quoted(s string) string { return `"` + cut(oneLine(s), 60) + `"` }
