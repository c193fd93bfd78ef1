package repo

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

// treeBackends are those that read revisions.
var treeBackends = []string{"git", "builtin"}

// grown is a repository with a bit of everything below "team".
func grown(t testing.TB, initArgs ...string) *sandbox {
	s := newSandbox(t, initArgs...)
	s.commitFiles("first",
		"team/.pm.yaml", "", "team/p/2026/b.md", "b\n", "team/p/2026/a.md", "a\n", "team/p/2026-x.md", "", "team/p/2026/a/note.md", "n\n",
		"team/p/c.txt", "c\n", "team/x/p/é 1.md", "e\n", "top.md", "top\n")
	s.link("2026/a.md", "team/p/link.md")
	s.commitAll("second")
	return s
}

func (s *sandbox) open(backend, dir string) *Repo {
	s.Helper()
	return open(s, Options{Dir: s.path(dir), Environ: s.env, Backend: backend, Marker: ".pm.yaml"})
}

func (s *sandbox) at(backend, dir, rev string) *Tree {
	s.Helper()
	tree, err := s.open(backend, dir).At(s.Context(), rev)
	if err != nil {
		s.Fatal(err)
	}
	return tree
}

// TestTreeIsTheWorkTree reads one state both ways.
func TestTreeIsTheWorkTree(t *testing.T) {
	t.Parallel()
	s := grown(t)
	work := s.open("git", "team")
	enter := func(dir string) bool { return !strings.HasSuffix(dir, "/a") }
	for _, backend := range treeBackends {
		for _, rev := range []string{"HEAD", "main", s.head(), s.head()[:10], "main^{tree}", "HEAD@{0}", ":/second", "HEAD~0"} {
			tree, err := s.open(backend, "team").At(t.Context(), rev)
			var unsupported *RevisionError
			if backend == "builtin" && errors.As(err, &unsupported) {
				t.Logf("%s: %v", backend, err)
				continue
			}
			if err != nil {
				t.Fatalf("%s %s: %v", backend, rev, err)
			}
			for _, dirs := range [][]string{{"p"}, {"."}, {"p/2026", "p"}, {"**/p"}, {"*/p"}, {"p/c.txt"}, {"nowhere"}, {"p/2026/b.md"}} {
				want := listing(work.Files(t.Context(), dirs, enter, isMarkdown))
				if got := listing(tree.Files(t.Context(), dirs, enter, isMarkdown)); !slices.Equal(got, want) {
					t.Errorf("%s %s %s:\ngot  %q\nwant %q", backend, rev, dirs, got, want)
				}
			}
		}
	}
}

func TestTreeFS(t *testing.T) {
	t.Parallel()
	s := grown(t)
	for _, backend := range treeBackends {
		fsys := s.at(backend, "team", "HEAD").FS()
		if err := fstest.TestFS(fsys, "p/2026/a.md", "p/2026/a/note.md", "p/2026-x.md", "x/p/é 1.md", ".pm.yaml"); err != nil {
			// testing/fstest opens symlinks; in a tree they are not followed.
			if !strings.Contains(err.Error(), "link.md") {
				t.Errorf("%s: %v", backend, err)
			}
		}
		if _, err := fs.Stat(fsys, "../top.md"); err == nil {
			t.Errorf("%s: a path left the root", backend)
		}
		if _, err := fs.ReadFile(fsys, "nowhere/x"); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v", backend, err)
		}
		if info, err := fs.Stat(fsys, "p/c.txt"); err != nil || info.Size() != 2 || info.IsDir() {
			t.Errorf("%s: %v, %v", backend, info, err)
		}
	}
}

func TestTreeStopsEarly(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	for i := range 200 {
		s.write("p/"+strconv.Itoa(i)+".md", strings.Repeat("text\n", 5000))
	}
	s.commitAll("many")
	for _, backend := range treeBackends {
		tree := s.at(backend, ".", "HEAD")
		for range 3 {
			for f := range tree.Files(t.Context(), []string{"p"}, nil, nil) {
				if f.Err != nil || len(f.Data) != 25000 {
					t.Fatalf("%s: %d bytes, %v", backend, len(f.Data), f.Err)
				}
				break
			}
		}
		if data, err := fs.ReadFile(tree.FS(), "p/7.md"); err != nil || len(data) != 25000 {
			t.Errorf("%s: look-up after: %v", backend, err)
		}
	}
}

