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
	{name: "modified", doc: "a file is changed; the reflog says so too", change: changeA, after: func(s *sandbox) {
		s.says("postmortem: test\n\nPostmortem: a\n\n", "log", "-1", "--format=%B")
		s.says("Ada Lovelace <ada@example.com>\n", "log", "-1", "--format=%an <%ae>")
		s.says("commit: postmortem: test\n", "log", "-g", "-1", "--format=%gs")
	}},
	{name: "other files staged, modified and untracked", doc: "other files are staged, modified and untracked, and stay so", prepare: busy, change: changeA},
	{name: "new file", doc: "a new file in a new folder", prepare: busy, change: createB},
	{name: "removed", doc: "a file is removed, and the folder that it leaves empty", prepare: busy, change: Change{Paths: []PathChange{remove("p/a.md", "a\n")}}, after: func(s *sandbox) {
		if _, err := os.Stat(s.path("p")); err == nil {
			s.Error("the empty folder is still there")
		}
	}},
	{name: "moved with another changed", doc: "a file is moved and others are added, in one commit", prepare: busy, change: Change{Paths: []PathChange{
		remove("p/a.md", "a\n"), create("p/z.md", "a\n"), create("q/b.md", "b\n"),
	}}},
	{name: "root below the top", doc: "`.pm.yaml` lies in a folder of the work tree", root: "p", open: Options{Dir: "p/new"}, change: createB, prepare: func(s *sandbox) {
		s.commitFiles("root", "p/.pm.yaml", "", "p/new/x.md", "x\n")
		busy(s)
	}},
	{name: "with pending edits", doc: "edits of one's own in the same file go into the commit", change: Change{Paths: []PathChange{modify("p/a.md", "typed\n", "typed and more\n")}}, prepare: func(s *sandbox) {
		s.write("p/a.md", "typed\n")
	}},
	{name: "with staged edits", doc: "so do edits that are staged", change: Change{Paths: []PathChange{modify("p/a.md", "staged\n", "staged and more\n")}}, prepare: func(s *sandbox) {
		s.write("p/a.md", "staged\n")
		s.run("add", "p/a.md")
	}},
	{name: "as it stands", doc: "a file is committed as it stands", change: Change{Paths: []PathChange{modify("p/a.md", "typed\n", "typed\n")}}, prepare: func(s *sandbox) {
		s.write("p/a.md", "typed\n")
	}},
	{name: "untracked before", doc: "a file that was untracked", change: Change{Paths: []PathChange{modify("p/b.md", "b\n", "more\n")}}, files: []string{"A p/b.md"}, prepare: func(s *sandbox) {
		s.write("p/b.md", "b\n")
	}},
	{name: "staged as new before", doc: "a file that was staged as new", change: Change{Paths: []PathChange{modify("p/b.md", "b\n", "more\n")}}, files: []string{"A p/b.md"}, prepare: func(s *sandbox) {
		s.write("p/b.md", "b\n")
		s.run("add", "p/b.md")
	}},
	{name: "untracked file moved", doc: "an untracked file is moved", change: Change{Paths: []PathChange{remove("p/b.md", "b\n"), create("p/c.md", "b\n")}}, files: []string{"A p/c.md"}, prepare: func(s *sandbox) {
		s.write("p/b.md", "b\n")
	}},
	{name: "untracked file removed", doc: "an untracked file is removed: there is nothing to commit, and no error", change: Change{Paths: []PathChange{remove("p/b.md", "b\n")}}, nothing: true, prepare: func(s *sandbox) {
		s.write("p/b.md", "b\n")
	}},
	{name: "nothing to commit", doc: "a change that changes nothing: likewise", change: Change{Paths: []PathChange{modify("p/a.md", "a\n", "a\n")}}, prepare: busy, nothing: true},
	{name: "back to what HEAD has", doc: "a change back to what `HEAD` has: likewise", change: Change{Paths: []PathChange{modify("p/a.md", "typed\n", "a\n")}}, nothing: true, prepare: func(s *sandbox) {
		s.write("p/a.md", "typed\n")
	}},
	{name: "not committed on request", doc: "`--no-commit` leaves the change unstaged", change: Change{NoCommit: true, Paths: changeA.Paths}, nothing: true, after: func(s *sandbox) {
		s.has("p/a.md", "a, changed\n")
		s.says(" M p/a.md\n", "status", "--porcelain")
	}},
	{name: "empty file", doc: "a file becomes empty", change: Change{Paths: []PathChange{modify("p/a.md", "a\n", "")}}},
	{name: "hashes and blank lines in the message", doc: "lines of the message that begin with `#` stay", change: Change{Paths: changeA.Paths, Message: "subject\n\n# not a comment\n\n\n\nend  \n"}, after: func(s *sandbox) {
		s.says("subject\n\n# not a comment\n\nend\n\n", "log", "-1", "--format=%B")
	}},
}
