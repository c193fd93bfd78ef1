package repo

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// compare gives the base and the names, for both backends the same.
func (s *sandbox) compare(dir string, o CompareOptions) string {
	s.Helper()
	var answers []string
	for _, backend := range treeBackends {
		r := s.open(backend, dir)
		c, err := r.Compare(s.Context(), o)
		if err != nil {
			answers = append(answers, err.Error())
			continue
		}
		answers = append(answers, c.BaseID+" "+strings.Join(c.Changed, " "))
	}
	if answers[0] != answers[1] {
		s.Errorf("the backends differ:\n%s\n%s", answers[0], answers[1])
	}
	return answers[0]
}

// forked is a branch that left main one commit ago; main has gone on.
func forked(t *testing.T) *sandbox {
	s := newSandbox(t)
	s.commitFiles("first", "team/.pm.yaml", "", "team/p/a.md", "a\n", "team/p/sub/b.md", "b\n", "team/p/gone.md", "g\n", "top.md", "top\n", ".gitignore", "*.tmp\n")
	s.run("tag", "base")
	s.run("switch", "-q", "-c", "work")
	s.commitFiles("ours", "team/p/a.md", "a\nmore\n", "team/p/new.md", "n\n", "top.md", "other\n")
	s.run("rm", "-q", "team/p/gone.md")
	s.commitAll("gone")
	s.run("switch", "-q", "main")
	s.commitFiles("theirs", "team/p/sub/b.md", "b\ntheirs\n")
	s.run("switch", "-q", "work")
	return s
}

func (s *sandbox) rev(name string) string {
	return strings.TrimSpace(s.run("rev-parse", name))
}

