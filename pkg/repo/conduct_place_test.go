package repo

import "os"

// placeConduct are the shapes a repository comes in.
var placeConduct = []conduct{
	{name: "unborn branch", change: Change{Paths: []PathChange{create("p/b.md", "b\n")}}, prepare: func(s *sandbox) {
		s.run("checkout", "-q", "--orphan", "fresh")
		s.run("reset", "-q", "--hard")
		s.write("other.txt", "staged\n")
		s.run("add", "other.txt")
	}},
	{name: "unborn branch, refused by a hook", change: Change{Paths: []PathChange{create("p/b.md", "b\n")}}, cause: CauseHook, written: true, prepare: func(s *sandbox) {
		s.run("checkout", "-q", "--orphan", "fresh")
		s.run("reset", "-q", "--hard")
		s.run("hash-object", "-w", "-t", "tree", os.DevNull) // git names the empty tree in the index without storing it
		s.hook("pre-commit", "exit 1")
	}, after: func(s *sandbox) { s.says("?? p/b.md\n", "status", "--porcelain", "-uall") }},
	{name: "detached", change: changeA, prepare: func(s *sandbox) { s.run("checkout", "-q", "--detach") }},
	{name: "branch named like a hash", change: changeA, prepare: func(s *sandbox) { s.run("checkout", "-q", "-b", "f") }},
	{name: "branch in folders", change: changeA, prepare: func(s *sandbox) { s.run("checkout", "-q", "-b", "team/on-call/x") }},
	{name: "packed references", change: changeA, prepare: func(s *sandbox) { s.run("gc", "-q") }},
	{name: "separate git dir", git: []string{"--separate-git-dir=../elsewhere"}, change: createB, prepare: busy},
	{name: "from below", change: createB, open: Options{Dir: "p"}},
	{name: "linked worktree", change: createB, prepare: func(s *sandbox) {
		s.run("worktree", "add", "-q", "-b", "side", "../linked")
		s.dir += "/../linked"
		busy(s)
	}},
	{name: "GIT_DIR and GIT_WORK_TREE", change: createB, git: []string{"--separate-git-dir=../elsewhere"}, open: Options{Environ: []string{"GIT_DIR=../elsewhere", "GIT_WORK_TREE=."}}, prepare: func(s *sandbox) {
		busy(s)
		if err := os.Remove(s.path(".git")); err != nil {
			s.Fatal(err)
		}
		s.setenv("GIT_DIR=../elsewhere", "GIT_WORK_TREE=.")
	}},
	{name: "core.worktree above the repository", change: createB, open: Options{Dir: "inner", Environ: []string{"GIT_DIR=", "GIT_WORK_TREE="}}, prepare: func(s *sandbox) {
		busy(s)
		s.write("inner/x", "")
		if err := os.Rename(s.path(".git"), s.path("inner/.git")); err != nil {
			s.Fatal(err)
		}
		s.setenv("GIT_DIR="+s.path("inner/.git"), "GIT_WORK_TREE="+s.dir)
		s.run("config", "core.worktree", "../..")
	}},
	{name: "GIT_WORK_TREE alone", change: createB, open: Options{Dir: "inner", Environ: []string{"GIT_DIR=", "GIT_WORK_TREE=.."}}, prepare: func(s *sandbox) {
		s.write("inner/x", "")
		if err := os.Rename(s.path(".git"), s.path("inner/.git")); err != nil {
			s.Fatal(err)
		}
		s.setenv("GIT_DIR="+s.path("inner/.git"), "GIT_WORK_TREE="+s.dir)
	}},
	{name: "index of one's own", change: changeA, prepare: func(s *sandbox) {
		s.run("config", "core.hooksPath", "/nowhere")
		s.setenv("GIT_INDEX_FILE=" + s.path("../index"))
		s.run("read-tree", "HEAD")
	}},
	{name: "identity from the environment", change: changeA, prepare: func(s *sandbox) {
		anonymous(s)
		s.setenv("GIT_AUTHOR_NAME=Grace", "GIT_AUTHOR_EMAIL=g@example.com", "GIT_COMMITTER_NAME=Hedy", "GIT_COMMITTER_EMAIL=h@example.com", "GIT_AUTHOR_DATE=2026-03-01T14:02:00Z")
	}, after: func(s *sandbox) {
		s.says("Grace 1772373720 Hedy\n", "log", "-1", "--format=%an %at %cn")
	}},
	{name: "identity by includeIf", change: changeA, prepare: func(s *sandbox) {
		anonymous(s)
		s.write(s.home()+"/.gitconfig", "[includeIf \"gitdir:work/\"]\n\tpath = work.inc\n")
		s.write(s.home()+"/work.inc", "[user]\n\tname = Included\n\temail = i@example.com\n")
	}, after: func(s *sandbox) { s.says("Included\n", "log", "-1", "--format=%cn") }},
	{name: "core.autocrlf", change: createB, prepare: func(s *sandbox) { s.run("config", "core.autocrlf", "true") }},
	{name: "CRLF under autocrlf", builtin: CauseUnsupported, change: Change{Paths: []PathChange{create("p/b.md", "b\r\n")}}, prepare: func(s *sandbox) {
		s.run("config", "core.autocrlf", "true")
	}, after: func(s *sandbox) { s.says("b\n", "show", "HEAD:p/b.md") }},
	{name: "clean filter", builtin: CauseUnsupported, change: createB, prepare: func(s *sandbox) {
		s.run("config", "filter.upper.clean", "tr a-z A-Z")
		s.commitFiles("attributes", ".gitattributes", "*.md filter=upper\n")
	}, after: func(s *sandbox) { s.says("B\n", "show", "HEAD:p/new/b.md") }},
	{name: "split index", change: createB, builtin: CauseUnsupported, prepare: func(s *sandbox) { s.run("update-index", "--split-index") }},
	{name: "index version 4", change: createB, prepare: func(s *sandbox) { s.run("update-index", "--index-version", "4") }},
	{name: "assume unchanged", change: changeA, prepare: func(s *sandbox) { s.run("update-index", "--assume-unchanged", "p/a.md") }},
	{name: "skip-worktree", change: changeA, cause: CauseUnsupported, written: true, prepare: func(s *sandbox) {
		s.run("update-index", "--skip-worktree", "p/a.md")
	}},
	{name: "sparse checkout", change: createB, prepare: func(s *sandbox) {
		s.run("sparse-checkout", "set", "--no-cone", "/other.txt")
	}},
	{name: "SHA-256", git: []string{"--object-format=sha256"}, change: createB, builtin: CauseUnsupported},
}
