package cli

import (
	"testing"
	"testing/fstest"

	"github.com/postmortem-md/pm/pkg/config"
)

func testLayout(c config.Config) *layout {
	return newLayout(&c, fstest.MapFS{
		"postmortems/2026/2026-03-01-checkout.md":            {},
		"postmortems/2026/2026-03-01-checkout/graph.png":     {},
		"postmortems/2026/2026-03-02-queue.qmd":              {},
		"postmortems/2026/2026-03-02-queue/notes.md":         {},
		"postmortems/2026/without-incident/2026-01-01-in.md": {},
	})
}

func TestLayoutKeep(t *testing.T) {
	l := testLayout(config.Config{Include: []string{"*.qmd"}})
	for file, want := range map[string]bool{
		"postmortems/2026/2026-03-01-checkout.md": true,
		"postmortems/2026/2026-03-02-queue.qmd":   true,
		"postmortems/2026/any name.md":            true,
		"postmortems/README.md":                   false,
		"postmortems/readme.md":                   false,
		"postmortems/index.md":                    false,
		"postmortems/_draft.md":                   false,
		"postmortems/.hidden.md":                  false,
		"postmortems/notes.txt":                   false,
		"postmortems/old.markdown":                false,
	} {
		if got := l.keep(file); got != want {
			t.Errorf("keep(%q) = %v, want %v", file, got, want)
		}
	}
	if l.passed != 7 {
		t.Errorf("passed over %d files, want 7", l.passed)
	}
}

func TestLayoutEnter(t *testing.T) {
	l := testLayout(config.Config{Include: []string{"*.qmd"}})
	for dir, want := range map[string]bool{
		".":                                    true,
		"postmortems":                          true,
		"postmortems/2026":                     true,
		"postmortems/2026/2026-03-01-checkout": false,
		"postmortems/2026/2026-03-02-queue":    false,
		"postmortems/2026/without-incident":    true,
		"postmortems/_templates":               false,
		".git":                                 false,
	} {
		if got := l.enter(dir); got != want {
			t.Errorf("enter(%q) = %v, want %v", dir, got, want)
		}
	}
}

func TestLayoutNewPath(t *testing.T) {
	for _, c := range []struct {
		config config.Config
		want   string
	}{
		{config.Config{Dir: []string{"postmortems"}, Layout: "year"}, "postmortems/2026/2026-03-01-x.md"},
		{config.Config{Dir: []string{"a/b", "c/*"}, Layout: "flat"}, "a/b/2026-03-01-x.md"},
		{config.Config{Dir: []string{"."}, Layout: "flat"}, "2026-03-01-x.md"},
		{config.Config{Dir: []string{"teams/*/pm"}, Layout: "flat"}, ""},
	} {
		got, err := testLayout(c.config).newPath("2026-03-01-x")
		if got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("newPath with %+v = %q, %v; want %q", c.config, got, err, c.want)
		}
	}
}
