package prose

import (
	"bufio"
	"os"
	"strings"
	"testing"
)

// readCase is a sentence and the remarks on it.
type readCase struct{ sentence, want string }

// readCases reads testdata/read.txt: a sentence, and below it, indented, each
// remark as `class agent "words"`.
func readCases(t testing.TB) []readCase {
	t.Helper()
	f, err := os.Open("testdata/read.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []readCase
	for lines := bufio.NewScanner(f); lines.Scan(); {
		line := lines.Text()
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '\t':
			last := &all[len(all)-1]
			if last.want != "" {
				last.want += "; "
			}
			last.want += strings.TrimSpace(line)
		default:
			all = append(all, readCase{sentence: line})
		}
	}
	if len(all) == 0 {
		t.Fatal("testdata/read.txt has no sentences")
	}
	return all
}
