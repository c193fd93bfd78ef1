package document

import (
	"fmt"
	"strings"
	"testing"
)

// TestSlips wants one fault for one slip, where it is, whatever stands around it.
func TestSlips(t *testing.T) {
	const rest = "state: in-progress\nseverity: sev2\nstarted_at: 2026-03-01T14:00:00Z\n"
	tests := []struct {
		name, front string
		want        []string // line:column message
	}{
		{"first", "title:.ok\n" + rest, []string{"2:6 there is no space after the colon of title"}},
		{"middle", "tags: []\ntitle:.ok\n" + rest, []string{"3:6 there is no space after the colon of title"}},
		{"last", rest + "title:ok # so\n", []string{"5:6 there is no space after the colon of title"}},
		{"two", "title:ok\n" + rest + "owner:bob\n", []string{"2:6 there is no space after the colon of title", "6:6 there is no space after the colon of owner"}},
		{"item", "action_items:\n  - id: a\n    owner:bob\n    due: 2026-03-01\n" + rest, []string{"4:10 there is no space after the colon of owner"}},
		{"first of item", "action_items:\n  - id:a\n    owner: bob\n" + rest, []string{"3:7 there is no space after the colon of id"}},
		{"no colon", "title ok\n" + rest, []string{"2:1 the line is not key: value"}},
		{"and another error", "title:ok\n" + rest + "owner: @bob\n", []string{"2:6 there is no space after the colon of title", "6:8 a value begins with a character that YAML reserves"}},
		{"after another error", "owner: @bob\ntitle:ok\n" + rest, []string{"2:8 a value begins with a character that YAML reserves", "3:6 there is no space after the colon of title"}},
		{"in quotes", "title: \"a\n b:c\n d\"\nowner: @bob\n", []string{"5:8 a value begins with a character that YAML reserves"}},
		{"in a block", "note: |\n  a:b\n  owner:bob\nowner: @bob\n", []string{"5:8 a value begins with a character that YAML reserves"}},
		{"in text", "note: see\n  http:x\nowner: @bob\n", []string{"4:8 a value begins with a character that YAML reserves"}},
		{"with a carriage return", strings.ReplaceAll("title:ok\n"+rest, "\n", "\r\n"), []string{"2:6 there is no space after the colon of title"}},
		{"a second colon", "severity: sev1:\n" + rest, []string{`2:15 there is a second ": " on the line, or the line is indented too deeply`}},
	}
	for _, tt := range tests {
		d := Parse([]byte("---\n" + tt.front + "---\n\ntext\n"))
		var got []string
		for _, f := range d.Faults() {
			at := d.Position(f.Span.Start)
			got = append(got, fmt.Sprintf("%d:%d %s", at.Line, at.Column, f.Message))
		}
		if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
			t.Errorf("%s:\ngot  %q\nwant %q", tt.name, got, tt.want)
		}
	}
}
