package repo

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDraft is a copy that can be written to without the file being touched, in
// a repository and without one.
func TestDraft(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.commitFiles("base", "p/a.md", "a\n")
	for dir, within := range map[string]string{s.dir: s.path(".git/pm"), t.TempDir(): os.TempDir()} {
		r := open(t, Options{Dir: dir})
		d, err := r.Draft("p/a.md", []byte("a\n"))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(d.Path, within) || filepath.Base(d.Path) != "a.md" {
			t.Errorf("it lies at %s, not below %s", d.Path, within)
		}
		if err := os.WriteFile(d.Path, []byte("b\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if data, err := d.Read(); err != nil || string(data) != "b\n" {
			t.Errorf("%q, %v", data, err)
		}
		if others := r.Drafts("p/a.md"); within != os.TempDir() && (len(others) != 1 || others[0] != d.Path) {
			t.Errorf("there are %q", others)
		}
		d.Discard()
		if _, err := os.Stat(filepath.Dir(d.Path)); !os.IsNotExist(err) {
			t.Errorf("it is left: %v", err)
		}
	}
	s.has("p/a.md", "a\n")
}
