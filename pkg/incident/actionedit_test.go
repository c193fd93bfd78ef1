package incident

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const withItems = `---
title: x
action_items:
  - id: canary
    title: Add a canary stage
    owner: alice
    due: 2026-03-20
    status: open # soon
  - {id: alert, title: Alert on errors, status: done, done_at: 2026-03-18, due: 2026-03-19, due_was: [2026-03-10]}
  - id: 7
    title: Numbered
    status: dropped
    reason: gone
---
`

func TestAddAction(t *testing.T) {
	tests := []struct {
		name, src string
		add       NewAction
		want      string
	}{
		{"first", "---\ntitle: x\nhistory: []\n---\n", NewAction{Title: "Add a canary"}, "action_items:\n  - id: add-canary\n    title: Add a canary\n    status: open\n"},
		{"empty list", "---\naction_items: []\n---\n", NewAction{Title: "x"}, "action_items:\n  - id: x\n    title: x\n    status: open\n- action_items: []\n"},
		{"null", "---\naction_items:\n---\n", NewAction{Title: "x", Proposed: true}, "  - id: x\n    title: x\n    status: proposed\n"},
		{
			"full", withItems,
			NewAction{Title: "Canary:\nagain", Owner: "@bob", Kind: "prevent", Ticket: "OPS-1", Due: at("2026-04-01T00:00:00Z")},
			"  - id: canary-again\n    title: \"Canary: again\"\n    owner: bob\n    due: 2026-04-01\n    status: open\n    kind: prevent\n    ticket: OPS-1\n",
		},
		{"taken", withItems, NewAction{Title: "The alert"}, "  - id: alert-2\n    title: The alert\n    status: open\n"},
		{"number", withItems, NewAction{Title: "42"}, "  - id: \"42\"\n    title: \"42\"\n    status: open\n"},
		{"flow", "---\naction_items: [{id: a, title: a}]\n---\n", NewAction{Title: "b"}, "action_items: [{id: a, title: a}, {id: b, title: b, status: open}]\n- action_items: [{id: a, title: a}]\n"},
	}
	for _, tt := range tests {
		i := read(tt.src)
		id, ops, err := AddAction(i, tt.add)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if diff := cmp.Diff(tt.want, changed(t, i, ops)); diff != "" {
			t.Errorf("%s (%s):\n%s", tt.name, id, diff)
		}
	}
}

func TestAddActionRefuses(t *testing.T) {
	for _, add := range []NewAction{
		{}, {Title: " \n"}, {Title: "x", Kind: "prevents"}, {Title: "TITLE"}, {Title: "x", Owner: "@HANDLE"},
	} {
		var refused *AssignmentError
		if _, _, err := AddAction(read(withItems), add); !errors.As(err, &refused) {
			t.Errorf("%+v: %v", add, err)
		}
	}
}

func TestEditAction(t *testing.T) {
	text := func(s string) *string { return &s }
	tests := []struct {
		name, item string
		edit       ActionEdit
		want       string
	}{
		{"nothing", "canary", ActionEdit{}, ""},
		{"the same", "canary", ActionEdit{Owner: text("alice"), Due: text("2026-03-20"), Status: text("open")}, ""},
		{"owner", "canary", ActionEdit{Owner: text("@bob")}, "    owner: bob\n-     owner: alice\n"},
		{"no owner", "canary", ActionEdit{Owner: text("")}, "-     owner: alice\n"},
		{"due", "canary", ActionEdit{Due: text("2026-03-27")}, "    due: 2026-03-27\n    due_was: [2026-03-20]\n-     due: 2026-03-20\n"},
		{"no due", "canary", ActionEdit{Due: text("")}, "    due_was: [2026-03-20]\n-     due: 2026-03-20\n"},
		{"first due", "7", ActionEdit{Due: text("2026-03-27")}, "    due: 2026-03-27\n"},
		{
			"done", "canary",
			ActionEdit{Status: text("done"), DoneAt: text("2026-03-19"), Evidence: text("https://example.com/1")},
			"    status: done # soon\n    done_at: 2026-03-19\n    evidence: https://example.com/1\n-     status: open # soon\n",
		},
		{"dropped", "canary", ActionEdit{Status: text("dropped"), Reason: text("no use")}, "    status: dropped # soon\n    reason: no use\n-     status: open # soon\n"},
		{
			"open again", "alert",
			ActionEdit{Status: text("open"), Due: text("2026-03-25")},
			"  - {id: alert, title: Alert on errors, status: open, due: 2026-03-25, due_was: [2026-03-10, 2026-03-19]}\n" +
				"-   - {id: alert, title: Alert on errors, status: done, done_at: 2026-03-18, due: 2026-03-19, due_was: [2026-03-10]}\n",
		},
		{"dropped before", "7", ActionEdit{Status: text("dropped")}, ""},
		{"title keeps the id", "canary", ActionEdit{Title: text("Other words")}, "    title: Other words\n-     title: Add a canary stage\n"},
	}
	for _, tt := range tests {
		i := read(withItems)
		item, err := i.FindAction(tt.item)
		if err != nil {
			t.Fatal(err)
		}
		ops, err := EditAction(i, item, tt.edit)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if diff := cmp.Diff(tt.want, changed(t, i, ops)); diff != "" {
			t.Errorf("%s:\n%s", tt.name, diff)
		}
	}
}

