package incident

import (
	"os/exec"
	"testing"
)

func TestShellWord(t *testing.T) {
	for s, want := range map[string]string{
		"a/b-c_1.md":               "a/b-c_1.md",
		"checkout#canary":          "checkout#canary",
		"#canary":                  "'#canary'",
		"":                         "''",
		"a b":                      "'a b'",
		"it's":                     `'it'\''s'`,
		"$(rm)":                    "'$(rm)'",
		"a\nb":                     `$'a\012b'`,
		"n\xff's\t\\é\uFFFD\u0085": `$'n\377\'s\011\\é�\302\205'`,
		"postmortem: new":          "'postmortem: new'",
	} {
		if got := ShellWord(s); got != want {
			t.Errorf("ShellWord(%q) = %s, want %s", s, got, want)
		}
	}
}

// TestShellWordInShell has a shell read what a name was written as.
func TestShellWordInShell(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("needs bash")
	}
	for _, s := range []string{"a\nb", "\xff\xfe", "\x01\x1b[31m2", "\t'\\'$(rm)`rm`!\"", "\u0085é\uFFFD\xc3"} {
		out, err := exec.Command(bash, "-c", "printf %s "+ShellWord(s)).Output()
		if err != nil || string(out) != s {
			t.Errorf("%q, written as %s, is read as %q, %v", s, ShellWord(s), out, err)
		}
	}
}
