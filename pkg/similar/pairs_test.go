package similar

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestPairs measures how often a known repeat is found. PM_PAIRS is a file with a
// pair on each line: the incident asked about, a tab, the one that is to be found,
// both paths beside that file. All Markdown files of the first one's folder are gone
// through. It asserts nothing: what the files are like is not known here.
func TestPairs(t *testing.T) {
	list := os.Getenv("PM_PAIRS")
	raw, err := os.ReadFile(list)
	if err != nil {
		t.Skip("PM_PAIRS is a file of pairs to measure with")
	}
	first, three, all := 0, 0, 0
	for line := range strings.Lines(string(raw)) {
		pair := strings.Split(strings.TrimSpace(line), "\t")
		if len(pair) < 2 || strings.HasPrefix(line, "#") {
			continue
		}
		rank := rankOf(t, filepath.Join(filepath.Dir(list), pair[0]), filepath.Join(filepath.Dir(list), pair[1]))
		if all++; rank == 1 {
			first++
		}
		if rank > 0 && rank <= 3 {
			three++
		}
		t.Logf("%4d %s -> %s", rank, pair[0], pair[1])
	}
	t.Logf("found first: %d, in the first three: %d, of %d", first, three, all)
}

// rankOf is the place at which a file is found, from 1; 0 for not at all.
func rankOf(t *testing.T, asked, wanted string) int {
	t.Helper()
	src, err := os.ReadFile(asked)
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(filepath.Dir(asked), "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	x := NewIndex(FromFile(src))
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if f != asked {
			x.Add(data)
			names = append(names, f)
		}
	}
	for n, m := range x.Nearest(len(names)) {
		if names[m.Doc] == wanted {
			return n + 1
		}
	}
	return 0
}
