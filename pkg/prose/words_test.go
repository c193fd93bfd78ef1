package prose

import (
	"io/fs"
	"strings"
	"testing"
)

// TestWordFiles holds the files to a reason above each group, to known names,
// and every known name to a group; nothing is in a
// group twice.
func TestWordFiles(t *testing.T) {
	files, err := fs.Glob(wordFiles, "words/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files of words: %v", err)
	}
	seen, given := map[string]bool{}, map[string]bool{}
	for _, file := range files {
		text, err := fs.ReadFile(wordFiles, file)
		if err != nil {
			t.Fatal(err)
		}
		before, group, phrases := "", "", false
		for line := range strings.Lines(string(text)) {
			line = strings.TrimSpace(line)
			if strings.HasPrefix(line, ":") {
				name, how, _ := strings.Cut(line[1:], " ")
				if _, known := groupNames[name]; !known {
					t.Errorf("%s: group %q is not known", file, name)
				}
				if how != "" && how != "nouns" && how != "verbs" && how != "phrases" {
					t.Errorf("%s: words of %q are given as %q", file, name, how)
				}
				if seen[name] || !strings.HasPrefix(before, "# ") {
					t.Errorf("%s: group %q is there twice or has no reason above it", file, name)
				}
				seen[name] = true
				group, phrases = name, how == "phrases"
			}
			checkTwice(t, group, line, phrases, given)
			before = line
		}
	}
	for name := range groupNames {
		if !seen[name] {
			t.Errorf("group %q has no words", name)
		}
	}
}

// checkTwice finds what a group is given twice: somebody took it for missing.
func checkTwice(t *testing.T, group, line string, phrases bool, given map[string]bool) {
	t.Helper()
	words := strings.Fields(line)
	switch {
	case line == "" || line[0] == '#' || line[0] == ':':
		return
	case phrases:
		words = []string{line}
	}
	for _, word := range words {
		if given[group+" "+word] {
			t.Errorf("%q is in group %q twice", word, group)
		}
		given[group+" "+word] = true
	}
}

func TestConjugate(t *testing.T) {
	for given, want := range map[string]string{
		"delete":                          "delete deletes deleted deleted deleting",
		"drop":                            "drop drops dropped dropped dropping",
		"copy":                            "copy copies copied copied copying",
		"push":                            "push pushes pushed pushed pushing",
		"edit/edited":                     "edit edits edited edited editing",
		"run/ran/run":                     "run runs ran run running",
		"forget/forgot/forgot/forgetting": "forget forgets forgot forgot forgetting",
		"write/wrote/written":             "write writes wrote written writing",
		"fix":                             "fix fixes fixed fixed fixing",
	} {
		v := conjugate(given)
		if got := strings.Join([]string{v.base, v.third, v.past, v.participle, v.ing}, " "); got != want {
			t.Errorf("%s: got %s, want %s", given, got, want)
		}
	}
}
