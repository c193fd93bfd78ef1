package cli

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/postmortem-md/pm/pkg/incident"
)

func TestMessage(t *testing.T) {
	moved := change{subject: "advance a to closed", ids: []string{"a"}}
	moved.move(incident.Resolved, incident.Closed)
	for _, c := range []struct {
		name   string
		change change
		shape  string
		want   string
	}{
		{"subject alone", change{subject: "set up pm"}, "postmortem: {change}", "postmortem: set up pm\n"},
		{"trailers", moved, "docs(pm): {change}", "docs(pm): advance a to closed\n\nPostmortem: a\nPostmortem-State: resolved -> closed\n"},
		{
			"body and several",
			change{subject: "close 2 action items", body: "a#x\nb#y\n", ids: []string{"a", "b"}},
			"{change}",
			"close 2 action items\n\na#x\nb#y\n\nPostmortem: a\nPostmortem: b\n",
		},
		{
			"line breaks in the name of a file",
			change{subject: "set owner of a", ids: []string{"a\nPostmortem-State: resolved -> closed"}},
			"{change}",
			"set owner of a\n\nPostmortem: a Postmortem-State: resolved -> closed\n",
		},
		{"line breaks in a subject", change{subject: "event in a: x\nPostmortem: b\r\n"}, "{change}", "event in a: x Postmortem: b\n"},
	} {
		if got := c.change.message(c.shape); got != c.want {
			t.Errorf("%s:\n%s", c.name, cmp.Diff(c.want, got))
		}
	}
}

func TestParseItems(t *testing.T) {
	for _, c := range []struct {
		args []string
		want []items // nil for a usage error
	}{
		{[]string{"a#x"}, []items{{"a", []string{"x"}}}},
		{[]string{"a", "x"}, []items{{"a", []string{"x"}}}},
		{[]string{"a", "x", "#y"}, []items{{"a", []string{"x", "y"}}}},
		{[]string{"a#x", "b#y", "a#z"}, []items{{"a", []string{"x"}}, {"b", []string{"y"}}, {"a", []string{"z"}}}},
		{[]string{"a", "x", "b#y", "z"}, []items{{"a", []string{"x", "z"}}, {"b", []string{"y"}}}},
		{[]string{"a"}, nil},
		{[]string{"a#"}, nil},
		{[]string{"#x"}, nil},
		{[]string{"a#x", "b"}, nil},
	} {
		got, err := parseItems(c.args)
		if (err == nil) != (c.want != nil) || err != nil && exitCode(err) != exitUsage {
			t.Errorf("parseItems(%q): %v", c.args, err)
			continue
		}
		if err != nil {
			continue
		}
		if d := cmp.Diff(c.want, got, cmp.AllowUnexported(items{})); d != "" {
			t.Errorf("parseItems(%q): %s", c.args, d)
		}
	}
}

// TestLongSubject keeps what somebody typed in a hurry from failing a commit
// linter, and loses none of it.
func TestLongSubject(t *testing.T) {
	text := "event in a: " + strings.Repeat("word ", 40) + "end"
	c := change{subject: text, body: "why", ids: []string{"a"}}
	subject, rest, _ := strings.Cut(c.message("chore: {change}"), "\n")
	if n := utf8.RuneCountInString(subject); n > maxSubject || !strings.HasSuffix(subject, " word…") {
		t.Errorf("%d characters: %q", n, subject)
	}
	if want := "\n" + text + "\n\nwhy\n\nPostmortem: a\n"; rest != want {
		t.Errorf("after the subject: %q, want %q", rest, want)
	}
	c.subject = strings.Repeat("é", 150)
	subject, _, _ = strings.Cut(c.message("{change}"), "\n")
	if utf8.RuneCountInString(subject) != maxSubject || !utf8.ValidString(subject) {
		t.Errorf("one long word: %q", subject)
	}
}
