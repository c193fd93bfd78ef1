package lint

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/postmortem-md/pm/pkg/document"
)

// FuzzLint lints arbitrary bytes with every rule: no panic, every place inside
// the file, the same findings twice, and fixes that settle.
func FuzzLint(f *testing.F) {
	seed(f)
	o := Options{FS: fstest.MapFS{}, Now: present, Severity: make(map[string]Severity)}
	for _, r := range Rules {
		o.Severity[r.ID] = max(r.Severity, Warning)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		before := bytes.Clone(src)
		found := lintOne(o, src)
		checkPlaces(t, src, found)
		if diff := cmp.Diff(found, lintOne(o, src)); diff != "" {
			t.Errorf("findings differ between two runs:\n%s", diff)
		}
		checkFixing(t, src, o)
		if !bytes.Equal(src, before) {
			t.Error("linting changed the file's bytes")
		}
	})
}

// seed adds the whole of the golden data and the examples.
func seed(f *testing.F) {
	f.Helper()
	err := fs.WalkDir(os.DirFS(testdata), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".md" {
			return err
		}
		src, err := fs.ReadFile(os.DirFS(testdata), name)
		f.Add(src)
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
	for _, r := range Rules {
		f.Add([]byte(r.Bad))
	}
	f.Add([]byte("---\nstarted_at: &a 2026-03-01T15:02:00+01:00\nended_at: *a\n---\n## Timeline\n- 2026-03-01T15:02:00+01:00\n"))
	f.Add([]byte("---\n---\n# Timeline\n- - nested\n"))
	f.Add([]byte("---\na: b\n---\n# Timeline\n1. 2026-03-01T15:02Z a\n10. 2026-03-01T14:02Z\n\n        code\n"))
}

func checkPlaces(t *testing.T, src []byte, found []Finding) {
	t.Helper()
	end := document.Parse(src).Position(len(src))
	for _, f := range found {
		if f.Start.Line < 1 || f.Start.Column < 1 || before(f.End, f.Start) || before(end, f.End) {
			t.Errorf("%s lies at %v-%v of a file that ends at %v", f.Rule, f.Start, f.End, end)
		}
		if f.Message == "" || f.Help == "" || f.Subject == "" && f.Rule != duplicateKey.ID {
			t.Errorf("finding without words: %+v", f)
		}
		for _, e := range f.Fix {
			if e.Span.Start < 0 || e.Span.Start > e.Span.End || e.Span.End > len(src) {
				t.Errorf("%s fixes %v of %d bytes", f.Rule, e.Span, len(src))
			}
		}
	}
}

func before(a, b document.Position) bool {
	return a.Line < b.Line || a.Line == b.Line && a.Column < b.Column
}

// checkFixing fixes a file until nothing is left; nothing new breaks, and
// fixing again does nothing.
func checkFixing(t *testing.T, src []byte, o Options) {
	t.Helper()
	lint := func(src []byte) []Finding { return lintOne(o, src) }
	out, n, err := Fix(src, lint)
	if err != nil {
		t.Fatalf("%v\n%q\n%q", err, src, out)
	}
	if n == 0 && !bytes.Equal(out, src) {
		t.Error("no fix, and yet a change")
	}
	was := lint(src)
	if is := lint(out); !speaks(frontMatter, was) && mendable(is) > mendable(was) {
		t.Errorf("fixing made\n%sout of\n%s%q\n%q", format(is), format(was), src, out)
	}
	again, m, _ := Fix(out, lint)
	if m != 0 || !bytes.Equal(again, out) {
		t.Errorf("fixing again changes\n%q\n%q", out, again)
	}
}

// mendable counts the findings of the rules that fix. Front matter that could
// not be read is left out of it: mended, it brings to light what it says.
func mendable(found []Finding) int {
	n := 0
	for _, f := range found {
		if r, ok := ByID(f.Rule); ok && r.Fixable {
			n++
		}
	}
	return n
}
