package repo

import (
	"crypto/sha1"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// readingCases are repositories first, then revisions.
var readingCases = []reading{
	{name: "plain", doc: "`HEAD`, a branch, a tag, an object name, abbreviated or not, and a tree"},
	{name: "edits in the work tree", doc: "whatever is edited, staged or in conflict", prepare: func(s *sandbox) {
		stashConflict(s)
		busy(s)
		s.run("tag", "-f", "v1")
	}, want: []string{"other.txt=other\n", "p/a.md=main\n", "third.txt=third\n"}},
	{name: "in a linked worktree", prepare: func(s *sandbox) {
		s.run("worktree", "add", "-q", "--detach", "../linked")
		s.dir += "/../linked"
	}},
	{name: "in a bare repository", prepare: func(s *sandbox) {
		s.run("clone", "-q", "--bare", s.dir, "../bare.git")
		s.dir, s.bare = filepath.Clean(s.dir+"/../bare.git"), true
	}},
	{name: "bare, explicitly only", doc: "likewise, with safe.bareRepository=explicit", refused: true, prepare: func(s *sandbox) {
		s.run("clone", "-q", "--bare", s.dir, "../bare.git")
		s.dir, s.bare = filepath.Clean(s.dir+"/../bare.git"), true
		s.pm = []string{"GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=safe.bareRepository", "GIT_CONFIG_VALUE_0=explicit"}
	}},
	{name: "beside the worktrees of a bare repository in `.bare`", prepare: func(s *sandbox) {
		bareBeside(s)
		s.bare = true
	}},
	{name: "inside `.git`", open: Options{Dir: ".git"}, prepare: func(s *sandbox) { s.bare = true }},
	{name: "in a submodule", prepare: func(s *sandbox) {
		withSubmodule(s)
		s.dir += "/sub"
	}},
	{name: "around a submodule", doc: "around a submodule, which is not entered", rev: "HEAD", prepare: func(s *sandbox) {
		withSubmodule(s)
		s.write("sub/p/more.md", "more\n")
	}, want: []string{".gitmodules=[submodule \"sub\"]\n\tpath = sub\n\turl = ../origin.git\n", "other.txt=other\n", "p/a.md=a\n", "third.txt=third\n"}},
	{name: "with a separate Git directory", git: []string{"--separate-git-dir=../elsewhere"}},
	{name: "with GIT_DIR and GIT_WORK_TREE", prepare: func(s *sandbox) {
		s.setenv("GIT_DIR="+s.path(".git"), "GIT_WORK_TREE="+s.dir)
	}},
	{name: "of another user", doc: "of a repository that belongs to another user (safe.directory)", refused: true, prepare: func(s *sandbox) {
		if os.Getuid() != 0 {
			s.Skip("only root can give a folder away")
		}
		s.giveAway()
		s.pm = []string{"GIT_CONFIG_GLOBAL=" + s.home() + "/own"}
		s.write(s.home()+"/own", "")
	}},
	{name: "lost repository", doc: "in a linked worktree whose repository was moved away", rev: "HEAD", refused: true, prepare: func(s *sandbox) {
		s.run("worktree", "add", "-q", "--detach", "../linked")
		s.rename(".git", "../moved")
		s.dir = filepath.Clean(s.dir + "/../linked")
	}},
	{name: "with a detached `HEAD`", prepare: func(s *sandbox) { s.run("checkout", "-q", "--detach") }},
	{name: "with a `HEAD` that is a symlink", prepare: func(s *sandbox) {
		if err := errors.Join(os.Remove(s.path(".git/HEAD")), os.Symlink("refs/heads/main", s.path(".git/HEAD"))); err != nil {
			s.Fatal(err)
		}
	}},
	{name: "packed", doc: "with packed objects and refs, a multi-pack index, a bitmap, a commit-graph", prepare: func(s *sandbox) {
		s.run("pack-refs", "--all")
		s.run("-c", "pack.writeReverseIndex=true", "repack", "-q", "-a", "-d", "-b")
		s.run("multi-pack-index", "write", "--bitmap")
		s.run("commit-graph", "write", "--reachable")
	}},
	{name: "with objects borrowed from another clone", prepare: cloned("--shared")},
	{name: "with GIT_ALTERNATE_OBJECT_DIRECTORIES", prepare: func(s *sandbox) {
		s.write("../fresh/objects/x", "")
		s.setenv("GIT_OBJECT_DIRECTORY="+s.path("../fresh/objects"), "GIT_ALTERNATE_OBJECT_DIRECTORIES="+s.path(".git/objects"))
	}},
	{name: "quarantined", doc: "in a pre-receive hook, where new objects are in quarantine", builtin: true, prepare: func(s *sandbox) {
		s.write("../tmp_objdir-incoming-x/x", "")
		s.setenv("GIT_QUARANTINE_PATH="+s.path("../tmp_objdir-incoming-x"), "GIT_OBJECT_DIRECTORY="+s.path("../tmp_objdir-incoming-x"), "GIT_ALTERNATE_OBJECT_DIRECTORIES="+s.path(".git/objects"))
	}},
	{name: "in a shallow clone", prepare: cloned("--depth=1")},
	{name: "shallow, too far back", doc: "in a shallow clone, further back than was fetched", rev: "HEAD~1", refused: true, prepare: func(s *sandbox) {
		s.commitFiles("second", "other.txt", "second\n")
		cloned("--depth=1")(s)
	}, way: []string{"fetch", "--unshallow"}},
	{name: "in a partial clone, what is checked out", prepare: cloned("--filter=blob:none")},
	{name: "in a partial clone without trees, what is checked out", prepare: cloned("--filter=tree:0")},
	{name: "partial, old blob", doc: "in a partial clone, a blob that was not fetched: git fetches it", rev: "HEAD~1", builtin: true, prepare: func(s *sandbox) {
		s.commitFiles("second", "other.txt", "second\n")
		cloned("--filter=blob:none")(s)
	}},
	{name: "partial, old tree", doc: "likewise, a tree", rev: "HEAD~1", builtin: true, prepare: func(s *sandbox) {
		s.commitFiles("second", "other.txt", "second\n")
		cloned("--filter=tree:0")(s)
	}},
	{name: "partial, remote gone", doc: "likewise, when the remote cannot be reached", rev: "HEAD~1", refused: true, prepare: func(s *sandbox) {
		s.commitFiles("second", "other.txt", "second\n")
		cloned("--filter=blob:none")(s)
		s.run("remote", "set-url", "origin", "/nowhere")
	}},
	{name: "replaced", doc: "of a commit that is replaced by another (git replace)", rev: "HEAD", want: []string{"p/a.md=a\n", "third.txt=third\n"}, prepare: func(s *sandbox) {
		s.run("replace", "HEAD", s.graft("HEAD", "other.txt"))
	}},
	{name: "not replaced", doc: "likewise, with GIT_NO_REPLACE_OBJECTS", rev: "HEAD", prepare: func(s *sandbox) {
		s.run("replace", "HEAD", s.graft("HEAD", "other.txt"))
		s.setenv("GIT_NO_REPLACE_OBJECTS=1")
	}},
	{name: "grafted", doc: "with `.git/info/grafts`, beyond a graft", rev: "HEAD~1", builtin: true, prepare: func(s *sandbox) {
		first := s.head()
		s.commitFiles("second", "other.txt", "second\n")
		s.commitFiles("third", "other.txt", "third\n")
		s.write(".git/info/grafts", s.head()+" "+first+"\n")
	}},
	{name: "with SHA-256", builtin: true, git: []string{"--object-format=sha256"}},
	{name: "with a split index", prepare: func(s *sandbox) { s.run("update-index", "--split-index") }},
	{name: "with a damaged index", prepare: func(s *sandbox) { s.write(".git/index", "damaged") }},
	{name: "in a sparse checkout", prepare: func(s *sandbox) { s.run("sparse-checkout", "set", "--no-cone", "/other.txt") }},
	{name: "in a sparse checkout with a sparse index", prepare: func(s *sandbox) {
		s.run("sparse-checkout", "set", "--cone", "--sparse-index", "q")
	}},
	{name: "with extensions.worktreeConfig", prepare: setting("core.repositoryFormatVersion", "1", "extensions.worktreeConfig", "true")},
	{name: "read-only", doc: "in a checkout that cannot be written", prepare: readOnly(".")},

	{name: "branch named f", doc: "a branch called `f`", rev: "f", prepare: branched("f")},
	{name: "branch named add", doc: "a branch called `add`", rev: "add", prepare: branched("add")},
	{name: "branch named feed", doc: "a branch called `feed`, and a commit whose name begins so", rev: "feed", prepare: branched("feed")},
	{name: "branch named cafe", doc: "a branch called `cafe`, likewise", rev: "cafe", prepare: branched("cafe")},
	{name: "branch named aa1e", doc: "a branch called `aa1e`, likewise", rev: "aa1e", prepare: branched("aa1e")},
	{name: "remote branch named cafe", doc: "`origin/cafe`, likewise", rev: "origin/cafe", prepare: func(s *sandbox) {
		s.run("update-ref", "refs/remotes/origin/cafe", "HEAD")
		s.mine("cafe")
	}},
	{name: "abbreviated to what is no branch", doc: "an abbreviated object name", rev: "cafe", want: []string{}, prepare: func(s *sandbox) { s.mine("cafe") }},
	{name: "tag and branch of one name", doc: "a tag and a branch of one name: the tag", rev: "both", prepare: func(s *sandbox) {
		s.run("tag", "both")
		s.commitFiles("second", "other.txt", "second\n")
		s.run("branch", "both")
	}},
	{name: "tag of a tag", doc: "a tag of a tag of a tree", rev: "outer", prepare: func(s *sandbox) {
		s.run("tag", "-a", "-m", "inner", "inner", "HEAD^{tree}")
		s.run("tag", "-a", "-m", "outer", "outer", "inner")
	}},
	{name: "symbolic ref", doc: "a symbolic ref (`origin` for its `HEAD`)", rev: "origin", prepare: func(s *sandbox) {
		s.run("update-ref", "refs/remotes/origin/main", "HEAD")
		s.run("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
	}},
	{name: "upstream", doc: "`@{upstream}`", rev: "@{upstream}", prepare: cloned("--shared")},
	{name: "merge base", doc: "`main...side`, which is no single revision", rev: "main...side", refused: true, prepare: branched("side")},
	{name: "parent", doc: "`HEAD~1`, `HEAD^`", rev: "HEAD~1", prepare: func(s *sandbox) { s.commitFiles("second", "other.txt", "second\n") }},
	{name: "reflog", doc: "`HEAD@{1}`", rev: "HEAD@{1}", builtin: true, prepare: func(s *sandbox) { s.commitFiles("second", "other.txt", "second\n") }},
	{name: "by words", doc: "`:/base`", rev: ":/base", builtin: true},
	{name: "folder of a revision", doc: "`HEAD:p`", rev: "HEAD:p", want: []string{"a.md=a\n"}},
	{name: "unborn", doc: "`HEAD` of a branch without a commit", rev: "HEAD", refused: true, prepare: unborn},
	{name: "commit gone", doc: "`HEAD`, whose commit is missing", rev: "HEAD", refused: true, prepare: func(s *sandbox) {
		s.write(".git/refs/heads/main", "1234567812345678123456781234567812345678\n")
	}},
	{name: "no such revision", doc: "a name that stands for nothing", rev: "nowhere", refused: true},
	{name: "file of a revision", doc: "`HEAD:p/a.md`, which is no folder", rev: "HEAD:p/a.md", refused: true},
	{name: "option", doc: "`--all`, which git would take for an option", rev: "--all", refused: true},
	{name: "ambiguous", doc: "an abbreviation of two commits' names", rev: "cafe", refused: true, prepare: func(s *sandbox) {
		s.mine("cafe")
		s.mine("cafe")
	}},
	{name: "broken ref", doc: "a branch that is an empty file, after a crash", rev: "broken", refused: true, prepare: func(s *sandbox) { s.write(".git/refs/heads/broken", "") }},
	{name: "object gone", doc: "a commit whose tree is damaged", rev: "HEAD", refused: true, prepare: func(s *sandbox) {
		tree := firstWord(s.run("rev-parse", "HEAD:p"))
		path := ".git/objects/" + tree[:2] + "/" + tree[2:]
		s.remove(path)
		s.write(path, "damaged")
	}},
}

// branched makes a branch at HEAD, and a commit that its name may be taken for
// the beginning of.
func branched(name string) func(*sandbox) {
	return func(s *sandbox) {
		s.run("branch", name)
		s.mine(name)
	}
}

// mine stores a commit of nothing whose name begins with four digits, another
// one each time.
func (s *sandbox) mine(digits string) {
	s.Helper()
	if len(digits) != 4 || !isHex(digits) {
		return // too short to be an abbreviation, or none
	}
	empty := firstWord(s.run("hash-object", "-w", "-t", "tree", os.DevNull))
	for s.mined++; ; s.mined++ {
		text := fmt.Sprintf("tree %s\nauthor A <a@example.com> 0 +0000\ncommitter A <a@example.com> 0 +0000\n\n%d\n", empty, s.mined)
		sum := fmt.Sprintf("%x", sha1.Sum(fmt.Appendf(nil, "commit %d\x00%s", len(text), text)))
		if strings.HasPrefix(sum, digits) {
			s.write("../mined", text)
			s.run("hash-object", "-w", "-t", "commit", "../mined")
			return
		}
	}
}
