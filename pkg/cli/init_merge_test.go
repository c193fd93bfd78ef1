package cli

import (
	"slices"
	"testing"
)

func TestAttributeLines(t *testing.T) {
	l := &layout{dirs: []string{"postmortems", "teams/*/my incidents"}, patterns: []string{"*.md", "*.qmd"}}
	want := []string{
		"/postmortems/**/*.md merge=pm", "/postmortems/**/*.qmd merge=pm",
		`"/teams/*/my incidents/**/*.md" merge=pm`, `"/teams/*/my incidents/**/*.qmd" merge=pm`,
	}
	if got := attributeLines(l); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := attributeLines(&layout{dirs: []string{"."}, patterns: []string{"*.md"}}); !slices.Equal(got, []string{"/**/*.md merge=pm"}) {
		t.Errorf("the root: got %q", got)
	}
}

// TestAttributes: lines are added once and taken away again, and all others
// stay as they are.
func TestAttributes(t *testing.T) {
	lines := []string{"/a/**/*.md merge=pm", `"/b c/**/*.md" merge=pm`}
	for _, c := range []struct{ src, with, without string }{
		{"", "/a/**/*.md merge=pm\n\"/b c/**/*.md\" merge=pm\n", ""},
		{"*.bin binary", "*.bin binary\n/a/**/*.md merge=pm\n\"/b c/**/*.md\" merge=pm\n", "*.bin binary\n"},
		{"* text\r\n", "* text\r\n/a/**/*.md merge=pm\r\n\"/b c/**/*.md\" merge=pm\r\n", "* text\r\n"},
		{" /a/**/*.md merge=pm\n*.x text merge=pm\n", " /a/**/*.md merge=pm\n*.x text merge=pm\n\"/b c/**/*.md\" merge=pm\n", "*.x text merge=pm\n"},
	} {
		with := withLines([]byte(c.src), lines)
		if string(with) != c.with || string(withLines(with, lines)) != c.with {
			t.Errorf("%q with the lines is %q, want %q", c.src, with, c.with)
		}
		if got := withoutLines(with); string(got) != c.without {
			t.Errorf("%q without the lines is %q, want %q", with, got, c.without)
		}
	}
}