func TestEditActionRefuses(t *testing.T) {
	text := func(s string) *string { return &s }
	i := read(withItems)
	item, _ := i.FindAction("canary")
	tests := []struct {
		edit ActionEdit
		want string
	}{
		{ActionEdit{Status: text("dropped")}, "reason is missing"},
		{ActionEdit{Status: text("dropped"), Reason: text(" ")}, "reason is missing"},
		{ActionEdit{Status: text("opne")}, "status=opne is not a status"},
		{ActionEdit{Kind: text("x")}, "kind=x is not a kind"},
		{ActionEdit{Title: text("")}, "title is empty"},
		{ActionEdit{Owner: text("HANDLE"), Reason: text("WHY")}, "owner=HANDLE is only the word that a hint has there\nreason=WHY is only the word that a hint has there"},
		{ActionEdit{Due: text("soon")}, "due=soon is not a date"},
		{ActionEdit{DoneAt: text("2026-03-20T10:00:00Z")}, "done_at=2026-03-20T10:00:00Z is not a date"},
	}
	for _, tt := range tests {
		_, err := EditAction(i, item, tt.edit)
		var refused *AssignmentError
		if !errors.As(err, &refused) || err.Error() != tt.want {
			t.Errorf("%v, want %s", err, tt.want)
		}
	}
}

func TestFindAction(t *testing.T) {
	i := front(`action_items:
- {id: 1}
- {id: 10}
- {id: add-canary}
- {id: canary-alert}
- {id: twice}
- {id: twice}
- {title: nameless}`)
	tests := []struct {
		part, want string
		candidates []string
	}{
		{"1", "1", nil},
		{"#add", "add-canary", nil},
		{"ALERT", "canary-alert", nil},
		{"canary", "", []string{"add-canary", "canary-alert"}},
		{"twice", "", []string{"twice", "twice"}},
		{"nothing", "", nil},
		{"", "", nil},
	}
	for _, tt := range tests {
		got, err := i.FindAction(tt.part)
		var missed *ItemError
		if errors.As(err, &missed) != (tt.want == "") || got.ID.V != tt.want {
			t.Errorf("FindAction(%q) = %q, %v", tt.part, got.ID.V, err)
		}
		if missed != nil && !cmp.Equal(missed.Candidates, tt.candidates) {
			t.Errorf("FindAction(%q): %v, want %v", tt.part, missed.Candidates, tt.candidates)
		}
	}
}

func TestDaysLate(t *testing.T) {
	due := known(at("2026-03-20T00:00:00Z"))
	tests := []struct {
		status Status
		asOf   string
		want   int
	}{
		{Open, "2026-03-19T23:00:00Z", 0},
		{Open, "2026-03-20T23:59:59Z", 0},
		{Open, "2026-03-21T00:00:00Z", 1},
		{Open, "2026-03-21T00:30:00+01:00", 0},
		{Open, "2027-03-20T12:00:00Z", 365},
		{Done, "2027-03-20T12:00:00Z", 0},
		{Proposed, "2027-03-20T12:00:00Z", 0},
	}
	for _, tt := range tests {
		asOf, _ := time.Parse(time.RFC3339, tt.asOf)
		a := ActionItem{Status: known(tt.status), Due: due}
		if got := a.DaysLate(asOf); got != tt.want {
			t.Errorf("%s as of %s: %d, want %d", tt.status, tt.asOf, got, tt.want)
		}
	}
	if n := (ActionItem{Status: known(Open)}).DaysLate(at("2026-03-21T00:00:00Z")); n != 0 {
		t.Errorf("no due date is %d days late", n)
	}
}

func TestFollowupDaysLate(t *testing.T) {
	asOf := at("2026-03-21T10:00:00Z")
	for state, want := range map[State]int{InProgress: 1, FollowUp: 1, Closed: 0, Dismissed: 0} {
		i := &Incident{State: known(state), FollowupDue: known(at("2026-03-20T00:00:00Z"))}
		if got := i.FollowupDaysLate(asOf); got != want {
			t.Errorf("%s: %d days late, want %d", state, got, want)
		}
	}
}
