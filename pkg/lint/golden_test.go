package lint

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew; read the difference before you commit it")

const testdata = "../../testdata/lint"

// present is when all tests take place.
var present = time.Date(2026, 3, 20, 12, 0, 0, 0, time.UTC)

// TestGolden lints each rule's test data with all rules, so that a fault that
// two rules report shows.
func TestGolden(t *testing.T) {
	for _, r := range Rules {
		t.Run(r.ID, func(t *testing.T) {
			dir := filepath.Join(testdata, r.ID)
			found := lintTree(t, r, os.DirFS(dir))
			compareGolden(t, filepath.Join(dir, "findings.txt"), format(found))
			if !speaks(r, found) {
				t.Errorf("no finding of %s among its own test data", r.ID)
			}
			checkFixes(t, r, dir)
		})
	}
}

// newTestLinter runs all rules at their defaults, and r even when it is off.
func newTestLinter(r *Rule, fsys fs.FS) *Linter {
	o := Options{FS: fsys, Now: present}
	if r.Severity == Off {
		o.Severity = map[string]Severity{r.ID: Warning}
	}
	return New(o)
}

func lintTree(t *testing.T, r *Rule, fsys fs.FS) []Finding {
	t.Helper()
	l := newTestLinter(r, fsys)
	var found []Finding
	for _, name := range incidentsIn(t, fsys) {
		found = append(found, l.File(name, readFile(t, fsys, name), base(fsys, name))...)
	}
	found = append(found, l.Finish()...)
	Sort(found)
	return found
}

// base is the version of a file to compare with: NAME.base beside it, or none.
func base(fsys fs.FS, name string) []byte {
	src, err := fs.ReadFile(fsys, name+".base")
	if err != nil {
		return nil
	}
	return src
}

// incidentsIn are the Markdown files of a tree that lie in no attachment folder.
func incidentsIn(t *testing.T, fsys fs.FS) []string {
	t.Helper()
	var names []string
	err := fs.WalkDir(fsys, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if _, err := fs.Stat(fsys, name+".md"); e.IsDir() && err == nil {
			return fs.SkipDir
		}
		if path.Ext(name) == ".md" && path.Base(name) != "README.md" {
			names = append(names, name)
		}
		return nil
	})
	if err != nil {
		t.Fatalf("reading test data: %v", err)
	}
	if len(names) == 0 {
		t.Fatal("no test data")
	}
	return names
}

func readFile(t *testing.T, fsys fs.FS, name string) []byte {
	t.Helper()
	src, err := fs.ReadFile(fsys, name)
	if err != nil {
		t.Fatal(err)
	}
	return src
}

// format writes findings as golden files have them.
func format(found []Finding) string {
	var b strings.Builder
	for _, f := range found {
		fix := ""
		if len(f.Fix) > 0 {
			fix = " [fix]"
		}
		fmt.Fprintf(&b, "%s:%d:%d-%d:%d %s %s %s: %s | %s%s\n", f.File, f.Start.Line, f.Start.Column, f.End.Line, f.End.Column,
			f.Severity, f.Rule, f.Subject, f.Message, f.Help, fix)
	}
	return b.String()
}

func speaks(r *Rule, found []Finding) bool {
	for _, f := range found {
		if f.Rule == r.ID {
			return true
		}
	}
	return false
}

func compareGolden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

// checkFixes fixes what r finds and compares with NAME.fixed; fixing again
// changes nothing.
func checkFixes(t *testing.T, r *Rule, dir string) {
	t.Helper()
	fsys, fixed := os.DirFS(dir), 0
	for _, name := range incidentsIn(t, fsys) {
		lint := func(src []byte) []Finding { return newTestLinter(r, fsys).File(name, src, nil) }
		src := readFile(t, fsys, name)
		out, n, err := Fix(src, lint)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if n == 0 {
			continue
		}
		fixed++
		compareGolden(t, filepath.Join(dir, name+".fixed"), string(out))
		if again, _, _ := Fix(out, lint); !bytes.Equal(again, out) {
			t.Errorf("%s: fixing twice is not fixing once", name)
		}
	}
	if r.Fixable != (fixed > 0) {
		t.Errorf("%s says fixable is %t, but %d files of its test data were fixed", r.ID, r.Fixable, fixed)
	}
}
