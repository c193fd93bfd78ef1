package templates

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// TestNames holds the list, the files and the summaries together.
func TestNames(t *testing.T) {
	files, err := fs.Glob(FS, "*.md")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range files {
		names = append(names, strings.TrimSuffix(f, ".md"))
	}
	if want := slices.Sorted(slices.Values(Names)); !slices.Equal(names, want) {
		t.Errorf("files %q, names %q", names, want)
	}
	for _, n := range Names {
		if Summaries[n] == "" {
			t.Errorf("%s has no summary", n)
		}
	}
}

// TestSections holds that every template has what the gates ask for, nothing
// filled in, and no text that a reader would see before anybody wrote any.
func TestSections(t *testing.T) {
	for _, n := range Names {
		src, err := FS.ReadFile(n + ".md")
		if err != nil {
			t.Fatal(err)
		}
		d := document.Parse(src)
		if faults := d.Faults(); len(faults) > 0 {
			t.Errorf("%s: %v", n, faults)
		}
		for _, spec := range incident.Sections {
			s, ok := incident.FindSection(d, spec.Name)
			if !ok {
				t.Errorf("%s has no section for %s", n, spec.Name)
			} else if incident.Filled(d, s) {
				t.Errorf("%s: section %s is filled", n, spec.Name)
			}
		}
		if prose := d.Body().Prose; len(prose) > 0 {
			t.Errorf("%s shows text when rendered: %q", n, prose[0].Text)
		}
	}
}
