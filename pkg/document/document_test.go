package document

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// faultLines shows faults as "line:column kind (subject)".
func faultLines(d *Document) []string {
	lines := []string{}
	for _, f := range d.Faults() {
		p := d.Position(f.Span.Start)
		s := fmt.Sprintf("%d:%d %s", p.Line, p.Column, f.Kind)
		if f.Subject != "" {
			s += " " + f.Subject
		}
		lines = append(lines, s)
	}
	return lines
}

// faultTests are files and what is wrong with each.
var faultTests = []struct {
	name, src string
	want      []string
	keys      int // -1 when there is no mapping to read
}{
	{"good", "---\na: 1\n---\n# T\n", nil, 1},
	{"crlf", "---\r\na: 1\r\nb: 2\r\n---\r\n", nil, 2},
	{"blanks after the delimiters", "--- \t\na: 1\n---  \nx", nil, 1},
	{"closed at the end of the file", "---\na: 1\n---", nil, 1},
	{"no key at all", "---\n---\n", nil, 0},
	{"blank lines only", "---\n\n\n---\n", nil, 0},
	{"rules in the body", "---\na: 1\n---\nx\n\n---\n\ny\n---\n", nil, 1},
	{"empty", "", []string{"1:1 missing"}, -1},
	{"plain Markdown", "# T\n\ntext\n", []string{"1:1 missing"}, -1},
	{"TOML", "+++\na = 1\n+++\n", []string{"1:1 missing"}, -1},
	{"byte order mark", "\ufeff---\na: 1\n---\n", []string{"1:1 byte-order-mark"}, 1},
	{"byte order mark alone", "\ufeff# T\n", []string{"1:1 byte-order-mark", "1:2 missing"}, -1},
	{"UTF-16", "\xff\xfe-\x00-\x00", []string{"1:1 encoding", "1:1 missing"}, -1},
	{"unclosed", "---\na: 1\nb: 2\n\n# T\n", []string{"1:1 unclosed"}, -1},
	{"dots", "---\na: 1\n...\nx\n\n---\ny\n", []string{"3:1 delimiter"}, 1},
	{"comment behind the closer", "---\na: 1\n--- # c\nx\n", []string{"3:1 delimiter"}, 1},
	{"four dashes close", "---\na: 1\n----\n", []string{"3:1 delimiter"}, -1},
	{"indented closer", "---\na: 1\n ---\n# T\n", []string{"3:1 delimiter"}, -1},
	{"four dashes open", "----\na: 1\n---\n", []string{"1:1 delimiter"}, -1},
	{"comment behind the opener", "--- # c\na: 1\n---\n", []string{"1:1 delimiter"}, -1},
	{"indented opener", " ---\na: 1\n---\n", []string{"1:1 delimiter"}, -1},
	{"blank line above", "\n---\na: 1\n---\n", []string{"2:1 delimiter"}, -1},
	{"carriage returns", "---\ra: 1\r---\rx", []string{"1:1 delimiter"}, -1},
	{"thematic break", "---\n\n# T\n\ntext\n", []string{"1:1 missing"}, -1},
	{"text between breaks", "---\n\ntext\n\n---\n", []string{"3:1 not-mapping"}, -1},
	{"headings between breaks", "---\n\n# T\n\n---\n", []string{"3:1 not-mapping"}, 0},
	{"a list", "---\n- a\n---\n", []string{"2:1 not-mapping"}, -1},
	{"indented rule in a block scalar", "---\na: |\n  x\n  ---\n  y\nb: 2\n---\n", []string{"4:1 inner-delimiter"}, 2},
	{"rule in a block scalar", "---\na: |\n  x\n---\n  y\nb: 2\n---\n", []string{"4:1 inner-delimiter"}, 1},
	{"indented dots inside dots", "---\na: |\n  ...\n...\n", []string{"3:1 inner-delimiter", "4:1 delimiter"}, 1},
	{"twice at two depths", "---\na: 1\nb: [{c: 1, c: 2}]\na: 2\na: 3\n---\n", []string{"3:12 duplicate-key c", "4:1 duplicate-key a", "5:1 duplicate-key a"}, 4},
	{"quoted twin", "---\na: 1\n\"a\": 2\n---\n", []string{"3:1 duplicate-key a"}, 2},
	{"tab", "---\na:\n\tb: 1\n---\n", []string{"3:2 yaml"}, -1},
	{"three errors", "---\na: b: c\nd: \"x\n\nf: 1\ng: @x\nh: 1\n---\n", []string{"2:5 yaml", "3:4 yaml", "6:4 yaml"}, -1},
	{"errors apart", "---\na: b: c\nd: 1\ng: @x\nh: 1\n---\n", []string{"2:5 yaml", "4:4 yaml"}, -1},
	{"unknown alias", "---\na: *x\n---\n", []string{"2:4 yaml"}, -1},
	{"flow list left open", "---\na: 1\nb: [x,\n  y\nc: 2\n---\n", []string{"3:4 yaml"}, -1},
	{"quote left open", "---\na: \"x\nb: 2\n---\n", []string{"2:4 yaml"}, -1},
	{"text behind a flow mapping", "---\n{a: 1}\nb: 2\n---\n", []string{"3:1 yaml"}, -1},
	{"keys that step back", "---\n a: 1\nb: 2\n---\n", []string{"3:1 yaml"}, -1},
	{"control character", "---\na: x\ab\n---\n", []string{"2:1 encoding"}, -1},
	{"NUL in the front matter", "---\na: \x00\n---\n", []string{"2:4 encoding"}, -1},
	{"not UTF-8 in the front matter", "---\na: \xe9\n---\n", []string{"2:4 encoding"}, -1},
	{"not UTF-8 in the body", "---\na: 1\n---\ncaf\xe9\n", []string{"4:4 encoding"}, 1},
	{"alias of itself", "---\na: &x [1, *x]\n---\n", []string{"2:11 yaml"}, -1},
	{"aliases", "---\na: &x [1]\nb: *x\n---\n", nil, 2},
	{"too deep", "---\na: " + strings.Repeat("[", 99) + strings.Repeat("]", 99) + "\n---\n", []string{"2:68 yaml"}, -1},
}

