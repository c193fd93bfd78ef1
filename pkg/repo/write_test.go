package repo

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

func written(t *testing.T, r *Repo, paths ...PathChange) {
	t.Helper()
	if _, err := r.Commit(t.Context(), Change{NoCommit: true, Paths: paths}); err != nil {
		t.Fatal(err)
	}
}

func modeOf(t *testing.T, path string) fs.FileMode {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Mode().Perm()
}

func TestWriteKeepsMode(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	fill(t, dir, "private.md", "a", "run.sh", "#!/bin/sh\n", "plain.md", "p")
	for name, mode := range map[string]fs.FileMode{"private.md": 0o600, "run.sh": 0o755} {
		if err := os.Chmod(filepath.Join(dir, name), mode); err != nil {
			t.Fatal(err)
		}
	}
	r := open(t, Options{Dir: dir})
	written(t, r, modify("private.md", "a", "b"), remove("run.sh", "#!/bin/sh\n"), create("moved/run.sh", "#!/bin/sh\n"), create("new.md", "n"))
	for name, want := range map[string]fs.FileMode{
		"private.md": 0o600, "moved/run.sh": 0o755, "new.md": modeOf(t, filepath.Join(dir, "plain.md")),
	} {
		if got := modeOf(t, filepath.Join(dir, name)); got != want {
			t.Errorf("%s has mode %o, want %o", name, got, want)
		}
	}
}

// TestWriteAfterCrash finds what a process that died before its rename left.
func TestWriteAfterCrash(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	fill(t, dir, "p/a.md", "a", "p/"+tempName("a.md"), "half a fi", "p/"+tempName("b.md"), "half")
	r := open(t, Options{Dir: dir})
	written(t, r, modify("p/a.md", "a", "b"), create("p/b.md", "new"))
	if got := strings.Join(listing(r.Files(t.Context(), []string{"."}, nil, nil)), " "); got != "p/a.md=b p/b.md=new" {
		t.Errorf("left %q", got)
	}
}

// TestWriteLeavesHandles shows that a reader of the old file keeps the old one.
func TestWriteLeavesHandles(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	fill(t, dir, "a.md", "old")
	f, err := os.Open(filepath.Join(dir, "a.md"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	written(t, open(t, Options{Dir: dir}), modify("a.md", "old", "new, and longer"))
	if data, err := readAll(f, nil); string(data) != "old" || err != nil {
		t.Errorf("the open file holds %q, %v", data, err)
	}
}

func TestWriteLongName(t *testing.T) {
	t.Parallel()
	r := open(t, Options{Dir: folder(t)})
	name := strings.Repeat("é", 120) + ".md"
	written(t, r, create(name, "x"))
	_, err := r.Commit(t.Context(), Change{NoCommit: true, Paths: []PathChange{create(strings.Repeat("x", 300), "x")}})
	var pathErr *fs.PathError
	if !errors.As(err, &pathErr) {
		t.Errorf("too long a name: %v", err)
	}
}

// TestWriteFailureIsClear makes every write fail the way a read-only or full
// disk does: with one message that names the file and the cause.
func TestWriteFailureIsClear(t *testing.T) {
	t.Parallel()
	if os.Getuid() == 0 {
		t.Skip("permissions do not bind root")
	}
	dir := folder(t)
	fill(t, dir, "p/a.md", "a")
	if err := os.Chmod(filepath.Join(dir, "p"), 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(filepath.Join(dir, "p"), 0o755) }) // or it could not be removed
	_, err := open(t, Options{Dir: dir}).Commit(t.Context(), Change{NoCommit: true, Paths: []PathChange{modify("p/a.md", "a", "b")}})
	if err == nil || err.Error() != "write p/a.md: permission denied" {
		t.Errorf("says %v", err)
	}
}

// TestUpdatesTakeTurns counts up in one file from many sides.
func TestUpdatesTakeTurns(t *testing.T) {
	t.Parallel()
	for _, git := range []bool{false, true} {
		dir := folder(t)
		if git {
			gitDirAt(t, filepath.Join(dir, ".git"))
		}
		fill(t, dir, "count", "")
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				r := open(t, Options{Dir: dir})
				for range 5 {
					_, err := r.Update(t.Context(), func() (Change, error) {
						was, err := r.ReadFile("count")
						return Change{NoCommit: true, Paths: []PathChange{modify("count", string(was), string(was)+".")}}, err
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		if data, _ := os.ReadFile(filepath.Join(dir, "count")); len(data) != 40 {
			t.Errorf("git %t: %d of 40 updates are left", git, len(data))
		}
	}
}

func TestLockWaitsForContext(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	gitDirAt(t, filepath.Join(dir, ".git"))
	first, second := open(t, Options{Dir: dir}), open(t, Options{Dir: dir})
	_, err := first.Update(t.Context(), func() (Change, error) {
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
		defer cancel()
		_, err := second.Commit(ctx, Change{NoCommit: true, Paths: []PathChange{create("x", "")}})
		return Change{}, err
	})
	if !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "another pm") {
		t.Errorf("says %v", err)
	}
}
