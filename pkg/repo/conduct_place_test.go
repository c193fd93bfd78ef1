package repo

import (
	"os"
	"path/filepath"
	"strings"
)

// placeConduct is where a repository and its work tree may lie.
var placeConduct = []conduct{
	{name: "from below", doc: "`pm` is run in a folder below the top", change: createB, open: Options{Dir: "p"}},
	{name: "through a symlink", doc: "`pm` is run in a symlink to the work tree", change: createB, open: Options{Dir: "../alias"}, prepare: func(s *sandbox) {
		s.link("work", "../alias")
	}},
	{name: "separate git dir", doc: "the Git directory lies elsewhere (git init --separate-git-dir)", git: []string{"--separate-git-dir=../elsewhere"}, change: createB, prepare: busy},
	{name: "linked worktree", doc: "a linked worktree (git worktree add)", change: createB, prepare: func(s *sandbox) {
		s.run("worktree", "add", "-q", "-b", "side", "../linked")
		s.dir += "/../linked"
		busy(s)
	}},
	{name: "worktree of a bare repository", doc: "a worktree of a bare repository in `.bare`", change: createB, prepare: func(s *sandbox) {
		bareBeside(s)
		s.dir += "/main"
		busy(s)
	}},
	{name: "beside the worktrees of a bare repository", doc: "the folder of `.bare` itself, beside its worktrees", change: takingBack(createB), cause: CauseBare, prepare: func(s *sandbox) {
		bareBeside(s)
		s.bare = true
	}, mend: func(s *sandbox) { s.dir, s.bare = s.dir+"/main", false }},
	{name: "beside the worktrees, core.bare moved", doc: "likewise, when a sparse checkout has moved core.bare to `config.worktree`", change: takingBack(createB), cause: CauseBare, prepare: func(s *sandbox) {
		bareBeside(s)
		s.run("-C", "main", "sparse-checkout", "set", "p")
		s.bare = true
	}, mend: func(s *sandbox) { s.dir, s.bare = s.dir+"/main", false }},
	{name: "bare", doc: "a bare repository", change: createB, cause: CauseBare, prepare: func(s *sandbox) {
		s.run("clone", "-q", "--bare", s.dir, "../bare.git")
		s.dir, s.bare = filepath.Clean(s.dir+"/../bare.git"), true
	}, mend: func(s *sandbox) {
		s.configure(sandboxConfig)
		s.run("worktree", "add", "-q", "../of-bare", "main")
		s.dir, s.bare = filepath.Clean(s.dir+"/../of-bare"), false
	}},
	{name: "inside .git", doc: "`pm` is run inside `.git`", change: createB, cause: CauseBare, open: Options{Dir: ".git"}},
	{name: "submodule", doc: "`pm` is run in a submodule: it commits there, and the repository around it stays as it is", change: createB, prepare: func(s *sandbox) {
		withSubmodule(s)
		around := *s
		s.dir += "/sub"
		busy(s)
		s.configure(sandboxConfig)
		around.checks = nil
		s.checks = append(s.checks, func(string) {
			around.says(" M sub\n", "status", "--porcelain")
			around.says("with a submodule\n", "log", "-1", "--format=%s")
		})
	}},
	{name: "file of a submodule", doc: "a file of a submodule, from the repository around it", cause: CauseUnsupported, change: takingBack(Change{Paths: []PathChange{create("sub/p/b.md", "b\n")}}), prepare: withSubmodule},
	{name: "file of a submodule that is not there", doc: "likewise, where the submodule is not checked out", cause: CauseUnsupported, change: takingBack(Change{Paths: []PathChange{create("sub/p/b.md", "b\n")}}), prepare: func(s *sandbox) {
		s.run("update-index", "--add", "--cacheinfo", "160000,"+s.head()+",sub")
		s.run("commit", "-q", "-m", "with a submodule")
		s.write("sub/x", "")
		s.remove("sub/x")
	}},
	{name: "file of another repository", doc: "a file of a repository that lies inside this one", cause: CauseUnsupported, change: takingBack(Change{Paths: []PathChange{modify("inner/a.md", "a\n", "b\n")}}), prepare: func(s *sandbox) {
		s.write("inner/a.md", "a\n")
		s.run("init", "-q", "inner")
	}},
	{name: "GIT_DIR and GIT_WORK_TREE", change: createB, git: []string{"--separate-git-dir=../elsewhere"}, open: Options{Environ: []string{"GIT_DIR=../elsewhere", "GIT_WORK_TREE=."}}, prepare: func(s *sandbox) {
		busy(s)
		s.remove(".git")
		s.setenv("GIT_DIR=../elsewhere", "GIT_WORK_TREE=.")
	}},
	{name: "GIT_DIR and GIT_COMMON_DIR", change: createB, prepare: func(s *sandbox) {
		s.run("worktree", "add", "-q", "-b", "side", "../linked")
		s.setenv("GIT_DIR="+s.path(".git/worktrees/linked"), "GIT_COMMON_DIR="+s.path(".git"), "GIT_WORK_TREE="+s.path("../linked"))
		s.dir += "/../linked"
	}},
	{name: "core.worktree above the repository", doc: "core.worktree puts the work tree above the repository", change: createB, open: Options{Dir: "inner", Environ: []string{"GIT_DIR=", "GIT_WORK_TREE="}}, prepare: func(s *sandbox) {
		busy(s)
		moveInside(s)
		s.run("config", "core.worktree", "../..")
	}},
	{name: "core.worktree in config.worktree", doc: "likewise, with core.worktree in `config.worktree`", change: createB, open: Options{Dir: "inner", Environ: []string{"GIT_DIR=", "GIT_WORK_TREE="}}, prepare: func(s *sandbox) {
		moveInside(s)
		s.run("config", "extensions.worktreeConfig", "true")
		s.run("config", "--worktree", "core.worktree", "../..")
	}},
	{name: "GIT_WORK_TREE alone", change: createB, open: Options{Dir: "inner", Environ: []string{"GIT_DIR=", "GIT_WORK_TREE=.."}}, prepare: moveInside},
	{name: "beyond the ceiling", doc: "no repository, or one beyond GIT_CEILING_DIRECTORIES", cause: CauseNoRepository, written: true, root: "p", open: Options{Dir: "p"}, change: createB, prepare: func(s *sandbox) {
		s.pm = []string{"GIT_CEILING_DIRECTORIES=" + s.dir}
	}},
	{name: "lost repository", doc: "a linked worktree whose repository was moved away", cause: CauseGit, change: takingBack(createB), prepare: func(s *sandbox) {
		s.run("worktree", "add", "-q", "--detach", "../linked")
		s.dir = filepath.Clean(s.dir + "/../linked")
	}, breaks: func(s *sandbox) func() {
		s.rename("../work", "../moved")
		return func() { s.runIn(s.path("../moved"), "worktree", "repair", s.dir) }
	}, mend: func(*sandbox) {}},
	{name: "HEAD is empty", doc: "a `.git` whose `HEAD` is empty, after a crash", cause: CauseNoRepository, written: true, change: changeA, breaks: func(s *sandbox) func() {
		s.write(".git/HEAD", "")
		return func() { s.write(".git/HEAD", "ref: refs/heads/main\n") }
	}, mend: func(*sandbox) {}},
	{name: "HEAD is empty, in another repository", doc: "likewise, inside of another repository: as for git, the file is the outer one's", change: createB, open: Options{Dir: "p"}, prepare: func(s *sandbox) {
		s.run("init", "-q", "p")
		s.write("p/.git/HEAD", "")
	}},
	{name: "GIT_NAMESPACE", doc: "GIT_NAMESPACE does not concern a commit", change: createB, prepare: func(s *sandbox) { s.setenv("GIT_NAMESPACE=elsewhere") }},
	{name: "of another user", doc: "a repository that belongs to another user (safe.directory)", cause: CauseGit, change: takingBack(changeA), prepare: func(s *sandbox) {
		if os.Getuid() != 0 {
			s.Skip("only root can give a folder away")
		}
		s.giveAway()
		s.pm = []string{"GIT_CONFIG_GLOBAL=" + s.home() + "/own"}
		s.write(s.home()+"/own", "")
	}, mend: func(s *sandbox) {
		you := *s
		you.setenv(s.pm...)
		you.run("config", "--global", "--add", "safe.directory", s.dir)
	}},
	{name: "unknown extension", doc: "a repository format with an extension that neither knows", cause: CauseUnsupported, change: takingBack(changeA), breaks: configured("[core]\n\trepositoryFormatVersion = 1\n[extensions]\n\tsurprise = true\n")},
	{name: "unknown format", doc: "a repository format of the future", cause: CauseUnsupported, change: takingBack(changeA), breaks: configured("[core]\n\trepositoryFormatVersion = 99\n")},
	{name: "damaged configuration", doc: "a `.git/config` that cannot be read", cause: CauseGit, change: takingBack(changeA), breaks: configured("[core\n"), mend: func(*sandbox) {}},
}

