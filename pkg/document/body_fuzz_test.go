package document

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// bodyChecker holds a body to what every body keeps, whatever the bytes.
type bodyChecker struct {
	t     *testing.T
	src   string
	valid bool
}

// FuzzBody holds every span inside the source and on rune boundaries, blocks,
// items and cells in order inside what they are part of, sections nested, and
// prose equal to the bytes that it is mapped to.
func FuzzBody(f *testing.F) {
	f.Add(bodySource)
	f.Add(strings.ReplaceAll(bodySource, "\n", "\r\n"))
	f.Add("---\n---\n* a\n\n      b\n\n[x]: <y z>\n[x] ![a[b]](c(d)e 'f')\n\n|a\n|-\n|`|`\n")
	f.Add("- # a\n\t-\n\t- b\n-\t-\t1. c\n> - d\n\n|a|b\n|-|:-\n|\\|`\\|`|\n\nhttps://a_*b_* &amp; <x y> <!-- \n")
	f.Add("- [ ] **a**: <q>b [c](d) ![e](f)</q>\n\n<blockquote>\n\n***g***\n\n</blockquote>\n<code>**h** *i</code>*\n")
	f.Fuzz(func(t *testing.T, src string) {
		c := bodyChecker{t, src, utf8.ValidString(src)}
		b := bodyOf(src)
		c.blocks(b)
		c.sections(b)
		for _, l := range b.Links {
			c.span("link", l.Span)
			c.span("destination", l.DestSpan)
		}
		for _, s := range b.Comments {
			c.span("comment", s)
			if !strings.HasPrefix(src[s.Start:s.End], "<!--") {
				t.Fatalf("comment %q", src[s.Start:s.End])
			}
		}
		for _, p := range b.Prose {
			c.prose(p)
		}
	})
}

func (c bodyChecker) span(what string, s Span) {
	if s.Start < 0 || s.End < s.Start || s.End > len(c.src) {
		c.t.Fatalf("%s: span %v of %d bytes", what, s, len(c.src))
	}
	if c.valid && (!boundary(c.src, s.Start) || !boundary(c.src, s.End)) {
		c.t.Fatalf("%s: span %v cuts a rune", what, s)
	}
}

func boundary(s string, at int) bool { return at == len(s) || utf8.RuneStart(s[at]) }

// inside also holds s behind after and in outer.
func (c bodyChecker) inside(what string, s Span, after int, outer Span) {
	c.span(what, s)
	if s.Start < after || s.Start < outer.Start || s.End > outer.End {
		c.t.Fatalf("%s: %v is not in %v behind %d", what, s, outer, after)
	}
}

func (c bodyChecker) blocks(b *Body) {
	after := 0
	for _, block := range b.Blocks {
		c.inside("block", block.Span, after, Span{0, len(c.src)})
		after = block.Span.End
		if block.List != nil {
			c.list(*block.List, block.Span)
		}
		if block.Table != nil {
			c.table(block.Table, block.Span)
		}
	}
}

func (c bodyChecker) list(l List, outer Span) {
	after := outer.Start
	for _, item := range l.Items {
		c.inside("item", item.Span, after, outer)
		after = item.Span.End
		if !strings.HasPrefix(c.src[item.Span.Start:], item.Marker) || item.Marker == "" {
			c.t.Fatalf("item %v has the marker %q", item.Span, item.Marker)
		}
		if !item.TextSpan.IsZero() {
			c.inside("item's text", item.TextSpan, 0, item.Span)
		}
		for _, nested := range item.Lists {
			c.list(nested, item.Span)
		}
	}
}

func (c bodyChecker) table(t *Table, outer Span) {
	after := outer.Start
	for _, row := range t.Rows {
		c.inside("row", row.Span, after, outer)
		after = row.Span.End
		cell := row.Span.Start
		for _, one := range row.Cells {
			c.inside("cell", one.Span, cell, row.Span)
			cell = one.Span.End
		}
		if len(row.Cells) > len(t.Head) {
			c.t.Fatalf("%d cells under a head of %d", len(row.Cells), len(t.Head))
		}
	}
}

func (c bodyChecker) sections(b *Body) {
	all := b.Sections()
	for i, s := range all {
		c.inside("section", s.Content, s.Heading.Span.End, Span{0, len(c.src)})
		if i == 0 {
			continue
		}
		last := all[i-1]
		nested := s.Heading.Level > last.Heading.Level && s.Content.End <= last.Content.End
		if !nested && s.Heading.Span.Start < last.Content.End {
			c.t.Fatalf("section %v overlaps the one before, %v", s.Content, last.Content)
		}
	}
}

func (c bodyChecker) prose(p Prose) {
	c.span("prose", p.Span)
	for i, r := range p.Text {
		s := p.Source(i, i+utf8.RuneLen(r))
		c.span("prose map", s)
		if !c.valid || s.Len() == 0 {
			continue
		}
		if got := c.src[s.Start:s.End]; got != string(r) && r != ' ' && string(r) != Object && got[0] != '&' && got[0] != '\\' {
			c.t.Fatalf("%q of %q comes from %q", r, p.Text, got)
		}
	}
	if p.Heading < 0 || p.Heading > len(p.Text) || c.valid && !boundary(p.Text, p.Heading) {
		c.t.Fatalf("%d bytes of %q are a heading", p.Heading, p.Text)
	}
	whole := p.Source(0, len(p.Text))
	if len(p.Text) > 0 && (whole.Start < p.Span.Start || whole.End > p.Span.End) {
		c.t.Fatalf("prose %v comes from %v", p.Span, whole)
	}
}
