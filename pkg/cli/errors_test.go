package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/repo"
)

func TestErrors(t *testing.T) {
	doc := document.Parse([]byte("---\ntitle: x\nowner: \n---\n"))
	for _, c := range []struct {
		name string
		err  error
		code int
		text string
	}{
		{"usage", &usageError{"what", "next"}, 2, "what; next"},
		{"declined", &declined{"what", "next"}, 1, "what; next"},
		{"unknown ID", &idError{ref: "x"}, 2, `no incident is called "x" or has it in its ID; pm list shows all`},
		{"a slip", &idError{ref: "x", near: []string{"xx"}}, 2, `no incident is called "x" or has it in its ID; did you mean xx?`},
		{"a slip for several", &idError{ref: "x", near: []string{"xx", "xy"}}, 2, "no incident is called \"x\" or has it in its ID; did you mean one of these?\n  xx\n  xy"},
		{
			"ambiguous ID", &idError{ref: "x", candidates: []string{"ax", "bx"}}, 2,
			"\"x\" could be any of 2 incidents; type more of the ID:\n  ax\n  bx",
		},
		{
			"refused move",
			&located{&incident.TransitionError{ID: "a", From: "resolved", To: "closed", Unmet: []incident.Need{
				{State: "root-cause-analysis", Kind: incident.FieldNeed, Name: "owner", Why: "is missing", Fill: "pm set a owner=HANDLE", Offset: 13},
				{State: "root-cause-analysis", Kind: incident.SectionNeed, Name: "summary", Why: "is empty", Offset: -1},
				{State: "closed", Kind: incident.ConditionNeed, Name: "actions-settled", Why: "action item x is open", Offset: -1},
			}}, "p/a.md", doc}, 1,
			"a cannot go from resolved to closed; still needed:\n for root-cause-analysis:\n  p/a.md:3: owner is missing\n      pm set a owner=HANDLE\n  the section \"Executive summary\" is empty\n for closed:\n  action item x is open",
		},
		{"illegal move", &incident.TransitionError{ID: "a", From: "closed", To: "resolved", Reason: "it lies behind"}, 1, "a cannot go from closed to resolved: it lies behind"},
		{
			"two assignments", errors.Join(
				&incident.AssignmentError{Key: "severity", Value: "9", Reason: "is not a severity", Help: "accepted: sev1"},
				&incident.AssignmentError{Key: "state", Value: "closed", Reason: "is not set by hand", Help: "use pm advance"}), 2,
			"severity=9: is not a severity; accepted: sev1\nstate=closed: is not set by hand; use pm advance",
		},
		{
			"edit refused", &located{&document.Refusal{Position: document.Position{Line: 3, Column: 8}, Reason: "is an alias", Way: "edit by hand"}, "p/a.md", doc}, 3,
			"p/a.md:3:8: is an alias; edit by hand",
		},
		{
			"configuration", &config.Error{File: ".pm.yaml", Problems: []config.Problem{
				{Position: document.Position{Line: 2, Column: 1}, Message: "unknown key", Accepted: "dir, layout"},
				{Position: document.Position{Line: 4, Column: 9}, Message: "is not a duration"},
			}}, 2,
			".pm.yaml:2:1: unknown key; accepted: dir, layout\n.pm.yaml:4:9: is not a duration",
		},
		{
			"commit refused", &repo.Refused{Reason: "the pre-commit hook failed", Way: "git commit -- a.md", Output: "no\n", Written: true}, 3,
			"recorded, not committed: the pre-commit hook failed; git commit -- a.md\nno",
		},
		{
			"recorded", &kept{&repo.Refused{Cause: repo.CauseHook, Reason: "a hook", Written: true}, "git commit -- a.md", false}, 3,
			"recorded, not committed: a hook\n    git commit -- a.md",
		},
		{"not a repository", &kept{&repo.Refused{Cause: repo.CauseNoRepository, Reason: "no Git", Written: true}, "git commit -- a.md", false}, 3, "recorded, not committed: no Git"},
		{"taken back", &kept{&repo.Refused{Cause: repo.CauseHook, Reason: "a hook"}, "git commit -- a.md", false}, 3, "nothing was changed: a hook"},
		{"nothing written", &repo.Refused{Reason: "a merge is in progress"}, 3, "nothing was changed: a merge is in progress"},
		{"conflict", &repo.Conflict{Path: "a.md", Reason: "changed since it was read"}, 3, "a.md: changed since it was read; nothing was written; run the command again"},
		{"outside", &repo.OutsideError{Path: "../x", Root: "/r"}, 2, "../x lies outside /r; pm reads and writes below its root only"},
		{"file", fmt.Errorf("reading: %w", &fs.PathError{Op: "open", Path: "a.md", Err: fs.ErrPermission}), 3, "a.md: permission denied"},
		{"other", errors.New("what"), 3, "what"},
	} {
		if got := exitCode(c.err); got != c.code {
			t.Errorf("%s: exit code %d, want %d", c.name, got, c.code)
		}
		if got := message(c.err); got != c.text {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.text)
		}
	}
}

func TestBulletsAreBounded(t *testing.T) {
	got := bullets(make([]string, maxCandidates+5))
	if want := "\n  and 5 more"; len(got) < len(want) || got[len(got)-len(want):] != want {
		t.Errorf("bullets ends with %q, want %q", got, want)
	}
}

func TestSettingsLeftOutAreCounted(t *testing.T) {
	err := &config.Error{File: ".pm.yaml", Problems: []config.Problem{{Message: "layuot is not a key"}}, More: 3}
	if got, want := message(err), ".pm.yaml: and 3 more"; !strings.HasSuffix(got, want) {
		t.Errorf("message is %q, want it to end with %q", got, want)
	}
}
