package repo

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// told writes a history down, a line a change, and what the blobs hold.
func told(r *Repo, o HistoryOptions) (lines []string, err error) {
	for s, err := range r.Replay(context.Background(), o) {
		if err != nil {
			return lines, err
		}
		c := s.Commit
		line := fmt.Sprintf("%s %v %s|%s|%s %s|%s|%s %q %s: %s %v %s %v", c.ID, c.Parents, c.Author.Name, c.Author.Email, c.Author.When.Format(time.RFC3339),
			c.Committer.Name, c.Committer.Email, c.Committer.When.Format(time.RFC3339), c.Subject, c.Beside, s.Change.Path, s.Change.Before, s.Change.After, s.Last)
		for _, b := range s.Blobs {
			line += fmt.Sprintf(" %s=%q%v", b.ID[:7], b.Data, b.Err)
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// TestHistoryEqual holds the built-in walk to git's answer, over histories full
// of merges.
func TestHistoryEqual(t *testing.T) {
	t.Parallel()
	seeds := 3
	if os.Getenv("PM_FULL") != "" {
		seeds = 60
	}
	for seed := range seeds {
		s := newSandbox(t)
		s.randomHistory(uint64(seed), 150)
		if seed%2 == 1 {
			s.run("repack", "-adq")
		}
		for _, o := range []HistoryOptions{
			{},
			{Paths: []string{"p"}, Beside: ".pm.yaml"},
			{Paths: []string{"p/2026", ".pm.yaml", "p"}},
			{Paths: []string{"p/2025"}},
			{Paths: []string{"p/2026/a.md"}},
			{Paths: []string{"nowhere"}},
			{Rev: "main~20", Paths: []string{"p"}},
			{Alone: true, Rev: "main~7"},
			{Base: "main~15", Paths: []string{"p"}, Whole: true},
			{Base: "main~9^0", Rev: "main~3"},
			{Base: "main"},
		} {
			want, err := told(s.open("git", "."), o)
			if err != nil {
				t.Fatalf("seed %d, %+v: %v", seed, o, err)
			}
			got, err := told(s.open("builtin", "."), o)
			if diff := cmp.Diff(want, got); diff != "" || err != nil {
				t.Fatalf("seed %d, %+v: %v (-git +built-in)\n%s", seed, o, err, diff)
			}
			if o.Paths == nil && len(want) == 0 && o.Base == "" && !o.Alone {
				t.Errorf("seed %d, %+v: nothing to compare", seed, o)
			}
		}
	}
}

// TestHistoryOfWrongClocks has commits that are older than their parents: these
// come first all the same.
func TestHistoryOfWrongClocks(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	at := func(when string) {
		s.setenv("GIT_COMMITTER_DATE="+when+"T12:00:00Z", "GIT_AUTHOR_DATE="+when+"T12:00:00Z")
	}
	at("2026-03-01")
	s.commitFiles("base", "p/a.md", "1")
	at("2026-03-02")
	s.commitFiles("parent", "p/a.md", "2")
	s.run("checkout", "-q", "-b", "side")
	at("2001-01-01")
	s.commitFiles("child", "p/a.md", "3")
	s.run("checkout", "-q", "main")
	at("2026-03-03")
	s.commitFiles("main", "p/b.md", "1")
	s.run("merge", "-q", "-m", "merge", "side")
	for _, backend := range backends {
		var got []string
		for c, err := range s.open(backend, ".").History(t.Context(), HistoryOptions{Paths: []string{"p"}}) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, c.Subject)
		}
		if want := []string{"base", "parent", "child", "main"}; !slices.Equal(got, want) && !slices.Equal(got, []string{"base", "parent", "main", "child"}) {
			t.Errorf("%s: %q", backend, got)
		}
	}
}

// TestHistoryBelow has its root in a folder of the repository.
func TestHistoryBelow(t *testing.T) {
	t.Parallel()
	s := grown(t)
	for _, backend := range backends {
		lines, err := told(s.open(backend, "team"), HistoryOptions{Paths: []string{"p"}, Beside: ".pm.yaml"})
		if err != nil || len(lines) != 5 {
			t.Fatalf("%s: %v, %d lines", backend, err, len(lines))
		}
		if !strings.Contains(lines[0], " e69de29bb2d1d6434b8b29ae775ad8c2e48c5391: p/2026-x.md [] e69de29") {
			t.Errorf("%s: %s", backend, lines[0])
		}
	}
}

// TestHistoryOfSHA256 has longer names; only git reads them.
func TestHistoryOfSHA256(t *testing.T) {
	t.Parallel()
	s := grown(t, "--object-format=sha256")
	lines, err := told(s.open("git", "team"), HistoryOptions{Paths: []string{"p"}, Beside: ".pm.yaml"})
	if err != nil || len(lines) != 5 {
		t.Errorf("%v, %d lines", err, len(lines))
	}
	var refused *Refused
	if _, err := told(s.open("builtin", "team"), HistoryOptions{}); !errors.As(err, &refused) || refused.Cause != CauseUnsupported {
		t.Errorf("built-in: %v", err)
	}
}

// TestHistoryInMerge sees what a merge commit changes by itself, and nothing of
// what it takes over.
func TestHistoryInMerge(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.commitFiles("base", "p/a.md", "a\n", "p/b.md", "b\n")
	s.run("checkout", "-q", "-b", "side")
	s.commitFiles("side", "p/b.md", "side\n")
	s.run("checkout", "-q", "main")
	s.commitFiles("main", "other.txt", "x\n")
	s.run("merge", "-q", "--no-ff", "--no-commit", "side")
	s.write("p/a.md", "evil\n")
	s.commitAll("merge")
	for _, backend := range backends {
		var got []string
		for c, err := range s.open(backend, ".").History(t.Context(), HistoryOptions{Paths: []string{"p"}}) {
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range c.Changes {
				got = append(got, fmt.Sprintf("%s %s %d", c.Subject, f.Path, len(f.Before)))
			}
		}
		want := []string{"base p/a.md 0", "base p/b.md 0", "side p/b.md 1", "merge p/a.md 2"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", backend, diff)
		}
	}
}

// TestHistoryNames resolves names as git does, above all branches called like
// the beginning of an object's name.
func TestHistoryNames(t *testing.T) {
	t.Parallel()
	s := history(t)
	for _, backend := range backends {
		for rev, fails := range map[string]bool{
			"f": false, "add": false, "both": false, "heavy": false, "HEAD~1": false, "": false, "nowhere": true, "-x": true, "a\nb": true, "HEAD:dir": true, "main..f": true,
		} {
			lines, err := told(s.open(backend, "."), HistoryOptions{Rev: rev, Paths: []string{"n.md"}})
			var fault *RevisionError
			if errors.As(err, &fault) != fails {
				t.Errorf("%s %q: %v", backend, rev, err)
			}
			if want := strings.Count(s.logOf(rev), "\n"); !fails && len(lines) != want {
				t.Errorf("%s %q: %d lines, want %d", backend, rev, len(lines), want)
			}
		}
	}
}

func (s *sandbox) logOf(rev string) string {
	s.Helper()
	if rev == "" {
		rev = "HEAD"
	}
	out, _ := s.try("-c", "core.warnAmbiguousRefs=false", "log", "--full-history", "--no-merges", "--oneline", rev, "--", "n.md")
	return out
}

func TestHistoryUnborn(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	for _, backend := range backends {
		if lines, err := told(s.open(backend, "."), HistoryOptions{Paths: []string{"p"}}); err != nil || lines != nil {
			t.Errorf("%s: %v, %v", backend, lines, err)
		}
		var fault *RevisionError
		if _, err := told(s.open(backend, "."), HistoryOptions{Rev: "HEAD"}); !errors.As(err, &fault) {
			t.Errorf("%s: a HEAD that was asked for by name: %v", backend, err)
		}
	}
}

// TestHistoryStopped has had enough in the middle; whatever ran must be gone,
// or the test would hang.
func TestHistoryStopped(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.randomHistory(9, 400)
	for _, backend := range backends {
		r := s.open(backend, ".")
		for _, err := range r.Replay(t.Context(), HistoryOptions{Paths: []string{"p"}, Beside: ".pm.yaml"}) {
			if err != nil {
				t.Fatal(err)
			}
			break
		}
		ctx, cancel := context.WithCancel(t.Context())
		n, last := 0, error(nil)
		for _, err := range r.Replay(ctx, HistoryOptions{Paths: []string{"p"}}) {
			if n++; n == 3 {
				cancel()
			}
			last = err
		}
		if last == nil {
			t.Errorf("%s: a history that was interrupted looks whole, with %d steps", backend, n)
		}
		cancel()
	}
}

// TestHistoryDespiteConfiguration sets what changes git log's output.
func TestHistoryDespiteConfiguration(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.randomHistory(4, 60)
	want, err := told(s.open("git", "."), HistoryOptions{Paths: []string{"p"}})
	if err != nil {
		t.Fatal(err)
	}
	s.write("order", "*z.md\n")
	for _, setting := range []string{
		"log.showRoot=false", "log.showSignature=true", "diff.renames=copies", "diff.orderFile=order", "log.diffMerges=off", "log.decorate=full",
		"log.follow=true", "format.pretty=oneline", "core.quotePath=false", "diff.relative=true", "log.date=relative", "color.ui=always", "log.abbrevCommit=true",
		"core.abbrev=4", "notes.displayRef=refs/notes/*", "diff.noprefix=true", "log.mailmap=true", "diff.external=false",
	} {
		key, value, _ := strings.Cut(setting, "=")
		s.run("config", key, value)
	}
	got, err := told(s.open("git", "."), HistoryOptions{Paths: []string{"p"}})
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
}

// TestHistoryOldEncoding reads names and subjects that are not UTF-8.
func TestHistoryOldEncoding(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.run("config", "i18n.commitEncoding", "ISO-8859-1")
	s.run("config", "user.name", "J\xf6rg")
	s.commitFiles("Gr\xfc\xdfe", "p/a.md", "a\n")
	for _, backend := range backends {
		lines, err := told(s.open(backend, "."), HistoryOptions{Paths: []string{"p"}})
		if err != nil || len(lines) != 1 || !strings.Contains(lines[0], "Jörg") || !strings.Contains(lines[0], "Grüße") {
			t.Errorf("%s: %v %q", backend, err, lines)
		}
	}
}

func TestHistoryWithoutGit(t *testing.T) {
	t.Parallel()
	r := open(t, Options{Dir: t.TempDir(), Environ: []string{"GIT_CEILING_DIRECTORIES=/"}})
	if _, err := told(r, HistoryOptions{}); !errors.Is(err, ErrNoGit) {
		t.Error(err)
	}
	if _, err := r.Blobs(t.Context()); !errors.Is(err, ErrNoGit) {
		t.Error(err)
	}
}

func TestBlobs(t *testing.T) {
	t.Parallel()
	s := grown(t)
	id := strings.TrimSpace(s.run("rev-parse", "HEAD:team/p/c.txt"))
	for _, backend := range backends {
		blobs, err := s.open(backend, ".").Blobs(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if data, err := blobs.Read(id); err != nil || string(data) != "c\n" {
				t.Errorf("%s: %q, %v", backend, data, err)
			}
		}
		var refused *Refused
		if _, err := blobs.Read(strings.Repeat("1", 40)); !errors.As(err, &refused) {
			t.Errorf("%s: %v", backend, err)
		}
	}
}
