package incident

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/postmortem-md/pm/pkg/document"
)

func read(src string) *Incident {
	return Decode("2026/2026-03-01-checkout-5xx.md", document.Parse([]byte(src)), nil)
}

// complete meets every gate.
const complete = `---
title: Checkout returned 5xx
state: in-progress
severity: sev1
started_at: 2026-03-01T14:02:00Z
ended_at: 2026-03-01T15:02:00Z
owner: alice
participants: [alice, bob]
triggers: [user-facing-outage]
followup_due: 2026-03-15
action_items:
  - id: canary
    title: Add a canary stage
    owner: alice
    due: 2026-03-20
    status: done
  - {id: runbook, title: Write a runbook, status: dropped, reason: the tool is gone}
---

## Executive summary

Checkout failed.

## Timeline

- 2026-03-01T14:02:00Z Alert

## What happened?

x

## What was the intended outcome?

x

## Why did it happen?

x

## How can it be avoided in the future?

x
`

// lines shows needs one a line: state kind name: why | fill | the line it points at.
func lines(i *Incident, needs []Need) string {
	var b strings.Builder
	for _, n := range needs {
		line := "-"
		if n.Offset >= 0 {
			line = fmt.Sprint(i.Doc.Position(n.Offset).Line)
		}
		fmt.Fprintf(&b, "%s %s %s: %s | %s | %s\n", n.State, n.Kind, n.Name, n.Why, n.Fill, line)
	}
	return b.String()
}

// TestEndIsNotNow: an incident that began days ago did not end just now, and no
// hint may write that it did.
func TestEndIsNotNow(t *testing.T) {
	i := read("---\ntitle: x\nstate: in-progress\nseverity: sev2\nstarted_at: 2026-03-01T14:02:00Z\n---\n")
	started := i.StartedAt.V
	for _, c := range []struct {
		present time.Time
		want    string
	}{
		{time.Time{}, "ended_at=now"},
		{started.Add(-time.Hour), "ended_at=now"},
		{started.Add(24 * time.Hour), "ended_at=now"},
		{started.Add(24*time.Hour + time.Second), `ended_at="YYYY-MM-DD HH:MM"`},
	} {
		p := DefaultProcess()
		if !c.present.IsZero() {
			p.Present = func() time.Time { return c.present }
		}
		if got := lines(i, p.Unmet(i, Resolved)); !strings.Contains(got, "pm set 2026-03-01-checkout-5xx "+c.want+" |") {
			t.Errorf("at %v the hint is\n%s", c.present, got)
		}
	}
}

func TestUnmet(t *testing.T) {
	tests := []struct {
		name, src string
		to        State
	}{
		{"complete", complete, Closed},
		{"empty", "---\nstate: in-progress\n---\n", Closed},
		{"nofront", "# x\n", InProgress},
		{"new", "---\ntitle: x\nstate: in-progress\nseverity: sev2\nstarted_at: 2026-03-01T14:02:00Z\n---\n", Resolved},
		{"wrong", strings.NewReplacer(
			"ended_at: 2026-03-01T15:02:00Z", "ended_at: yesterday",
			"owner: alice\npart", "owner: [alice]\npart",
			"[alice, bob]", "[alice, {x: y}]",
			"2026-03-15", "soon",
			"started_at: 2026-03-01T14:02:00Z", "started_at: 2026-03-01T14:02:00",
		).Replace(complete), Closed},
		{"unpleasant", strings.NewReplacer("state: in-progress", "state: done", "sev1", "sev9", "user-facing-outage", "whatever").Replace(complete), Closed},
		{"offset", strings.Replace(complete, "T14:02:00Z\nended", "T16:02:00+02:00\nended", 1), Closed},
		{"backwards", strings.Replace(complete, "ended_at: 2026-03-01T15", "ended_at: 2026-03-01T13", 1), Resolved},
		{"due", strings.Replace(complete, "followup_due: 2026-03-15\n", "", 1), RootCause},
		{"sections", strings.NewReplacer("Checkout failed.", "<!-- guidance -->\n\nTODO", "## What happened?\n\nx\n", "").Replace(complete), RootCause},
		{"actions", strings.NewReplacer(
			"status: done", "status: open", "    owner: alice\n    due: 2026-03-20\n", "", "reason: the tool is gone", "",
			"  - {id: runbook", "  - {title: No id}\n  - {id: idea, status: proposed}\n  - {id: odd, status: opne}\n  - {id: runbook",
		).Replace(complete), Closed},
		{"items", strings.NewReplacer(
			"owner: alice\n    due: 2026-03-20\n    status: done", "owner: [a, b]\n    due: soon\n    status: open",
			"  - {id: runbook", "  - just words\n  - {id: bare, title: Bare}\n  - {title: [x], due: 2026-03-20}\n  - {id: runbook",
			"[alice, bob]", "[alice, {x: y}, [z]]",
		).Replace(complete), FollowUp},
	}
	for _, tt := range tests {
		i := read(tt.src)
		golden(t, "testdata/unmet/"+tt.name+".txt", lines(i, DefaultProcess().Unmet(i, tt.to)))
	}
}

