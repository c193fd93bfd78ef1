package repo

import (
	"errors"
	"strings"
	"testing"
)

// TestRemoteBranchIsFetched: a clone of one branch, shallow or not, is told how to
// get another, and only of a remote that it has.
func TestRemoteBranchIsFetched(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.commitFiles("one", "a.md", "a\n")
	for _, depth := range []string{"", "1"} {
		if depth != "" {
			s.write(".git/shallow", s.run("rev-parse", "HEAD")+"\n")
		}
		s.run("config", "remote.up/stream.url", "https://example.com/x.git")
		for _, backend := range treeBackends {
			for rev, want := range map[string]string{
				"up/stream/main":              "git fetch up/stream main:refs/remotes/up/stream/main fetches it",
				"refs/remotes/up/stream/a-b":  "git fetch up/stream a-b:refs/remotes/up/stream/a-b fetches it",
				"remotes/up/stream/release/1": "git fetch up/stream release/1:refs/remotes/up/stream/release/1 fetches it",
			} {
				wantWay(t, s, backend, rev, want)
			}
			for _, rev := range []string{"origin/main", "up/stream/", "up/streams", "up/stream/$(x)", "up/stream/a b", "up/stream/main~1"} {
				if way := wayOf(t, s, backend, rev); strings.Contains(way, "refs/remotes") {
					t.Errorf("%s, %s: %s", backend, rev, way)
				}
			}
		}
	}
}

// TestRevisionOfSeveralLines is what a command substitution of git merge-tree
// gives when the merge has conflicts.
func TestRevisionOfSeveralLines(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.commitFiles("one", "a.md", "a\n")
	id := s.rev("HEAD")
	for _, backend := range treeBackends {
		_, err := s.open(backend, "").At(t.Context(), id+"\n100644 "+id+" 1\ta.md\n\nCONFLICT (content): Merge conflict in a.md")
		e, ok := errors.AsType[*RevisionError](err)
		if !ok || e.Reason != "is several lines" || !strings.Contains(e.Way, "conflicts") || strings.Contains(e.Error(), "\n") || !e.Mistyped {
			t.Errorf("%s: %q", backend, err)
		}
		_, err = s.open(backend, "").Compare(t.Context(), CompareOptions{Base: "HEAD", Rev: id + "\nx"})
		if e, ok := errors.AsType[*RevisionError](err); !ok || e.Reason != "is several lines" || strings.Contains(e.Error(), "\n") {
			t.Errorf("%s: %q", backend, err)
		}
	}
}

func wantWay(t *testing.T, s *sandbox, backend, rev, want string) {
	t.Helper()
	if way := wayOf(t, s, backend, rev); way != want {
		t.Errorf("%s, %s: %q, want %q", backend, rev, way, want)
	}
}

func wayOf(t *testing.T, s *sandbox, backend, rev string) string {
	t.Helper()
	_, err := s.open(backend, "").At(t.Context(), rev)
	e, ok := errors.AsType[*RevisionError](err)
	if !ok {
		t.Fatalf("%s, %s: %v", backend, rev, err)
	}
	return e.Way
}
