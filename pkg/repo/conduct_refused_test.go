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

// refusedConduct are the states of a repository that forbid a commit.
var refusedConduct = []conduct{
	{name: "merge in progress", prepare: during("merge", "side"), change: takingBack(changeA), cause: CauseOperation},
	{name: "merge in progress, kept", prepare: during("merge", "side"), change: changeA, cause: CauseOperation, written: true},
	{name: "rebase in progress", prepare: during("rebase", "side"), change: takingBack(changeA), cause: CauseOperation},
	{name: "rebase --apply in progress", prepare: during("rebase", "--apply", "side"), change: takingBack(changeA), cause: CauseOperation},
	{name: "cherry-pick in progress", prepare: during("cherry-pick", "side"), change: takingBack(changeA), cause: CauseOperation},
	{name: "revert in progress", prepare: during("revert", "main^"), change: takingBack(changeA), cause: CauseOperation, after: func(s *sandbox) {
		s.run("rev-parse", "--verify", "REVERT_HEAD")
	}},
	{name: "cherry-pick of several in progress", change: takingBack(changeA), cause: CauseOperation, prepare: func(s *sandbox) {
		during("cherry-pick", "side", "side^")(s)
		s.run("commit", "-q", "--allow-empty", "-m", "resolved by hand")
		s.write("p/a.md", "a\n")
	}},
	{name: "am in progress", change: takingBack(changeA), cause: CauseOperation, prepare: func(s *sandbox) {
		diverge(s)
		s.write("../patch", s.run("format-patch", "--stdout", "-1", "side"))
		if _, err := s.try("am", "-q", "../patch"); err == nil {
			s.Fatal("git am did not stop")
		}
		s.write("p/a.md", "a\n")
	}},
	{name: "bisect in progress", change: takingBack(changeA), cause: CauseOperation, prepare: func(s *sandbox) {
		s.run("bisect", "start")
	}},
	{name: "inside a hook of git commit", change: takingBack(changeA), cause: CauseOperation, open: Options{Environ: []string{"GIT_INDEX_FILE=.git/index"}}},
	{name: "inside a hook of git commit -a", change: takingBack(changeA), cause: CauseOperation, open: Options{Environ: []string{"GIT_INDEX_FILE=.git/index.lock"}}},
	{name: "partly staged", cause: CausePartly, change: takingBack(Change{Paths: []PathChange{modify("p/a.md", "again\n", "more\n")}}), prepare: partlyStaged, after: func(s *sandbox) {
		s.says("MM p/a.md\n", "status", "--porcelain")
	}},
	{name: "partly staged, kept", cause: CausePartly, written: true, change: Change{Paths: []PathChange{modify("p/a.md", "again\n", "more\n")}}, prepare: partlyStaged},
	{name: "staged removal, there again", cause: CausePartly, change: takingBack(changeA), prepare: func(s *sandbox) {
		s.run("rm", "-q", "--cached", "p/a.md")
	}},
	{name: "conflicted index", cause: CauseConflicted, change: takingBack(Change{Paths: []PathChange{modify("p/a.md", "mine\n", "more\n")}}), prepare: func(s *sandbox) {
		s.write("p/a.md", "stashed\n")
		s.run("stash", "-q")
		s.commitFiles("main", "p/a.md", "main\n")
		_, _ = s.try("stash", "pop")
		s.write("p/a.md", "mine\n")
	}},
	{name: "no identity", cause: CauseIdentity, change: takingBack(changeA), prepare: anonymous},
	{name: "no identity, kept", cause: CauseIdentity, change: changeA, written: true, prepare: anonymous},
	{name: "ignored file", cause: CauseIgnored, change: Change{Paths: []PathChange{create("p/x.log", "x\n")}}, written: true, prepare: ignoring},
	{name: "ignored folder", cause: CauseIgnored, change: takingBack(Change{Paths: []PathChange{modify("build/x.md", "x\n", "y\n")}}), prepare: ignoring},
	{name: "another ref", cause: CauseUnsupported, change: Change{Ref: "refs/heads/elsewhere", Paths: changeA.Paths, TakeBack: true}},
	{name: "index.lock stays", cause: CauseLocked, change: changeA, prepare: func(s *sandbox) {
		s.write(".git/index.lock", "")
		s.kept = map[string]bool{"index.lock": true}
	}},
	{name: "index.lock stays, new file", cause: CauseLocked, change: createB, prepare: func(s *sandbox) {
		s.write(".git/index.lock", "")
		s.kept = map[string]bool{"index.lock": true}
	}},
	{name: "branch lock stays", cause: CauseLocked, change: createB, prepare: func(s *sandbox) {
		s.write(".git/refs/heads/main.lock", "")
		s.kept = map[string]bool{"main.lock": true}
	}},
	{name: "signing fails", cause: CauseSigning, builtin: CauseSigning, change: takingBack(createB), prepare: func(s *sandbox) {
		s.run("config", "gpg.format", "ssh")
		s.run("config", "user.signingkey", "/nowhere/key")
		s.run("config", "commit.gpgsign", "true")
	}},
	{name: "signing program missing", cause: CauseSigning, change: createB, written: true, prepare: func(s *sandbox) {
		s.run("config", "gpg.program", "/nowhere/gpg")
		s.run("config", "commit.gpgsign", "true")
	}},
}

func partlyStaged(s *sandbox) {
	s.write("p/a.md", "staged\n")
	s.run("add", "p/a.md")
	s.write("p/a.md", "again\n")
}

func anonymous(s *sandbox) {
	s.run("config", "--unset", "user.name")
	s.run("config", "--unset", "user.email")
	s.run("config", "user.useConfigOnly", "true")
}

func ignoring(s *sandbox) {
	s.commitFiles("ignore", ".gitignore", "*.log\nbuild/\n")
	s.write("build/x.md", "x\n")
}
