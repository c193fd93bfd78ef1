package repo

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func openTestFolder(t *testing.T, step StepFunc) (*Folder, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "a", "b")
	f, err := OpenFolder(dir, step)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f, dir
}

// TestFolder writes, reads and removes, and leaves no folder that is empty.
func TestFolder(t *testing.T) {
	f, dir := openTestFolder(t, nil)
	if empty, err := f.Empty(); err != nil || !empty {
		t.Fatal(empty, err)
	}
	changed, err := f.Write("x/y/z.html", []byte("one"))
	if err != nil {
		t.Fatal(err)
	}
	if size, at, err := f.Stat("x/y/z.html"); err != nil || size != 3 || at != changed {
		t.Error(size, at, changed, err)
	}
	if _, err := f.Write("x/y/z.html", []byte("two")); err != nil {
		t.Fatal(err)
	}
	if data, err := f.ReadFile("x/y/z.html"); err != nil || string(data) != "two" {
		t.Errorf("%q, %v", data, err)
	}
	if _, err := f.Write("x/w.html", nil); err != nil {
		t.Fatal(err)
	}
	if err := f.Remove("x/y/z.html"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "x", "y")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the empty folder is there:", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "x", "w.html")); err != nil {
		t.Error(err)
	}
	if err := f.Remove("x/y/z.html"); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

// TestFolderIsNotLeft by a path or through a link; a link in the place of a file is
// replaced.
func TestFolderIsNotLeft(t *testing.T) {
	f, dir := openTestFolder(t, nil)
	outside := filepath.Join(filepath.Dir(dir), "outside")
	if err := os.Mkdir(outside, 0o755); err != nil {
		t.Fatal(err)
	}
	secret := filepath.Join(outside, "secret")
	if err := os.WriteFile(secret, []byte("s"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, "link")); err != nil {
		t.Skip(err)
	}
	if err := os.Symlink(secret, filepath.Join(dir, "file")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"../outside/x", "link/x", "link/secret"} {
		if _, err := f.Write(name, []byte("x")); err == nil {
			t.Errorf("%s was written", name)
		}
		if f.Remove(name) == nil {
			t.Errorf("%s was removed", name)
		}
		if _, err := f.ReadFile(name); err == nil {
			t.Errorf("%s was read", name)
		}
	}
	if _, _, err := f.Stat("file"); err == nil {
		t.Error("a link is no regular file")
	}
	if _, err := f.Write("file", []byte("x")); err != nil {
		t.Error(err)
	}
	if data, _ := os.ReadFile(secret); string(data) != "s" {
		t.Error("written through a link")
	}
}

// TestFolderWritesWholeOrNothing at every step that can fail.
func TestFolderWritesWholeOrNothing(t *testing.T) {
	for _, op := range []string{"open", "write", "rename"} {
		var fail string
		f, dir := openTestFolder(t, func(at, _ string) error {
			if at == fail {
				return fs.ErrPermission
			}
			return nil
		})
		if _, err := f.Write("a", []byte("old")); err != nil {
			t.Fatal(err)
		}
		fail = op
		if _, err := f.Write("a", []byte("new")); !errors.Is(err, fs.ErrPermission) {
			t.Errorf("%s: %v", op, err)
		}
		entries, _ := os.ReadDir(dir)
		if data, _ := f.ReadFile("a"); string(data) != "old" || len(entries) != 1 {
			t.Errorf("%s: %q, %d files", op, data, len(entries))
		}
	}
}

// TestFolderCreates only what is not there, and leaves nothing where it cannot.
func TestFolderCreates(t *testing.T) {
	var fail string
	f, dir := openTestFolder(t, func(at, _ string) error {
		if at == fail {
			return fs.ErrPermission
		}
		return nil
	})
	if _, err := f.Create("x/a", []byte("one")); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Create("x/a", []byte("two")); !errors.Is(err, fs.ErrExist) {
		t.Error(err)
	}
	if data, _ := f.ReadFile("x/a"); string(data) != "one" {
		t.Errorf("%q", data)
	}
	fail = "write"
	if _, err := f.Create("x/b", []byte("two")); !errors.Is(err, fs.ErrPermission) {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "x", "b")); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}
