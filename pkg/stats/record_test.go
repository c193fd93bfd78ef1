package stats

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/history"
	"github.com/postmortem-md/pm/pkg/incident"
)

// present is when the tests look.
var present = at("2026-06-01T12:00:00Z")

func read(front, body string) *Record {
	p := incident.DefaultProcess()
	p.People = []incident.Person{{Handle: "alice", Team: "payments", Aliases: []string{"aames"}}}
	src := "---\n" + strings.TrimPrefix(front, "\n") + "---\n" + body
	return Of(incident.Decode("2026/2026-03-01-x.md", document.Parse([]byte(src)), p), p, present)
}

func TestOf(t *testing.T) {
	r := read(`
title: Checkout
state: follow-up
severity: sev3
started_at: 2026-03-01T14:00:00Z
ended_at: 2026-03-01T15:00:00Z
owner: "@AAmes"
action_items:
  - {id: a, title: A, owner: aames, due: 2026-03-20, due_was: [2026-03-10, 2026-03-15], status: open}
`, "\n## Why did it happen?\n\n<!-- say why -->\n\nThe `pool` was *too small*. It had been right before.\n\nMore.\n")
	if r.ID != "2026-03-01-x" || r.Owner != "alice" || r.Team != "payments" || r.Rank != 2 {
		t.Errorf("%+v", r)
	}
	want := Item{ID: "a", Title: "A", Status: incident.Open, Owner: "alice", Team: "payments", Due: at("2026-03-20"), First: at("2026-03-10"), Late: 73, Moved: 2}
	if d := cmp.Diff(want, r.Items[0]); d != "" {
		t.Error(d)
	}
	if r.Why != "The … was too small. It had been right before." {
		t.Errorf("why: %q", r.Why)
	}
	if !r.ReviewDue.Equal(at("2026-03-06T15:00:00Z")) {
		t.Errorf("review due %v", r.ReviewDue)
	}
	// Owner and summary are among what the gates ask for; title is there.
	missing := strings.Join(r.Missing, " ")
	if !strings.Contains(missing, "participants") || !strings.Contains(missing, "summary") || strings.Contains(missing, "title") || strings.Contains(missing, "why") {
		t.Errorf("missing: %s", missing)
	}
}

const shortHistory = `
state: root-cause-analysis
history:
  - {state: in-progress, at: 2026-03-01T14:10:00Z, by: alice}
  - {state: resolved, at: 2026-03-01T15:10:00Z, by: alice}
  - {state: resolved, at: 2026-03-01T15:12:00Z, by: bob}
  - {state: root-cause-analysis, at: 2026-03-02T15:10:00Z, by: alice}
  - {state: resolved, at: 2026-03-03T15:10:00Z, by: alice, reason: it began again}
  - {state: root-cause-analysis, at: 2026-03-04T15:10:00Z, by: alice}
`

func TestVisits(t *testing.T) {
	want := []Visit{
		{incident.InProgress, at("2026-03-01T14:10:00Z"), at("2026-03-01T15:10:00Z")},
		{incident.Resolved, at("2026-03-01T15:10:00Z"), at("2026-03-02T15:10:00Z")}, // what bob did at 15:12 moved nothing
		{incident.RootCause, at("2026-03-02T15:10:00Z"), at("2026-03-03T15:10:00Z")},
		{incident.Resolved, at("2026-03-03T15:10:00Z"), at("2026-03-04T15:10:00Z")},
		{State: incident.RootCause, From: at("2026-03-04T15:10:00Z")},
	}
	if d := cmp.Diff(want, read(shortHistory, "").Way.Visits()); d != "" {
		t.Error(d)
	}
}

func TestFromCommits(t *testing.T) {
	passages := []history.Passage{
		{State: incident.InProgress, At: at("2026-03-01T14:00:00Z")},
		{State: incident.Resolved, At: at("2026-03-01T16:00:00Z")},
	}
	byHand := read("state: resolved\n", "")
	byHand.FromCommits(passages)
	if v := byHand.Way.Visits(); len(v) != 2 || v[0].To.Sub(v[0].From) != 2*time.Hour || !byHand.Way.Told {
		t.Errorf("edited by hand: %+v", v)
	}
	uncommitted := read("state: closed\n", "")
	uncommitted.FromCommits(passages)
	if uncommitted.Way.Told || len(uncommitted.Way.Visits()) > 0 {
		t.Errorf("commits know another state, and were believed: %+v", uncommitted.Way)
	}
	told := read(shortHistory, "")
	told.FromCommits([]history.Passage{{State: incident.RootCause, At: present}})
	if len(told.Way.Moves) != 5 {
		t.Errorf("the file says it, and commits were believed: %+v", told.Way)
	}
}

func TestExcerpt(t *testing.T) {
	sentence := strings.Repeat("word ", 30) + "end. "
	if got := excerpt(sentence + sentence + sentence); got != strings.TrimSpace(sentence+sentence) {
		t.Errorf("%q", got)
	}
	if got := excerpt(strings.Repeat("wörd ", 100)); !strings.HasSuffix(got, "wörd …") || len([]rune(got)) > longestExcerpt+2 {
		t.Errorf("%q", got)
	}
	if got := excerpt(strings.Repeat("ö", 500)); got != strings.Repeat("ö", longestExcerpt)+" …" {
		t.Errorf("%q", got)
	}
}