func TestCompare(t *testing.T) {
	t.Parallel()
	s := forked(t)
	base := s.rev("base")
	merged := strings.TrimSpace(s.run("merge-tree", "--write-tree", "main", "work"))
	for _, c := range []struct {
		name, dir string
		o         CompareOptions
		want      string
	}{
		{"work tree", "team", CompareOptions{Base: "main"}, base + " p/a.md p/gone.md p/new.md"},
		{"commit", "team", CompareOptions{Base: "main", Rev: "HEAD"}, base + " p/a.md p/gone.md p/new.md"},
		{"from the top", ".", CompareOptions{Base: "main", Rev: "HEAD"}, base + " team/p/a.md team/p/gone.md team/p/new.md top.md"},
		{"folders", "team", CompareOptions{Base: "main", Dirs: []string{"p/*", "nowhere"}}, base + " p/a.md p/gone.md p/new.md"},
		{"one folder", "team", CompareOptions{Base: "main", Dirs: []string{"p/sub"}}, base + " "},
		{"the other way", "team", CompareOptions{Base: "work", Rev: "main"}, base + " p/sub/b.md"},
		{"behind", "team", CompareOptions{Base: "main", Rev: "base"}, base + " "},
		{"itself", "team", CompareOptions{Base: "HEAD", Rev: "HEAD"}, s.head() + " "},
		{"a tree", "team", CompareOptions{Base: "main", Rev: merged}, s.rev("main") + " p/a.md p/gone.md p/new.md"},
		{"direct", "team", CompareOptions{Base: "main", Rev: "HEAD", Direct: true}, "main p/a.md p/gone.md p/new.md p/sub/b.md"},
	} {
		t.Run(c.name, func(t *testing.T) {
			sub := *s
			sub.TB = t
			if got := sub.compare(c.dir, c.o); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

// TestCompareWorkTree sees what is not committed, and not what git would not.
func TestCompareWorkTree(t *testing.T) {
	t.Parallel()
	s := forked(t)
	s.write("team/p/untracked.md", "u\n")
	s.write("team/p/ignored.tmp", "i\n")
	s.write("team/p/sub/b.md", "edited\n")
	s.write("team/p/staged.md", "staged\n")
	s.run("add", "team/p/staged.md")
	s.write("team/p/inner/.git/HEAD", "ref: refs/heads/main\n")
	s.write("team/p/inner/.git/objects/x", "")
	s.write("team/p/inner/.git/refs/x", "")
	s.write("team/p/inner/foreign.md", "f\n")
	s.write("team/p/a.md", "a\n") // as at the base again
	want := s.rev("base") + " p/gone.md p/new.md p/staged.md p/sub/b.md p/untracked.md"
	if got := s.compare("team", CompareOptions{Base: "main"}); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestCompareRefused(t *testing.T) {
	t.Parallel()
	s := forked(t)
	s.run("switch", "-q", "--orphan", "apart")
	s.commitFiles("apart", "x.md", "x\n")
	for _, c := range []struct {
		o    CompareOptions
		want string
	}{
		{CompareOptions{Base: "nowhere"}, "revision nowhere: names no commit or tree in this clone; git branch --all lists the branches"},
		{CompareOptions{Base: "main", Rev: "nowhere"}, "revision nowhere: names no commit or tree in this clone; git branch --all lists the branches"},
		{CompareOptions{Base: "main"}, "revision main: has no commit in common with HEAD; name the branch that it was made from"},
		{CompareOptions{Base: "main", Rev: "apart"}, "revision main: has no commit in common with apart; name the branch that it was made from"},
		{CompareOptions{Base: "--upload-pack=x"}, "revision --upload-pack=x: begins with a dash, so git would take it for an option; name a commit, a branch or a tag"},
		{CompareOptions{Base: ""}, "revision : is empty; name a commit, a branch or a tag"},
	} {
		if got := s.compare(".", c.o); got != c.want {
			t.Errorf("%+v:\ngot  %q\nwant %q", c.o, got, c.want)
		}
	}
}

// TestCompareOfShallowClone must not take the end of what was fetched for the
// place where two branches parted.
func TestCompareOfShallowClone(t *testing.T) {
	t.Parallel()
	s := forked(t)
	cut := s.cloned("cut", "--depth=1", "--no-single-branch")
	for _, backend := range treeBackends {
		_, err := cut.open(backend, ".").Compare(t.Context(), CompareOptions{Base: "origin/main", Rev: "origin/work"})
		var incomplete *Incomplete
		if !errors.As(err, &incomplete) {
			t.Errorf("%s: %v", backend, err)
		}
	}
	deep := s.cloned("deep", "--depth=3", "--no-single-branch")
	for _, backend := range treeBackends {
		c, err := deep.open(backend, "team").Compare(t.Context(), CompareOptions{Base: "origin/main", Rev: "origin/work"})
		if err != nil || c.BaseID != s.rev("base") {
			t.Errorf("%s: %v, %v", backend, c, err)
		}
	}
}

func TestCompareInBareRepository(t *testing.T) {
	t.Parallel()
	s := forked(t)
	bare := s.cloned("bare.git", "--bare")
	bare.bare = true
	want := s.rev("base") + " team/p/a.md team/p/gone.md team/p/new.md top.md"
	if got := bare.compare(".", CompareOptions{Base: "main", Rev: "work"}); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	got := bare.compare(".", CompareOptions{Base: "main"})
	if want := "the repository is bare: there is no work tree to compare"; !strings.Contains(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// TestCompareAsGit compares pairs of commits of random histories full of merges
// with what git says of them. Where there are several merge bases, any will do.
func TestCompareAsGit(t *testing.T) {
	t.Parallel()
	seeds, pairs := uint64(2), 8
	if os.Getenv("PM_FULL") != "" {
		seeds, pairs = 20, 40
	}
	for seed := range seeds {
		s := newSandbox(t)
		s.randomHistory(seed, 30)
		ids := strings.Fields(s.run("rev-list", "--all"))
		for n := range pairs {
			a, b := ids[(n*7)%len(ids)], ids[(n*13+5)%len(ids)]
			bases := strings.Fields(first2(s.try("merge-base", "--all", a, b)))
			for _, backend := range treeBackends {
				s.compareAsGit(backend, a, b, bases)
			}
		}
	}
}

func first2(out string, _ error) string { return out }

func (s *sandbox) compareAsGit(backend, a, b string, bases []string) {
	s.Helper()
	c, err := s.open(backend, ".").Compare(s.Context(), CompareOptions{Base: a, Rev: b})
	if len(bases) == 0 {
		if err == nil {
			s.Errorf("%s: %s and %s have nothing in common, and are compared all the same", backend, a, b)
		}
		return
	}
	if err != nil || !slices.Contains(bases, c.BaseID) {
		s.Fatalf("%s: base %v of %s and %s, want one of %s; %v", backend, c, a, b, bases, err)
	}
	want := strings.Split(s.run("diff", "--name-only", "-z", "--no-renames", c.BaseID, b), "\x00")
	want = want[:len(want)-1]
	slices.Sort(want)
	if got := fmt.Sprint(c.Changed); got != fmt.Sprint(want) {
		s.Errorf("%s: %s...%s\ngot  %s\nwant %s", backend, a, b, got, want)
	}
}

// TestTreeBelow looks at folders of trees as roots, one of them called like no
// folder once a dot is taken off, and at names that are no UTF-8.
func TestTreeBelow(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.commitFiles("first", ".ops/a.md", "a\n", "ops/a.md", "other\n", "ops/b.md", "b\n")
	odd := strings.TrimSpace(s.run("rev-parse", "HEAD:ops/b.md"))
	s.run("update-index", "--add", "--cacheinfo", "100644,"+odd+",ops/\xff.md")
	with := strings.TrimSpace(s.run("write-tree"))
	for _, backend := range treeBackends {
		r := s.open(backend, ".")
		before, err := r.At(s.Context(), "HEAD")
		if err != nil {
			t.Fatal(err)
		}
		after, err := r.At(s.Context(), with)
		if err != nil {
			t.Fatal(err)
		}
		if data, err := before.Sub(".ops").ReadFile("a.md"); string(data) != "a\n" {
			t.Errorf("%s: .ops/a.md has %q, %v", backend, data, err)
		}
		ops := after.Sub("ops")
		if data, err := ops.ReadFile("\xff.md"); string(data) != "b\n" {
			t.Errorf("%s: a name that is no UTF-8 has %q, %v", backend, data, err)
		}
		if _, err := ops.ReadFile("../.ops/a.md"); err == nil {
			t.Errorf("%s: a path led out of the root", backend)
		}
		for file, want := range map[string]bool{"a.md": true, "b.md": true, "\xff.md": false, "none.md": false} {
			if got := ops.Same(before.Sub("ops"), file); got != want {
				t.Errorf("%s: %q is the same: %v", backend, file, got)
			}
		}
		if ops.Same(before.Sub(".ops"), "a.md") {
			t.Errorf("%s: two files are the same", backend)
		}
	}
}

// TestFork finds where a commit left branches of which none is HEAD's.
func TestFork(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.commitFiles("first", "a.md", "a\n")
	s.commitFiles("second", "a.md", "b\n")
	second := s.rev("HEAD")
	s.run("branch", "old", "HEAD^")
	s.run("switch", "-q", "--detach")
	s.commitFiles("third", "a.md", "c\n")
	third := s.rev("HEAD")
	s.run("symbolic-ref", "HEAD", "refs/heads/nowhere")
	r := s.open("git", ".")
	if got, err := r.Fork(s.Context(), third); got != second || err != nil {
		t.Errorf("it left at %s, %v; not at %s", got, err, second)
	}
	if _, err := s.open("builtin", ".").Fork(s.Context(), third); err == nil {
		t.Error("the built-in backend answers for hooks")
	}
}
