package repo

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
	"time"
)

// minute commits files at a minute of the hour, for what counts is who came last.
func (s *sandbox) minute(minute int, pairs ...string) {
	s.Helper()
	before := s.env
	s.setenv("GIT_COMMITTER_DATE=" + time.Date(2026, 3, 1, 14, minute, 0, 0, time.UTC).Format(time.RFC3339))
	s.commitFiles("at "+time.Duration(minute).String(), pairs...)
	s.env = before
}

// newest asks for the incidents in p, keyed by their names.
func (s *sandbox) newest(dir string, patterns ...string) (found, unmatched []string, err error) {
	s.Helper()
	r := open(s, Options{Dir: s.path(dir), Environ: s.env, Marker: ".pm.yaml", Backend: "git"})
	files, unmatched, err := r.Newest(s.Context(), OnBranches{
		Broken:   func(e *RevisionError) { found = append(found, e.Rev+" is broken") },
		Patterns: patterns, Dirs: []string{"p"}, Key: path.Base,
		Keeps: func(fs.FS) func(string) bool {
			return func(p string) bool { return strings.HasPrefix(p, "p/") && strings.HasSuffix(p, ".md") }
		},
	})
	for _, f := range files {
		found = append(found, f.Branch+" "+f.Path+" "+strings.TrimSpace(string(f.Data)))
		if f.Err != nil {
			s.Errorf("%s: %v", f.Path, f.Err)
		}
	}
	return found, unmatched, err
}

// refsCase is which version of p/a.md, and of others, is found to be newest.
type refsCase struct {
	name    string
	prepare func(s *sandbox)
	want    []string
}

