package repo

import (
	"errors"
	"os"
)

// checkoutConduct is what HEAD may stand for, and how much of it is on disk.
var checkoutConduct = []conduct{
	{name: "unborn branch", doc: "a branch without a commit yet", change: Change{Paths: []PathChange{create("p/b.md", "b\n")}}, prepare: func(s *sandbox) {
		unborn(s)
		s.write("other.txt", "staged\n")
		s.run("add", "other.txt")
	}},
	{name: "unborn branch, refused by a hook", doc: "likewise, and a hook refuses", change: Change{Paths: []PathChange{create("p/b.md", "b\n")}}, cause: CauseHook, written: true, prepare: func(s *sandbox) {
		unborn(s)
		s.run("hash-object", "-w", "-t", "tree", os.DevNull) // git names the empty tree in the index without storing it
		s.hook("pre-commit", "exit 1")
	}, after: func(s *sandbox) { s.says("?? p/b.md\n", "status", "--porcelain", "-uall") }},
	{name: "detached", doc: "a detached `HEAD`", change: changeA, prepare: func(s *sandbox) { s.run("checkout", "-q", "--detach") }},
	{name: "branch named f", doc: "a branch called `f`", change: changeA, prepare: func(s *sandbox) { s.run("checkout", "-q", "-b", "f") }},
	{name: "branch named add", doc: "a branch called `add`", change: changeA, prepare: func(s *sandbox) { s.run("checkout", "-q", "-b", "add") }},
	{name: "branch in folders", doc: "a branch called `team/on-call/x`", change: changeA, prepare: func(s *sandbox) { s.run("checkout", "-q", "-b", "team/on-call/x") }},
	{name: "tag of the same name", doc: "a tag called as the branch is", change: changeA, prepare: func(s *sandbox) { s.run("tag", "main", "v1") }},
	{name: "HEAD is a symlink", doc: "`HEAD` is a symlink, as git wrote it long ago", change: changeA, prepare: func(s *sandbox) {
		if err := errors.Join(os.Remove(s.path(".git/HEAD")), os.Symlink("refs/heads/main", s.path(".git/HEAD"))); err != nil {
			s.Fatal(err)
		}
	}},
	{name: "branch that is a symbolic ref", doc: "`HEAD` names a branch that is a symbolic ref to another", change: changeA, prepare: func(s *sandbox) {
		s.run("symbolic-ref", "refs/heads/alias", "refs/heads/main")
		s.run("symbolic-ref", "HEAD", "refs/heads/alias")
	}},
	{name: "branch with no room", doc: "a new branch `a` where there is a branch `a/b`", cause: CauseGit, change: takingBack(createB), prepare: func(s *sandbox) {
		s.run("branch", "a/b")
		s.run("symbolic-ref", "HEAD", "refs/heads/a")
		s.run("rm", "-rq", "--cached", ".")
		s.write(".git/info/exclude", "*\n!p/\n!p/new\n!p/new/*\n")
	}, way: []string{"symbolic-ref", "HEAD", "refs/heads/NAME"}},
	{name: "branch that is broken", doc: "an empty file in place of the branch, after a crash", cause: CauseGit, change: takingBack(createB), breaks: func(s *sandbox) func() {
		old, err := os.ReadFile(s.path(".git/refs/heads/main"))
		if err != nil {
			s.Fatal(err)
		}
		s.write(".git/refs/heads/main", "")
		return func() { s.write(".git/refs/heads/main", string(old)) }
	}, mend: func(s *sandbox) {
		commit := s.head()
		s.remove(".git/refs/heads/main")
		s.run("update-ref", "refs/heads/main", commit)
	}},
	{name: "sparse checkout", doc: "a sparse checkout by patterns, and a file outside of it", change: createB, prepare: func(s *sandbox) {
		s.run("sparse-checkout", "set", "--no-cone", "/other.txt")
	}},
	{name: "sparse checkout in a cone", doc: "a sparse checkout by folders (cone mode), and a file outside of it", change: createB, prepare: func(s *sandbox) {
		s.commitFiles("more", "q/x.md", "x\n")
		s.run("sparse-checkout", "set", "--cone", "q")
	}},
	{name: "sparse checkout, inside of the cone", doc: "likewise, and a file inside of it", change: changeA, prepare: func(s *sandbox) {
		s.commitFiles("more", "q/x.md", "x\n")
		s.run("sparse-checkout", "set", "--cone", "p")
	}},
	{name: "sparse checkout, not on disk", doc: "likewise, and a name that `HEAD` has and the disk has not", cause: CauseUnsupported, change: Change{TakeBack: true, Paths: []PathChange{create("p/a.md", "new\n")}}, prepare: func(s *sandbox) {
		s.commitFiles("more", "q/x.md", "x\n")
		s.run("sparse-checkout", "set", "--cone", "q")
	}, way: []string{"sparse-checkout", "add", "p"}},
	{name: "sparse checkout by configuration", doc: "core.sparseCheckout set by hand, without the extension", change: createB, prepare: func(s *sandbox) {
		s.run("config", "core.sparseCheckout", "true")
		s.write(".git/info/sparse-checkout", "/other.txt\n/third.txt\n")
		s.run("read-tree", "-mu", "HEAD")
	}},
	{name: "sparse index", doc: "a sparse index (index.sparse)", builtin: CauseUnsupported, change: changeA, prepare: func(s *sandbox) {
		s.commitFiles("more", "q/deep/x.md", "x\n")
		s.run("sparse-checkout", "set", "--cone", "--sparse-index", "p")
	}},
}

func unborn(s *sandbox) {
	s.Helper()
	s.run("checkout", "-q", "--orphan", "fresh")
	s.run("reset", "-q", "--hard")
}
