package repo

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestInTheWay holds both backends to what they say of files that were written in
// the middle of a merge: which ones are in its way, and which belong to it.
func TestInTheWay(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		path  string
		was   string // "" for a file that is new
		aside bool
		along bool
	}{
		{"known", "p/known.md", "known\n", true, false},
		{"staged by the merge", "p/clean.md", "side\n", true, false},
		{"new in the merge", "p/side.md", "new\n", true, true},
		{"with a conflict", "p/a.md", "resolved\n", true, true},
		{"untracked", "p/untracked.md", "untracked\n", false, false},
		{"new", "p/b.md", "", false, false},
	}
	for _, backend := range backends {
		s := baseSandbox(t)
		s.commitFiles("known", "p/known.md", "known\n")
		s.commitFiles("clean", "p/clean.md", "before\n")
		s.run("checkout", "-q", "-b", "side")
		s.commitFiles("new", "p/side.md", "new\n")
		s.commitFiles("clean", "p/clean.md", "side\n")
		s.commitFiles("side", "p/a.md", "side\n")
		s.run("checkout", "-q", "main")
		s.commitFiles("main", "p/a.md", "main\n")
		if _, err := s.try("merge", "side"); err == nil {
			t.Fatal("the merge did not stop")
		}
		s.write("p/a.md", "resolved\n")
		s.write("p/untracked.md", "untracked\n")
		for _, test := range tests {
			t.Run(test.name+"/"+backend, func(t *testing.T) {
				change := PathChange{Path: test.path, Was: []byte(test.was), Want: []byte(test.was + "entry\n")}
				if test.was == "" {
					change.Was = nil
				}
				_, err := open(s, s.options(backend, Options{})).Commit(context.Background(), Change{Message: "entry", Paths: []PathChange{change}})
				var refused *Refused
				if !errors.As(err, &refused) || !refused.Written || refused.Finish != "git merge --continue" {
					t.Fatalf("got %+v", err)
				}
				var aside []string
				if test.aside {
					aside = []string{test.path}
				}
				if diff := cmp.Diff(aside, refused.Aside); diff != "" || refused.Along != test.along {
					t.Errorf("along %t, want %t; aside (-want +got): %s", refused.Along, test.along, diff)
				}
			})
		}
	}
}