var refsCases = []refsCase{
	{name: "a branch that changed nothing", prepare: func(s *sandbox) { s.run("branch", "b/x"); s.minute(9, "other.txt", "x") }},
	{name: "changed on the branch alone", prepare: func(s *sandbox) {
		s.run("switch", "-q", "-c", "b/x")
		s.minute(1, "p/a.md", "x", "p/new.md", "n", "q/a.md", "not here", "p/a.txt", "no")
		s.run("switch", "-q", "main")
	}, want: []string{"b/x p/a.md x", "b/x p/new.md n"}},
	{name: "changed on both, later on the branch", prepare: func(s *sandbox) {
		s.run("switch", "-q", "-c", "b/x")
		s.minute(3, "p/a.md", "x")
		s.run("switch", "-q", "main")
		s.minute(2, "p/a.md", "main")
	}, want: []string{"b/x p/a.md x"}},
	{name: "changed on both, later on HEAD", prepare: func(s *sandbox) {
		s.run("switch", "-q", "-c", "b/x")
		s.minute(2, "p/a.md", "x")
		s.run("switch", "-q", "main")
		s.minute(3, "p/a.md", "main")
	}},
	{name: "changed on both at once", prepare: func(s *sandbox) {
		s.run("switch", "-q", "-c", "b/x")
		s.minute(2, "p/a.md", "x")
		s.run("switch", "-q", "main")
		s.minute(2, "p/a.md", "main")
	}},
	{name: "the newest of several branches", prepare: func(s *sandbox) {
		for i, b := range []string{"b/x", "b/y", "b/z"} {
			s.run("switch", "-q", "-c", b, "main")
			s.minute([]int{2, 4, 3}[i], "p/a.md", b)
		}
		s.run("switch", "-q", "b/y")
		s.minute(9, "other.txt", "the newest commit, but not on the file")
		s.run("switch", "-q", "main")
	}, want: []string{"b/y p/a.md b/y"}},
	{name: "several branches at once", prepare: func(s *sandbox) {
		for _, b := range []string{"b/y", "b/x"} {
			s.run("switch", "-q", "-c", b, "main")
			s.minute(2, "p/a.md", b)
		}
		s.run("switch", "-q", "main")
	}, want: []string{"b/x p/a.md b/x"}},
	{name: "merged", prepare: func(s *sandbox) {
		s.run("switch", "-q", "-c", "b/x")
		s.minute(2, "p/a.md", "x")
		s.run("switch", "-q", "main")
		s.run("merge", "-q", "--no-ff", "b/x")
	}},
	{name: "merged and gone on", prepare: func(s *sandbox) {
		s.run("switch", "-q", "-c", "b/x")
		s.minute(2, "p/a.md", "x")
		s.run("switch", "-q", "main")
		s.run("merge", "-q", "--no-ff", "b/x")
		s.run("switch", "-q", "b/x")
		s.minute(3, "p/a.md", "x2")
		s.run("switch", "-q", "main")
	}, want: []string{"b/x p/a.md x2"}},
	{name: "changed in a merge", prepare: func(s *sandbox) {
		s.run("switch", "-q", "-c", "side")
		s.minute(1, "other.txt", "side")
		s.run("switch", "-q", "-c", "b/x", "main")
		s.minute(2, "third.txt", "x")
		s.run("merge", "-q", "--no-commit", "side")
		s.minute(5, "p/a.md", "made in the merge")
		s.run("switch", "-q", "main")
	}, want: []string{"b/x p/a.md made in the merge"}},
	{name: "edited in the work tree", prepare: func(s *sandbox) {
		s.run("switch", "-q", "-c", "b/x")
		s.minute(9, "p/a.md", "x", "p/b.md", "x", "p/c.md", "x", "p/new.md", "x")
		s.run("switch", "-q", "main")
		s.write("p/a.md", "edited")
		s.write("p/b.md", "staged")
		s.run("add", "p/b.md")
		s.write("p/new.md", "untracked")
		s.run("rm", "-q", "p/c.md")
	}, want: []string{"b/x p/c.md x"}},
	{name: "removed on the branch", prepare: func(s *sandbox) {
		s.run("switch", "-q", "-c", "b/x")
		s.run("rm", "-q", "p/a.md")
		s.minute(9, "p/b.md", "x")
		s.run("switch", "-q", "main")
	}, want: []string{"b/x p/b.md x"}},
	{name: "moved on the branch", prepare: func(s *sandbox) {
		s.run("switch", "-q", "-c", "b/x")
		s.run("rm", "-q", "p/a.md")
		s.minute(9, "p/2026/a.md", "x")
		s.run("switch", "-q", "main")
	}, want: []string{"b/x p/2026/a.md x"}},
	{name: "a link on the branch", prepare: func(s *sandbox) {
		s.run("switch", "-q", "-c", "b/x")
		s.run("rm", "-q", "p/a.md")
		s.run("update-index", "--add", "--cacheinfo", "120000,"+strings.TrimSpace(s.run("rev-parse", "HEAD:p/b.md"))+",p/a.md")
		s.run("commit", "-qm", "link")
		s.run("checkout", "-q", "-f", "main")
	}},
	{name: "refs that are no branches", prepare: func(s *sandbox) {
		s.run("switch", "-q", "-c", "b/x")
		s.minute(2, "p/a.md", "x")
		s.run("tag", "-am", "of a branch", "t")
		s.run("tag", "-am", "of a file", "f", "HEAD:p/a.md")
		s.run("switch", "-q", "main")
		for name, of := range map[string]string{"a": "HEAD:p/a.md", "b": "HEAD^{tree}", "c": "t", "d": "f"} {
			s.write(".git/refs/remotes/b/"+name, s.run("rev-parse", of))
		}
		s.write(".git/refs/remotes/b/gone", strings.Repeat("12", 20)+"\n")
	}, want: []string{"b/a is broken", "b/b is broken", "b/d is broken", "b/gone is broken", "b/x p/a.md x"}},
	{name: "no HEAD yet", prepare: func(s *sandbox) {
		s.run("switch", "-q", "-c", "b/x")
		s.minute(9, "p/a.md", "x")
		s.run("checkout", "-q", "--orphan", "fresh")
		s.run("rm", "-rfq", ".")
	}, want: []string{"b/x p/a.md x", "b/x p/b.md b", "b/x p/c.md c"}},
	{name: "no history in common", prepare: func(s *sandbox) {
		s.run("config", "log.showRoot", "false")
		s.run("checkout", "-q", "--orphan", "b/x")
		s.minute(9, "p/a.md", "x")
		s.run("switch", "-q", "main")
	}, want: []string{"b/x p/a.md x", "b/x p/b.md b", "b/x p/c.md c"}},
	{name: "settings that change what git log says", prepare: func(s *sandbox) {
		for _, pair := range []string{"log.follow true", "log.showRoot false", "diff.relative true", "log.showSignature true", "diff.renames copies", "log.diffMerges off", "core.quotePath true", "log.decorate full"} {
			key, value, _ := strings.Cut(pair, " ")
			s.run("config", key, value)
		}
		s.run("switch", "-q", "-c", "b/x")
		s.minute(9, "p/ä \"x\".md", "x")
		s.run("switch", "-q", "main")
	}, want: []string{"b/x p/ä \"x\".md x"}},
}

