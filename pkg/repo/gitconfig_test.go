package repo

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A listed variable is what git config --list -z prints of it.
type listed struct {
	name  string
	value string
	bare  bool
}

func listEntries(entries []configEntry) []listed {
	out := []listed{}
	for _, e := range entries {
		out = append(out, listed{e.name, e.value, e.bare})
	}
	return out
}

// gitLists is the configuration as the git binary reads it.
func gitLists(t *testing.T, dir string, env []string, args ...string) ([]listed, error) {
	t.Helper()
	cmd := exec.Command(needGit(t), append([]string{"config", "--list", "-z"}, args...)...)
	cmd.Dir, cmd.Env = dir, env
	out, err := cmd.Output()
	entries := []listed{}
	for line := range bytes.SplitSeq(bytes.TrimSuffix(out, []byte{0}), []byte{0}) {
		if len(line) == 0 {
			continue
		}
		name, value, ok := strings.Cut(string(line), "\n")
		entries = append(entries, listed{name, value, !ok})
	}
	return entries, err
}

func TestParseConfigAsGit(t *testing.T) {
	for name, text := range map[string]string{
		"empty":                   "",
		"only a comment":          "# nothing\n; at all",
		"simple":                  "[user]\n\tname = Ada\n\temail=ada@example.com\n",
		"no final newline":        "[user]\nname = Ada",
		"CRLF":                    "[user]\r\n\tname = Ada Love\r\n",
		"byte order mark":         "\ufeff[user]\nname = Ada\n",
		"case":                    "[USER]\nNaMe = Ada\n",
		"subsection":              "[Remote \"Origin.X\"]\nURL = u\n",
		"subsection escape":       "[remote \"a\\\"b\\\\c\\d\"]\nurl = u\n",
		"old subsection":          "[remote.Origin]\nurl = u\n",
		"one line":                "[a] b = c\n",
		"bare key":                "[a]\nb\nc=\n",
		"bare key at the end":     "[a]\nb",
		"comment after value":     "[a]\nb = c ; d\nc = d#e\n",
		"quoted comment":          "[a]\nb = \"c ; d\" # e\n",
		"blanks":                  "[a]\nb =    c    d   \n",
		"quoted blanks":           "[a]\nb = \"  c  \"  \n",
		"blanks before quotes":    "[a]\nb = c   \"\"\n",
		"quotes in the middle":    "[a]\nb = c\" d \"e\n",
		"escapes":                 "[a]\nb = \\t\\n\\\\\\\"\\b\n",
		"continuation":            "[a]\nb = c \\\n   d\n",
		"continuation in quotes":  "[a]\nb = \"c \\\n d\"\n",
		"continuation, CRLF":      "[a]\r\nb = c \\\r\n d\r\n",
		"continuation at the end": "[a]\nb = c \\",
		"unicode":                 "[a]\nb = Zoë Ünal\n",
		"blank before equals":     "[a]\nb \t =\tc\n",
		"dash and digit":          "[a-b]\nc-1 = d\n",
		"empty subsection":        "[a \"\"]\nb = c\n",
		"repeated":                "[a]\nb = 1\nb = 2\n[c]\n[a]\nb = 3\n",
		"bad: unclosed quote":     "[a]\nb = \"c\n",
		"bad: escape":             "[a]\nb = \\x\n",
		"bad: section":            "[a\nb = c\n",
		"bad: subsection":         "[a \"b]\nb = c\n",
		"bad: after subsection":   "[a \"b\" ]\nb = c\n",
		"bad: digit first":        "[a]\n1b = c\n",
		"bad: key with blank":     "[a]\nb c = d\n",
		"bad: stray byte":         "[a]\n= c\n",
		"bad: slash in section":   "[a/b]\nc = d\n",
	} {
		t.Run(name, func(t *testing.T) { compareParse(t, []byte(text)) })
	}
}

// compareParse parses and asks git; both fail or both give the same list.
func compareParse(t *testing.T, data []byte) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "config")
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
	var got []configEntry
	gotErr := parseConfig(data, file, func(e configEntry) error {
		got = append(got, e)
		return nil
	})
	want, wantErr := gitLists(t, t.TempDir(), []string{"LC_ALL=C"}, "--file", file)
	if (gotErr != nil) != (wantErr != nil) {
		t.Fatalf("%q: error %v, git %v", data, gotErr, wantErr)
	}
	if gotErr != nil {
		return
	}
	if diff := cmp.Diff(want, listEntries(got), cmp.AllowUnexported(listed{})); diff != "" {
		t.Errorf("%q: git and we differ:\n%s", data, diff)
	}
}

func TestParseConfigNamesTheLine(t *testing.T) {
	for text, line := range map[string]int{
		"[a]\nb = c\n\n= d\n":     4,
		"[a]\nb = \"c\nd = e\n":   2,
		"[a\n":                    1,
		"[a]\nb = c\nd = \\q\n\n": 3,
	} {
		err := parseConfig([]byte(text), "f", func(configEntry) error { return nil })
		var syntax *configSyntaxError
		if !errors.As(err, &syntax) || syntax.line != line {
			t.Errorf("%q: %v, want line %d", text, err, line)
		}
	}
}

// FuzzGitConfig holds that any bytes parse or fail, that nothing hangs, and
// that names are in canonical form.
func FuzzGitConfig(f *testing.F) {
	f.Add([]byte("[a \"b\"]\n\tc = \"d\\n\" ; e\n"))
	f.Add([]byte("[a]\nb = c \\\n d\r\n"))
	f.Add([]byte("\ufeff[a.b]c"))
	f.Fuzz(func(t *testing.T, data []byte) {
		err := parseConfig(data, "f", func(e configEntry) error {
			section, subsection, key := e.split()
			if section != strings.ToLower(section) && subsection == "" || key != strings.ToLower(key) {
				return fmt.Errorf("name %q is not canonical", e.name)
			}
			return nil
		})
		var syntax *configSyntaxError
		if err != nil && !errors.As(err, &syntax) {
			t.Fatal(err)
		}
	})
}

func TestConfigBool(t *testing.T) {
	for text, want := range map[string]bool{
		"true": true, "YES": true, "on": true, "1": true, "-1": true, "1k": true, "0x10": true,
		"false": false, "no": false, "Off": false, "0": false, "": false,
	} {
		if got, ok := parseConfigBool(text); !ok || got != want {
			t.Errorf("%q: %v, %v", text, got, ok)
		}
	}
	for _, text := range []string{"maybe", "tru", "1x", "k"} {
		if _, ok := parseConfigBool(text); ok {
			t.Errorf("%q: is no boolean", text)
		}
	}
	if v, ok := (configEntry{bare: true}).bool(); !v || !ok {
		t.Error("a bare key is true")
	}
}
