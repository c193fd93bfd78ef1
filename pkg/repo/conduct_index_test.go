package repo

import "os"

// indexConduct are the forms of the index, and what may be staged in it.
var indexConduct = []conduct{
	{name: "index version 3", doc: "an index of version 3", change: changeA, prepare: func(s *sandbox) {
		s.run("update-index", "--skip-worktree", "other.txt")
	}, after: func(s *sandbox) { s.says("S other.txt\n", "ls-files", "-t", "other.txt") }},
	{name: "index version 4", doc: "an index of version 4", change: createB, prepare: func(s *sandbox) { s.run("update-index", "--index-version", "4") }},
	{name: "split index", doc: "a split index", change: createB, builtin: CauseUnsupported, prepare: func(s *sandbox) { s.run("update-index", "--split-index") }},
	{name: "index without checksum", doc: "an index without a checksum (index.skipHash)", change: changeA, prepare: func(s *sandbox) {
		data := s.rawIndex()
		s.write(".git/index", string(append(data[:len(data)-20], make([]byte, 20)...)))
	}},
	{name: "untracked cache", doc: "an index with an untracked cache", change: createB, prepare: func(s *sandbox) {
		busy(s)
		s.run("update-index", "--force-untracked-cache")
		s.run("status")
	}, after: func(s *sandbox) {
		if !mustParseIndex(s, s.rawIndex()).has("UNTR") {
			s.Error("the untracked cache was switched off")
		}
	}},
	{name: "fsmonitor", doc: "an index with a file system monitor (core.fsmonitor)", change: createB, prepare: func(s *sandbox) {
		s.hook("watch", `printf 'token\0/\0'`) // always: anything may have changed
		s.run("config", "core.fsmonitor", ".git/hooks/watch")
		busy(s)
		s.run("update-index", "--fsmonitor")
		s.run("status")
	}},
	{name: "no index", doc: "no index file: as git sees it, every other file was removed from it", change: createB, prepare: func(s *sandbox) { s.remove(".git/index") }},
	{name: "damaged index", doc: "an index that is cut off", cause: CauseGit, change: takingBack(changeA), breaks: func(s *sandbox) func() {
		whole := s.rawIndex()
		s.write(".git/index", string(whole[:10]))
		return func() { s.write(".git/index", string(whole)) }
	}, mend: func(s *sandbox) {
		s.remove(".git/index")
		s.run("reset", "-q")
	}},
	{name: "index of one's own", doc: "GIT_INDEX_FILE names another index", change: changeA, prepare: func(s *sandbox) {
		s.run("config", "core.hooksPath", "/nowhere")
		s.setenv("GIT_INDEX_FILE=" + s.path("../index"))
		s.run("read-tree", "HEAD")
	}},
	{name: "intent to add before", doc: "the file is there by intent only (git add -N)", change: Change{Paths: []PathChange{modify("p/b.md", "b\n", "more\n")}}, files: []string{"A p/b.md"}, prepare: func(s *sandbox) {
		s.write("p/b.md", "b\n")
		s.run("add", "-N", "p/b.md")
	}},
	{name: "intent to add another", doc: "another file is there by intent only, and stays so", change: createB, prepare: func(s *sandbox) {
		s.write("unknown.txt", "untracked\n")
		s.run("add", "-N", "unknown.txt")
	}},
	{name: "assume unchanged", doc: "git is told to take the file for unchanged", change: changeA, prepare: func(s *sandbox) { s.run("update-index", "--assume-unchanged", "p/a.md") }},
	{name: "assume others unchanged", doc: "git is told so of other files, and the flag stays", change: changeA, prepare: func(s *sandbox) {
		s.run("update-index", "--assume-unchanged", "other.txt")
		s.write("other.txt", "modified\n")
	}, after: func(s *sandbox) { s.says("h other.txt\n", "ls-files", "-v", "other.txt") }},
	{name: "skip-worktree", doc: "git is told not to look at the file", change: changeA, cause: CauseUnsupported, written: true, prepare: func(s *sandbox) {
		s.run("update-index", "--skip-worktree", "p/a.md")
	}, way: []string{"update-index", "--no-skip-worktree", "p/a.md"}},
	{name: "partly staged", doc: "the file is staged, and was changed again since", cause: CausePartly, change: takingBack(Change{Paths: []PathChange{modify("p/a.md", "again\n", "more\n")}}), prepare: partlyStaged, after: func(s *sandbox) {
		s.says("MM p/a.md\n", "status", "--porcelain")
	}, way: []string{"add", "p/a.md"}},
	{name: "partly staged, kept", doc: "likewise, and the change is kept", cause: CausePartly, written: true, change: Change{Paths: []PathChange{modify("p/a.md", "again\n", "more\n")}}, prepare: partlyStaged, way: []string{"restore", "--staged", "p/a.md"}},
	{name: "staged removal, there again", doc: "the removal is staged, and the file there again", cause: CausePartly, change: takingBack(changeA), prepare: func(s *sandbox) {
		s.run("rm", "-q", "--cached", "p/a.md")
	}, way: []string{"add", "p/a.md"}},
	{name: "conflicted index", doc: "the file has conflicts in the index", cause: CauseConflicted, change: takingBack(Change{Paths: []PathChange{modify("p/a.md", "mine\n", "more\n")}}), prepare: func(s *sandbox) {
		stashConflict(s)
		s.write("p/a.md", "mine\n")
	}, way: []string{"add", "p/a.md"}},
	{name: "conflict in another file", doc: "another file has conflicts in the index", builtin: CauseConflicted, change: takingBack(createB), prepare: stashConflict},
}

func partlyStaged(s *sandbox) {
	s.write("p/a.md", "staged\n")
	s.run("add", "p/a.md")
	s.write("p/a.md", "again\n")
}

// stashConflict leaves p/a.md with conflicts and no operation in progress.
func stashConflict(s *sandbox) {
	s.write("p/a.md", "stashed\n")
	s.run("stash", "-q")
	s.commitFiles("main", "p/a.md", "main\n")
	if _, err := s.try("stash", "pop"); err == nil {
		s.Fatal("the stash went in without a conflict")
	}
	if err := os.Remove(s.path(".git/AUTO_MERGE")); err != nil && !os.IsNotExist(err) {
		s.Fatal(err)
	}
}
