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
		{"an ampersand before an entity", "a&b\\\\c &#65; & x &amp; y&0&lt;\n", []string{"a&b\\c A & x & y&0<"}},
		{"links", "[a *b*](c) ![d](e) [f]\n\n[f]: g\n", []string{"a b " + Object + " f"}},
		{"addresses", "see https://a.b/c_d_e. Or <https://f.g>, (http://h.i) x:// 12:30\n", []string{"see " + Object + ". Or " + Object + ", (" + Object + ") " + Object + " 12:30"}},
		{"line breaks", "a  \nb\\\nc\r\nd\n", []string{"a b c d"}},
		{"quotations in items", "- a\n  > b\n\n  c\n- > d\n", []string{"a", "c"}},
		{"headings in items", "- a\n\n  ## b\n", []string{"a"}},
		{"titles of links", "[a](b \"c\") ![d](e \"f\")\n", []string{"a " + Object}},
		{"words in tags", "a <q>b [c](d)</q> <CODE>e</CODE> <b>f</b> <q>g\n", []string{"a " + Object + " " + Object + " f g"}},
		{"tags in tags", "a <q>b <code>c</code> ![d](e)</q> f\n", []string{"a " + Object + " f"}},
		{"quotations in HTML", "<blockquote>\n\na\n\n<blockquote>\n\nb\n\n</blockquote>\n\n- c\n\n</blockquote>\n\nd\n", []string{"d"}},
		{"a quotation without end", "<blockquote>\n\na\n", []string{"a"}},
		{"an end without quotation", "a\n\n</blockquote>\n\nb\n", []string{"a", "b"}},
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

// TestHeadingOfProse: what looks like a heading is told from bold words.
func TestHeadingOfProse(t *testing.T) {
	for src, want := range map[string]string{
		"**Impact**: none\n":             "Impact:",
		"**Impact:** none\n":             "Impact:",
		"***Impact*** : none\n":          "Impact :",
		"- **Why?** It was full.\n":      "Why?",
		"- [ ] **Impact**: none\n":       "Impact:",
		"__What went well__\n":           "What went well",
		"**The disk was full.**\n":       "",
		"**The disk** was full\n":        "",
		"**The disk** was `full`: yes\n": "",
		"*Impact*: none\n":               "",
		"Impact: none\n":                 "",
		"****\n":                         "",
		"|**a** b|c|\n|-|-|\n":           "a b",
	} {
		for _, p := range parseBody([]byte(src), 0).Prose[:1] {
			if got := p.Text[:p.Heading]; got != want {
				t.Errorf("%q: the heading is %q, want %q", src, got, want)
			}
		}
	}
	b := parseBody([]byte("|a|\n|-|\n|b|\n"), 0)
	if b.Prose[0].Heading != 1 || b.Prose[1].Heading != 0 {
		t.Errorf("of a table's head and body %d and %d bytes are headings", b.Prose[0].Heading, b.Prose[1].Heading)
	}
}

// TestLinksInQuotedTags: nothing that a body points at is lost with the words.
func TestLinksInQuotedTags(t *testing.T) {
	b := parseBody([]byte("<q>[a](b) ![c](d) *[e](f)*</q>\n"), 0)
	var got []string
	for _, l := range b.Links {
		got = append(got, l.Destination)
	}
	if !slices.Equal(got, []string{"b", "d", "f"}) || len(b.Tags) != 2 {
		t.Errorf("links %q and %d tags", got, len(b.Tags))
	}
}
