package repo

import (
	"testing"
	"time"
)

// TestMade holds both backends to the date that git shows of a revision.
func TestMade(t *testing.T) {
	t.Parallel()
	s := grown(t)
	s.setenv("GIT_COMMITTER_DATE=2026-03-02T10:00:00+02:00")
	s.run("commit", "-q", "--allow-empty", "-m", "dated")
	s.setenv("GIT_COMMITTER_DATE=2026-03-05T08:30:00Z")
	s.run("tag", "light")
	s.run("tag", "-a", "-m", "told", "heavy")
	s.run("tag", "-a", "-m", "twice", "nested", "heavy")
	commit, tag := "2026-03-02T08:00:00Z", "2026-03-05T08:30:00Z"
	for _, backend := range treeBackends {
		for rev, want := range map[string]string{
			"HEAD": commit, "main": commit, "light": commit, "heavy": tag, "nested": tag, "heavy^{commit}": commit,
			"HEAD^{tree}": "", "HEAD:team": "",
		} {
			got := ""
			if made := s.at(backend, "team", rev).Made(); !made.IsZero() {
				got = made.Format(time.RFC3339)
			}
			if got != want {
				t.Errorf("%s: %s was made %q, want %q", backend, rev, got, want)
			}
		}
	}
}
