package repo

import (
	"errors"
	"testing"
)

// TestMistyped tells what a person typed wrong from what the clone cannot do, in
// both backends and wherever a revision is taken.
func TestMistyped(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.commitFiles("one", "a.md", "a\n")
	s.run("tag", "one")
	s.run("checkout", "-q", "--orphan", "other")
	s.commitFiles("two", "a.md", "b\n")
	s.run("branch", "unrelated", "one")
	unborn := newSandbox(t)
	for _, backend := range treeBackends {
		for rev, want := range map[string]bool{"nowhere": true, "one..main": true, "-x": true, "a\x01": true, "": true} {
			_, err := s.open(backend, "").At(t.Context(), rev)
			wantMistyped(t, backend+" at "+rev, err, want)
			if rev != "" {
				wantMistyped(t, backend+" since "+rev, s.since(backend, rev), want)
			}
		}
		wantMistyped(t, backend+" since an unrelated one", s.since(backend, "unrelated"), true)
		_, err := unborn.open(backend, "").At(t.Context(), "HEAD")
		wantMistyped(t, backend+" unborn", err, false)
	}
}

// since reads the history of HEAD from a base on.
func (s *sandbox) since(backend, base string) error {
	for _, err := range s.open(backend, "").History(s.Context(), HistoryOptions{Base: base}) {
		if err != nil {
			return err
		}
	}
	return nil
}

func wantMistyped(t *testing.T, what string, err error, want bool) {
	t.Helper()
	rev, ok := errors.AsType[*RevisionError](err)
	if !ok || rev.Mistyped != want {
		t.Errorf("%s: %v, want mistyped %t", what, err, want)
	}
}
