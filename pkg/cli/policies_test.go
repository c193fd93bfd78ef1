package cli

import (
	"slices"
	"testing"
	"testing/fstest"

	"github.com/postmortem-md/pm/pkg/config"
)

func TestHeldOnce(t *testing.T) {
	tree := fstest.MapFS{"p/2026.md": {}, "p/2026/2026-03-01-x.md": {}, "p/2026/2026-03-01-x/notes.md": {}}
	for _, c := range []struct {
		yaml, file string
		want       bool
	}{
		{"dir: p", "p/2026/2026-03-01-x.md", true},
		{"dir: p", "p/2026/2026-03-01-x/notes.md", false},
		{"dir: p", "p/2026/2026-03-01-x/2026-03-01-x.md", true}, // whoever adds the one beside the folder would hide it
		{"dir: p", "p/2026/2026-03-02-y/notes.md", true},        // no attachment: there is no such incident
		{"dir: p", "p/a.md", true},
		{"dir: p", "p/a.txt", false},
		{"dir: p", "p/README.md", false},
		{"dir: p", "p/_drafts/a.md", false},
		{"dir: p", "q/a.md", false},
		{"dir: p", "pp/a.md", false},
		{"dir: p", "p.md", false},
		{"dir: .", "a.md", true},
		{"dir: .", ".github/a.md", false},
		{"dir: .p", ".p/a.md", true},
		{"dir: [teams/*/p]", "teams/x/p/a.md", true},
		{"dir: [teams/*/p]", "teams/x/y/p/a.md", false},
		{"dir: [teams/*/p]", "teams/p/a.md", false},
		{"dir: ['**/p']", "p/a.md", true},
		{"dir: ['**/p']", "x/y/p/z/a.md", true},
		{"dir: ['**/p']", "x/.y/p/a.md", false},
		{"dir: [a, b]", "b/c.md", true},
		{"{dir: p, include: ['*.qmd']}", "p/a.qmd", true},
	} {
		conf, err := config.Parse(config.FileName, []byte(c.yaml), known())
		if err != nil {
			t.Fatal(err)
		}
		if got := newLayout(conf, tree).heldOnce(c.file); got != c.want {
			t.Errorf("%s: %s: %t", c.yaml, c.file, got)
		}
	}
}

func TestFixedParts(t *testing.T) {
	got := fixedParts([]string{"p", "teams/*/p", "**/p", "a/b/c?", "p"})
	if want := []string{".", "a/b", "p", "teams"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
