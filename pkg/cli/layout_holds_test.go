package cli

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/repo"
)

// TestHolds compares what holds says of each path of a tree with what a walk of
// the work tree comes to: both must mean the same files.
func TestHolds(t *testing.T) {
	dir := t.TempDir()
	files := []string{
		"postmortems/a.md", "postmortems/2026/b.md", "postmortems/2026/deep/c.md", "postmortems/2026/b/notes.md",
		"postmortems/2026/b/more/x.md", "postmortems/README.md", "postmortems/_draft.md", "postmortems/.hidden/x.md",
		"postmortems/_old/x.md", "postmortems/q.qmd", "postmortems/q/x.md", "postmortems/2026/x.txt", "a.md", "x.md/y.md",
		"services/pay/postmortems/p.md", "services/pay/postmortems/2026/p2.md", "services/pay/other/p.md", "services/p.md",
		"postmortems.md", ".md", "postmortems/.md",
	}
	for _, f := range files {
		path := filepath.Join(dir, filepath.FromSlash(f))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("x\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, settings := range []string{
		"", "dir: .\n", "dir: [postmortems/2026]\n", "dir: ['services/*/postmortems']\n", "dir: ['*']\n",
		"dir: [postmortems, 'services/p*/*']\ninclude: ['*.qmd']\n", "dir: nowhere\n",
		"dir: ['postmortems/**']\n", "dir: ['**/postmortems']\n", "dir: ['services/**/postmortems', '*']\n",
	} {
		c, err := config.Parse(config.FileName, []byte(settings), known())
		if err != nil {
			t.Fatal(err)
		}
		r, err := repo.Open(context.Background(), repo.Options{Dir: dir, Backend: "builtin"})
		if err != nil {
			t.Fatal(err)
		}
		l := newLayout(c, r.FS())
		var walked, held []string
		for f := range r.Files(context.Background(), c.Dir, l.enter, l.keep) {
			walked = append(walked, f.Path)
		}
		_ = fs.WalkDir(r.FS(), ".", func(path string, d fs.DirEntry, _ error) error {
			if !d.IsDir() && l.holds(path) {
				held = append(held, path)
			}
			return nil
		})
		slices.Sort(walked)
		slices.Sort(held)
		if !slices.Equal(walked, held) || len(walked) == 0 && c.Dir[0] != "nowhere" {
			t.Errorf("%q: a walk comes to\n%q, holds says\n%q", settings, walked, held)
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
