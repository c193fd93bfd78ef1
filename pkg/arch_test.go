package pkg_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	module   = "github.com/postmortem-md/pm/"
	yaml     = "go.yaml.in/yaml"
	goldmark = "github.com/yuin/goldmark"
	cobra    = "github.com/spf13"
	gogit    = "github.com/go-git"
	lipgloss = "github.com/charmbracelet/lipgloss"
)

// arrow is what a package may import: ours, named fully; others and parts of
// the standard library, refused by prefix.
type arrow struct {
	ours    []string
	outside []string // module prefixes that only some packages may use
	never   []string // of the standard library
}

// watched are the modules that a package needs a leave for.
var watched = []string{
	yaml, goldmark, cobra, gogit, lipgloss, "github.com/adrg", "charm.land", "golang.org/x/term",
}

// arrows is the table of the architecture: data flows from repo and document
// towards report and cli, and never back.
var arrows = map[string]arrow{
	"document": {outside: []string{yaml, goldmark, "github.com/adrg"}, never: []string{"time", "os"}},
	"prose":    {never: []string{"os"}},
	"incident": {ours: []string{"document"}, never: []string{"os"}},
	"config":   {ours: []string{"document", "incident"}, outside: []string{yaml}, never: []string{"os"}},
	"lint":     {ours: []string{"document", "incident", "prose"}, never: []string{"os"}},
	"merge":    {ours: []string{"document", "incident"}, never: []string{"os"}},
	"history":  {ours: []string{"document", "incident"}, never: []string{"os"}},
	"similar":  {ours: []string{"document", "incident"}, never: []string{"os"}},
	"intake":   {ours: []string{"document", "incident"}, never: []string{"os"}},
	"coverage": {ours: []string{"incident", "intake"}, never: []string{"os"}},
	"calendar": {ours: []string{"document", "incident"}, never: []string{"os"}},
	"stats":    {ours: []string{"document", "incident", "history"}, never: []string{"os"}},
	"sample":   {ours: []string{"document", "incident"}, never: []string{"os"}},
	"tracker":  {ours: []string{"incident"}, never: []string{"os"}},
	"report": {
		ours:    []string{"document", "incident", "config", "lint", "prose", "history", "stats", "merge", "similar", "intake", "calendar", "templates"},
		outside: []string{goldmark, lipgloss},
	},
	"site": {
		ours:    []string{"document", "incident", "config", "lint", "prose", "history", "stats", "merge", "similar", "intake", "calendar", "templates"},
		outside: []string{goldmark},
	},
	"repo": {outside: []string{gogit}},
	"cli": {
		ours:    []string{"*"},
		outside: []string{cobra, "charm.land/huh", "golang.org/x/term"},
	},
}

// TestArrows reads the imports of every package and fails on one that the
// architecture does not allow.
func TestArrows(t *testing.T) {
	tree := os.DirFS(".")
	files, err := fs.Glob(tree, "*/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no packages found: %v", err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		name := path.Dir(file)
		rule, ok := arrows[name]
		if !ok {
			t.Errorf("%s: package %s is not in the table of arrows", file, name)
			continue
		}
		for _, imported := range imports(t, file) {
			if why := rule.refuses(imported); why != "" {
				t.Errorf("%s imports %s: %s", file, imported, why)
			}
		}
	}
}

// imports lists what a file imports. It parses no further than that, so the
// test needs neither a build nor the network.
func imports(t *testing.T, file string) []string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, spec := range f.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	return all
}

// refuses says why an import is not allowed; "" when it is.
func (a arrow) refuses(imported string) string {
	if own, ok := strings.CutPrefix(imported, module); ok {
		name := strings.TrimPrefix(own, "pkg/")
		if slices.Contains(a.ours, "*") || slices.Contains(a.ours, name) {
			return ""
		}
		return "this arrow is not in the table"
	}
	if slices.Contains(a.never, imported) || slices.ContainsFunc(a.never, func(p string) bool { return strings.HasPrefix(imported, p+"/") }) {
		return "this package takes it from its caller"
	}
	if within(imported, watched) && !within(imported, a.outside) {
		return "only the package that stands for it may use it"
	}
	return ""
}

func within(imported string, prefixes []string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool {
		return imported == p || strings.HasPrefix(imported, p+"/") || strings.HasPrefix(imported, p+".")
	})
}

// TestArrowsRefuse shows that the test above can fail.
func TestArrowsRefuse(t *testing.T) {
	for _, c := range []struct{ from, to string }{
		{"document", module + "pkg/incident"},
		{"document", "time"},
		{"incident", "os"},
		{"incident", gogit + "/go-git/v5"},
		{"config", cobra + "/cobra"},
		{"lint", module + "pkg/repo"},
		{"report", cobra + "/pflag"},
		{"repo", module + "pkg/document"},
		{"cli", yaml + "/v3"},
		{"cli", goldmark + "/ast"},
	} {
		if arrows[c.from].refuses(c.to) == "" {
			t.Errorf("%s may import %s, but must not", c.from, c.to)
		}
	}
}

// TestClock fails on a package that looks at the clock itself: the present
// comes in with the environment, so that --as-of stops it everywhere. Only repo
// may, for the time of a commit, which follows git's own variables.
func TestClock(t *testing.T) {
	files, err := fs.Glob(os.DirFS("."), "*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") || path.Dir(file) == "repo" {
			continue
		}
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(src), "time.Now()") {
			t.Errorf("%s asks for the time itself", file)
		}
	}
}
