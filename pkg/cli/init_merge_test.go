package cli

import (
	"slices"
	"testing"
	"testing/fstest"

	"github.com/postmortem-md/pm/pkg/config"
)

func TestAttributeLines(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		config config.Config
		want   []string
	}{
		{config.Config{Dir: []string{"."}}, []string{"/**/*.md merge=pm", "/**/[_.]* !merge", "/**/[_.]*/** !merge"}},
		{config.Config{Dir: []string{"p", "teams/*/my incidents"}, Include: []string{"*.qmd"}}, []string{
			"/p/**/*.md merge=pm", "/p/**/*.qmd merge=pm",
			`"/teams/*/my incidents/**/*.md" merge=pm`, `"/teams/*/my incidents/**/*.qmd" merge=pm`,
			"/p/**/[_.]* !merge", "/p/**/[_.]*/** !merge",
			`"/teams/*/my incidents/**/[_.]*" !merge`, `"/teams/*/my incidents/**/[_.]*/**" !merge`,
			`"/teams/[_.]*/my incidents/**" !merge`,
		}},
	} {
		if got := attributeLines(newLayout(&c.config, fstest.MapFS{})); !slices.Equal(got, c.want) {
			t.Errorf("%v: got %q, want %q", c.config.Dir, got, c.want)
		}
	}
}

// TestAttributes: lines are added once and taken away again, and all others
// stay as they are.
func TestAttributes(t *testing.T) {
	t.Parallel()
	lines := []string{"/a/**/*.md merge=pm", `"/b c/**/*.md" merge=pm`}
	for _, c := range []struct{ src, with, without string }{
		{"", "/a/**/*.md merge=pm\n\"/b c/**/*.md\" merge=pm\n", ""},
		{"*.bin binary", "*.bin binary\n/a/**/*.md merge=pm\n\"/b c/**/*.md\" merge=pm\n", "*.bin binary\n"},
		{"* text\r\n", "* text\r\n/a/**/*.md merge=pm\r\n\"/b c/**/*.md\" merge=pm\r\n", "* text\r\n"},
		{" /a/**/*.md merge=pm\n*.x text merge=pm\n", " /a/**/*.md merge=pm\n*.x text merge=pm\n\"/b c/**/*.md\" merge=pm\n", "*.x text merge=pm\n"},
		{"/q/**/[_.]* !merge\n/b/* !merge\n", "/q/**/[_.]* !merge\n/b/* !merge\n/a/**/*.md merge=pm\n\"/b c/**/*.md\" merge=pm\n", "/b/* !merge\n"},
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
