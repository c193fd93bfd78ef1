package cli

import (
	"strings"
	"testing"
	"time"

	"charm.land/huh/v2"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// formWorkspace is as much of a workspace as a form's checks look at.
func formWorkspace() *workspace {
	e := &Env{Now: func() time.Time { return time.Date(2026, 3, 1, 15, 0, 0, 0, time.UTC) }}
	c := &config.Config{Process: incident.DefaultProcess()}
	return &workspace{env: e, config: c, process: c.Process}
}

// TestFormChecks holds the fields of a form to what the flags take: what it lets
// through is not refused later, when all that was typed would be lost.
func TestFormChecks(t *testing.T) {
	w := formWorkspace()
	const src = "---\ntitle: A\nstate: in-progress\nstarted_at: 2026-03-01T14:00:00Z\n---\n"
	i := incident.Decode("postmortems/2026-03-01-a.md", document.Parse([]byte(src)), w.process)
	for _, tt := range []struct {
		name, want string // part of the error; "" for none
		err        error
	}{
		{"title", "", needText("Queue stuck")},
		{"no title", "a title is needed", needText(" \t")},
		{"time", "", w.needTime("14:02")},
		{"no time", "soon", w.needTime("soon")},
		{"value", "", w.check(i, "severity", "sev1")},
		{"no value", "a value is needed", w.check(i, "severity", " ")},
		{"another severity", "severity=sv1: is not a severity; did you mean sev1?", w.check(i, "severity", "sv1")},
		{"relative date", "", w.check(i, "followup_due", "+14d")},
		{"no date", "followup_due=later", w.check(i, "followup_due", "later")},
	} {
		switch {
		case tt.want == "" && tt.err != nil:
			t.Errorf("%s: %v", tt.name, tt.err)
		case tt.want != "" && (tt.err == nil || !strings.Contains(tt.err.Error(), tt.want)):
			t.Errorf("%s: %v, want %q", tt.name, tt.err, tt.want)
		}
	}
}

// TestFormProposal proposes a follow-up date counted from the end, and nothing
// for what only a person knows.
func TestFormProposal(t *testing.T) {
	w := formWorkspace()
	read := func(front string) *incident.Incident {
		return incident.Decode("a.md", document.Parse([]byte("---\n"+front+"---\n")), w.process)
	}
	ended, open := read("ended_at: 2026-02-01T10:00:00Z\n"), read("title: A\n")
	if got := w.proposal(ended, "followup_due"); got != "2026-02-15" {
		t.Errorf("after the end: %q", got)
	}
	if got := w.proposal(open, "followup_due"); got != "2026-03-15" {
		t.Errorf("without an end: %q", got)
	}
	if got := w.proposal(ended, "owner"); got != "" {
		t.Errorf("an owner: %q", got)
	}
	w.process.FollowupDueAfter = 0
	if got := w.proposal(ended, "followup_due"); got != "" {
		t.Errorf("without followup_due_after: %q", got)
	}
}

// TestFormPages keeps every page within twenty rows: a field takes five at most,
// the line of keys one.
func TestFormPages(t *testing.T) {
	for n, want := range map[int]int{1: 1, 3: 1, 4: 2, 7: 3} {
		fields := make([]huh.Field, n)
		for f := range fields {
			fields[f] = huh.NewInput()
		}
		if got := len(pages(fields)); got != want {
			t.Errorf("%d fields on %d pages, want %d", n, got, want)
		}
	}
	if rows := maxInputs*5 + 1; rows > 20 {
		t.Errorf("a page may take %d rows", rows)
	}
}
