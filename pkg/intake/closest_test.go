package intake

import (
	"fmt"
	"testing"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// TestClosest finds the incident that an old post tells of, where the same alert
// has fired again since.
func TestClosest(t *testing.T) {
	at := func(start, end string) []Alert { return readPost(t, posts(am("A", start, end))) }
	first := recorded(t, written(t, "", at("10:00:00", "")), at("10:00:00", "10:30:00"))
	second := written(t, "", at("11:00:00", ""))
	mark := fingerprint(map[string]string{"alertname": "A", "severity": "warning"})
	byHand := func(times string) *incident.Incident {
		return incident.Decode("x.md", document.Parse([]byte("---\nstate: in-progress\n"+times+"\nalerts: ["+mark+"]\n---\n")), nil)
	}
	ended := byHand("started_at: 2026-03-01T10:05:00Z\nended_at: 2026-03-01T10:20:00Z")
	open := byHand("started_at: 2026-03-01T11:00:00Z")
	for _, c := range []struct {
		name       string
		past       []*incident.Incident
		start, end string
		want       int
		relation   Relation
	}{
		{"fired, late", []*incident.Incident{first, second}, "10:00:00", "", 0, Recorded},
		{"resolved, late", []*incident.Incident{second, first}, "10:00:00", "10:30:00", 1, Recorded},
		{"resolved once more, later", []*incident.Incident{first, second}, "10:00:00", "10:40:00", 0, Recorded},
		{"fired again", []*incident.Incident{first, second}, "11:00:00", "", 1, Ongoing},
		{"its resolution", []*incident.Incident{second, first}, "11:00:00", "11:10:00", 0, Ongoing},
		{"a third time", []*incident.Incident{first, second}, "11:20:00", "", 1, Ongoing},
		{"old, of one that was recorded by hand", []*incident.Incident{ended, open}, "10:00:00", "10:30:00", 0, Recorded},
		{"old, of none", []*incident.Incident{ended, open}, "08:00:00", "08:30:00", 1, Ongoing},
		{"after the end", []*incident.Incident{ended, first}, "11:30:00", "", 0, Earlier},
		{"of nothing", nil, "10:00:00", "", -1, Stranger},
	} {
		if n, r := Closest(c.past, &at(c.start, c.end)[0]); n != c.want || r != c.relation {
			t.Errorf("%s: %d, relation %d; want %d, %d", c.name, n, r, c.want, c.relation)
		}
	}
}

// TestClosestReopened tells the posts of PagerDuty apart, where both incidents have
// the same name and the same beginning.
func TestClosestReopened(t *testing.T) {
	event := func(kind, at string) []Alert {
		return readPost(t, fmt.Sprintf(`{"event": {"event_type": "incident.%s", "occurred_at": "2026-03-01T%sZ", "data": {"type": "incident", "id": "Q1", "title": "t", "created_at": "2026-03-01T14:00:00Z"}}}`, kind, at))
	}
	first := recorded(t, written(t, "", event("triggered", "14:00:00")), event("resolved", "14:10:00"))
	second := written(t, "", event("reopened", "14:20:00"))
	past := []*incident.Incident{first, second}
	for _, c := range []struct {
		kind, at string
		want     int
	}{
		{"triggered", "14:00:00", 0},
		{"acknowledged", "14:05:00", 0},
		{"resolved", "14:10:00", 0},
		{"reopened", "14:20:00", 1},
		{"acknowledged", "14:25:00", 1},
		{"resolved", "14:30:00", 1},
	} {
		if n, _ := Closest(past, &event(c.kind, c.at)[0]); n != c.want {
			t.Errorf("%s at %s: incident %d, want %d", c.kind, c.at, n, c.want)
		}
	}
}
