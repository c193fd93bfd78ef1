package document

import (
	"fmt"
	"strings"
	"testing"
)

func linkLines(src string) string {
	var lines []string
	for _, l := range parseBody([]byte(src), 0).Links {
		kind := map[[2]bool]string{{true, false}: "image", {false, true}: "auto"}[[2]bool{l.Image, l.Auto}]
		lines = append(lines, fmt.Sprintf("%q %q %q %q %s", src[l.Span.Start:l.Span.End], l.Text, l.Destination, src[l.DestSpan.Start:l.DestSpan.End], kind))
	}
	return strings.Join(lines, "\n")
}

func TestLinkForms(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"plain", "a [b](c.md) d", `"[b](c.md)" "b" "c.md" "c.md" `},
		{"with a title", "[b]( c.md 'x)' )", `"[b]( c.md 'x)' )" "b" "c.md" "c.md" `},
		{"angle brackets", "[b](<c d.md>)", `"[b](<c d.md>)" "b" "c d.md" "c d.md" `},
		{"parentheses", "[b](c(d)e)", `"[b](c(d)e)" "b" "c(d)e" "c(d)e" `},
		{"escapes and entities", `[b](c\_d&amp;e)`, `"[b](c\\_d&amp;e)" "b" "c_d&e" "c\\_d&amp;e" `},
		{"empty", "[b]()", `"[b]()" "b" "" "" `},
		{"brackets in code", "[`]` b](c)", "\"[`]` b](c)\" \"] b\" \"c\" \"c\" "},
		{"a bracket in a tag", `[a <b title="]"> c](d)`, `"[a <b title=\"]\"> c](d)" "a  c" "d" "d" `},
		{"at the end of a line", "[b](c)\nd", `"[b](c)" "b" "c" "c" `},
		{"over two lines", "[a\nb](c\n'd')\n", `"[a\nb](c\n'd')" "a b" "c" "c" `},
		{"over two lines of a quotation", "> [a\n> b](\n> c)\n", `"[a\n> b](\n> c)" "a b" "c" "c" `},
		{"image", "![b *c*](d.png)", `"![b *c*](d.png)" "b c" "d.png" "d.png" image`},
		{"image in a link", "[![b](c.png)](d)", `"[![b](c.png)](d)" "b" "d" "d" ` + "\n" + `"![b](c.png)" "b" "c.png" "c.png" image`},
		{"address", "<https://a.b/c>", `"<https://a.b/c>" "https://a.b/c" "https://a.b/c" "https://a.b/c" auto`},
		{"mail", "<a@b.cd>", `"<a@b.cd>" "a@b.cd" "mailto:a@b.cd" "a@b.cd" auto`},
		{"reference", "[b][Ref]\n\n[ref]: c.md\n", `"[b][Ref]" "b" "c.md" "c.md" `},
		{"collapsed", "[ref][]\n\n[ref]: <c d.md> 'x'\n", `"[ref][]" "ref" "c d.md" "c d.md" `},
		{"shortcut", "[ref]\n\n> [ref]: c.md\n", `"[ref]" "ref" "c.md" "c.md" `},
		{"two definitions", "[ref]\n\n[ref]: c.md\n[ref]: d.md\n", `"[ref]" "ref" "c.md" "c.md" `},
		{"definition of three lines", "[ref]\n\n[ref]:\n  c.md\n  'x'\n", `"[ref]" "ref" "c.md" "c.md" `},
		{"in a heading", "# a [b](c)\n", `"[b](c)" "b" "c" "c" `},
		{"in emphasis", "*a **[b](c)***", `"[b](c)" "b" "c" "c" `},
		{"in a cell", "|a|\n|-|\n|[b](c\\|d)|\n", `"[b](c\\|d)" "b" "c|d" "c\\|d" `},
		{"in a list in a quotation", "> - [b](c)\n", `"[b](c)" "b" "c" "c" `},
		{"indented by half a tab", "- a\n\n\t[b](c)\n", `"[b](c)" "b" "c" "c" `},
		{"in code", "`[b](c)`\n\n    [b](c)\n", ""},
		{"escaped", `\[b](c)`, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := linkLines(test.src); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
			crlf := strings.ReplaceAll(test.src, "\n", "\r\n")
			if got, want := linkLines(crlf), strings.ReplaceAll(test.want, `\n`, `\r\n`); got != want {
				t.Errorf("with carriage returns: got\n%s\nwant\n%s", got, want)
			}
		})
	}
}
