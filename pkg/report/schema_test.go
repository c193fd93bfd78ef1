package report

import (
	"bytes"
	"encoding/json"
	"iter"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/history"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/lint"
)

// structs are samples of the Go types behind the shapes, empty as can be.
var structs = map[string]any{
	"incident": Incident{}, "passage": Passage{}, "action_item": ActionItem{DueWas: []string{}}, "finding": Finding{Severity: "info"},
	"transition": Transition{}, "due_move": DueMove{From: "2026-01-01"}, "slip": Slip{From: "2026-01-01"},
	"status": Status{Needs: []Need{{Kind: "field"}}, Chase: []string{}}, "need": Need{Kind: "condition"},
	"rule": Rule{Severity: "off"}, "setting": Setting{}, "template": Template{}, "triage": emptyTriage, "version": Version{},
	"similar":  SimilarOf(&incident.Incident{}, "", Likeness{}, asOf),
	"evidence": Evidence{Origin: Origin{Parents: []string{}}}, "violation": Violation{Needs: []Need{}, Origin: Origin{Parents: []string{}}}, "loosening": Loosening{Less: []string{}, Origin: Origin{Parents: []string{}}}, "verification": Verification{},
	"reviewed": ReviewedOf(&incident.Incident{}, nil), "reviewed_value": ReviewedValue{}, "reviewed_entry": ReviewedEntry{}, "reviewed_action": ReviewedAction{},
	"stats_group": StatsGroup{Measures: []StatsTaken{}, Shares: []StatsHeld{}}, "stats_taken": StatsTaken{NotTold: []string{}}, "stats_held": StatsHeld{NotTold: []string{}},
	"stats_waiting": StatsWaiting{}, "stats_contradiction": StatsContradiction{},
	"reminder": Reminder{People: []Recipient{}}, "recipient": Recipient{},
	"uncovered": Uncovered{StartedAt: "2026-01-01T00:00:00Z", Services: []string{}, Alerts: []string{}, Evidence: []string{}, Near: []string{}},
	"covered":   Covered{StartedAt: "2026-01-01T00:00:00Z"}, "suppression": Suppression{Line: 1}, "config_change": ConfigChange{},
	"adopted": Adopted{
		Participants: []string{}, Entries: []AdoptedEntry{}, ActionItems: []AdoptedAction{}, Sections: []string{}, Keys: []string{},
		Extra: []string{}, Needs: []Need{}, Questions: []AdoptedQuestion{},
	},
	"adopted_entry": AdoptedEntry{Line: 1}, "adopted_action": AdoptedAction{Line: 1}, "adopted_question": AdoptedQuestion{Line: 1},
}

var emptyTriage = Triage{Triggers: []string{}, Reasons: []string{}, Similar: []string{}}

func TestShapesDocumentTheStructs(t *testing.T) {
	names := []string{}
	for _, s := range shapes() {
		names = append(names, s.name)
		var want []string
		for _, p := range s.keys {
			want = append(want, p.key)
			if !strings.HasSuffix(p.doc, ".") || p.schema()["type"] == nil && p.takes != "any" {
				t.Errorf("%s.%s: %q, %q", s.name, p.key, p.takes, p.doc)
			}
		}
		data, err := json.Marshal(structs[s.name])
		if err != nil {
			t.Fatal(err)
		}
		var got map[string]any
		if err := json.Unmarshal(data, &got); err != nil {
			t.Fatal(err)
		}
		slices.Sort(want)
		if d := cmp.Diff(want, slices.Sorted(maps.Keys(got))); d != "" {
			t.Errorf("%s (-documented +struct):\n%s", s.name, d)
		}
	}
	slices.Sort(names)
	if d := cmp.Diff(slices.Sorted(maps.Keys(structs)), names); d != "" {
		t.Error(d)
	}
}

