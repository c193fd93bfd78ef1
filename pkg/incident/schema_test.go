package incident

import (
	"bytes"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/postmortem-md/pm/pkg/document"
)

func compile(t *testing.T, p *Process) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema(p)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	if err := c.AddResource("front.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("front.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// value is a node as JSON has it; times stay text, as in editors.
func value(n document.Node) any {
	switch n.Kind() {
	case document.Mapping:
		m := map[string]any{}
		for k, v := range n.Fields() {
			m[k.Text()] = value(v)
		}
		return m
	case document.Sequence:
		items := []any{}
		for _, v := range n.Items() {
			items = append(items, value(v))
		}
		return items
	}
	switch n.Tag() {
	case "!!null":
		return nil
	case "!!int", "!!float":
		return 1
	case "!!bool":
		return n.Text() == "true"
	}
	return n.Text()
}

func TestSchema(t *testing.T) {
	tests := []struct {
		yaml string
		want string // the place of the fault; "" for none
	}{
		{benchmarkFile[4 : len(benchmarkFile)-4], ""},
		{"title: x\nstate: in-progress\nseverity: sev1\nstarted_at: 2026-03-01T14:02:00Z\nowner:\ncustomer: acme", ""},
		{"title: x\nstate: closed\nadopted: 2026-03-01", ""},
		{"state: dismissed", ""},
		{"title: 2026\nstate: dismissed\ntags: [1, null]\naction_items: [{id: 1, title: x, status: done, due_was: [2026-03-01]}]", ""},
		{"title: x\nstate: in-progress\nseverity: sev1", "''"},
		{"title: x\nstate: follow-up\nseverity: sev1\nstarted_at: 2026-03-01T14:02:00Z", "''"},
		{"title: [x]", "/title"},
		{"state: done", "/state"},
		{"severity: Sev1", "/severity"},
		{"started_at: 2026-03-01T14:02:00+01:00", "/started_at"},
		{"started_at: 2026-03-01", "/started_at"},
		{"followup_due: 2026-03-01T14:02:00Z", "/followup_due"},
		{"services: checkout", "/services"},
		{"triggers: [minor-problem]", "/triggers/0"},
		{"action_items: {a: b}", "/action_items"},
		{"action_items: [{id: x, title: x}]", "/action_items/0"},
		{"action_items: [{id: x, title: x, status: opne}]", "/action_items/0/status"},
		{"action_items: [{id: x, title: x, status: open, due: soon}]", "/action_items/0/due"},
		{"history: [{state: closed, at: now}]", "/history/0/at"},
	}
	s := compile(t, DefaultProcess())
	for _, tt := range tests {
		err := s.Validate(value(front(tt.yaml).Doc.Front()))
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), "at '"+strings.Trim(tt.want, "'")+"'")) {
			t.Errorf("%s:\n%v, want a fault at %q", tt.yaml, err, tt.want)
		}
	}
}

func TestSchemaFollowsTheProcess(t *testing.T) {
	p := DefaultProcess()
	p.Severities, p.StrictFields, p.ExtraFields = []string{"major", "minor"}, true, []string{"customer"}
	p.Gates[Resolved] = []string{"ended_at", "owner", "summary"}
	s := compile(t, p)
	good := "title: x\nstate: resolved\nseverity: major\nstarted_at: 2026-03-01T14:02:00Z\nended_at: 2026-03-01T14:02:00Z\ncustomer: acme\n"
	if err := s.Validate(value(front(good + "owner: alice").Doc.Front())); err != nil {
		t.Error(err)
	}
	if err := s.Validate(value(front(good).Doc.Front())); err == nil {
		t.Error("a missing owner is accepted")
	}
	if err := s.Validate(value(front(good + "owner: alice\nweight: 1").Doc.Front())); err == nil {
		t.Error("an undeclared field is accepted")
	}
}

func TestSchemaIsStable(t *testing.T) {
	first := Schema(DefaultProcess())
	for range 20 {
		if !bytes.Equal(first, Schema(DefaultProcess())) {
			t.Fatal("two runs differ")
		}
	}
}
