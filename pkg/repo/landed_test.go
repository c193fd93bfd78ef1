package repo

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// landedLines writes down what landed since a moment, and the tags.
func landedLines(t *testing.T, r *Repo, since time.Time) (commits, tags []string) {
	t.Helper()
	all, err := r.Landed(context.Background(), since)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		commits = append(commits, fmt.Sprintf("%s %v %s|%s|%s %s %q", c.ID, c.Parents, c.Author.Name, c.Committer.Name, c.Committer.Email, c.Committer.When.Format(time.RFC3339), c.Subject))
	}
	list, err := r.Tags(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range list {
		tags = append(tags, fmt.Sprintf("%s %s %s|%s %s %q", g.Name, g.Commit, g.By.Name, g.By.Email, g.By.When.Format(time.RFC3339), g.Subject))
	}
	return commits, tags
}

// TestLandedEqual holds the built-in backend to git, over random histories with
// tags of every sort, loose and packed.
func TestLandedEqual(t *testing.T) {
	t.Parallel()
	for seed := range 2 {
		s := newSandbox(t)
		s.randomHistory(uint64(seed), 60)
		s.run("tag", "light", "HEAD~2")
		s.run("tag", "-a", "-m", "Release 1.42\n\nwith a body", "v1.42", "HEAD~1")
		s.run("tag", "-a", "-m", "of a tag", "nested", "v1.42")
		s.run("tag", "of-a-tree", "HEAD^{tree}")
		s.run("tag", "-a", "-m", "", "deploy/2026-03-01")
		if seed == 1 {
			s.run("pack-refs", "--all")
			s.run("tag", "loose")
		}
		middle, err := time.Parse(time.RFC3339, strings.TrimSpace(s.run("log", "-1", "--format=%cI", "HEAD~4")))
		if err != nil {
			t.Fatal(err)
		}
		for _, since := range []time.Time{{}, middle.UTC(), time.Now().AddDate(10, 0, 0)} {
			wantCommits, wantTags := landedLines(t, s.open("git", "."), since)
			gotCommits, gotTags := landedLines(t, s.open("builtin", "."), since)
			if diff := cmp.Diff(wantCommits, gotCommits); diff != "" {
				t.Errorf("seed %d, since %s (-git +built-in)\n%s", seed, since, diff)
			}
			if diff := cmp.Diff(wantTags, gotTags); diff != "" {
				t.Errorf("seed %d (-git +built-in)\n%s", seed, diff)
			}
			if since.IsZero() && (len(wantCommits) < 10 || len(wantTags) != 3+seed) {
				t.Errorf("seed %d: %d commits, tags %q", seed, len(wantCommits), wantTags)
			}
			if since.Year() > 2030 && len(wantCommits) > 0 {
				t.Errorf("seed %d: commits of the future: %q", seed, wantCommits)
			}
		}
	}
}

func TestLandedOfLittle(t *testing.T) {
	t.Parallel()
	for _, backend := range []string{"git", "builtin"} {
		s := newSandbox(t)
		if commits, tags := landedLines(t, s.open(backend, "."), time.Time{}); len(commits)+len(tags) > 0 {
			t.Errorf("%s: an unborn branch has %q, %q", backend, commits, tags)
		}
		for n := range 3 {
			s.write("a", fmt.Sprint(n))
			s.commitAll(fmt.Sprint("commit ", n))
		}
		s.run("clone", "-q", "--depth=1", "file://"+s.path("."), s.path("shallow"))
		r := s.open(backend, "shallow")
		if r.Name() != "shallow" {
			t.Errorf("%s: called %s", backend, r.Name())
		}
		var incomplete *Incomplete
		if _, err := r.Landed(context.Background(), time.Time{}); !errors.As(err, &incomplete) {
			t.Errorf("%s: a shallow clone: %v", backend, err)
		}
		if all, err := r.Landed(context.Background(), time.Now().AddDate(1, 0, 0)); err != nil || len(all) > 0 {
			t.Errorf("%s: %v, %v", backend, all, err)
		}
	}
}

func TestReadInput(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.write("in/users.json", "[]")
	s.write("in/b.json", "b")
	s.write("in/a.json", "a")
	s.write("in/note.txt", "n")
	s.write("root/x", "")
	r := s.open("git", "root")
	if data, err := r.ReadInput("../in/a.json"); string(data) != "a" || err != nil {
		t.Errorf("%q, %v", data, err)
	}
	if !r.IsFolder("../in") || r.IsFolder("../in/a.json") || r.IsFolder("nothing") {
		t.Error("folders are not told from files")
	}
	f, err := r.InputFolder("../in")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	names, err := f.Names(".json")
	if diff := cmp.Diff([]string{"a.json", "b.json", "users.json"}, names); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if data, err := f.Read("b.json"); string(data) != "b" || err != nil {
		t.Errorf("%q, %v", data, err)
	}
	if _, err := f.Read("../root/x"); err == nil {
		t.Error("a name leads out of the folder")
	}
}
