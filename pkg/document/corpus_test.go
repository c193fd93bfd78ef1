package document

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// corpus reads every file under the folder named by PM_CORPUS.
func corpus(t testing.TB, under string) map[string][]byte {
	t.Helper()
	dir := os.Getenv("PM_CORPUS")
	if dir == "" {
		t.Skip("PM_CORPUS names no folder of real files")
	}
	files := map[string][]byte{}
	err := filepath.WalkDir(filepath.Join(dir, under), func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		files[path] = data
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestCorpusEdits sets a title, inserts a key and appends an action item in
// every real file: as it is, with CRLF, and without a final newline. Only the
// lines meant may differ.
func TestCorpusEdits(t *testing.T) {
	item := MapValue(Field{"id", StringValue("add-canary")}, Field{"title", StringValue("Add: a canary")}, Field{"due", PlainValue("2026-03-20")})
	changes := []struct {
		name        string
		op          Op
		gone, added int
	}{
		{"set title", Set(At("title"), StringValue("A new: title")), 1, 1},
		{"insert severity", Set(At("severity"), StringValue("sev1")), 0, 1},
		{"append item", Append(At("action_items"), item), 0, 4},
	}
	done, refused := map[string]int{}, map[string]int{}
	for path, src := range corpus(t, "icco") {
		for _, variant := range variants(src) {
			for _, c := range changes {
				d := Parse(variant)
				gone := c.gone
				if title := d.Front().Field("title"); gone > 0 && title.Kind() == None {
					gone = 0
				}
				out, err := d.Edit(c.op)
				var refusal *Refusal
				if errors.As(err, &refusal) {
					refused[c.name+": "+refusal.Reason]++
					continue
				}
				minus, plus := lineDiff(variant, out)
				if minus != gone || plus != c.added {
					t.Errorf("%s: %s: -%d +%d lines, want -%d +%d", path, c.name, minus, plus, gone, c.added)
				}
				done[c.name]++
			}
		}
	}
	t.Logf("done %v, refused %v", done, refused)
}

func variants(src []byte) [][]byte {
	lf := bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
	return [][]byte{src, bytes.ReplaceAll(lf, []byte("\n"), []byte("\r\n")), bytes.TrimRight(src, "\r\n")}
}

// lineDiff counts the lines that are gone and added between the longest
// common start and the longest common end.
func lineDiff(a, b []byte) (gone, added int) {
	x, y := strings.SplitAfter(string(a), "\n"), strings.SplitAfter(string(b), "\n")
	for len(x) > 0 && len(y) > 0 && x[0] == y[0] {
		x, y = x[1:], y[1:]
	}
	for len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	return len(x), len(y)
}

// TestCorpusSpans checks the places of every value of every real file.
func TestCorpusSpans(t *testing.T) {
	kinds := map[string]int{}
	for path, src := range corpus(t, "") {
		for i, variant := range variants(src) {
			d := Parse(variant)
			if err := checkSpans(d); err != nil {
				t.Errorf("%s, variant %d: %v", path, i, err)
			}
			for _, f := range d.Faults() {
				kinds[string(f.Kind)]++
			}
		}
	}
	t.Log(fmt.Sprint("faults ", kinds))
}
