package lint

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/postmortem-md/pm/pkg/document"
)

// TestSuggestions finds the bytes of every fix again by line and column, as a tool
// does that patches lines.
func TestSuggestions(t *testing.T) {
	files, err := filepath.Glob("../../testdata/lint/*/*.md")
	if err != nil || len(files) == 0 {
		t.Fatalf("no test data: %v", err)
	}
	single, several := 0, 0
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range New(Options{}).File(filepath.Base(file), src, nil) {
			if want := f.Bytes.Start; want == 0 || byteOffset(src, f.Start.Line, int(want)) < 0 {
				t.Errorf("%s: %s is not on line %d, column %d of bytes", file, f.Rule, f.Start.Line, want)
			}
			switch {
			case len(f.Fix) > 1:
				several++
				if f.Suggest != nil {
					t.Errorf("%s: %s suggests a part of its fix", file, f.Rule)
				}
			case len(f.Fix) == 1:
				single++
				s := f.Suggest
				at := document.Span{Start: byteOffset(src, s.Start.Line, s.Start.Column), End: byteOffset(src, s.End.Line, s.End.Column)}
				if at != f.Fix[0].Span || s.Text != f.Fix[0].Text {
					t.Errorf("%s: %s suggests %q at %v, and its fix is %+v", file, f.Rule, s.Text, at, f.Fix[0])
				}
			}
		}
	}
	if single == 0 || several == 0 {
		t.Errorf("%d fixes of one edit and %d of several; both are to be seen", single, several)
	}
}

// byteOffset is where a line and a column of bytes are in src, -1 for nowhere.
func byteOffset(src []byte, line, column int) int {
	at := 0
	for range line - 1 {
		n := bytes.IndexByte(src[at:], '\n')
		if n < 0 {
			return -1
		}
		at += n + 1
	}
	if end := bytes.IndexByte(src[at:], '\n'); column < 1 || end >= 0 && column-1 > end || at+column-1 > len(src) {
		return -1
	}
	return at + column - 1
}
