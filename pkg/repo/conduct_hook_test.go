package repo

import "strings"

// traced is an environment in which git tells the user, not us, of its hooks.
var traced = Options{Environ: []string{"GIT_TRACE2_EVENT=/dev/null"}}

// hookConduct is what hooks do; the built-in backend refuses where there are any.
var hookConduct = []conduct{
	{name: "hook agrees", doc: "a pre-commit hook agrees; what it prints is shown", change: createB, builtin: CauseHook, prepare: func(s *sandbox) {
		busy(s)
		s.hook("pre-commit", `echo checking >&2; test "$(git diff --cached --name-only)" = p/new/b.md`)
	}, after: func(s *sandbox) { s.wantShown("checking\n") }},
	{name: "hook refuses", doc: "a pre-commit hook refuses; the change is kept, uncommitted", change: createB, cause: CauseHook, builtin: CauseHook, written: true, prepare: func(s *sandbox) {
		busy(s)
		s.hook("pre-commit", "echo 'error: no' >&2; echo really >&2; echo 'fatal: never' >&2; exit 1")
	}, after: func(s *sandbox) {
		s.wantShown("error: no\nreally\nfatal: never\n")
		s.says("?? p/new/b.md\n", "status", "--porcelain", "-uall", "p/new")
	}},
	{name: "hook refuses without a word", doc: "a commit-msg hook refuses without a word; the change is taken back", change: takingBack(changeA), cause: CauseHook, prepare: func(s *sandbox) {
		s.hook("commit-msg", "exit 7")
	}},
	{name: "hook cannot start", doc: "a hook cannot be started", change: takingBack(changeA), cause: CauseHook, prepare: func(s *sandbox) {
		s.write(".git/hooks/pre-commit", "#!/nowhere/sh\n")
		s.hook("pre-commit", "")
		s.write(".git/hooks/pre-commit", "#!/nowhere/sh\n")
	}},
	{name: "hook in its own folder", doc: "core.hooksPath, and a hook refuses", change: takingBack(changeA), cause: CauseHook, prepare: func(s *sandbox) {
		s.hook("pre-commit", "exit 1")
		s.run("config", "core.hooksPath", ".git/hooks")
	}},
	{name: "hook in the home folder", doc: "core.hooksPath in the home folder, and a hook agrees", change: changeA, builtin: CauseHook, prepare: func(s *sandbox) {
		s.hook("pre-commit", "exit 0")
		s.rename(".git/hooks", s.home()+"/hooks")
		s.run("config", "--global", "core.hooksPath", "~/hooks")
	}},
	{name: "hook adds to the message", doc: "a commit-msg hook adds to the message", change: changeA, builtin: CauseHook, prepare: func(s *sandbox) {
		s.hook("commit-msg", `echo 'Change-Id: I1' >> "$1"`)
	}, after: func(s *sandbox) {
		s.says("postmortem: test\n\nPostmortem: a\nChange-Id: I1\n\n", "log", "-1", "--format=%B")
	}},
	{name: "hook sees plain pathspecs", doc: "a hook lists files by a pattern", change: changeA, builtin: CauseHook, prepare: func(s *sandbox) {
		s.hook("pre-commit", `test -n "$(git ls-files '*.md')"`)
	}},
	{name: "hook reformats and stages", doc: "a hook reformats the file and stages it", change: changeA, builtin: CauseHook, prepare: func(s *sandbox) {
		busy(s)
		s.hook("pre-commit", "echo formatted > p/a.md; git add p/a.md")
	}, after: func(s *sandbox) {
		s.says("formatted\n", "show", "HEAD:p/a.md")
	}},
	{name: "hook reformats and refuses", doc: "a hook reformats the file and refuses: it is left and named", change: takingBack(changeA), cause: CauseHook, builtin: CauseHook, left: []string{"p/a.md"}, prepare: func(s *sandbox) {
		s.hook("pre-commit", "echo formatted > p/a.md; exit 1")
	}, after: func(s *sandbox) { s.has("p/a.md", "formatted\n") }},
	{name: "hook leaves a process behind", doc: "a post-commit hook fails, and leaves a process behind", change: changeA, builtin: CauseHook, prepare: func(s *sandbox) {
		s.hook("post-commit", "sleep 1 & exit 3")
	}},
	{name: "reference transaction refused", doc: "a reference-transaction hook refuses", change: takingBack(changeA), cause: CauseHook, prepare: func(s *sandbox) {
		s.hook("reference-transaction", `test "$1" != prepared`)
	}},
	{name: "hook refuses while the user traces git", doc: "a hook refuses, and the user traces git himself", change: createB, cause: CauseHook, builtin: CauseHook, written: true, open: traced, prepare: func(s *sandbox) {
		s.hook("pre-commit", "echo no >&2; exit 1")
	}, after: func(s *sandbox) {
		s.wantShown("no\n")
		s.says("?? p/new/b.md\n", "status", "--porcelain", "-uall", "p/new")
	}},
	{name: "hook refuses without a word while the user traces git", doc: "likewise, without a word", change: takingBack(createB), cause: CauseHook, open: traced, prepare: func(s *sandbox) {
		s.hook("pre-commit", "exit 1")
	}, after: func(s *sandbox) { s.says("", "status", "--porcelain") }},
	{name: "nothing to commit while the user traces git", doc: "there is a hook, and nothing to commit", nothing: true, builtin: CauseHook, open: traced, prepare: func(s *sandbox) {
		s.hook("pre-commit", "echo fine >&2")
	}, change: takingBack(Change{Paths: []PathChange{modify("p/a.md", "a\n", "a\n")}})},
	{name: "hook that is none", doc: "a hook that is not executable, and a sample", change: changeA, prepare: func(s *sandbox) {
		s.write(".git/hooks/pre-commit", "#!/bin/sh\nexit 1\n")
		s.hook("pre-commit.sample", "exit 1")
	}},
}

func (s *sandbox) wantShown(text string) {
	s.Helper()
	s.checks = append(s.checks, func(shown string) {
		if !strings.HasSuffix(shown, text) {
			s.Errorf("the user saw %q, want %q", shown, text)
		}
	})
}

// noteShown runs the checks on what the user has seen.
func (s *sandbox) noteShown(shown string) {
	s.Helper()
	for _, check := range s.checks {
		check(shown)
	}
}
