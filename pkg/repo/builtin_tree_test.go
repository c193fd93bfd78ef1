package repo

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/go-git/go-git/v5/plumbing"
)

func (s *sandbox) tree(rev string) *builtinTree {
	s.Helper()
	tree, err := s.builtin().tree(context.Background(), rev)
	if err != nil {
		s.Fatal(err)
	}
	return tree.(*builtinTree)
}

// forest has names that sort differently as files and as folders.
func forest(t *testing.T) *sandbox {
	s := newSandbox(t)
	for _, name := range []string{
		"a", "a.md", "b/a.md", "b-1/x.md", "b.md", "b0", "c/d/e/f.md", "c/d/e-1.md", "c/d.md", "ä.md", "with space.txt", "c/run.sh",
	} {
		s.write(name, "content of "+name)
	}
	s.write("empty", "")
	s.write("large", strings.Repeat("large ", 10_000))
	if err := errors.Join(os.Chmod(s.path("c/run.sh"), 0o755), os.Symlink("a.md", s.path("link"))); err != nil {
		t.Fatal(err)
	}
	s.commitAll("forest")
	return s
}

func TestTreeFilesAsGit(t *testing.T) {
	s := forest(t)
	for _, packed := range []bool{false, true} {
		if packed {
			s.run("gc", "-q")
		}
		var got []string
		for f := range s.tree("HEAD").files(context.Background(), []string{"."}, nil, nil) {
			if f.Path == "link" {
				if !errors.Is(f.Err, errSymlink) {
					t.Errorf("link: %v", f.Err)
				}
			} else if f.Err != nil || string(f.Data) != s.run("show", "HEAD:"+f.Path) {
				t.Errorf("%s holds %q, %v", f.Path, f.Data, f.Err)
			}
			got = append(got, f.Path)
		}
		want := strings.Split(strings.TrimSuffix(s.run("ls-tree", "-r", "-z", "--name-only", "HEAD"), "\x00"), "\x00")
		if !slices.Equal(got, want) {
			t.Errorf("packed %v: %q\nwant %q", packed, got, want)
		}
	}
}

func TestTreeFilesStop(t *testing.T) {
	s := forest(t)
	n := 0
	for range s.tree("HEAD").files(context.Background(), []string{"."}, nil, nil) {
		if n++; n == 3 {
			break
		}
	}
	if n != 3 {
		t.Errorf("%d files", n)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for f := range s.tree("HEAD").files(ctx, []string{"."}, nil, nil) {
		if !errors.Is(f.Err, context.Canceled) {
			t.Errorf("%s: %v", f.Path, f.Err)
		}
	}
}

func TestTreeWithSubmodule(t *testing.T) {
	s := forest(t)
	s.run("update-index", "--add", "--cacheinfo", "160000,"+strings.TrimSpace(s.run("rev-parse", "HEAD"))+",sub")
	s.run("commit", "-q", "-m", "submodule")
	tree := s.tree("HEAD")
	for f := range tree.files(context.Background(), []string{"sub", "."}, nil, nil) {
		if strings.HasPrefix(f.Path, "sub") {
			t.Errorf("%s is a file", f.Path)
		}
	}
	if entries, err := fs.ReadDir(tree.fs(), "sub"); err != nil || len(entries) != 0 {
		t.Errorf("%v, %v", entries, err)
	}
}

// TestTreeOfAnAttacker has names that lead out of the tree.
func TestTreeOfAnAttacker(t *testing.T) {
	s := newSandbox(t)
	session, err := s.builtin().open()
	if err != nil {
		t.Fatal(err)
	}
	blob, err := session.objects.write(plumbing.BlobObject, []byte("x"))
	if err != nil {
		t.Fatal(err)
	}
	var entries []treeEntry
	for _, name := range []string{".", "..", ".GIT", "../../x", "good"} {
		entries = append(entries, treeEntry{mode: modeFile, name: name, id: blob})
	}
	id, err := session.objects.write(plumbing.TreeObject, encodeTree(entries))
	if err != nil {
		t.Fatal(err)
	}
	if err := session.objects.flush(nil, nil); err != nil {
		t.Fatal(err)
	}
	for f := range s.tree(id.String()).files(context.Background(), []string{"."}, nil, nil) {
		if f.Path != "good" {
			t.Errorf("%q comes out", f.Path)
		}
	}
}

// FuzzParseTree holds that any bytes parse or fail, and that what parses is
// written back as it was.
func FuzzParseTree(f *testing.F) {
	f.Add(encodeTree([]treeEntry{{mode: modeFile, name: "a"}, {mode: modeTree, name: "b"}}))
	f.Add([]byte("100644 a\x00short"))
	f.Fuzz(func(t *testing.T, data []byte) {
		entries, err := parseTree(data)
		if err != nil {
			return
		}
		again, err := parseTree(encodeTree(entries))
		if err != nil || !slices.Equal(again, entries) {
			t.Errorf("%v, %v, want %v", again, err, entries)
		}
	})
}
