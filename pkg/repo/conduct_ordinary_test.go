package repo

import "os"

// busy leaves another file staged and a third one modified.
func busy(s *sandbox) {
	s.write("other.txt", "staged\n")
	s.run("add", "other.txt")
	s.write("third.txt", "modified\n")
	s.write("unknown.txt", "untracked\n")
}

var (
	changeA = Change{Paths: []PathChange{modify("p/a.md", "a\n", "a, changed\n")}}
	createB = Change{Paths: []PathChange{create("p/new/b.md", "b\n")}}
)

func takingBack(c Change) Change {
	c.TakeBack = true
	return c
}

// ordinaryConduct are the commits that must succeed in a plain work tree.
var ordinaryConduct = []conduct{
	{name: "modified", change: changeA, after: func(s *sandbox) {
		s.says("postmortem: test\n\nPostmortem: a\n\n", "log", "-1", "--format=%B")
		s.says("Ada Lovelace <ada@example.com>\n", "log", "-1", "--format=%an <%ae>")
		s.says("commit: postmortem: test\n", "log", "-g", "-1", "--format=%gs")
	}},
	{name: "other files staged, modified and untracked", prepare: busy, change: changeA},
	{name: "new file", prepare: busy, change: createB},
	{name: "removed", prepare: busy, change: Change{Paths: []PathChange{remove("p/a.md", "a\n")}}, after: func(s *sandbox) {
		if _, err := os.Stat(s.path("p")); err == nil {
			s.Error("the empty folder is still there")
		}
	}},
	{name: "moved with another changed", prepare: busy, change: Change{Paths: []PathChange{
		remove("p/a.md", "a\n"), create("p/z.md", "a\n"), create("q/b.md", "b\n"),
	}}},
	{name: "with pending edits", change: Change{Paths: []PathChange{modify("p/a.md", "typed\n", "typed and more\n")}}, prepare: func(s *sandbox) {
		s.write("p/a.md", "typed\n")
	}},
	{name: "with staged edits", change: Change{Paths: []PathChange{modify("p/a.md", "staged\n", "staged and more\n")}}, prepare: func(s *sandbox) {
		s.write("p/a.md", "staged\n")
		s.run("add", "p/a.md")
	}},
	{name: "as it stands", change: Change{Paths: []PathChange{modify("p/a.md", "typed\n", "typed\n")}}, prepare: func(s *sandbox) {
		s.write("p/a.md", "typed\n")
	}},
	{name: "untracked before", change: Change{Paths: []PathChange{modify("p/b.md", "b\n", "more\n")}}, files: []string{"A p/b.md"}, prepare: func(s *sandbox) {
		s.write("p/b.md", "b\n")
	}},
	{name: "staged as new before", change: Change{Paths: []PathChange{modify("p/b.md", "b\n", "more\n")}}, files: []string{"A p/b.md"}, prepare: func(s *sandbox) {
		s.write("p/b.md", "b\n")
		s.run("add", "p/b.md")
	}},
	{name: "intent to add before", change: Change{Paths: []PathChange{modify("p/b.md", "b\n", "more\n")}}, files: []string{"A p/b.md"}, prepare: func(s *sandbox) {
		s.write("p/b.md", "b\n")
		s.run("add", "-N", "p/b.md")
	}},
	{name: "untracked file moved", change: Change{Paths: []PathChange{remove("p/b.md", "b\n"), create("p/c.md", "b\n")}}, files: []string{"A p/c.md"}, prepare: func(s *sandbox) {
		s.write("p/b.md", "b\n")
	}},
	{name: "untracked file removed", change: Change{Paths: []PathChange{remove("p/b.md", "b\n")}}, nothing: true, prepare: func(s *sandbox) {
		s.write("p/b.md", "b\n")
	}},
	{name: "nothing to commit", change: Change{Paths: []PathChange{modify("p/a.md", "a\n", "a\n")}}, prepare: busy, nothing: true},
	{name: "back to what HEAD has", change: Change{Paths: []PathChange{modify("p/a.md", "typed\n", "a\n")}}, nothing: true, prepare: func(s *sandbox) {
		s.write("p/a.md", "typed\n")
	}},
	{name: "not committed on request", change: Change{NoCommit: true, Paths: changeA.Paths}, nothing: true, after: func(s *sandbox) {
		s.has("p/a.md", "a, changed\n")
		s.says(" M p/a.md\n", "status", "--porcelain")
	}},
	{name: "empty file", change: Change{Paths: []PathChange{modify("p/a.md", "a\n", "")}}},
	{name: "executable stays so", change: changeA, prepare: func(s *sandbox) {
		if err := os.Chmod(s.path("p/a.md"), 0o755); err != nil {
			s.Fatal(err)
		}
		s.commitAll("executable")
	}, after: func(s *sandbox) {
		s.says("100755\n", "ls-files", "--format=%(objectmode)", "p/a.md")
	}},
	{name: "hashes and blank lines in the message", change: Change{Paths: changeA.Paths, Message: "subject\n\n# not a comment\n\n\n\nend  \n"}, after: func(s *sandbox) {
		s.says("subject\n\n# not a comment\n\nend\n\n", "log", "-1", "--format=%B")
	}},
	{name: "brackets are no pattern", change: Change{Paths: []PathChange{create("p/[ab].md", "new\n")}}, prepare: busy},
	{name: "pathspec magic is none", change: Change{Paths: []PathChange{create(":(x)n.md", "new\n"), create("-q", "dash\n")}}},
	{name: "spaces and Unicode", change: Change{Paths: []PathChange{create("p/été – 事故 1.md", "new\n"), create(`p/quote".md`, "new\n")}}},
	{name: "leading dash", change: Change{Paths: []PathChange{modify("--all", "dash\n", "more\n")}}, prepare: func(s *sandbox) {
		s.commitFiles("dash", "--all", "dash\n")
		busy(s)
	}},
}
