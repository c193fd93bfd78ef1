package repo

import (
	"errors"
	"strings"
	"testing"
)

// refusal is what both Committer, or else Commit, answer in a broken place.
func (s *sandbox) refusal() *Refused {
	s.Helper()
	r := open(s, Options{Dir: s.dir, Environ: s.env, Backend: "git"})
	_, err := r.Commit(s.Context(), takingBack(changeA))
	var refused *Refused
	if !errors.As(err, &refused) || refused.Written {
		s.Fatalf("got %+v", err)
	}
	return refused
}

func TestGitMissing(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.commitFiles("base", "p/a.md", "a\n")
	s.setenv("PATH=/nowhere:.")
	if r := s.refusal(); r.Cause != CauseUnsupported || !strings.Contains(r.Reason, "git is not on PATH") {
		t.Errorf("says %+v", r)
	}
	r := open(t, Options{Dir: s.dir, Environ: s.env})
	if got := r.BackendName(t.Context()); got != "built-in (no git on PATH)" {
		t.Errorf("backend %q", got)
	}
}

func TestFirstFault(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]string{
		"warning: x\nhint: y\nerror: bad thing\nfatal: worse\n": "bad thing",
		"hint: y\nsomething odd\n":                              "something odd",
		"":                                                      "it gave no reason",
	} {
		if got := firstFault(words); got != want {
			t.Errorf("firstFault(%q) = %q, want %q", words, got, want)
		}
	}
}

func TestEditor(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.run("config", "core.editor", "code --wait")
	for env, want := range map[string]string{
		"EDITOR=ed": "code --wait", "GIT_EDITOR=nano -w": "nano -w",
	} {
		r := open(t, Options{Dir: s.dir, Environ: append(s.env[:len(s.env):len(s.env)], env), Backend: "git"})
		if got, err := r.Editor(t.Context()); got != want || err != nil {
			t.Errorf("%s: %q, %v", env, got, err)
		}
	}
	for _, backend := range []string{"git", "builtin"} {
		r := open(t, Options{Dir: folder(t), Environ: append(s.env[:len(s.env):len(s.env)], "EDITOR=ed -p", "TERM=dumb"), Backend: backend})
		if got, err := r.Editor(t.Context()); got != "ed -p" || err != nil {
			t.Errorf("%s without a repository: %q, %v", backend, got, err)
		}
	}
}