// What a need says fills it must be something that fills it.
func TestFillOfAFaultyItem(t *testing.T) {
	i := read(strings.NewReplacer("due: 2026-03-20", "due: [soon]", "title: Add a canary stage\n", "title: {a: b}\n").Replace(complete))
	if needs := DefaultProcess().Unmet(i, FollowUp); len(needs) != 2 {
		t.Fatalf("needs: %v", needs)
	}
	item, err := i.FindAction("canary")
	if err != nil {
		t.Fatal(err)
	}
	title, due := "Add a canary stage", "2026-03-20"
	ops, err := EditAction(i, item, ActionEdit{Title: &title, Due: &due})
	if err != nil {
		t.Fatal(err)
	}
	out, err := i.Doc.Edit(ops...)
	if err != nil {
		t.Fatal(err)
	}
	if needs := DefaultProcess().Unmet(read(string(out)), FollowUp); len(needs) > 0 {
		t.Errorf("after the edit: %v", needs)
	}
}

// A hostile file may have as many items as fit into the front matter.
func TestUnmetOfManyItems(t *testing.T) {
	const many = 10_000
	src := "---\nstate: in-progress\naction_items:\n" + strings.Repeat("- owner: [x]\n", many) + "---\n"
	if got := len(actionsAssigned(read(src))); got != 2*many {
		t.Errorf("%d needs of %d items without an owner that can be used or a due date", got, many)
	}
	if got := len(DefaultProcess().Unmet(read(src), Closed)); got < 3*many {
		t.Errorf("%d needs on the way to closed", got)
	}
}

func TestUnmetActions(t *testing.T) {
	without, rest, _ := strings.Cut(complete, "action_items:")
	_, body, _ := strings.Cut(rest, "---\n")
	p := DefaultProcess()
	reason := read(without + "no_actions_reason: nothing to do\n---\n" + body)
	if needs := p.Unmet(reason, Closed); len(needs) > 0 {
		t.Errorf("a reason for no actions does not do: %v", needs)
	}
	if needs := p.Unmet(read(without+"---\n"+body), FollowUp); len(needs) != 1 || needs[0].Name != "action_items" {
		t.Errorf("without actions: %v", needs)
	}
	adopted := read(strings.NewReplacer("status: done", "status: proposed", "owner: alice\npart", "adopted: 2026-03-01\nowner: alice\npart").Replace(complete))
	if needs := p.Unmet(adopted, Closed); len(needs) > 0 {
		t.Errorf("an adopted incident may keep its ideas: %v", needs)
	}
}

func TestUnmetConfigured(t *testing.T) {
	p := DefaultProcess()
	p.ExtraFields = []string{"customer"}
	p.Gates[Resolved] = []string{"ended_at", "customer", "references", Blameless, "title"}
	p.Gates[RootCause] = nil
	p.Gates[FollowUp] = []string{ActionsAssigned, "loud"}
	p.Conditions["loud"] = func(*Incident) []Need {
		return []Need{{Kind: ConditionNeed, Name: "loud", Why: "it is quiet", Offset: -1}}
	}
	i := read("---\ntitle: x\nstate: in-progress\nseverity: sev1\nstarted_at: 2026-03-01T14:02:00Z\ncustomer: []\n---\n")
	var names []string
	for _, n := range p.Unmet(i, FollowUp) {
		names = append(names, string(n.State)+" "+n.Name)
	}
	want := []string{"resolved ended_at", "resolved customer", "resolved references", "follow-up action_items", "follow-up loud"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
	if needs := p.Unmet(i, Dismissed); needs != nil {
		t.Errorf("dismissed asks for %v", needs)
	}
}

func TestGateNames(t *testing.T) {
	names := GateNames()
	for state, gate := range DefaultProcess().Gates {
		for _, name := range gate {
			if !slices.Contains(names, name) {
				t.Errorf("%s asks for %s, which is no name of a gate", state, name)
			}
		}
	}
	for _, name := range []string{"review_at", "references", Blameless} {
		if !slices.Contains(names, name) {
			t.Errorf("%s is missing", name)
		}
	}
}

func TestDefaultFollowupDue(t *testing.T) {
	p := DefaultProcess()
	if due, ok := p.DefaultFollowupDue(read(complete)); !ok || !due.Equal(at("2026-03-15T00:00:00Z")) {
		t.Errorf("due %v, %v", due, ok)
	}
	p.Present = func() time.Time { return at("2026-05-01T15:00:00Z") }
	for lines, want := range map[string]string{
		"adopted: 2026-04-30\nended_at: 2017-09-27T10:00:00Z": "2026-05-15T00:00:00Z",
		"adopted: 2026-04-30\nended_at: 2026-04-20T10:00:00Z": "2026-05-04T00:00:00Z",
		"adopted: 2026-04-30":            "2026-05-15T00:00:00Z",
		"ended_at: 2017-09-27T10:00:00Z": "2017-10-11T00:00:00Z",
	} {
		if due, ok := p.DefaultFollowupDue(front(lines)); !ok || !due.Equal(at(want)) {
			t.Errorf("%q: %v, want %s", lines, due, want)
		}
	}
	if _, ok := p.DefaultFollowupDue(front("title: x")); ok {
		t.Error("a due date without an end")
	}
}
