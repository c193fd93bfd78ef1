package document

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
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
	if len(table.Head) != 2 || len(table.Rows) != 2 || len(table.Rows[1].Cells) != 1 {
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
	if p.Text != "para & one  two l "+Object+" "+Object+" r Ref" {
		t.Fatalf("prose %q", p.Text)
	}
	for _, word := range []string{"para", "&", "one", "two", "l", Object, "Ref"} {
		i := strings.Index(p.Text, word)
		got := slice(p.Source(i, i+len(word)))
		want := map[string]string{"&": "&amp;", Object: "![i](<p q.png>)"}[word]
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

func TestSectionsNest(t *testing.T) {
	src := strings.ReplaceAll("a\n\n# A\n\nb\n\n## B ##\n\n### C\nc\n## D\n\nE\n==\nd\n> # F\n\n- # G\n\n##\n", "\n", "\r\n")
	var got []string
	for _, s := range parseBody([]byte(src), 0).Sections() {
		got = append(got, fmt.Sprintf("%d %s %q %d", s.Heading.Level, s.Heading.Text, src[s.Content.Start:s.Content.End], len(s.Blocks)))
	}
	want := []string{
		`1 A "\r\nb\r\n\r\n## B ##\r\n\r\n### C\r\nc\r\n## D\r\n\r\n" 5`, `2 B "\r\n### C\r\nc\r\n" 2`, `3 C "c\r\n" 1`, `2 D "\r\n" 0`,
		`1 E "d\r\n> # F\r\n\r\n- # G\r\n\r\n##\r\n" 4`, `2  "" 0`,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestComments(t *testing.T) {
	const src = "<!-- a\n\nb --> c\n\nd <!-- e\nf --> g <!----> <!-->\n\n- <!-- h\n  i -->\n- j <!--k-->\n\n> <!-- l -->\n\n" +
		"|m|\n|-|\n|<!-- n -->|\n\n`<!-- o -->`\n\n    <!-- p -->\n\n<div><!-- q --><!-- r -->\n</div>\n\n<!-- s\n\nt\n"
	var got []string
	for _, c := range parseBody([]byte(src), 0).Comments {
		got = append(got, src[c.Start:c.End])
	}
	want := []string{
		"<!-- a\n\nb -->", "<!-- e\nf -->", "<!---->", "<!-->", "<!-- h\n  i -->", "<!--k-->", "<!-- l -->", "<!-- n -->",
		"<!-- q -->", "<!-- r -->", "<!-- s\n\nt",
	}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

func TestAnchor(t *testing.T) {
	tests := map[string]string{
		"What happened?": "what-happened", "How can it be avoided in the future?": "how-can-it-be-avoided-in-the-future",
		"5xx — über & `code_x`": "5xx--über--code_x", "Zeit_linie 3.1": "zeit_linie-31", "日本 語": "日本-語", "": "",
	}
	for heading, want := range tests {
		if got := Anchor(heading); got != want {
			t.Errorf("Anchor(%q) = %q, want %q", heading, got, want)
		}
	}
}

func TestAnchors(t *testing.T) {
	const src = "# A\n## A-1\n# a\n# A!\n> # Q\n\n- # L\n\n<a name='x'></a> <p\nid=y> <b title=id=z>\n\n<div id=\"w\">\n</div>\n"
	got := slices.Sorted(maps.Keys(parseBody([]byte(src), 0).Anchors))
	if want := []string{"a", "a-1", "a-2", "a-3", "l", "q", "w", "x", "y"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Definitions are no block, and end the block before them.
func TestDefinitions(t *testing.T) {
	const src = "a\n\n[b]: c\n[d]: e\nf\n"
	b := parseBody([]byte(src), 0)
	if len(b.Blocks) != 2 || src[b.Blocks[0].Span.Start:b.Blocks[0].Span.End] != "a" || src[b.Blocks[1].Span.Start:b.Blocks[1].Span.End] != "f" {
		t.Errorf("blocks: %+v", b.Blocks)
	}
}

func TestTooLong(t *testing.T) {
	long := "---\ntitle: x\n---\n" + strings.Repeat("0123456789\n", MaxBody/11+10)
	d := Parse([]byte(long))
	if f := d.Faults(); len(f) != 1 || f[0].Kind != TooLong || long[f[0].Span.Start-1] != '\n' {
		t.Fatalf("faults: %+v", f)
	}
	if end := d.Body().Blocks[0].Span.End; end != d.Faults()[0].Span.Start-1 {
		t.Errorf("the body ends at %d, want before %d", end, d.Faults()[0].Span.Start)
	}
	if f := Parse([]byte(long[:MaxBody])).Faults(); len(f) != 0 {
		t.Errorf("faults of a file that is just short enough: %+v", f)
	}
}

func TestConcurrentBodies(t *testing.T) {
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 20 {
				if b := bodyOf(bodySource); len(b.Links) != 6 {
					t.Errorf("%d links", len(b.Links))
				}
			}
		})
	}
	group.Wait()
}
