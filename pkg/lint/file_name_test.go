package lint

import (
	"strings"
	"testing"
	"time"
)

// TestFileNameUntakable is about names that pm rename refuses: what is advised
// has to work.
func TestFileNameUntakable(t *testing.T) {
	t.Parallel()
	const head = "---\nstate: in-progress\nseverity: sev2\n"
	l := New(Options{Now: time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)})
	for _, c := range []struct{ path, src, want string }{
		{"p/a\tb.md", head + "title: It is late\nstarted_at: 2026-03-01T14:02:00Z\n---\n", `git mv -- $'p/a\011b.md' p/2026-03-01-it-is-late.md`},
		{"p q/\xff.qmd", head + "---\n", `git mv -- $'p q/\377.qmd' 'p q/DATE-SLUG.qmd'`},
		{"p/a b.md", head + "---\n", "pm rename 'a b'"},
	} {
		help := ""
		for _, f := range l.File(c.path, []byte(c.src), nil) {
			if f.Rule == "file-name" {
				help = f.Help
			}
		}
		if !strings.HasSuffix(help, ": "+c.want) {
			t.Errorf("%q: %s", c.path, help)
		}
	}
}
