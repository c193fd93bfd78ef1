package incident

import (
	"strings"
	"testing"

	"github.com/postmortem-md/pm/pkg/document"
)

// TestAdopt: values that can be used stay, those that cannot are written over, and
// single values become lists where lists are meant.
func TestAdopt(t *testing.T) {
	const front = `---
title: Ours   # as it was
state: Done
severity: High
started_at: 2018-01-04 07:33
ended_at: 2018-01-04T19:31:00Z
participants: ann, @bob
tags: [a, b]
services: checkout
owner:
weight: 7
---
`
	a := Adoption{
		Title: "Theirs", Severity: "sev2", Owner: "@carol", State: Closed,
		StartedAt: at("2018-01-04T15:33:00Z"), EndedAt: at("2018-01-05T00:00:00Z"), Participants: []string{"dave"},
		Actions: []AdoptedAction{
			{Title: "Add a canary", Owner: "@bob", Due: at("2018-02-01T00:00:00Z"), Kind: "prevent", Ticket: "OPS-1"},
			{Title: "Add a canary", Done: true},
			{Title: "line\nend \x1b[31m"},
		},
		Adopted: at("2026-03-01T09:00:00Z"),
	}
	want := `---
title: Ours   # as it was
state: closed
severity: sev2
started_at: 2018-01-04T15:33:00Z
ended_at: 2018-01-04T19:31:00Z
participants: [dave]
tags: [a, b]
services: [checkout]
owner: carol
adopted: 2026-03-01
action_items:
  - id: add-canary
    title: Add a canary
    owner: bob
    due: 2018-02-01
    status: proposed
    kind: prevent
    ticket: OPS-1
  - id: add-canary-2
    title: Add a canary
    status: done
  - id: line-end-31m
    title: line end [31m
    status: proposed
weight: 7
---
`
	d := document.Parse([]byte(front))
	var ops []document.Op
	var keys []string
	for _, op := range Adopt(Decode("a.md", d, nil), a) {
		ops, keys = append(ops, op.Op), append(keys, op.Key)
	}
	got, err := d.Edit(ops...)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if s := strings.Join(keys, " "); s != "state severity started_at owner participants adopted action_items services" {
		t.Errorf("keys %s", s)
	}
	if faults := Decode("a.md", document.Parse(got), nil).Faults; len(faults) > 0 {
		t.Errorf("faults %+v", faults)
	}
	if again := Adopt(Decode("a.md", document.Parse(got), nil), a); len(again) > 0 {
		t.Errorf("the second time %d edits", len(again))
	}
}
