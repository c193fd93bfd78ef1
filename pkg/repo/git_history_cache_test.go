package repo

import (
	"os"
	"path/filepath"
	"testing"
)

// The history of one file needs few trees. That of a folder compares all trees
// below it, and with a small cache git would unpack them again and again.
func TestTreeCache(t *testing.T) {
	top := t.TempDir()
	file := filepath.Join(top, "postmortems", "2026", "a.md")
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	g := &gitBinary{loc: location{top: top}}
	for path, want := range map[string]bool{"postmortems/2026/a.md": true, "postmortems/2026/gone.md": true, "postmortems": false, "postmortems/2026": false} {
		if got := g.treeCache(historyQuery{paths: []string{path}}); (got != nil) != want {
			t.Errorf("%s: %v", path, got)
		}
	}
	if got := g.treeCache(historyQuery{paths: []string{"postmortems/2026/a.md", ".pm.yaml"}}); got != nil {
		t.Errorf("two paths: %v", got)
	}
}
