package repo

import (
	"errors"
	"strings"
	"testing"
)

// cloned is a clone of s beside it.
func (s *sandbox) cloned(name string, args ...string) *sandbox {
	s.Helper()
	s.run("config", "uploadpack.allowFilter", "true")
	s.run("config", "uploadpack.allowAnySHA1InWant", "true")
	other := *s
	other.dir = s.dir + "/../" + name
	s.run(append(append([]string{"clone", "-q"}, args...), "file://"+s.dir, other.dir)...)
	return &other
}

// grownHistory has one file that every commit changes, and one that only the
// last two know.
func grownHistory(t *testing.T) *sandbox {
	s := newSandbox(t)
	for _, text := range []string{"1", "2", "3", "4", "5"} {
		s.commitFiles(text, "p/old.md", text)
	}
	s.commitFiles("6", "p/new.md", "1")
	s.commitFiles("7", "p/new.md", "2", "p/old.md", "7")
	return s
}

// wantIncomplete checks that the history says what fetches the rest, that this
// is true, and that then both backends agree.
func (s *sandbox) wantIncomplete(backend string, o HistoryOptions) {
	s.Helper()
	lines, err := told(s.open(backend, "."), o)
	var e *Incomplete
	if !errors.As(err, &e) {
		s.Fatalf("%s %+v: %v, %d lines", backend, o, err, len(lines))
	}
	command, _, ok := strings.Cut(e.Way, " fetches ")
	args := strings.Fields(command)
	if !ok || args[0] != "git" {
		s.Fatalf("the way %q begins with no command", e.Way)
	}
	s.run(append(args[1:], "-q")...)
	for _, each := range backends {
		again, err := told(s.open(each, "."), o)
		if err != nil || len(again) == 0 {
			s.Errorf("%s after %s: %v, %d lines", each, command, err, len(again))
		}
	}
}

func TestHistoryOfShallowClone(t *testing.T) {
	t.Parallel()
	s := grownHistory(t)
	for _, backend := range backends {
		c := s.cloned("shallow-"+backend, "--depth=3")
		// What the clone has all of, it answers.
		if lines, err := told(c.open(backend, "."), HistoryOptions{Paths: []string{"p/new.md"}}); err != nil || len(lines) != 2 {
			t.Errorf("%s: %v, %d lines", backend, err, len(lines))
		}
		if lines, err := told(c.open(backend, "."), HistoryOptions{Base: "HEAD~1", Paths: []string{"p"}, Whole: true}); err != nil || len(lines) != 2 {
			t.Errorf("%s: %v, %d lines", backend, err, len(lines))
		}
		var e *Incomplete
		if _, err := told(c.open(backend, "."), HistoryOptions{Paths: []string{"p/old.md"}}); !errors.As(err, &e) {
			t.Errorf("%s: %v", backend, err)
		}
		c.wantIncomplete(backend, HistoryOptions{Paths: []string{"p/new.md"}, Whole: true})
	}
}

// TestHistoryBaseOfShallowClone has a base that only looks unrelated.
func TestHistoryBaseOfShallowClone(t *testing.T) {
	t.Parallel()
	s := grownHistory(t)
	s.run("branch", "base", "HEAD~4")
	for _, backend := range backends {
		c := s.cloned("base-"+backend, "--depth=1", "--no-single-branch")
		c.wantIncomplete(backend, HistoryOptions{Base: "origin/base", Paths: []string{"p"}})
	}
	s.run("checkout", "-q", "--orphan", "alone")
	s.commitFiles("alone", "p/old.md", "x")
	for _, backend := range backends {
		var fault *RevisionError
		if _, err := told(s.open(backend, "."), HistoryOptions{Base: "main"}); !errors.As(err, &fault) || !strings.Contains(fault.Reason, "in common") {
			t.Errorf("%s: %v", backend, err)
		}
	}
}

func TestHistoryOfPartialClone(t *testing.T) {
	t.Parallel()
	s := grownHistory(t)
	for _, backend := range backends {
		for _, filter := range []string{"blob:none", "tree:0"} {
			c := s.cloned(strings.ReplaceAll(filter, ":", "-")+backend, "--filter="+filter)
			c.wantIncomplete(backend, HistoryOptions{Paths: []string{"p"}, Beside: "p/old.md"})
		}
	}
}
