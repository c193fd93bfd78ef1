package intake

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// written is a new incident made of alerts, with front matter of one's own.
func written(t *testing.T, body string, alerts []Alert) *incident.Incident {
	t.Helper()
	d, _ := Draft(incident.DefaultProcess(), incident.Draft{Stamp: incident.Stamp{By: "alice", At: alerts[0].Start}}, alerts)
	src, err := incident.NewDocument([]byte("---\ntitle:\n---\n\n## Timeline\n"+body), d)
	if err != nil {
		t.Fatal(err)
	}
	i := incident.Decode("2026-03-01-x.md", document.Parse(src), nil)
	return recorded(t, i, alerts)
}

func recorded(t *testing.T, i *incident.Incident, alerts []Alert) *incident.Incident {
	t.Helper()
	u, err := Record(i, alerts)
	if err != nil {
		t.Fatal(err)
	}
	src, err := i.Doc.Edit(u.Ops...)
	if err != nil {
		t.Fatal(err)
	}
	return incident.Decode(i.Path, document.Parse(src), nil)
}

func readPost(t *testing.T, src string) []Alert {
	t.Helper()
	alerts, err := ReadAlerts([]byte(src))
	if err != nil {
		t.Fatal(err)
	}
	return alerts
}

// am is one alert of Alertmanager at times of day; an end of "" is none.
func am(name, start, end string) string {
	status := "firing"
	if end != "" {
		status, end = "resolved", `"2026-03-01T`+end+`Z"`
	} else {
		end = `"0001-01-01T00:00:00Z"`
	}
	return fmt.Sprintf(`{"status": %q, "labels": {"alertname": %q, "severity": "warning"}, "annotations": {"summary": "value %s"}, "startsAt": "2026-03-01T%sZ", "endsAt": %s}`,
		status, name, strings.ReplaceAll(start, ":", ""), start, end)
}

func posts(alerts ...string) string {
	return `{"version": "4", "alerts": [` + strings.Join(alerts, ", ") + `]}`
}

// TestLifeOfAGroup follows a group of two alerts, of which the second comes later
// and the first is resolved first, with the repetitions that Alertmanager sends.
func TestLifeOfAGroup(t *testing.T) {
	i := written(t, "", readPost(t, posts(am("A", "14:00:00", ""))))
	for _, step := range []struct {
		post    string
		entries int
		ended   string
	}{
		{posts(am("A", "14:00:00", "")), 1, ""},
		{posts(am("A", "14:00:00", ""), am("B", "13:59:00", "")), 2, ""},
		{posts(am("A", "14:00:00", "14:10:00"), am("B", "13:59:00", "")), 3, ""},
		{posts(am("B", "13:59:00", "")), 3, ""},
		{posts(am("B", "13:59:00", "14:05:00")), 4, "2026-03-01T14:10:00Z"}, // A ended last
		{posts(am("B", "13:59:00", "14:05:00")), 4, "2026-03-01T14:10:00Z"},
		{posts(am("A", "14:00:00", "14:10:00"), am("B", "13:59:00", "14:05:00")), 4, "2026-03-01T14:10:00Z"},
	} {
		before := string(i.Doc.Source())
		i = recorded(t, i, readPost(t, step.post))
		if again := string(recorded(t, i, readPost(t, step.post)).Doc.Source()); again != string(i.Doc.Source()) {
			t.Errorf("the same post again changes\n%s", again)
		}
		ended := ""
		if i.EndedAt.Known() {
			ended = i.EndedAt.V.Format(time.RFC3339)
		}
		if n := len(i.Timeline()); n != step.entries || ended != step.ended {
			t.Errorf("%d entries, ended %q; want %d, %q; before:\n%s", n, ended, step.entries, step.ended, before)
		}
	}
	if len(i.Faults) > 0 || len(i.Alerts.V) != 2 {
		t.Errorf("%v, alerts %v", i.Faults, i.Alerts.V)
	}
}

