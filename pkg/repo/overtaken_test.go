package repo

import (
	"errors"
	"fmt"
	"os"
	"testing"
)

// TestOvertaken has an index that missed commits, as git leaves it when it is
// killed, or when another process commits while git does: the next commit goes
// through, and mends it.
func TestOvertaken(t *testing.T) {
	t.Parallel()
	for _, backend := range backends {
		t.Run(backend, func(t *testing.T) {
			t.Parallel()
			for _, c := range []struct {
				name   string
				last   string // what HEAD and the file hold
				typed  string // added since, by hand
				staged string // put into the index by hand
				want   Cause  // "" for a commit
			}{
				{name: "missed a change", last: "two\n"},
				{name: "missed two", last: "three\n"},
				{name: "with an edit since", last: "two\n", typed: "typed\n", want: CausePartly},
				{name: "staged by somebody", last: "two\n", staged: "staged\n", want: CausePartly},
			} {
				t.Run(c.name, func(t *testing.T) {
					s := newSandbox(t)
					s.commitFiles("base", "p/a.md", "one\n", "other.txt", "other\n")
					before := s.index()
					s.commitFiles("two", "p/a.md", "two\n")
					if c.last != "two\n" {
						s.commitFiles("last", "p/a.md", c.last)
					}
					s.write(".git/index", before)
					if c.staged != "" {
						s.write("p/a.md", c.staged)
						s.run("add", "p/a.md")
					}
					s.write("p/a.md", c.last+c.typed)
					r := open(s, Options{Dir: s.dir, Environ: s.env, Backend: backend})
					_, err := r.Commit(t.Context(), Change{Message: "next", TakeBack: true, Paths: []PathChange{modify("p/a.md", c.last+c.typed, "next\n")}})
					s.wantCause(err, c.want)
					if c.want == "" {
						s.says("next\n", "show", "HEAD:p/a.md")
						s.says("", "status", "--porcelain")
					}
					s.sound()
				})
			}
		})
	}
}

// TestOvertakenByNew is the same of a new file, of which the index has heard only
// that there will be one, or nothing at all. The latter may have been taken out.
func TestOvertakenByNew(t *testing.T) {
	t.Parallel()
	for _, backend := range backends {
		for _, announced := range []bool{true, false} {
			t.Run(fmt.Sprint(backend, announced), func(t *testing.T) {
				t.Parallel()
				s := newSandbox(t)
				s.commitFiles("base", "other.txt", "other\n")
				s.write("p/a.md", "one\n")
				if announced {
					s.run("add", "-N", "p/a.md")
				}
				before := s.index()
				s.commitFiles("new", "p/a.md", "one\n")
				s.write(".git/index", before)
				r := open(s, Options{Dir: s.dir, Environ: s.env, Backend: backend})
				_, err := r.Commit(t.Context(), Change{Message: "next", TakeBack: true, Paths: []PathChange{modify("p/a.md", "one\n", "next\n")}})
				if !announced {
					s.wantCause(err, CausePartly)
					return
				}
				s.wantCause(err, "")
				s.says("next\n", "show", "HEAD:p/a.md")
				s.says("", "status", "--porcelain")
				s.sound()
			})
		}
	}
}

// TestOvertakenByRemoval is the same of a file that is gone, in a commit that
// goes on with another one.
func TestOvertakenByRemoval(t *testing.T) {
	t.Parallel()
	for _, backend := range backends {
		t.Run(backend, func(t *testing.T) {
			t.Parallel()
			s := newSandbox(t)
			s.commitFiles("base", "p/a.md", "one\n", "other.txt", "other\n")
			before := s.index()
			s.run("rm", "-q", "p/a.md")
			s.commitAll("removed")
			s.write(".git/index", before)
			r := open(s, Options{Dir: s.dir, Environ: s.env, Backend: backend})
			_, err := r.Commit(t.Context(), Change{Message: "next", TakeBack: true, Paths: []PathChange{{Path: "p/a.md"}, modify("other.txt", "other\n", "next\n")}})
			s.wantCause(err, "")
			s.says("next\n", "show", "HEAD:other.txt")
			s.says("", "status", "--porcelain")
			s.sound()
		})
	}
}

func (s *sandbox) index() string {
	s.Helper()
	data, err := os.ReadFile(s.path(".git/index"))
	if err != nil {
		s.Fatal(err)
	}
	return string(data)
}

// wantCause fails the test unless an error is a refusal for a cause, "" for none.
func (s *sandbox) wantCause(err error, want Cause) {
	s.Helper()
	got := Cause("")
	if refused, ok := errors.AsType[*Refused](err); ok {
		got = refused.Cause
	}
	if got != want || want == "" && err != nil {
		s.Errorf("got %v, want %q", err, want)
	}
}
