package report

import (
	"bytes"
	"encoding/json"
	"testing"
)

func TestEnvelope(t *testing.T) {
	due := "2026-03-20"
	items := []ActionItem{{Incident: "a", Path: "a.md", Due: &due, DaysLate: 3}, {Incident: "b", Path: "b.md"}}
	for name, c := range map[string]struct {
		kind string
		v    any
		more []any
	}{
		"envelope_list.json":    {kind: "action_items", v: items},
		"envelope_empty.json":   {kind: "action_items", v: []ActionItem(nil)},
		"envelope_overdue.json": {kind: "overdue", more: []any{"action_items", items[:1], "incidents", []Incident{}}},
		"envelope_hostile.json": {kind: "config", v: []Setting{
			{Key: "a", Value: "<b>&\u2028\x1b[31m\u009b\u202e\U000e0041\x7f\xff", Origin: "],[ \"}{\\"},
			{Key: "b", Value: map[string]any{"z": nil, "a": []string{"x,y"}}, Origin: "default"},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := Envelope(&b, c.kind, c.v, c.more...); err != nil {
				t.Fatal(err)
			}
			if !json.Valid(b.Bytes()) {
				t.Errorf("not JSON: %s", b.Bytes())
			}
			assertSafe(t, b.String(), true)
			golden(t, name, b.String())
		})
	}
}

func TestEnvelopeLosesNothing(t *testing.T) {
	const hostile = "<b>&\u2028\x1b[31m\u009b\u202e\U000e0041\x7f\\\" 東京 👩\u200d🚒"
	var b bytes.Buffer
	if err := Envelope(&b, "rules", []Rule{{ID: hostile}}); err != nil {
		t.Fatal(err)
	}
	var back struct{ Rules []Rule }
	if err := json.Unmarshal(b.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	if got := back.Rules[0].ID; got != hostile {
		t.Errorf("got %q, want %q", got, hostile)
	}
}