func TestRevisionRefused(t *testing.T) {
	t.Parallel()
	s := grown(t)
	for _, backend := range treeBackends {
		for _, rev := range []string{"", "--all", "-n", "nowhere", "HEAD\nHEAD", "HEAD:top.md", "refs/heads/none", "0000000000000000000000000000000000000000"} {
			_, err := s.open(backend, ".").At(t.Context(), rev)
			var e *RevisionError
			if !errors.As(err, &e) || e.Rev != rev || e.Reason == "" {
				t.Errorf("%s %q: %v", backend, rev, err)
			}
		}
	}
	r := open(t, Options{Dir: folder(t)})
	if _, err := r.At(t.Context(), "HEAD"); !errors.Is(err, ErrNoGit) {
		t.Errorf("without a repository: %v", err)
	}
}

// TestTreeMissingObject takes one blob away.
func TestTreeMissingObject(t *testing.T) {
	t.Parallel()
	s := grown(t)
	id := strings.TrimSpace(s.run("rev-parse", "HEAD:team/p/2026/a.md"))
	if err := os.Remove(s.path(".git/objects/" + id[:2] + "/" + id[2:])); err != nil {
		t.Fatal(err)
	}
	for _, backend := range treeBackends {
		got := listing(s.at(backend, "team", "HEAD").Files(t.Context(), []string{"p/2026"}, nil, nil))
		if len(got) != 3 || !strings.HasPrefix(got[0], "p/2026/a.md!") || got[1] != "p/2026/a/note.md=n\n" || got[2] != "p/2026/b.md=b\n" {
			t.Errorf("%s: %q", backend, got)
		}
	}
}

func TestTreePlaces(t *testing.T) {
	t.Parallel()
	for name, args := range map[string][]string{"sha1": nil, "sha256": {"--object-format=sha256"}} {
		s := grown(t, args...)
		s.run("clone", "-q", "--bare", s.dir, "../bare.git")
		for _, dir := range []string{".", "../bare.git"} {
			for _, backend := range treeBackends {
				tree, err := s.open(backend, dir).At(t.Context(), "main")
				if backend == "builtin" && name == "sha256" && err != nil {
					t.Log(err)
					continue
				}
				if err != nil {
					t.Errorf("%s %s %s: %v", name, dir, backend, err)
					continue
				}
				if got := listing(tree.Files(t.Context(), []string{"team/p/2026"}, nil, nil)); len(got) != 3 {
					t.Errorf("%s %s %s: %q", name, dir, backend, got)
				}
			}
		}
	}
}

func FuzzParseTreeNodes(f *testing.F) {
	f.Add([]byte("100644 a\x00aaaaaaaaaaaaaaaaaaaa40000 b\x00bbbbbbbbbbbbbbbbbbbb"), 20)
	f.Fuzz(func(t *testing.T, data []byte, size int) {
		entries, err := parseTreeNodes(data, 20+size&1*12)
		if err == nil && len(data) > 0 && len(entries) == 0 {
			t.Error("nothing read, and no error")
		}
	})
}

// BenchmarkTreeFiles reads 2,000 blobs of a revision.
func BenchmarkTreeFiles(b *testing.B) {
	s := newSandbox(b)
	for i := range 2000 {
		s.write("p/"+strconv.Itoa(i%10)+"/"+strconv.Itoa(i)+".md", strings.Repeat(strconv.Itoa(i)+" text of a line\n", 400))
	}
	s.commitAll("many")
	s.run("gc", "-q")
	for _, backend := range treeBackends {
		b.Run(backend, func(b *testing.B) {
			tree := s.at(backend, ".", "HEAD")
			for b.Loop() {
				for f := range tree.Files(b.Context(), []string{"p"}, nil, nil) {
					if f.Err != nil {
						b.Fatal(f.Err)
					}
				}
			}
		})
	}
}
