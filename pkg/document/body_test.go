package document

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

const bodySource = "---\ntitle: x\n---\n" + `# A *b* ` + "`c`" + `

Setext
===

para &amp; one <!-- hi -->
two [l](a.md "t") ![i](<p q.png>) <http://x.y> [r][ref] [Ref]

- 2026-03-01T14:02:00Z **fired**
  - nested

    para
- [x] done

1. one

| h | i |
|---|---|
| a \| b | c |
| x |

> quote [q](q.md)

<a id="here"></a>

## A b c

[ref]: foo/bar.md
`

func bodyOf(src string) *Body { return Parse([]byte(src)).Body() }

func slice(s Span) string { return bodySource[s.Start:s.End] }

func TestBlocks(t *testing.T) {
	var got []string
	for _, b := range bodyOf(bodySource).Blocks {
		got = append(got, slice(b.Span))
	}
	want := []string{
		"# A *b* `c`", "Setext\n===", "para &amp; one <!-- hi -->\ntwo [l](a.md \"t\") ![i](<p q.png>) <http://x.y> [r][ref] [Ref]",
		"- 2026-03-01T14:02:00Z **fired**\n  - nested\n\n    para\n- [x] done", "1. one",
		"| h | i |\n|---|---|\n| a \\| b | c |\n| x |", "> quote [q](q.md)", "<a id=\"here\"></a>", "## A b c",
	}
	if strings.Join(got, "\x00") != strings.Join(want, "\x00") {
		t.Errorf("blocks:\n%q\nwant\n%q", got, want)
	}
}

func TestList(t *testing.T) {
	items := bodyOf(bodySource).Blocks[3].List.Items
	if len(items) != 2 || items[0].Text != "2026-03-01T14:02:00Z fired" || items[1].Task != TaskDone || items[1].Text != "done" {
		t.Fatalf("items: %+v", items)
	}
	if got := slice(items[0].Span); got != "- 2026-03-01T14:02:00Z **fired**\n  - nested\n\n    para" {
		t.Errorf("first item covers %q", got)
	}
	if got := slice(items[1].TextSpan); got != "done" {
		t.Errorf("text of a task covers %q", got)
	}
	if nested := items[0].Lists; len(nested) != 1 || nested[0].Items[0].Text != "nested" || nested[0].Items[0].Indent != 2 {
		t.Errorf("nested list: %+v", nested)
	}
}

func TestTable(t *testing.T) {
	table := bodyOf(bodySource).Blocks[5].Table
	if len(table.Head) != 2 || len(table.Rows) != 2 || len(table.Rows[1].Cells) != 2 {
		t.Fatalf("table: %+v", table)
	}
	if c := table.Rows[0].Cells[0]; c.Text != "a | b" || slice(c.Span) != `a \| b` {
		t.Errorf("cell %q covers %q", c.Text, slice(c.Span))
	}
	if got := slice(table.Rows[0].Span); got != `| a \| b | c |` {
		t.Errorf("row covers %q", got)
	}
}

func TestLinks(t *testing.T) {
	var got []string
	for _, l := range bodyOf(bodySource).Links {
		got = append(got, slice(l.Span)+" > "+l.Destination+" > "+slice(l.DestSpan))
	}
	want := []string{
		`[l](a.md "t") > a.md > a.md`, `![i](<p q.png>) > p q.png > p q.png`, `<http://x.y> > http://x.y > http://x.y`,
		`[r][ref] > foo/bar.md > foo/bar.md`, `[Ref] > foo/bar.md > foo/bar.md`, `[q](q.md) > q.md > q.md`,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("links:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestProse(t *testing.T) {
	b := bodyOf(bodySource)
	p := b.Prose[0]
	if p.Text != "para & one  two l "+Object+"  r Ref" {
		t.Fatalf("prose %q", p.Text)
	}
	for _, word := range []string{"para", "&", "one", "two", "l", Object, "Ref"} {
		i := strings.LastIndex(p.Text, word)
		got := slice(p.Source(i, i+len(word)))
		want := map[string]string{"&": "&amp;", Object: "!"}[word]
		if want == "" {
			want = word
		}
		if got != want {
			t.Errorf("%q maps to %q", word, got)
		}
	}
}

func TestAnchorsAndComments(t *testing.T) {
	b := bodyOf(bodySource)
	for _, a := range []string{"a-b-c", "a-b-c-1", "setext", "here"} {
		if !b.Anchors[a] {
			t.Errorf("no anchor %q in %v", a, b.Anchors)
		}
	}
	if len(b.Comments) != 1 || slice(b.Comments[0]) != "<!-- hi -->" {
		t.Errorf("comments %v", b.Comments)
	}
}

func TestTags(t *testing.T) {
	b := bodyOf("Ask <name of the team>, `<not this>` <br> &lt;b&gt;\n\n- <what was seen>\n\n<!-- <c> -->\n")
	src := b.src
	var got []string
	for _, s := range b.Tags {
		got = append(got, string(src[s.Start:s.End]))
	}
	if want := []string{"<name of the team>", "<br>", "<what was seen>"}; !slices.Equal(got, want) {
		t.Errorf("tags %q, want %q", got, want)
	}
}

func TestSections(t *testing.T) {
	s := bodyOf(bodySource).Sections()
	if len(s) != 3 || s[1].Heading.Text != "Setext" || len(s[1].Blocks) != 7 {
		t.Fatalf("sections %+v", s)
	}
	if got := slice(s[2].Content); got != "\n[ref]: foo/bar.md\n" {
		t.Errorf("last section holds %q", got)
	}
}

// FuzzBody holds every span inside the source and on rune boundaries, and
// sections nested, whatever the bytes.
func FuzzBody(f *testing.F) {
	f.Add(bodySource)
	f.Add(strings.ReplaceAll(bodySource, "\n", "\r\n"))
	f.Add("---\n---\n* a\n\n      b\n\n[x]: <y z>\n[x] ![a[b]](c(d)e 'f')\n\n|a\n|-\n|`|`\n")
	f.Fuzz(func(t *testing.T, src string) {
		b := bodyOf(src)
		check := func(what string, s Span) {
			if s.Start < 0 || s.End < s.Start || s.End > len(src) {
				t.Fatalf("%s: span %v of %d bytes", what, s, len(src))
			}
			if utf8.ValidString(src) && (!boundary(src, s.Start) || !boundary(src, s.End)) {
				t.Fatalf("%s: span %v cuts a rune", what, s)
			}
		}
		for _, block := range b.Blocks {
			check("block", block.Span)
			checkLists(check, block.List)
		}
		for _, l := range b.Links {
			check("link", l.Span)
			check("destination", l.DestSpan)
		}
		for _, c := range b.Comments {
			check("comment", c)
		}
		for _, p := range b.Prose {
			check("prose", p.Span)
			for i, r := range p.Text {
				check("prose map", p.Source(i, i+utf8.RuneLen(r)))
			}
		}
		for _, s := range b.Sections() {
			check("section", s.Content)
		}
	})
}

func checkLists(check func(string, Span), l *List) {
	if l == nil {
		return
	}
	for _, i := range l.Items {
		check("item", i.Span)
		check("item text", i.TextSpan)
		for _, n := range i.Lists {
			checkLists(check, &n)
		}
	}
}

func boundary(s string, at int) bool { return at == len(s) || utf8.RuneStart(s[at]) }
