package repo

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/go-git/go-git/v5/plumbing"
)

// history is a repository with branches whose names look like other things, a
// merge, tags of both kinds, and an upstream.
func history(t *testing.T) *sandbox {
	s := newSandbox(t)
	for i := range 4 {
		s.write("n.md", fmt.Sprintf("%d\n", i))
		s.write("dir/sub/x.md", fmt.Sprintf("%d\n", i))
		s.commitAll(fmt.Sprint("commit ", i))
	}
	s.run("tag", "light", "HEAD~1")
	s.run("tag", "-a", "-m", "annotated", "heavy", "HEAD~2")
	s.run("tag", "-a", "-m", "of a tag", "nested", "heavy")
	s.run("branch", "add", "HEAD~1")
	s.run("branch", "f", "HEAD~2")
	s.run("branch", "team/x", "HEAD~3")
	s.run("tag", "both", "HEAD~3")
	s.run("branch", "both", "HEAD")
	s.run("update-ref", "refs/remotes/origin/main", "HEAD~2")
	s.run("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
	s.run("config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*")
	s.run("config", "branch.main.remote", "origin")
	s.run("config", "branch.main.merge", "refs/heads/main")
	s.run("config", "branch.add.remote", ".")
	s.run("config", "branch.add.merge", "refs/heads/f")
	s.run("checkout", "-q", "-b", "side", "HEAD~1")
	s.write("side.md", "side\n")
	s.commitAll("side")
	s.run("checkout", "-q", "main")
	s.run("merge", "-q", "--no-ff", "-m", "merge", "side")
	return s
}

// treeID resolves with the built-in backend.
func (s *sandbox) treeID(rev string) (string, error) {
	s.Helper()
	tree, err := s.builtin().tree(context.Background(), rev)
	if err != nil {
		return "", err
	}
	return tree.(*builtinTree).root.String(), nil
}

func TestRevisionsAsGit(t *testing.T) {
	for _, packed := range []bool{false, true} {
		t.Run(fmt.Sprint("packed ", packed), func(t *testing.T) {
			s := history(t)
			if packed {
				s.run("gc", "-q")
			}
			head := strings.TrimSpace(s.run("rev-parse", "HEAD"))
			tree := strings.TrimSpace(s.run("rev-parse", "HEAD^{tree}"))
			described := strings.TrimSpace(s.run("describe", "--tags", "--long"))
			for _, rev := range []string{
				"HEAD", "@", "main", "heads/main", "refs/heads/main", "HEAD~", "HEAD~1", "HEAD~2", "HEAD^", "HEAD^1", "HEAD^2",
				"HEAD^0", "HEAD~0", "HEAD^2~1", "HEAD~2^", "HEAD^^", "@~2", "light", "heavy", "nested", "heavy^", "nested~1", "heavy^{}",
				"heavy^{commit}", "heavy^{tree}", "HEAD^{tree}", "add", "f", "team/x", "both", "heads/both", "tags/both",
				"origin/main", "origin", "remotes/origin/main", "@{u}", "@{upstream}", "main@{u}", "HEAD@{UPSTREAM}", "add@{u}", "@{u}~1",
				"HEAD:dir", "HEAD:dir/sub", "HEAD:", "HEAD~1:dir/", head, head[:7], head[:12], strings.ToUpper(head[:9]), tree, tree[:10], described,
			} {
				want := strings.TrimSpace(s.run("-c", "core.warnAmbiguousRefs=false", "rev-parse", "--verify", rev+treeSuffix(rev)))
				got, err := s.treeID(rev)
				if err != nil || got != want {
					t.Errorf("%s: %s, %v, want %s", rev, got, err, want)
				}
			}
		})
	}
}

// treeSuffix asks git for the tree; a path already names one.
func treeSuffix(rev string) string {
	if strings.Contains(rev, ":") {
		return ""
	}
	return "^{tree}"
}

func TestRevisionsRefused(t *testing.T) {
	s := history(t)
	for rev, want := range map[string]string{
		"nowhere":                     noSuchRevision,
		"config":                      noSuchRevision,
		"../HEAD":                     "is a range",
		"HEAD/../HEAD":                "is a range",
		"main..add":                   "is a range",
		"main...add":                  "is a range",
		":n.md":                       "begin with :",
		":/commit":                    "begin with :",
		"^HEAD":                       "begin with ^",
		"HEAD^{/commit}":              "^{/commit}",
		"HEAD^{":                      noSuchRevision,
		"HEAD@{1}":                    "@{1}",
		"@{-1}":                       "@{-1}",
		"HEAD@{yesterday}":            "@{yesterday}",
		"HEAD~99":                     "further than the history",
		"HEAD^3":                      "further than the history",
		"HEAD~99999999999":            "further than the history",
		"HEAD:n.md":                   "no folder n.md",
		"HEAD:nowhere":                "no folder nowhere",
		"HEAD:n.md/x":                 "no folder",
		"side@{u}":                    "no upstream",
		"abc":                         noSuchRevision,
		"0123456789":                  noSuchRevision,
		"HEAD^{tree}~1":               "not a commit",
		"x y":                         noSuchRevision,
		"refs/heads/a.lock":           noSuchRevision,
		strings.Repeat("0", 39) + "1": "not in this clone",
	} {
		_, err := s.treeID(rev)
		var fault *RevisionError
		if !errors.As(err, &fault) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want one about %q", rev, err, want)
		}
	}
}

