package document

import (
	"fmt"
	"strings"
	"testing"
)

// outline writes a list as its items' markers, indents, texts and spans.
func outline(src string, l *List, depth int) []string {
	var lines []string
	for _, i := range l.Items {
		lines = append(lines, fmt.Sprintf("%s%s %d %q %q", strings.Repeat("  ", depth), i.Marker, i.Indent, i.Text, src[i.Span.Start:i.Span.End]))
		for n := range i.Lists {
			lines = append(lines, outline(src, &i.Lists[n], depth+1)...)
		}
	}
	return lines
}

func TestListItems(t *testing.T) {
	tests := []struct {
		name, src string
		want      []string
	}{
		{"bullets", "* a\n* b\n", []string{`* 0 "a" "* a"`, `* 0 "b" "* b"`}},
		{"numbers", "9) a\n10) b", []string{`9) 0 "a" "9) a"`, `10) 0 "b" "10) b"`}},
		{"carriage returns", "- a\r\n- b\r\n\r\n", []string{`- 0 "a" "- a"`, `- 0 "b" "- b"`}},
		{"lazy continuation", "- a\nb\n- c\n", []string{`- 0 "a b" "- a\nb"`, `- 0 "c" "- c"`}},
		{"loose", "- a\n\n  b\n\n\n- c\n", []string{`- 0 "a" "- a\n\n  b"`, `- 0 "c" "- c"`}},
		{"indented", "  - a\n  - b\n", []string{`- 2 "a" "- a"`, `- 2 "b" "- b"`}},
		{"on one line", "- - a\n  - b\n", []string{`- 0 "" "- - a\n  - b"`, `  - 2 "a" "- a"`, `  - 2 "b" "- b"`}},
		{"deeper and back", "- a\n  - b\n    - c\n  - d\n- e\n", []string{
			`- 0 "a" "- a\n  - b\n    - c\n  - d"`, `  - 2 "b" "- b\n    - c"`, `    - 4 "c" "- c"`, `  - 2 "d" "- d"`, `- 0 "e" "- e"`,
		}},
		{"nested by tabs", "- a\n\t- b\n\t- c\n", []string{`- 0 "a" "- a\n\t- b\n\t- c"`, `  - 1 "b" "- b"`, `  - 1 "c" "- c"`}},
		{"tab behind the marker", "-\ta\n-\t- b\n", []string{`- 0 "a" "-\ta"`, `- 0 "" "-\t- b"`, `  - 2 "b" "- b"`}},
		{"empty items", "-\n- \n- a\n", []string{`- 0 "" "-"`, `- 0 "" "- "`, `- 0 "a" "- a"`}},
		{"empty items by tabs", "- # a\n\t-\n\t- b\n", []string{`- 0 "" "- # a\n\t-\n\t- b"`, `  - 1 "" "-"`, `  - 1 "b" "- b"`}},
		{"text after the nested list", "- a\n  - b\n\n  c\n", []string{`- 0 "a" "- a\n  - b\n\n  c"`, `  - 2 "b" "- b"`}},
		{"code in the item", "- a\n\n      b\n- ```\n  c\n\n  ```\n", []string{`- 0 "a" "- a\n\n      b"`, `- 0 "" "- ` + "```" + `\n  c\n\n  ` + "```" + `"`}},
		{"markup", "- *a* `b` [c](d) &amp; <e@f.g>\n", []string{"- 0 \"a b c & e@f.g\" \"- *a* `b` [c](d) &amp; <e@f.g>\""}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := parseBody([]byte(test.src), 0)
			if len(b.Blocks) != 1 || b.Blocks[0].List == nil {
				t.Fatalf("not one list: %+v", b.Blocks)
			}
			if got, want := strings.Join(outline(test.src, b.Blocks[0].List, 0), "\n"), strings.Join(test.want, "\n"); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestTasks(t *testing.T) {
	tests := []struct {
		item, text, covers string
		task               Task
	}{
		{"- [ ] a b", "a b", "a b", TaskOpen},
		{"- [x]  a", "a", "a", TaskDone},
		{"1. [X] a\n   b", "a b", "a\n   b", TaskDone},
		{"- [ ]\ta", "a", "a", TaskOpen},
		{"- [ ]", "", "", TaskOpen},
		{"- [x]a", "[x]a", "[x]a", NoTask},
		{"- [y] a", "[y] a", "[y] a", NoTask},
		{"- [x](b) a", "x a", "[x](b) a", NoTask},
		{"- a [ ] b", "a [ ] b", "a [ ] b", NoTask},
	}
	for _, test := range tests {
		item := parseBody([]byte(test.item), 0).Blocks[0].List.Items[0]
		if item.Task != test.task || item.Text != test.text {
			t.Errorf("%q: task %d %q, want %d %q", test.item, item.Task, item.Text, test.task, test.text)
		}
		if got := test.item[item.TextSpan.Start:item.TextSpan.End]; got != test.covers {
			t.Errorf("%q: the text covers %q, want %q", test.item, got, test.covers)
		}
	}
}
