package repo

// diverge makes a branch whose p/a.md conflicts with main's.
func diverge(s *sandbox) {
	s.run("checkout", "-q", "-b", "side")
	s.commitFiles("side", "p/a.md", "side\n")
	s.run("checkout", "-q", "main")
	s.commitFiles("main", "p/a.md", "main\n")
}

// during prepares an operation that stops halfway, and is resolved on disk but
// for other.txt, so that only the operation itself stands in the way.
func during(args ...string) func(*sandbox) {
	return func(s *sandbox) {
		diverge(s)
		if out, err := s.try(args...); err == nil {
			s.Fatalf("git %v did not stop: %s", args, out)
		}
		s.write("p/a.md", "a\n")
		s.run("add", "p/a.md")
	}
}

// refusedConduct are the operations that forbid a commit.
var refusedConduct = []conduct{
	{name: "merge in progress", doc: "a merge with conflicts", prepare: during("merge", "side"), change: takingBack(changeA), cause: CauseOperation, way: []string{"merge", "--abort"}},
	{name: "merge in progress, kept", doc: "likewise, and the change is kept", prepare: during("merge", "side"), change: changeA, cause: CauseOperation, written: true},
	{name: "merge not committed", doc: "a merge without conflicts that waits to be committed", change: takingBack(createB), cause: CauseOperation, prepare: func(s *sandbox) {
		s.run("checkout", "-q", "-b", "side")
		s.commitFiles("side", "side.md", "side\n")
		s.run("checkout", "-q", "main")
		s.run("merge", "-q", "--no-ff", "--no-commit", "side")
	}, way: []string{"merge", "--abort"}},
	{name: "squash not committed", doc: "a squashed merge that waits to be committed: it stays staged", change: createB, prepare: func(s *sandbox) {
		s.run("checkout", "-q", "-b", "side")
		s.commitFiles("side", "side.md", "side\n")
		s.run("checkout", "-q", "main")
		s.run("merge", "-q", "--squash", "side")
	}},
	{name: "rebase in progress", doc: "a rebase", prepare: during("rebase", "side"), change: takingBack(changeA), cause: CauseOperation, way: []string{"rebase", "--abort"}},
	{name: "rebase --apply in progress", doc: "a rebase by patches (--apply)", prepare: during("rebase", "--apply", "side"), change: takingBack(changeA), cause: CauseOperation, way: []string{"rebase", "--abort"}},
	{name: "rebase stopped to edit", doc: "an interactive rebase that has stopped to edit a commit", change: takingBack(changeA), cause: CauseOperation, prepare: func(s *sandbox) {
		s.commitFiles("second", "other.txt", "second\n")
		s.setenv("GIT_SEQUENCE_EDITOR=sed -i s/^pick/edit/")
		s.run("rebase", "-q", "-i", "HEAD^")
	}, way: []string{"rebase", "--continue"}},
	{name: "cherry-pick in progress", doc: "a cherry-pick", prepare: during("cherry-pick", "side"), change: takingBack(changeA), cause: CauseOperation, way: []string{"cherry-pick", "--abort"}},
	{name: "cherry-pick of several in progress", doc: "a cherry-pick of several commits, between two of them", change: takingBack(changeA), cause: CauseOperation, prepare: func(s *sandbox) {
		during("cherry-pick", "side", "side^")(s)
		s.run("commit", "-q", "--allow-empty", "-m", "resolved by hand")
		s.write("p/a.md", "a\n")
	}, way: []string{"cherry-pick", "--abort"}},
	{name: "revert in progress", doc: "a revert", prepare: during("revert", "main^"), change: takingBack(changeA), cause: CauseOperation, after: func(s *sandbox) {
		s.run("rev-parse", "--verify", "REVERT_HEAD")
	}, way: []string{"revert", "--abort"}},
	{name: "revert of several in progress", doc: "a revert of several commits, between two of them", change: takingBack(changeA), cause: CauseOperation, prepare: func(s *sandbox) {
		during("revert", "--no-edit", "main^", "main")(s)
		s.run("commit", "-q", "--allow-empty", "-m", "resolved by hand")
		s.write("p/a.md", "a\n")
	}, way: []string{"revert", "--abort"}},
	{name: "am in progress", doc: "patches from mails (git am)", change: takingBack(changeA), cause: CauseOperation, prepare: func(s *sandbox) {
		diverge(s)
		s.write("../patch", s.run("format-patch", "--stdout", "-1", "side"))
		if _, err := s.try("am", "-q", "../patch"); err == nil {
			s.Fatal("git am did not stop")
		}
		s.write("p/a.md", "a\n")
	}, way: []string{"am", "--abort"}},
	{name: "bisect in progress", doc: "a bisect", change: takingBack(changeA), cause: CauseOperation, prepare: func(s *sandbox) {
		s.run("bisect", "start")
	}, way: []string{"bisect", "reset"}},
	{name: "merge in another worktree", doc: "a merge in another worktree", change: createB, prepare: func(s *sandbox) {
		diverge(s)
		s.run("worktree", "add", "-q", "--detach", "../linked")
		if _, err := s.try("-C", "../linked", "merge", "side"); err == nil {
			s.Fatal("the merge did not stop")
		}
	}},
	{name: "merge in this worktree", doc: "a merge in this linked worktree", change: takingBack(createB), cause: CauseOperation, prepare: func(s *sandbox) {
		diverge(s)
		s.run("worktree", "add", "-q", "--detach", "../linked")
		s.dir += "/../linked"
		if _, err := s.try("merge", "side"); err == nil {
			s.Fatal("the merge did not stop")
		}
	}, way: []string{"merge", "--abort"}},
	{name: "inside a hook of git commit", doc: "pm is run by a hook of git commit", change: takingBack(changeA), cause: CauseOperation, open: Options{Environ: []string{"GIT_INDEX_FILE=.git/index"}}},
	{name: "inside a hook of git commit -a", doc: "pm is run by a hook of git commit -a", change: takingBack(changeA), cause: CauseOperation, open: Options{Environ: []string{"GIT_INDEX_FILE=.git/index.lock"}}},
	{name: "another ref", doc: "a commit to a branch that is not checked out", cause: CauseUnsupported, change: Change{Ref: "refs/heads/elsewhere", Paths: changeA.Paths, TakeBack: true}},
}
