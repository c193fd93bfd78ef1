package document

import (
	"slices"
	"strings"
	"testing"
)

func proseOf(src string) []string {
	var texts []string
	for _, p := range parseBody([]byte(src), 0).Prose {
		texts = append(texts, p.Text)
	}
	return texts
}

func TestProseOfBlocks(t *testing.T) {
	tests := []struct {
		name, src string
		want      []string
	}{
		{"paragraphs", "a\n\nb\nc\n", []string{"a", "b c"}},
		{"no headings", "# a\n\nb\n=\n\nc\n", []string{"c"}},
		{"no code", "    a\n\n```\nb\n```\n\nc `d` e\n", []string{"c " + Object + " e"}},
		{"no quotations", "> a\n>\n> - b\n\nc\n", []string{"c"}},
		{"no HTML", "<div>\na\n</div>\n\n<!-- b\n\nb -->\nc <!-- d --> <br> e\n", []string{"c   e"}},
		{"lists", "- a\n\n  b\n  - c\n1. [x] d\n", []string{"a", "b", "c", "d"}},
		{"tables", "|a|b|\n|-|-|\n|c||\n", []string{"a", "b", "c"}},
		{"strikethrough", "a ~~b c~~ ~d~ ~~~e~~~ ~~f~ 3~4\n", []string{"a b c d ~~~e~~~ ~~f~ 3~4"}},
		{"emphasis", "*a* __b__ **c*d*e** 2\\*3 * 4\n", []string{"a b cde 2*3 * 4"}},
		{"entities", "a&nbsp;b &lt; &#65; &bogus; & &amp\n", []string{"a\u00a0b < A &bogus; & &amp"}},
		{"links", "[a *b*](c) ![d](e) [f]\n\n[f]: g\n", []string{"a b " + Object + " f"}},
		{"addresses", "see https://a.b/c_d_e. Or <https://f.g>, (http://h.i) x:// 12:30\n", []string{"see " + Object + ". Or " + Object + ", (" + Object + ") " + Object + " 12:30"}},
		{"line breaks", "a  \nb\\\nc\r\nd\n", []string{"a b c d"}},
		{"half a tab", "- a\n\n\tb\n", []string{"a", "b"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := proseOf(test.src); !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestProseSource(t *testing.T) {
	const src = "*a* &lt;b&gt; `c d` [e](f) g\\*h\n> i\n> http://j.k l é ![m](n)\n"
	tests := []struct{ text, want string }{
		{"a", "a"},
		{"a <", "a* &lt;"},
		{"<b>", "&lt;b&gt;"},
		{"b", "b"},
		{"> ", "&gt; "},
		{Object + " e", "`c d` [e"},
		{"g*h", `g\*h`},
		{"*", `\*`},
		{"h", "h"},
	}
	p := parseBody([]byte(src), 0).Prose[0]
	for _, test := range tests {
		at := strings.Index(p.Text, test.text)
		if at < 0 {
			t.Fatalf("no %q in %q", test.text, p.Text)
		}
		if s := p.Source(at, at+len(test.text)); src[s.Start:s.End] != test.want {
			t.Errorf("%q comes from %q, want %q", test.text, src[s.Start:s.End], test.want)
		}
	}
	if s := p.Source(0, 0); s != (Span{1, 1}) {
		t.Errorf("the empty start is at %v", s)
	}
	if s := (Prose{Span: Span{3, 4}}).Source(0, 0); s != (Span{3, 3}) {
		t.Errorf("no text at all is at %v", s)
	}
}
