package lint

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/postmortem-md/pm/pkg/document"
)

// examplePath is where an example lies that does not say it.
const examplePath = "postmortems/2026/2026-03-01-checkout-5xx.md"

func TestEveryRuleIsComplete(t *testing.T) {
	seen := make(map[string]bool)
	for _, r := range Rules {
		for what, text := range map[string]string{
			"ID": r.ID, "Summary": r.Summary, "Why": r.Why, "Bad": r.Bad, "Good": r.Good, "Configure": r.Configure,
		} {
			if text == "" {
				t.Errorf("%s has no %s", r.ID, what)
			}
		}
		if seen[r.ID] {
			t.Errorf("%s is there twice", r.ID)
		}
		seen[r.ID] = true
		if (r.Check == nil) == (r.Across == nil) {
			t.Errorf("%s needs either Check or Across", r.ID)
		}
		if _, err := os.Stat(strings.ReplaceAll(r.ID, "-", "_") + ".go"); err != nil {
			t.Errorf("%s has no file of its own: %v", r.ID, err)
		}
		if got, ok := ByID(r.ID); !ok || got != r {
			t.Errorf("ByID(%q) finds another rule", r.ID)
		}
	}
	if _, ok := ByID("no-such-rule"); ok {
		t.Error("ByID finds a rule that is not there")
	}
}

// TestRulesAreReadWhole renders nothing, but holds what a renderer of Markdown
// would swallow: a comment or <words> outside of code.
func TestRulesAreReadWhole(t *testing.T) {
	for _, r := range Rules {
		for what, text := range map[string]string{"Summary": r.Summary, "Why": r.Why, "Configure": r.Configure} {
			body := document.Parse([]byte(text + "\n")).Body()
			if n := len(body.Comments) + len(body.Tags); n > 0 {
				t.Errorf("%s of %s has %d tags or comments that are to stand in backticks: %s", what, r.ID, n, text)
			}
		}
	}
}

// TestAdvisedStandInsPass writes what rule secret advises to write.
func TestAdvisedStandInsPass(t *testing.T) {
	advised := regexp.MustCompile("`([^`:]+)`").FindAllStringSubmatch(secret.Configure, -1)
	if len(advised) < 3 {
		t.Fatalf("only %d words are advised: %s", len(advised), secret.Configure)
	}
	for _, word := range advised {
		for _, form := range []string{"password=%s", "the token is %s, or was", "token: `%s`", "psql postgres://checkout:%s@db.internal/orders"} {
			for _, f := range lintBody(fmt.Sprintf(form, word[1])) {
				if f.Rule == secret.ID || f.Rule == placeholder.ID {
					t.Errorf("%s in %q: %s", word[1], form, f.Message)
				}
			}
		}
	}
}

// TestNoDataWithoutRule keeps the test data of a rule that was renamed from
// lying about.
func TestNoDataWithoutRule(t *testing.T) {
	dirs, err := filepath.Glob(filepath.Join(testdata, "*"))
	if err != nil || len(dirs) < len(Rules) {
		t.Fatalf("%d folders of test data for %d rules, %v", len(dirs), len(Rules), err)
	}
	for _, dir := range dirs {
		if _, ok := ByID(filepath.Base(dir)); !ok {
			t.Errorf("%s belongs to no rule", dir)
		}
	}
}

func TestExamples(t *testing.T) {
	for _, r := range Rules {
		t.Run(r.ID, func(t *testing.T) {
			if found := lintTree(t, r, exampleTree(r.Bad)); len(found) != 1 || found[0].Rule != r.ID {
				t.Errorf("the bad example gives\n%s", format(found))
			}
			if found := lintTree(t, r, exampleTree(r.Good)); len(found) != 0 {
				t.Errorf("the good example gives\n%s", format(found))
			}
		})
	}
}

func exampleTree(example string) fstest.MapFS {
	files := fstest.MapFS{}
	if !strings.HasPrefix(example, "-- ") {
		files[examplePath] = &fstest.MapFile{Data: []byte(example)}
		return files
	}
	for _, f := range txtar.Parse([]byte(example)).Files {
		files[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return files
}
