package incident

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/postmortem-md/pm/pkg/document"
)

func draft() Draft {
	return Draft{
		Title: "Checkout: 5xx", Severity: "sev2", StartedAt: at("2026-03-01T14:02:00Z"),
		Participants: []string{"@alice", " bob "}, Services: []string{"checkout", "", "checkout"},
		Stamp: Stamp{By: "alice", At: at("2026-03-01T14:10:00Z")},
	}
}

const drafted = `---
title: "Checkout: 5xx"
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
participants: [alice, bob]
services: [checkout]
history:
  - {state: in-progress, at: 2026-03-01T14:10:00Z, by: alice}
---

# Body
`

func TestNewDocument(t *testing.T) {
	tests := []struct{ name, template, want string }{
		{"bare", "---\ntitle: \"\"\n---\n\n# Body\n", drafted},
		{"empty", "---\n---\n\n# Body\n", drafted},
		{"markdown only", "# Body\n", ""},
		{"crlf", "---\r\ntitle: \"\"\r\n---\r\n\r\n# Body\r\n", strings.ReplaceAll(drafted, "\n", "\r\n")},
		{
			"full", "---\ntitle:\nstate: in-progress\nseverity: sev4 # default\nteam: payments\nhistory: []\n---\n\n# Body\n",
			strings.NewReplacer("severity: sev2", "severity: sev2 # default", "services: [checkout]\n", "services: [checkout]\nteam: payments\n").Replace(drafted),
		},
	}
	for _, tt := range tests {
		out, err := NewDocument([]byte(tt.template), draft())
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		i := read(string(out))
		if len(i.Faults) > 0 || i.Title.V != "Checkout: 5xx" || i.State.V != InProgress || len(i.History.V) != 1 {
			t.Errorf("%s reads back as %+v\n%s", tt.name, i.Faults, out)
		}
		if diff := cmp.Diff(tt.want, string(out)); tt.want != "" && diff != "" {
			t.Errorf("%s:\n%s", tt.name, diff)
		}
	}
}

func TestNewDocumentHostileTitle(t *testing.T) {
	for _, title := range []string{"a\n---\nb", "# x", "'\"", "{x}", "\x1b[0m!", "yes", "2026-03-01", strings.Repeat("long ", 300)} {
		d := draft()
		d.Title = title
		out, err := NewDocument([]byte("---\ntitle: \"\"\n---\n"), d)
		if err != nil {
			t.Errorf("%.20q: %v", title, err)
			continue
		}
		if got := read(string(out)).Title.V; got != oneLine(title) {
			t.Errorf("%.20q became %.20q", title, got)
		}
	}
}

func TestNewDocumentRefusesABrokenTemplate(t *testing.T) {
	for _, template := range []string{"---\ntitle: [\n---\n", "---\n- a\n---\n", "---\ntitle: x\n"} {
		if out, err := NewDocument([]byte(template), draft()); err == nil && len(document.Parse(out).Faults()) > 0 {
			t.Errorf("%q became\n%s", template, out)
		}
	}
}