// TestPagerDuty follows the three events that most incidents of PagerDuty have.
func TestPagerDuty(t *testing.T) {
	var i *incident.Incident
	for _, event := range []string{"triggered", "acknowledged", "resolved"} {
		data, err := os.ReadFile("testdata/alerts/pagerduty-" + event + ".json")
		if err != nil {
			t.Fatal(err)
		}
		alerts := readPost(t, string(data))
		if i == nil {
			i = written(t, "", alerts)
			continue
		}
		if r := Relate(i, &alerts[0]); r != Ongoing {
			t.Errorf("%s: relation %d", event, r)
		}
		i = recorded(t, i, alerts)
	}
	golden(t, "testdata/pagerduty.md.golden", string(i.Doc.Source()))
	all, err := os.ReadFile("testdata/alerts/pagerduty-stream.json")
	if err != nil {
		t.Fatal(err)
	}
	at := func(s string) string { return strings.Join(strings.Split(s, "history:")[0:1], "") }
	if diff := cmp.Diff(at(string(i.Doc.Source())), at(string(written(t, "", readPost(t, string(all))).Doc.Source()))); diff != "" {
		t.Errorf("all three at once (-one by one):\n%s", diff)
	}
}

// TestReopened makes another incident of what PagerDuty takes up again, though it
// has the same ID and the same beginning there.
func TestReopened(t *testing.T) {
	event := func(kind, at string) []Alert {
		return readPost(t, fmt.Sprintf(`{"event": {"event_type": "incident.%s", "occurred_at": "2026-03-01T%sZ", "data": {"type": "incident", "id": "Q1", "title": "t", "created_at": "2026-03-01T14:00:00Z"}}}`, kind, at))
	}
	first := recorded(t, written(t, "", event("triggered", "14:00:01")), event("resolved", "14:10:00"))
	again := event("reopened", "14:20:00")
	if r := Relate(first, &again[0]); r != Earlier {
		t.Errorf("reopened: relation %d", r)
	}
	second := written(t, "", again)
	for _, alerts := range [][]Alert{event("reopened", "14:20:00"), event("acknowledged", "14:21:00"), event("resolved", "14:30:00")} {
		if r := Relate(second, &alerts[0]); r != Ongoing {
			t.Errorf("relation %d to\n%s", r, second.Doc.Source())
		}
		second = recorded(t, second, alerts)
	}
	if n := len(second.Timeline()); n != 3 || second.EndedAt.V.Format(time.TimeOnly) != "14:30:00" || second.StartedAt.V.Format(time.TimeOnly) != "14:20:00" {
		t.Errorf("%d entries:\n%s", n, second.Doc.Source())
	}
	for _, old := range []*incident.Incident{first, second} {
		if r := Relate(old, &event("resolved", "14:30:00")[0]); r != Recorded {
			t.Errorf("resolved again: relation %d", r)
		}
	}
}

