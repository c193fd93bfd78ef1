package stats

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

func TestRepeats(t *testing.T) {
	old := &Record{ID: "old", State: incident.Closed, Started: at("2026-03-01"), Ended: at("2026-03-02"), Alerts: []string{"f"}}
	older := &Record{ID: "older", State: incident.Closed, Started: at("2026-01-01"), Ended: at("2026-01-02"), Alerts: []string{"f"}}
	dismissed := &Record{ID: "x", State: incident.Dismissed, Ended: at("2026-03-03"), Alerts: []string{"f", "g"}}
	cases := []struct {
		name string
		r    Record
		want string // what it repeats; "none", or "?" when it does not say
	}{
		{"the last one with the alert", Record{Alerts: []string{"f"}}, "old"},
		{"another alert", Record{Alerts: []string{"g"}}, "none"},
		{"trigger and nothing more", Record{Triggers: []string{repeatedTrigger}}, "?"},
		{"trigger and related", Record{Triggers: []string{repeatedTrigger}, Related: []string{"nowhere", "older"}}, "older"},
		{"related alone", Record{Related: []string{"older"}}, "none"},
		{"related of another repository", Record{Repository: "b", Triggers: []string{repeatedTrigger}, Related: []string{"older"}}, "?"},
		{"alert of another repository", Record{Repository: "b", Alerts: []string{"f"}}, "old"},
	}
	for _, c := range cases {
		c.r.ID, c.r.Started = "r", at("2026-03-05")
		x := newIndex([]*Record{&c.r, old, older, dismissed}, present)
		got := "none"
		if of, ok := x.repeats[&c.r]; ok && of == nil {
			got = "?"
		} else if ok {
			got = of.ID
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	// What goes on when the next one starts is no earlier incident.
	during := &Record{ID: "r", Started: at("2026-03-01T12:00:00Z"), Alerts: []string{"f"}}
	if x := newIndex([]*Record{during, old}, present); len(x.repeats) > 0 {
		t.Errorf("an incident repeats one that has not ended: %v", x.repeats)
	}
}

func TestPage(t *testing.T) {
	records := four()
	records[0].Why, records[1].Why = "A limit.", "Another."
	records[0].Items[0].Kind = "prevent"
	records[0].Items[2].Late, records[0].Items[2].ID = 62, "late"
	records[3].FollowupLate, records[3].Team = 5, "payments"
	p := NewPage(Summarize(records, Options{Period: inMarch, AsOf: present, Compare: true}))

	var worst []string
	for _, b := range p.Worst {
		worst = append(worst, fmt.Sprintf("%s %v open %d", b.ID, b.Lasted.Round(time.Hour), b.Open))
	}
	// By severity, then by length: c still goes on.
	if got := strings.Join(worst, ", "); got != "b 1h0m0s open 0, c 1754h0m0s open 0, a 1h0m0s open 3" {
		t.Errorf("worst: %s", got)
	}
	if len(p.Repeats) != 1 || p.Repeats[0].ID != "c" || p.Repeats[0].Of.ID != "b" {
		t.Errorf("repeats: %+v", p.Repeats)
	}
	if got := fmt.Sprint(p.Late); got != "[{search 1 0 62 a#late} {payments 0 1 5 d}]" {
		t.Errorf("late: %s", got)
	}
	if len(p.Lessons) != 2 || p.Lessons[0].ID != "b" || len(p.Lessons[1].Done) != 2 {
		t.Errorf("lessons: %+v", p.Lessons)
	}
	if got := fmt.Sprint(p.Changes); got != "[{(none) 1} {prevent 1}]" {
		t.Errorf("changes: %s", got)
	}
}

func TestUnsettled(t *testing.T) {
	r := &Record{Items: []Item{
		{Status: incident.Done, Done: at("2026-03-04")},
		{Status: incident.Done, Done: at("2026-03-06")}, // later
		{Status: incident.Open},
		{Status: incident.Proposed},
		{Status: incident.Dropped},
	}}
	if n := unsettled(r, at("2026-03-05")); n != 3 {
		t.Errorf("%d, want 3", n)
	}
	if n := unsettled(nil, present); n != 0 {
		t.Errorf("%d of nothing", n)
	}
}
