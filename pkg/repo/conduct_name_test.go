package repo

// nameConduct are file names that git, a shell or a file system may take for
// something else.
var nameConduct = []conduct{
	{name: "brackets are no pattern", doc: "`[ab].md` is a name, not a pattern that takes `a.md` along", change: Change{Paths: []PathChange{create("p/[ab].md", "new\n"), create("p/*.md", "new\n")}}, prepare: func(s *sandbox) {
		busy(s)
		s.write("p/b.md", "untracked\n")
	}},
	{name: "pathspec magic is none", doc: "`:(x)n.md` and `-q` are names, too", change: Change{Paths: []PathChange{create(":(x)n.md", "new\n"), create("-q", "dash\n")}}},
	{name: "leading dash", doc: "a tracked file called `--all`", change: Change{Paths: []PathChange{modify("--all", "dash\n", "more\n")}}, prepare: func(s *sandbox) {
		s.commitFiles("dash", "--all", "dash\n")
		busy(s)
	}},
	{name: "spaces and Unicode", doc: "blanks, quotes, backslashes and letters beyond ASCII", change: Change{Paths: []PathChange{
		create("p/été – 事故 1.md", "new\n"), create(`p/quote".md`, "new\n"), create(`p/back\slash.md`, "new\n"), create("p/ blanks .md ", "new\n"),
	}}},
	{name: "composed and decomposed", doc: "one name with its accent as part of the letter (NFC) and as a character of its own (NFD): two files on Linux", change: Change{Paths: []PathChange{
		create("p/caf\u00e9.md", "composed\n"), create("p/cafe\u0301.md", "decomposed\n"),
	}}, after: func(s *sandbox) {
		s.says("composed\n", "show", "HEAD:p/caf\u00e9.md")
		s.says("decomposed\n", "show", "HEAD:p/cafe\u0301.md")
	}},
	{name: "control characters", doc: "a line break and an escape character in the name", change: Change{Paths: []PathChange{create("p/a\nb\x1b[1m.md", "new\n")}}},
	{name: "names of revisions", doc: "files called `HEAD` and `main`", change: Change{Paths: []PathChange{create("HEAD", "new\n"), create("main", "new\n")}}},
	{name: "short name of .git", doc: "`git~1`, which on Windows may be `.git`", cause: CauseGit, change: takingBack(Change{Paths: []PathChange{create("git~1/x.md", "new\n")}})},
}
