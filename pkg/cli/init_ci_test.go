package cli

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/postmortem-md/pm/templates"
)

// TestPinned: a release writes workflows that name it by its commit, which nobody
// can move; a snapshot is nothing that somebody else could fetch.
func TestPinned(t *testing.T) {
	t.Cleanup(func() { version, commit = "dev", "" })
	id := strings.Repeat("0123456789", 4)
	template := "{{action}} {{version}} {{rev}} {{directory}}"
	for _, c := range []struct{ version, commit, want string }{
		{"1.2.3", id, id + " # v1.2.3 v1.2.3 v1.2.3 a b"},
		{"1.2.3-rc.1", "", "v1.2.3-rc.1 v1.2.3-rc.1 v1.2.3-rc.1 a b"},
		{"1.2.3", id[:7], "v1.2.3 v1.2.3 v1.2.3 a b"},
		{"1.2.4-snapshot", id, "main latest main a b"},
		{"dev", "", "main latest main a b"},
	} {
		version, commit = c.version, c.commit
		if got := filled("a b")(template); got != c.want {
			t.Errorf("%s (%s): got %q, want %q", c.version, c.commit, got, c.want)
		}
	}
}

// TestSettingsHaveTemplates: every word of a template is filled in.
func TestSettingsHaveTemplates(t *testing.T) {
	for system, all := range settings {
		for _, s := range all {
			text, err := fs.ReadFile(templates.CI, s.template)
			if err != nil {
				t.Fatalf("%s: %v", system, err)
			}
			for _, dir := range []string{".", "services/checkout"} {
				if got := filled(dir)(string(text)); strings.Contains(strings.ReplaceAll(got, "${{", ""), "{{") {
					t.Errorf("%s has words that nobody fills in:\n%s", s.template, got)
				}
			}
			if !strings.Contains(filled(".")(string(text)), s.mention) {
				t.Errorf("%s does not mention %s, so that it would be asked for again", s.template, s.mention)
			}
		}
	}
}

func TestPlainFolder(t *testing.T) {
	for _, dir := range []string{".", "services/checkout", "team a/möbel_1+x@y"} {
		if !plainFolder.MatchString(dir) {
			t.Errorf("%q is refused", dir)
		}
	}
	for _, dir := range []string{"", "${{ x }}", "$[[ inputs.x ]]", `a"b`, "a\nb", `a\b`, "a`b", "a$(b)"} {
		if plainFolder.MatchString(dir) {
			t.Errorf("%q is taken", dir)
		}
	}
}
