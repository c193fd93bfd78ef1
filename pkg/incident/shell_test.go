package incident

import "testing"

func TestShellWord(t *testing.T) {
	for s, want := range map[string]string{
		"a/b-c_1.md":      "a/b-c_1.md",
		"checkout#canary": "checkout#canary",
		"#canary":         "'#canary'",
		"":                "''",
		"a b":             "'a b'",
		"it's":            `'it'\''s'`,
		"$(rm)":           "'$(rm)'",
		"a\nb":            "'a\nb'",
		"postmortem: new": "'postmortem: new'",
	} {
		if got := ShellWord(s); got != want {
			t.Errorf("ShellWord(%q) = %s, want %s", s, got, want)
		}
	}
}
