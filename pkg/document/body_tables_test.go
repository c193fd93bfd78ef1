package document

import (
	"fmt"
	"strings"
	"testing"

	"github.com/yuin/goldmark/text"
)

// grid writes a table as rows of cells, each its text and the bytes it covers.
func grid(src string, t *Table) string {
	var b strings.Builder
	line := func(cells []Cell) {
		for _, c := range cells {
			fmt.Fprintf(&b, "%q %q;", c.Text, src[c.Span.Start:c.Span.End])
		}
		b.WriteByte('\n')
	}
	line(t.Head)
	for _, r := range t.Rows {
		fmt.Fprintf(&b, "%q: ", src[r.Span.Start:r.Span.End])
		line(r.Cells)
	}
	return b.String()
}

func TestTables(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"plain", "|a|b|\n|-|-|\n|c|d|\n", "\"a\" \"a\";\"b\" \"b\";\n\"|c|d|\": \"c\" \"c\";\"d\" \"d\";\n"},
		{"no outer pipes", "a | b\n:-- | --:\nc | d\n", "\"a\" \"a\";\"b\" \"b\";\n\"c | d\": \"c\" \"c\";\"d\" \"d\";\n"},
		{"one column", "| a |\n|---|\n| b |", "\"a\" \"a\";\n\"| b |\": \"b\" \"b\";\n"},
		{"one column without pipes", "a\n:-:\nb", "\"a\" \"a\";\n\"b\": \"b\" \"b\";\n"},
		{"carriage returns", "|a|b|\r\n|-|-|\r\n|c|d|\r\n", "\"a\" \"a\";\"b\" \"b\";\n\"|c|d|\": \"c\" \"c\";\"d\" \"d\";\n"},
		{"escaped pipes", "|a|b|\n|-|-|\n|c\\|c|`d\\|d`|\n", "\"a\" \"a\";\"b\" \"b\";\n\"|c\\\\|c|`d\\\\|d`|\": \"c|c\" \"c\\\\|c\";\"d|d\" \"`d\\\\|d`\";\n"},
		{"escaped last pipe", "|a|\n|-|\n|c\\|\n", "\"a\" \"a\";\n\"|c\\\\|\": \"c|\" \"c\\\\|\";\n"},
		{"backslash before the pipe", "|a|b|\n|-|-|\n|c\\\\|d|\n", "\"a\" \"a\";\"b\" \"b\";\n\"|c\\\\\\\\|d|\": \"c\\\\\" \"c\\\\\\\\\";\"d\" \"d\";\n"},
		{"short and long rows", "|a|b|\n|-|-|\n|c|\n|d|e|f|\n", "\"a\" \"a\";\"b\" \"b\";\n\"|c|\": \"c\" \"c\";\n\"|d|e|f|\": \"d\" \"d\";\"e\" \"e\";\n"},
		{"empty cells", "||b|\n|-|-|\n| ||\n", "\"\" \"\";\"b\" \"b\";\n\"| ||\": \"\" \"\";\"\" \"\";\n"},
		{"markup", "|a|\n|-|\n|*b* [c](d)|\n", "\"a\" \"a\";\n\"|*b* [c](d)|\": \"b c\" \"*b* [c](d)\";\n"},
		{"text after", "|a|\n|-|\nb\n", "\"a\" \"a\";\n\"b\": \"b\" \"b\";\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := parseBody([]byte(test.src), 0)
			if len(b.Blocks) != 1 || b.Blocks[0].Table == nil {
				t.Fatalf("not one table: %+v", b.Blocks)
			}
			if got := grid(test.src, b.Blocks[0].Table); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestNoTables(t *testing.T) {
	for _, src := range []string{"a | b\n", "|a|b|\n|-|\n|c|\n", "a\n---\n", "a | b\n-- x --\n", "|\n|-|\n", "|a|\n||\n", "|a|\n|:|\n"} {
		for _, b := range parseBody([]byte(src), 0).Blocks {
			if b.Kind == TableBlock {
				t.Errorf("%q is a table", src)
			}
		}
	}
}

// A paragraph ends where a table begins, though no blank line parts them.
func TestTableUnderText(t *testing.T) {
	const src = "one\r\ntwo\r\n  |a|b|\r\n|-|-|\r\n|c|d|\r\n\r\nthree\r\n"
	var got []string
	for _, b := range parseBody([]byte(src), 0).Blocks {
		got = append(got, fmt.Sprintf("%d %q", b.Kind, src[b.Span.Start:b.Span.End]))
	}
	want := []string{`0 "one\r\ntwo"`, `3 "  |a|b|\r\n|-|-|\r\n|c|d|"`, `0 "three"`}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestAlignments(t *testing.T) {
	tests := map[string]string{
		"|---|:--|--:|:-:|": "none left right center", ":-": "left", "| - |": "none",
		"|::-|": "", "|-:-|": "", "|:|": "", "| |": "", "---": "", "-:x": "", "|--::|": "",
	}
	for line, want := range tests {
		var got []string
		for _, a := range alignments([]byte(line), text.NewSegment(0, len(line))) {
			got = append(got, a.String())
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}