func TestParseFaults(t *testing.T) {
	for _, test := range faultTests {
		t.Run(test.name, func(t *testing.T) {
			d := Parse([]byte(test.src))
			want := test.want
			if want == nil {
				want = []string{}
			}
			if diff := cmp.Diff(want, faultLines(d)); diff != "" {
				t.Errorf("faults (-want +got):\n%s", diff)
			}
			keys := -1
			if d.Front().Kind() == Mapping {
				keys = d.Front().Len()
			}
			if keys != test.keys {
				t.Errorf("keys = %d, want %d", keys, test.keys)
			}
			for _, f := range d.Faults() {
				if f.Message == "" || f.Help == "" {
					t.Errorf("%s has no message or no help", f.Kind)
				}
			}
		})
	}
}

// TestFaultMessages pins the words people read most.
func TestFaultMessages(t *testing.T) {
	tests := []struct{ src, message, help string }{
		{"+++\n", "the front matter is TOML (+++), which is not read", "rewrite it as YAML between two --- lines"},
		{"---\nowner: a\nx: 1\nowner: b\n---\n", `"owner" is there twice, on line 2 and on line 4`, "keep one of the two"},
		{"---\na:\n\t- b\n---\n", "a tab indents the line, which YAML does not allow", "indent with spaces"},
		{"---\na: 1\n----\n", `"----" does not close the front matter`, "write exactly --- at the start of the line and nothing after it"},
		{"---\na: b: c\n---\n", `there is a second ": " on the line, or the line is indented too deeply`, `put a value with ": " in it between quotes, and line keys up`},
		{"---\na: @b\n---\n", "a value begins with a character that YAML reserves", "put the value between quotes"},
		{"---\na: [\n---\n", "a list or mapping that begins with a bracket is not closed", "close it with ] or }"},
		{"---\na:1\n---\n", "the front matter is not made of key: value lines", "write a space after the colon of each key"},
		{"---\na: **b\n---\n", "a value begins with & or *, which YAML reads as an anchor or alias", "put the value between quotes"},
		{"---\na: *b\n---\n", "there is no anchor 'b' above this alias", "put text that begins with * between quotes"},
		{"---\na: \"b\nc: 1\n---\n", "a quoted value is not closed", "end it with the quote it begins with"},
	}
	for _, test := range tests {
		faults := Parse([]byte(test.src)).Faults()
		if len(faults) != 1 || faults[0].Message != test.message || faults[0].Help != test.help {
			t.Errorf("%q:\n%+v", test.src, faults)
		}
	}
}

// TestHostile runs inputs that are cheap to write and dear to read.
func TestHostile(t *testing.T) {
	const n = 1 << 16
	bomb := "a0: &a0 [x]\n"
	for i := range 30 {
		bomb += fmt.Sprintf("a%d: &a%d [*a%d, *a%d, *a%d]\n", i+1, i+1, i, i, i)
	}
	tests := map[string]string{
		"alias bomb":    bomb,
		"brackets":      strings.Repeat("[", n),
		"dashes":        strings.Repeat("- ", n),
		"indentation":   strings.Repeat("a: {", n),
		"one long line": "a: [" + strings.Repeat("é, ", n) + "]",
		"keys":          strings.Repeat("k: v\n", 2000),
		"errors":        strings.Repeat("a: b: c\n", n/4),
		"large":         "a: " + strings.Repeat("x", maxFront),
		"comments":      strings.Repeat("# c\n", n),
		"tabs":          strings.Repeat("\ta\n", n/4),
	}
	for name, front := range tests {
		d := Parse([]byte("---\n" + front + "\n---\n"))
		if err := checkSpans(d); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if name != "one long line" && len(d.Faults()) == 0 {
			t.Errorf("%s: no fault", name)
		}
		if _, err := d.Edit(Set(At("new"), StringValue("x"))); err == nil && d.root == nil {
			t.Errorf("%s: edited", name)
		}
	}
}