func TestRelate(t *testing.T) {
	ended := "---\nstate: in-progress\nstarted_at: 2026-03-01T14:00:00Z\nended_at: 2026-03-01T14:10:00Z\nalerts: [" + fingerprint(map[string]string{"alertname": "A", "severity": "warning"}) + "]\n---\n"
	open := strings.ReplaceAll(ended, "ended_at: 2026-03-01T14:10:00Z\n", "")
	for _, c := range []struct {
		name, src, alert string
		want             Relation
	}{
		{"going on", open, am("A", "14:00:00", ""), Ongoing},
		{"an earlier one of an incident that goes on", open, am("A", "11:00:00", "12:00:00"), Ongoing},
		{"another alert", open, am("B", "14:00:00", ""), Stranger},
		{"again after the end", ended, am("A", "14:20:00", ""), Earlier},
		{"again at the end", ended, am("A", "14:10:00", ""), Earlier},
		{"its resolution", ended, am("A", "14:00:00", "14:12:00"), Recorded},
		{"began before anybody noticed", ended, am("A", "13:50:00", "14:08:00"), Recorded},
		{"still firing, began before anybody noticed", ended, am("A", "13:50:00", ""), Recorded},
		{"of another day", ended, am("A", "09:00:00", "09:10:00"), Earlier},
		{"resolved by hand, not by time", strings.Replace(open, "in-progress", "resolved", 1), am("A", "14:00:00", ""), Earlier},
		{"dismissed, and still firing", strings.Replace(open, "in-progress", "dismissed", 1) + "## Timeline\n\n- 2026-03-01T14:00:00Z Alert fired: A (alertmanager " + fingerprint(map[string]string{"alertname": "A", "severity": "warning"}) + ")\n", am("A", "14:00:00", ""), Recorded},
	} {
		i := incident.Decode("x.md", document.Parse([]byte(c.src)), nil)
		alerts := readPost(t, posts(c.alert))
		if got := Relate(i, &alerts[0]); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

// TestEndIsNotBeforeTheStart leaves the end to people who have moved the start.
func TestEndIsNotBeforeTheStart(t *testing.T) {
	i := written(t, "", readPost(t, posts(am("A", "14:00:00", ""))))
	src := strings.Replace(string(i.Doc.Source()), "started_at: 2026-03-01T14:00:00Z", "started_at: 2026-03-01T15:00:00Z", 1)
	u, err := Record(incident.Decode("x.md", document.Parse([]byte(src)), nil), readPost(t, posts(am("A", "14:00:00", "14:10:00"))))
	if err != nil || !u.Late || !u.Ended.IsZero() || u.Added != 1 {
		t.Errorf("%+v, %v", u, err)
	}
}

func TestDraft(t *testing.T) {
	long := strings.Repeat("very long ", 40)
	for _, c := range []struct{ post, title, severity string }{
		{posts(am("A", "14:00:00", "")), "A: value 140000", "sev3"},
		{posts(am("A", "14:00:00", ""), am("A", "14:00:01", "")), "A (2 alerts)", "sev3"},
		{posts(am("A", "14:00:00", ""), am("B", "14:00:01", "")), "A and B", "sev3"},
		{posts(am("A", "14:00:00", ""), am("B", "14:00:01", ""), am("C", "14:00:01", "")), "A and 2 more alerts", "sev3"},
		{one(`, "labels": {"alertname": "A", "severity": "ticket"}`), "A", "sev2"},
		{one(`, "annotations": {"summary": "A is down"}`), "A is down", "sev2"},
		{one(`, "annotations": {"summary": "` + long + `"}`), "A: very" + strings.Repeat(" long very", 11) + "…", "sev2"},
	} {
		d, unknown := Draft(incident.DefaultProcess(), incident.Draft{}, readPost(t, c.post))
		if d.Title != c.title || d.Severity != c.severity || (len(unknown) > 0) != strings.Contains(c.post, "ticket") {
			t.Errorf("%q, %s, %q; want %q, %s", d.Title, d.Severity, unknown, c.title, c.severity)
		}
	}
}

func TestFreeTitle(t *testing.T) {
	started := time.Date(2026, 3, 1, 14, 2, 11, 0, time.UTC)
	long := strings.Repeat("word ", 30)
	taken := map[string]bool{}
	for _, want := range []string{"2026-03-01-a", "2026-03-01-a-at-14-02", "2026-03-01-a-at-14-02-11", "2026-03-01-a-at-14-02-11-2", "2026-03-01-a-at-14-02-11-3"} {
		id := incident.NewID(FreeTitle("A", started, func(id string) bool { return !taken[id] }), started)
		if id != want {
			t.Errorf("%s, want %s", id, want)
		}
		taken[id] = true
	}
	taken[incident.NewID(long, started)] = true
	if id := incident.NewID(FreeTitle(long, started, func(id string) bool { return !taken[id] }), started); !strings.HasSuffix(id, "-at-14-02") {
		t.Errorf("a long title: %s", id)
	}
}