// bareBeside leaves a bare repository in .bare, a gitfile that names it, and a
// worktree of it in main.
func bareBeside(s *sandbox) {
	s.run("clone", "-q", "--bare", s.dir, "../proj/.bare")
	s.dir = filepath.Clean(s.dir + "/../proj")
	s.write(".git", "gitdir: ./.bare\n")
	s.configure(sandboxConfig)
	s.run("worktree", "add", "-q", "main")
}

// withSubmodule commits a submodule in sub, which is a clone of the repository
// as it was before.
func withSubmodule(s *sandbox) {
	s.Helper()
	// What git submodule add does, in a tenth of the processes.
	s.write(".git/modules/x", "")
	s.run("clone", "-q", "--separate-git-dir=.git/modules/sub", s.dir, "sub")
	s.run("-C", "sub", "config", "core.worktree", "../../../sub")
	s.write(".gitmodules", "[submodule \"sub\"]\n\tpath = sub\n\turl = ../origin.git\n")
	s.run("config", "submodule.sub.url", "../origin.git")
	s.run("-c", "advice.addEmbeddedRepo=false", "add", "sub", ".gitmodules")
	s.run("commit", "-q", "-m", "with a submodule")
}

// moveInside puts the repository into a folder of its work tree.
func moveInside(s *sandbox) {
	s.Helper()
	s.write("inner/x", "")
	if err := os.Rename(s.path(".git"), s.path("inner/.git")); err != nil {
		s.Fatal(err)
	}
	s.setenv("GIT_DIR="+s.path("inner/.git"), "GIT_WORK_TREE="+s.dir)
}

// configured adds lines to the repository's configuration that git itself
// cannot live with, until the commit was tried. They come first, so that their
// numbers do not follow what git init has written, unless that would overrule
// them.
func configured(lines string) func(*sandbox) func() {
	return func(s *sandbox) func() {
		path := s.path(".git/config")
		old, err := os.ReadFile(path)
		if err != nil {
			s.Fatal(err)
		}
		if strings.Contains(lines, "]") {
			s.write(path, string(old)+lines)
		} else {
			s.write(path, lines+string(old))
		}
		return func() { s.write(path, string(old)) }
	}
}