func TestRevisionUnborn(t *testing.T) {
	s := newSandbox(t)
	if _, err := s.treeID("HEAD"); err == nil || !strings.Contains(err.Error(), "no commit yet") {
		t.Errorf("error %v", err)
	}
}

func TestRevisionAmbiguous(t *testing.T) {
	s := newSandbox(t)
	session, err := s.builtin().open()
	if err != nil {
		t.Fatal(err)
	}
	// Among so many trees two share their first four digits.
	seen := map[string][]byte{}
	for i := 0; ; i++ {
		tree := encodeTree([]treeEntry{{mode: modeTree, name: fmt.Sprint(i), id: emptyTree}})
		short := plumbing.ComputeHash(plumbing.TreeObject, tree).String()[:4]
		if other, ok := seen[short]; ok {
			_, err1 := session.objects.write(plumbing.TreeObject, tree)
			_, err2 := session.objects.write(plumbing.TreeObject, other)
			if err := errors.Join(err1, err2, session.objects.flush(nil, nil)); err != nil {
				t.Fatal(err)
			}
			if _, err := s.treeID(short); err == nil || !strings.Contains(err.Error(), "ambiguous") {
				t.Errorf("error %v", err)
			}
			return
		}
		seen[short] = tree
	}
}

func TestRevisionOfShallowClone(t *testing.T) {
	s := history(t)
	shallow := *s
	shallow.dir = s.dir + "/../shallow"
	s.run("clone", "-q", "--depth=2", "file://"+s.dir, shallow.dir)
	if _, err := shallow.treeID("HEAD~1"); err != nil {
		t.Error(err)
	}
	for _, rev := range []string{"HEAD~2", "HEAD~3", "HEAD~1^"} {
		_, err := shallow.treeID(rev)
		if err == nil || !strings.Contains(err.Error(), "fetch-depth: 0") {
			t.Errorf("%s: %v", rev, err)
		}
	}
}

func TestRevisionOfPartialClone(t *testing.T) {
	s := history(t)
	s.run("config", "uploadpack.allowFilter", "true")
	partial := *s
	partial.dir = s.dir + "/../blobless"
	s.run("clone", "-q", "--no-checkout", "--filter=blob:none", "file://"+s.dir, partial.dir)
	tree, err := partial.builtin().tree(context.Background(), "HEAD~1")
	if err != nil {
		t.Fatal(err)
	}
	read := 0
	for f := range tree.files(context.Background(), []string{"."}, nil, nil) {
		wantPartial(t, f.Err)
		read++
	}
	if read != 2 {
		t.Errorf("%d files instead of 2", read)
	}
	if _, err := fs.Stat(tree.fs(), "dir/sub/x.md"); err != nil {
		t.Error(err)
	}
	partial.dir = s.dir + "/../treeless"
	s.run("clone", "-q", "--no-checkout", "--filter=tree:0", "file://"+s.dir, partial.dir)
	_, err = partial.builtin().tree(context.Background(), "HEAD~1")
	wantPartial(t, err)
}