func TestNewest(t *testing.T) {
	t.Parallel()
	for _, c := range refsCases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newSandbox(t)
			s.minute(0, "p/a.md", "a", "p/b.md", "b", "p/c.md", "c", "other.txt", "other", "third.txt", "third")
			c.prepare(s)
			status := s.run("status", "--porcelain")
			found, unmatched, err := s.newest(".", "b/*")
			if err != nil || len(unmatched) > 0 || !slices.Equal(found, c.want) {
				t.Errorf("found %q, want %q (%v, %q)", found, c.want, err, unmatched)
			}
			s.says(status, "status", "--porcelain")
		})
	}
}

func TestNewestPatterns(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.minute(0, "p/a.md", "a")
	for i, ref := range []string{"refs/heads/b/x", "refs/remotes/origin/b/y", "refs/remotes/origin/b/deep/z", "refs/tags/b/t"} {
		s.run("switch", "-q", "-c", "tmp", "main")
		s.minute(i+1, "p/"+path.Base(ref)+".md", "x")
		s.run("update-ref", ref, "HEAD")
		s.run("switch", "-q", "main")
		s.run("branch", "-qD", "tmp")
	}
	s.run("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/b/y")
	s.run("branch", "same", "origin/b/y")
	for patterns, want := range map[string]string{
		"b/*": "b/x", "b": "b/x", "b/": "b/x", "origin/b/*": "origin/b/y", "origin/b": "origin/b/deep/z origin/b/y", "origin/**": "origin/b/deep/z origin/b/y",
		"origin/b/[xy]": "origin/b/y", "refs/heads/b/*": "b/x", "refs/remotes/*/b/*": "origin/b/y", "same": "same", "same origin/b/y": "same",
		"origin/HEAD": "-", "refs/tags/b/*": "-", "b/t": "-", "x": "-", "b/*/": "-",
	} {
		found, unmatched, err := s.newest(".", strings.Fields(patterns)...)
		var branches []string
		for _, f := range found {
			branch, _, _ := strings.Cut(f, " ")
			branches = append(branches, branch)
		}
		slices.Sort(branches)
		got := strings.Join(branches, " ")
		if len(unmatched) > 0 {
			got += "-"
		}
		if err != nil || got != want {
			t.Errorf("%s: %q, want %q (%v)", patterns, got, want, err)
		}
	}
}

func TestNewestBelowTheTop(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.minute(0, "team/.pm.yaml", "version: 1\n", "team/p/a.md", "a", "p/a.md", "a")
	s.run("switch", "-q", "-c", "b/x")
	s.minute(1, "team/p/a.md", "x", "p/a.md", "not ours")
	s.run("switch", "-q", "main")
	if found, _, err := s.newest("team", "b/x"); err != nil || !slices.Equal(found, []string{"b/x p/a.md x"}) {
		t.Errorf("found %q, %v", found, err)
	}
}

func TestNewestRefused(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.minute(0, "p/a.md", "a")
	s.run("switch", "-q", "-c", "b/x")
	s.minute(1, "p/a.md", "x")
	s.run("switch", "-q", "main")
	s.minute(2, "p/a.md", "main")
	top := s.path("../shallow")
	s.run("clone", "-q", "--depth=1", "--no-single-branch", "file://"+s.dir, top)
	shallow := *s
	shallow.dir = top
	var refused *RevisionError
	if _, _, err := shallow.newest(".", "origin/b/x"); !errors.As(err, &refused) || !strings.Contains(refused.Error(), "revision origin/b/x: this clone is too shallow") {
		t.Errorf("shallow: %v", err)
	}
	if _, _, err := s.open("builtin", ".").Newest(t.Context(), OnBranches{Patterns: []string{"b/x"}}); !errors.As(err, &refused) || refused.Way != useGit {
		t.Errorf("built-in: %v", err)
	}
	r := open(t, Options{Dir: folder(t), Environ: s.env})
	if _, _, err := r.Newest(t.Context(), OnBranches{Patterns: []string{"b/x"}}); !errors.Is(err, ErrNoGit) {
		t.Errorf("no repository: %v", err)
	}
}
