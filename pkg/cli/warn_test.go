package cli

import (
	"strings"
	"testing"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/lint"
	"github.com/postmortem-md/pm/pkg/repo"
)

// TestIntroduced compares findings by rule and subject, so that lines that move
// are not new, and one more of a kind is.
func TestIntroduced(t *testing.T) {
	const head = "---\ntitle: A\nstate: in-progress\nseverity: sev2\nstarted_at: 2026-03-01T14:00:00Z\n"
	const wrong = "ended_at: 2026-02-01T14:00:00Z\n"
	const body = "---\n\n## Timeline\n\n- 2026-03-01T14:02:00Z Seen\n"
	const future = "- 2031-01-01T00:00:00Z Later\n"
	for _, tt := range []struct {
		name, was, want string
		fresh           []string // rule and subject
	}{
		{"a wrong end", head + body, head + wrong + body, []string{"time-order ended_at"}},
		{"wrong before", head + wrong + body, head + "owner: bob\n" + wrong + body, nil},
		{"mended", head + wrong + body, head + body, nil},
		{"the future", head + body, head + body + future, []string{"time-order 2031-01-01T00:00:00Z"}},
		{"once more", head + body + future, head + body + future + future, []string{"time-order 2031-01-01T00:00:00Z"}},
		{"a new file", "", head + wrong + body, []string{"time-order ended_at"}},
		{"a warning", head + body, head + "ownr: bob\n" + body, nil},
		{"front matter broken", head + body, "---\ntitle: [\n" + body, []string{"front-matter yaml"}},
	} {
		linter := lint.New(lint.Options{Process: incident.DefaultProcess(), Now: time.Date(2026, 3, 1, 15, 0, 0, 0, time.UTC)})
		f := repo.PathChange{Path: "postmortems/2026-03-01-a.md", Want: []byte(tt.want)}
		if tt.was != "" {
			f.Was = []byte(tt.was)
		}
		var got []string
		for _, e := range introduced(linter, f) {
			got = append(got, e.Rule+" "+e.Subject)
		}
		if strings.Join(got, "; ") != strings.Join(tt.fresh, "; ") {
			t.Errorf("%s: introduced %q, want %q", tt.name, got, tt.fresh)
		}
	}
}
