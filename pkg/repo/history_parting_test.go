package repo

import (
	"bufio"
	"errors"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// crossed makes commits over the trees of a random history, each with one or two
// parents out of the latest, so that no branch is the main one.
func (s *sandbox) crossed(seed uint64) (commits []string) {
	s.randomHistory(seed, 30)
	trees := strings.Fields(s.run("log", "--format=%T", "main"))
	commits = strings.Fields(s.run("rev-list", "--max-parents=0", "main"))
	r := rand.New(rand.NewPCG(seed, 0))
	for n := range 40 {
		args := []string{"commit-tree", "-m", "crossed", trees[n%len(trees)]}
		for range 1 + r.IntN(2) {
			if parent := commits[max(0, len(commits)-1-r.IntN(5))]; !slices.Contains(args, parent) {
				args = append(args, "-p", parent)
			}
		}
		commits = append(commits, strings.TrimSpace(s.run(args...)))
	}
	return commits
}

// TestPartingsEqual holds both backends to each other, and to git's merge bases.
func TestPartingsEqual(t *testing.T) {
	t.Parallel()
	several := false
	seeds := 1 // all have commits with several merge bases
	if os.Getenv("PM_FULL") != "" {
		seeds = 10
	}
	for seed := range seeds {
		s := newSandbox(t)
		commits := s.crossed(uint64(seed))
		for n := 3; n < len(commits); n += 5 {
			for m := 1; m < len(commits); m += 4 {
				o := HistoryOptions{Rev: commits[n], Base: commits[m], Paths: []string{"p"}}
				want, err := s.open("git", ".").Partings(t.Context(), o)
				if err != nil {
					t.Fatal(err)
				}
				got, err := s.open("builtin", ".").Partings(t.Context(), o)
				if diff := cmp.Diff(want, got); diff != "" || err != nil {
					t.Fatalf("seed %d, %+v: %v (-git +built-in)\n%s", seed, o, err, diff)
				}
				bases := strings.Fields(s.run("merge-base", "--all", o.Base, o.Rev))
				if len(bases) != len(got) {
					t.Errorf("seed %d, %+v: %d merge bases, want %d", seed, o, len(got), len(bases))
				}
				several = several || len(bases) > 1
			}
		}
	}
	if !several {
		t.Error("no history has several merge bases")
	}
}

// TestPartings tells what a merge has left out by taking its first parent as it was.
func TestPartings(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.commitFiles("base", "p/a.md", "a\n", "p/b.md", "b\n", "other.txt", "x\n")
	s.run("checkout", "-q", "-b", "side")
	s.commitFiles("side", "p/c.md", "c\n", "other.txt", "y\n")
	s.run("checkout", "-q", "main")
	s.commitFiles("main", "p/a.md", "A\n")
	s.run("checkout", "-q", "side")
	s.run("merge", "-q", "-s", "ours", "-m", "merge", "main")
	blob := func(rev string) string { return strings.TrimSpace(s.run("rev-parse", rev)) }
	want := []Parting{{Commit: blob("main"), Changes: []FileChange{
		{Path: "p/a.md", Before: []string{blob("main:p/a.md")}, After: blob("side:p/a.md")},
		{Path: "p/c.md", Before: []string{""}, After: blob("side:p/c.md")},
	}}}
	for _, backend := range backends {
		got, err := s.open(backend, ".").Partings(t.Context(), HistoryOptions{Base: "main", Paths: []string{"p"}})
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", backend, err, diff)
		}
		if got, err := newSandbox(t).open(backend, ".").Partings(t.Context(), HistoryOptions{Base: "main"}); got != nil || err != nil {
			t.Errorf("%s, unborn: %v, %v", backend, got, err)
		}
		var fault *RevisionError
		if _, err := s.open(backend, ".").Partings(t.Context(), HistoryOptions{Base: "nowhere"}); !errors.As(err, &fault) {
			t.Errorf("%s: %v", backend, err)
		}
	}
}

// TestParseDiffRefuses is for output that is cut off or not git's.
func TestParseDiffRefuses(t *testing.T) {
	t.Parallel()
	whole := ":100644 100644 " + nameA + " " + nameB + " M\x00p/a.md\x00"
	if got, err := parseDiff(bufio.NewReader(strings.NewReader(whole + whole))); err != nil || len(got) != 2 {
		t.Errorf("%v, %v", got, err)
	}
	for cut := 1; cut < len(whole); cut++ {
		if got, err := parseDiff(bufio.NewReader(strings.NewReader(whole[:cut]))); !errors.Is(err, errBadLog) {
			t.Errorf("cut at %d: %v, %v", cut, got, err)
		}
	}
}
