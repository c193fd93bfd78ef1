package repo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// TestManyFiles commits more paths than a command line takes.
func TestManyFiles(t *testing.T) {
	t.Parallel()
	for _, backend := range backends {
		s := newSandbox(t)
		s.commitFiles("base", "other.txt", "other\n")
		busy(s)
		var change Change
		for i := range 250 {
			path := fmt.Sprintf("postmortems/2026/2026-03-01-%s-[%d].md", strings.Repeat("a-long-name-", 17), i)
			change.Paths = append(change.Paths, create(path, fmt.Sprintln(i)))
		}
		change.Message = "adopt all"
		out, err := s.open(backend, ".").Commit(t.Context(), change)
		if err != nil {
			t.Fatalf("%s: %v", backend, err)
		}
		if n := strings.Count(s.run("show", "--name-only", "--format=", out.Commit), "\n"); n != 250 {
			t.Errorf("%s: %d files in the commit", backend, n)
		}
		if status := s.run("status", "--porcelain", "-uall"); status != "M  other.txt\n?? third.txt\n?? unknown.txt\n" {
			t.Errorf("%s: afterwards status says %q", backend, status)
		}
		s.sound()
	}
}

// TestInterrupted stops a commit in the middle of a hook.
func TestInterrupted(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.commitFiles("base", "p/a.md", "a\n")
	s.hook("pre-commit", "touch started; exec sleep 3")
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		for !exists(os.DirFS(s.dir), "started") {
			time.Sleep(time.Millisecond)
		}
		cancel()
	}()
	_, err := s.open("git", ".").Commit(ctx, takingBack(Change{Message: "m", Paths: []PathChange{
		modify("p/a.md", "a\n", "changed\n"), create("p/b.md", "new\n"),
	}}))
	var refused *Refused
	if !errors.As(err, &refused) || !strings.Contains(refused.Reason, "interrupted") {
		t.Errorf("got %v", err)
	}
	s.says("?? started\n", "status", "--porcelain", "-uall")
	s.sound()
}

// TestInterruptedTooLate stops a commit that is made already.
func TestInterruptedTooLate(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.commitFiles("base", "p/a.md", "a\n")
	s.hook("post-commit", "touch started; exec sleep 3")
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		for !exists(os.DirFS(s.dir), "started") {
			time.Sleep(time.Millisecond)
		}
		cancel()
	}()
	out, err := s.open("git", ".").Commit(ctx, takingBack(Change{Message: "m", Paths: []PathChange{
		modify("p/a.md", "a\n", "changed\n"), create("p/b.md", "new\n"),
	}}))
	if err != nil || out.Commit != s.head() || out.Ref != "refs/heads/main" {
		t.Errorf("got %+v, %v", out, err)
	}
	s.says("?? started\n", "status", "--porcelain", "-uall")
	s.has("p/a.md", "changed\n")
	s.sound()
}

// TestFewProcesses counts the git commands behind a commit.
func TestFewProcesses(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.commitFiles("base", "p/a.md", "a\n")
	var trace bytes.Buffer
	r := open(t, Options{Dir: s.dir, Environ: s.env, Backend: "git", Trace: &trace})
	for _, c := range []struct {
		name   string
		change Change
		want   string
	}{
		{"first", changeA, "var status commit"},
		{"the identity is known", Change{Paths: []PathChange{modify("p/a.md", "a, changed\n", "a\n")}}, "status commit"},
		{"new file", createB, "status add commit"},
		{"not committed", Change{NoCommit: true, Paths: []PathChange{create("p/c.md", "c\n")}}, ""},
	} {
		trace.Reset()
		c.change.Message = c.name
		if _, err := r.Commit(t.Context(), c.change); err != nil {
			t.Fatal(err)
		}
		var commands []string
		for line := range strings.Lines(trace.String()) {
			if fields := strings.Fields(line); fields[0] == "git" {
				commands = append(commands, fields[1])
			}
		}
		if got := strings.Join(commands, " "); got != c.want {
			t.Errorf("%s: ran %q, want %q", c.name, got, c.want)
		}
	}
}

// TestOldGit stands a git in that cannot trace its children.
func TestOldGit(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.commitFiles("base", "p/a.md", "a\n")
	s.write("../bin/git", "#!/bin/sh\nunset GIT_TRACE2_EVENT\nexec "+s.git+` "$@"`+"\n")
	if err := os.Chmod(s.path("../bin/git"), 0o755); err != nil {
		t.Fatal(err)
	}
	s.setenv("PATH=" + s.path("../bin") + string(os.PathListSeparator) + os.Getenv("PATH"))
	s.hook("pre-commit", "echo no >&2; exit 1")
	for _, shown := range []*bytes.Buffer{nil, new(bytes.Buffer)} {
		o := Options{Dir: s.dir, Environ: s.env, Backend: "git"}
		if shown != nil {
			o.Err = shown
		}
		_, err := open(t, o).Commit(t.Context(), takingBack(changeA))
		var refused *Refused
		if !errors.As(err, &refused) || refused.Cause != CauseHook {
			t.Errorf("got %v", err)
			continue
		}
		if shown == nil && refused.Output != "no" || shown != nil && (shown.String() != "no\n" || refused.Output != "") {
			t.Errorf("the user saw %v and is told %q", shown, refused.Output)
		}
	}
}
