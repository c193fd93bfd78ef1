package repo

import "path/filepath"

// storeConduct is how a repository may keep its objects and refs.
var storeConduct = []conduct{
	{name: "packed references", doc: "objects and refs are packed (git gc)", change: changeA, prepare: func(s *sandbox) { s.run("gc", "-q") }},
	{name: "pack indexes of all kinds", doc: "packs with a multi-pack index, a bitmap, a reverse index and a commit-graph", change: changeA, prepare: func(s *sandbox) {
		s.run("-c", "pack.writeReverseIndex=true", "repack", "-q", "-a", "-d", "-b")
		s.run("multi-pack-index", "write", "--bitmap")
		s.run("commit-graph", "write", "--reachable")
	}},
	{name: "alternates", doc: "objects are borrowed from another clone (git clone --shared)", change: createB, prepare: cloned("--shared")},
	{name: "alternates in the environment", doc: "new objects go to GIT_OBJECT_DIRECTORY, old ones lie in GIT_ALTERNATE_OBJECT_DIRECTORIES", change: createB, prepare: func(s *sandbox) {
		s.write("../fresh/objects/x", "")
		s.setenv("GIT_OBJECT_DIRECTORY="+s.path("../fresh/objects"), "GIT_ALTERNATE_OBJECT_DIRECTORIES="+s.path(".git/objects"))
	}},
	{name: "object folder of another name", doc: "GIT_OBJECT_DIRECTORY names a folder that is not called `objects`", builtin: CauseUnsupported, change: createB, prepare: func(s *sandbox) {
		s.write("../incoming/x", "")
		s.setenv("GIT_OBJECT_DIRECTORY="+s.path("../incoming"), "GIT_ALTERNATE_OBJECT_DIRECTORIES="+s.path(".git/objects"))
	}},
	{name: "shallow clone", doc: "a shallow clone (--depth 1)", change: createB, prepare: func(s *sandbox) {
		s.commitFiles("second", "other.txt", "second\n")
		cloned("--depth=1")(s)
	}},
	{name: "partial clone without blobs", doc: "a partial clone (--filter=blob:none)", change: createB, prepare: cloned("--filter=blob:none")},
	{name: "partial clone without trees", doc: "a partial clone (--filter=tree:0)", change: createB, prepare: cloned("--filter=tree:0")},
	{name: "replace refs", doc: "`HEAD` is replaced by another commit (git replace)", change: createB, prepare: func(s *sandbox) {
		s.commitFiles("second", "other.txt", "second\n")
		s.run("replace", "HEAD", s.graft("HEAD", "other.txt"))
		s.run("reset", "-q")
	}},
	{name: "SHA-256", doc: "object names of 256 bits (SHA-256)", git: []string{"--object-format=sha256"}, change: createB, builtin: CauseUnsupported},
	{name: "worktreeConfig", doc: "extensions.worktreeConfig, with the identity in `config.worktree`", change: createB, prepare: func(s *sandbox) {
		s.run("config", "core.repositoryFormatVersion", "1")
		s.run("config", "extensions.worktreeConfig", "true")
		s.run("config", "--worktree", "user.name", "Grace Hopper")
	}, after: func(s *sandbox) { s.says("Grace Hopper\n", "log", "-1", "--format=%cn") }},
	{name: "worktreeConfig, version 0", doc: "the same in a repository of format 0", change: createB, prepare: func(s *sandbox) {
		s.run("config", "extensions.worktreeConfig", "true")
		s.run("config", "--worktree", "user.name", "Grace Hopper")
	}, after: func(s *sandbox) { s.says("Grace Hopper\n", "log", "-1", "--format=%cn") }},
	{name: "preciousObjects", doc: "extensions.preciousObjects", change: createB, prepare: func(s *sandbox) {
		s.run("config", "core.repositoryFormatVersion", "1")
		s.run("config", "extensions.preciousObjects", "true")
	}},
}

// cloned goes on in a clone.
func cloned(args ...string) func(*sandbox) {
	return func(s *sandbox) {
		s.Helper()
		setting("uploadpack.allowFilter", "true", "uploadpack.allowAnySHA1InWant", "true")(s)
		from := "file://" + s.dir
		if args[0] == "--shared" {
			from = s.dir
		}
		s.run(append(append([]string{"clone", "-q"}, args...), from, "../clone")...)
		s.dir = filepath.Clean(s.dir + "/../clone")
		s.configure(sandboxConfig)
		busy(s)
	}
}

// graft makes a commit like another one, without a file.
func (s *sandbox) graft(rev, without string) string {
	s.Helper()
	with := *s
	with.setenv("GIT_INDEX_FILE=" + s.path("../graft-index"))
	with.run("read-tree", rev)
	with.run("update-index", "--force-remove", without)
	tree := firstWord(with.run("write-tree"))
	return firstWord(with.run("commit-tree", "-m", "another", tree))
}
