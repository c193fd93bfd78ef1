package repo

import (
	"errors"
	"os"
	"strings"
	"testing"
)

// onBranch is a change that is committed to a new branch.
func onBranch(c Change, name string) Change {
	c.Branch = name
	return c
}

// branchConduct is what a repository can do to a commit on a new branch.
var branchConduct = []conduct{
	{name: "new branch", change: onBranch(createB, "postmortem/x"), prepare: busy, after: wantOnBranch},
	{name: "new branch, detached", change: onBranch(createB, "postmortem/x"), prepare: func(s *sandbox) {
		s.run("checkout", "-q", "--detach")
	}, after: func(s *sandbox) {
		wantOnBranch(s)
		s.says("checkout: moving from "+strings.TrimSpace(s.run("rev-parse", "main"))+" to postmortem/x\n", "log", "-g", "-1", "--skip=1", "--format=%gs")
	}},
	{name: "new branch, in a linked worktree", change: onBranch(createB, "postmortem/x"), prepare: func(s *sandbox) {
		s.run("worktree", "add", "-q", "-b", "side", "../linked")
		s.dir += "/../linked"
		busy(s)
	}, after: wantOnBranch},
	{name: "new branch where an empty folder is", change: onBranch(createB, "postmortem/x"), prepare: func(s *sandbox) {
		if err := os.MkdirAll(s.path(".git/refs/heads/postmortem/x/y"), 0o777); err != nil {
			s.Fatal(err)
		}
	}, after: wantOnBranch},
	{name: "new branch that tracks by configuration", change: onBranch(createB, "postmortem/x"), prepare: func(s *sandbox) {
		s.run("config", "branch.autoSetupMerge", "always")
	}, after: func(s *sandbox) {
		wantOnBranch(s)
		s.says("", "config", "--get-regexp", `^branch\.post`)
	}},
	{name: "new branch, its hook", change: onBranch(createB, "postmortem/x"), prepare: func(s *sandbox) {
		s.hook("post-checkout", `test -n "$GIT_INDEX_FILE" || exit 1; echo switched >&2`)
	}, builtin: CauseHook, after: func(s *sandbox) {
		wantOnBranch(s)
		s.checks = append(s.checks, func(shown string) {
			if shown != "switched\n" {
				s.Errorf("the user saw %q", shown)
			}
		})
	}},
	{name: "new branch, its hook fails", change: onBranch(createB, "postmortem/x"), prepare: func(s *sandbox) {
		s.hook("post-checkout", "exit 1")
	}, builtin: CauseHook, after: wantOnBranch},
	{name: "new branch that was made meanwhile", change: onBranch(createB, "postmortem/x"), prepare: func(s *sandbox) {
		s.run("branch", "postmortem/x")
	}, cause: CauseGit, written: true, after: func(s *sandbox) { s.says("refs/heads/main\n", "symbolic-ref", "HEAD") }},
	{name: "new branch below one", change: onBranch(createB, "postmortem/x"), prepare: func(s *sandbox) {
		s.run("branch", "postmortem")
		s.run("pack-refs", "--all")
	}, cause: CauseGit, written: true, after: func(s *sandbox) { s.says("refs/heads/main\n", "symbolic-ref", "HEAD") }},
}

func wantOnBranch(s *sandbox) {
	s.Helper()
	s.says("refs/heads/postmortem/x\n", "symbolic-ref", "HEAD")
	s.says("commit: postmortem: test\nbranch: Created from HEAD\n", "log", "-g", "--format=%gs", "postmortem/x")
}

// TestBranchClash lists what is in the way of a new branch before anything is
// written.
func TestBranchClash(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.commitFiles("base", "p/a.md", "a\n")
	s.run("branch", "loose/a")
	s.run("branch", "packed/a")
	s.run("update-ref", "refs/remotes/origin/postmortem/far", "HEAD")
	s.run("pack-refs", "--all")
	s.run("branch", "-f", "loose/a", "HEAD")
	s.run("checkout", "-q", "-b", "here/a")
	for name, want := range map[string]string{
		"new/a": "", "here/a": "", "here": "here/a", "here/a/b": "here/a",
		"loose/a": "loose/a", "packed/a": "packed/a", "packed": "packed/a", "packed/a/b": "packed/a",
		"postmortem/far": "origin/postmortem/far", "far": "", "a..b": "", "-x": "",
	} {
		for _, backend := range backends {
			err := s.open(backend, ".").CheckBranch(t.Context(), name)
			var clash *BranchError
			wrong := strings.HasPrefix(name, "-") || strings.Contains(name, "..")
			switch {
			case want == "" && !wrong && err != nil:
				t.Errorf("%s, %s: %v", backend, name, err)
			case (want != "" || wrong) && (!errors.As(err, &clash) || clash.Ref != want):
				t.Errorf("%s, %s: %v, want %q in the way", backend, name, err, want)
			}
		}
	}
}