func wantPartial(t *testing.T, err error) {
	t.Helper()
	var fault *RevisionError
	if !errors.As(err, &fault) || !strings.Contains(fault.Way, "partial") {
		t.Errorf("error %v", err)
	}
}

func TestRevisionThroughReplacement(t *testing.T) {
	s := history(t)
	s.run("replace", "HEAD", "HEAD~2")
	want := strings.TrimSpace(s.run("rev-parse", "HEAD^{tree}"))
	for _, packed := range []string{"loose", "packed"} {
		if got, err := s.treeID("HEAD"); err != nil || got != want {
			t.Errorf("%s: %s, %v, want %s", packed, got, err, want)
		}
		s.run("pack-refs", "--all")
	}
	s.setenv("GIT_NO_REPLACE_OBJECTS=1")
	if got, _ := s.treeID("HEAD"); got == want {
		t.Error("a replacement that is switched off counts")
	}
}

func TestRevisionThroughAlternates(t *testing.T) {
	s := history(t)
	for _, args := range [][]string{{"--shared"}, {"--reference=" + s.dir}} {
		borrowing := *s
		borrowing.dir = s.dir + "/.." + "/b" + args[0][2:5]
		s.run(append(append([]string{"clone", "-q"}, args...), s.dir, borrowing.dir)...)
		chained := borrowing
		chained.dir = borrowing.dir + "-2"
		s.run("clone", "-q", "--shared", borrowing.dir, chained.dir)
		want := strings.TrimSpace(s.run("rev-parse", "HEAD^{tree}"))
		for _, each := range []*sandbox{&borrowing, &chained} {
			if got, err := each.treeID("HEAD"); err != nil || got != want {
				t.Errorf("%v: %s, %v", args, got, err)
			}
		}
		chained.setenv("GIT_AUTHOR_NAME=A", "GIT_COMMITTER_NAME=A", "EMAIL=a@example.com")
		chained.write("new.md", "new\n")
		chained.mustRecord("upon borrowed objects", "new.md")
	}
	outside := *s
	outside.dir = s.dir + "/../plain"
	s.run("init", "-q", outside.dir)
	outside.setenv("GIT_ALTERNATE_OBJECT_DIRECTORIES=" + s.dir + "/.git/objects")
	if _, err := outside.treeID(strings.TrimSpace(s.run("rev-parse", "HEAD"))); err != nil {
		t.Error(err)
	}
}

func TestSymbolicRefs(t *testing.T) {
	s := history(t)
	s.run("symbolic-ref", "refs/heads/alias", "refs/heads/add")
	s.run("symbolic-ref", "refs/heads/alias2", "refs/heads/alias")
	want, _ := s.treeID("add")
	if got, err := s.treeID("alias2"); err != nil || got != want {
		t.Errorf("%s, %v", got, err)
	}
	s.write(".git/refs/heads/loop", "ref: refs/heads/loop\n")
	s.write(".git/refs/heads/broken", "nonsense\n")
	s.write(".git/refs/heads/outside", "ref: ../../../../etc/passwd\n")
	for _, rev := range []string{"loop", "broken", "outside"} {
		if _, err := s.treeID(rev); err == nil || !strings.Contains(err.Error(), "broken") {
			t.Errorf("%s: %v", rev, err)
		}
	}
	// HEAD as a symlink, as git made it long ago.
	if err := errors.Join(os.Remove(s.path(".git/HEAD")), os.Symlink("refs/heads/add", s.path(".git/HEAD"))); err != nil {
		t.Fatal(err)
	}
	if got, err := s.treeID("HEAD"); err != nil || got != want {
		t.Errorf("%s, %v", got, err)
	}
}
