package cli

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/report"
)

const spreadsheet = `---
title: "=HYPERLINK(\"http://x\",\"a\"), and; \"b\""
state: follow-up
severity: sev2
started_at: 2026-03-01T14:00:00Z
owner: "@alice"
participants: [alice, "Bob, Jr.", +carol]
customer: "-2+3"
region: [eu, "us, east"]
cost: -12.5
action_items:
  - {id: a, title: "@SUM(1)", owner: bob, due: 2026-03-20, status: open}
  - {id: b, title: B, status: done}
---

Text.
`

// TestIncidentColumnsRoundTrip reads the CSV again with the standard library: every
// cell is the value, but for a ' in front of what would be a formula.
func TestIncidentColumnsRoundTrip(t *testing.T) {
	i := incident.Decode("p/2026-03-01-x.md", document.Parse([]byte(spreadsheet)), incident.DefaultProcess())
	shape := report.IncidentOf(i, i.Path, testEnv(nil, nil).now()).In("a")
	var out bytes.Buffer
	if err := incidentColumns([]report.Incident{shape}, true).CSV(&out); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil || len(rows) != 2 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	got := map[string]string{}
	for n, name := range rows[0] {
		got[name] = rows[1][n]
	}
	for name, want := range map[string]string{
		"id": "2026-03-01-x", "title": "'=HYPERLINK(\"http://x\",\"a\"), and; \"b\"", "owner": "'@alice", "participants": "alice; Bob, Jr.; +carol",
		"extra.customer": "'-2+3", "extra.region": "eu; us, east", "extra.cost": "-12.5", "action_items": "2", "open_action_items": "1", "repository": "a",
	} {
		if got[name] != want {
			t.Errorf("%s: %q, want %q", name, got[name], want)
		}
	}
	for _, c := range incidentCells {
		if want := c.text(shape); strings.TrimPrefix(got[c.name], "'") != want {
			t.Errorf("%s: %q, want %q", c.name, got[c.name], want)
		}
	}
}

// TestIncidentColumnsAreTheFields: a field that is added has a column too.
func TestIncidentColumnsAreTheFields(t *testing.T) {
	var names []string
	for _, c := range incidentCells {
		if _, ok := incident.FieldByKey(c.name); ok {
			names = append(names, c.name)
		}
	}
	var want []string
	for _, f := range incident.Fields {
		if f.Key != "history" && f.Key != "review_invitations" { // kept by commands, for commands
			want = append(want, f.Key)
		}
	}
	if d := cmp.Diff(slices.Sorted(slices.Values(want)), slices.Sorted(slices.Values(names))); d != "" {
		t.Error(d)
	}
}