func compile(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(OutputSchema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("output.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("output.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// validate checks output against the schema, which must be of its kind.
func validate(schema *jsonschema.Schema, output []byte) error {
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(output))
	if err != nil {
		return err
	}
	return schema.Validate(v)
}

func TestOutputSchema(t *testing.T) {
	schema := compile(t)
	i := sampleIncident()
	item := ActionOf(i, i.ActionItems.V[0], i.Path, asOf)
	moves, slips := DueMovesOf(i.ID, new(history.Trail).Moves(i))
	for name, write := range map[string]func(*bytes.Buffer) error{
		"incidents":    envelope("incidents", []Incident{IncidentOf(i, i.Path, asOf), {}}),
		"action items": envelope("action_items", []ActionItem{item}),
		"no items":     envelope("action_items", []ActionItem(nil)),
		"overdue":      envelope("overdue", nil, "action_items", []ActionItem{item}, "incidents", []Incident{}),
		"transitions":  envelope("transitions", TransitionsOf(i, func(int) string { return "abc" }), "due_moves", moves, "slips", slips),
		"status":       envelope("status", []Status{structs["status"].(Status)}),
		"rules":        envelope("rules", []Rule{RuleOf(&lint.Rule{ID: "x", Severity: lint.Warning})}),
		"config":       envelope("config", []Setting{{Key: "dir", Value: []string{"a"}, Origin: "default"}, {}}),
		"templates":    envelope("templates", []Template{{}}),
		"triage":       envelope("triage", []Triage{emptyTriage}),
		"similar":      envelope("similar", []Similar{SimilarOf(i, i.Path, Likeness{Percent: 50, Services: []string{"checkout"}}, asOf)}, "suggestions", []string(nil)),
		"version":      envelope("version", []Version{{}}),
		"verify": envelope("verify", nil, "transitions", []Evidence{EvidenceOf(history.Transition{}, "", Origin{Parents: []string{}})},
			"violations", []Violation{ViolationOf(history.Violation{Needs: []incident.Need{{Kind: incident.FieldNeed}}}, "", Origin{Parents: []string{}})}, "loosened", []Loosening{{Less: []string{"x"}, Origin: Origin{Parents: []string{}}}}, "summary", []Verification{{}}),
		"findings": func(b *bytes.Buffer) error { return findingsJSON(b, Style{}, findingSeq(), Summary{}) },
		"review": func(b *bytes.Buffer) error {
			return ReviewJSON(b, Review{
				Incidents:     []Reviewed{ReviewedOf(nil, i), ReviewedOf(i, i), structs["reviewed"].(Reviewed)},
				Configuration: []ConfigChange{{}}, Loosened: []string{"x"},
			})
		},
		"reminders":   func(b *bytes.Buffer) error { return digestJSON(b, Style{}, sampleDigest()) },
		"no review":   func(b *bytes.Buffer) error { return ReviewJSON(b, Review{}) },
		"no findings": func(b *bytes.Buffer) error { return findingsJSON(b, Style{}, lint.All(nil), Summary{}) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		if err := validate(schema, b.Bytes()); err != nil {
			t.Errorf("%s: %v\n%s", name, err, b.Bytes())
		}
	}
}

func TestOutputSchemaRefuses(t *testing.T) {
	schema := compile(t)
	for name, output := range map[string]string{
		"other kind":    `{"schema":"pm/v1","kind":"nothing","nothing":[]}`,
		"other version": `{"schema":"pm/v2","kind":"incidents","incidents":[]}`,
		"other key":     `{"schema":"pm/v1","kind":"incidents","findings":[]}`,
		"no key":        `{"schema":"pm/v1","kind":"triage","triage":[{"postmortem":true,"triggers":[]}]}`,
		"wrong type":    `{"schema":"pm/v1","kind":"triage","triage":[{"postmortem":1,"triggers":[],"why":""}]}`,
		"wrong date":    `{"schema":"pm/v1","kind":"transitions","transitions":[],"due_moves":[{"incident":"","action_item":null,"from":"soon","to":null}]}`,
	} {
		if validate(schema, []byte(output)) == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

func envelope(kind string, v any, more ...any) func(*bytes.Buffer) error {
	return func(b *bytes.Buffer) error { return Envelope(b, kind, v, more...) }
}

var asOf = time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)

func sampleIncident() *incident.Incident {
	return incident.Decode("postmortems/2026/2026-03-01-checkout-5xx.md", document.Parse([]byte(sampleSource)), incident.DefaultProcess())
}

const sampleSource = `---
title: Checkout returns 5xx
state: follow-up
severity: sev1
started_at: 2026-03-01T14:02:00Z
ended_at: 2026-03-01T15:02:00+01:00
owner: "@alice"
participants: [alice, bob]
triggers: [user-facing-outage]
followup_due: 2026-04-15
action_items:
  - id: add-canary
    title: Add a canary stage
    owner: alice
    due: 2026-04-20
    due_was: [2026-03-20, 2026-04-01]
    status: open
history:
  - {state: in-progress, at: 2026-03-01T14:10:00Z, by: alice}
  - {state: resolved, at: 2026-03-01T15:12:00Z, by: alice}
  - {state: follow-up, at: 2026-03-02T15:12:00Z, by: bob, reason: "why not"}
---
`

func TestShapesOfAnIncident(t *testing.T) {
	i := sampleIncident()
	var b bytes.Buffer
	if err := Envelope(&b, "incidents", []Incident{IncidentOf(i, "x/"+i.Path, asOf)}); err != nil {
		t.Fatal(err)
	}
	moves, slips := DueMovesOf(i.ID, new(history.Trail).Moves(i))
	if err := Envelope(&b, "transitions", TransitionsOf(i, func(n int) string { return []string{"", "abc"}[n%2] }), "due_moves", moves, "slips", slips); err != nil {
		t.Fatal(err)
	}
	golden(t, "shapes.json", b.String())
}

// TestShapesOutliveTheFile: files are read into one buffer that is used again.
func TestShapesOutliveTheFile(t *testing.T) {
	src := []byte(sampleSource)
	i := incident.Decode("a.md", document.Parse(src), incident.DefaultProcess())
	shape := IncidentOf(i, "a.md", asOf)
	before, _ := json.Marshal(shape)
	for n := range src {
		src[n] = '#'
	}
	if after, _ := json.Marshal(shape); !bytes.Equal(before, after) {
		t.Errorf("%s\nbecame\n%s", before, after)
	}
}

func findingSeq() iter.Seq[lint.Finding] {
	at := func(line, column int) document.Position { return document.Position{Line: line, Column: column} }
	return lint.All([]lint.Finding{
		{Rule: "unknown-value", Severity: lint.Error, File: "postmortems/a.md", Start: at(3, 8), End: at(3, 12), Subject: "severity", Message: `severity is "sve1"`, Help: "did you mean sev1?\nAccepted are sev1, sev2", Fix: []document.Edit{{}}},
		{Rule: "broken-link", Severity: lint.Error, File: "postmortems/a\x1b.md", Start: at(9, 1), End: at(9, 4), Message: "\u202eno file"},
		{Rule: "vague-action", Severity: lint.Warning, File: "postmortems/b.md", Start: at(1, 1), End: at(1, 2), Message: "who changes what?"},
		{Rule: "house-rule", Severity: lint.Info, File: "postmortems/c.md", Message: "about the file"},
	})
}
