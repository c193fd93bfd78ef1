package report

import (
	"bufio"
	"io"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/postmortem-md/pm/pkg/document"
)

// maxNesting bounds how deep the tree is followed: beyond it there is no room
// to show anything, and a hostile file nests a million quotes.
const maxNesting = 50

// Markdown renders Markdown source, without front matter, for reading: text
// wrapped to the width (as in the source when that is 0), lists, tables, quotes
// and code laid out, HTML comments left out. Everything is cleaned; links are
// clickable only where the style says that a terminal reads along.
func Markdown(w io.Writer, s Style, src []byte) error {
	p := &page{
		out:   bufio.NewWriter(w),
		src:   src,
		style: s,
		room:  s.Width,
		looks: newLooks(w, s),
	}
	p.children(document.ParseMarkdown(src), false)
	return p.out.Flush()
}

// page writes blocks one below the other.
type page struct {
	out    *bufio.Writer
	src    []byte
	style  Style
	looks  *looks
	room   int    // columns left beside the indent; 0 when lines are not wrapped
	depth  int    // containers around the block
	indent string // begins every line
	lead   string // begins the next line instead: a list marker; "" for none
	lines  int    // written so far
	gap    bool   // a blank line is due before the next line
}

// children writes the blocks of a container, blank lines between them unless
// it is tight.
func (p *page) children(n ast.Node, tight bool) {
	if p.depth > maxNesting {
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		before := p.lines
		p.block(c)
		if p.lines > before && !tight {
			p.gap = true
		}
	}
}

// line writes one line that is ready for the terminal.
func (p *page) line(content string) {
	p.flushGap()
	begin := p.indent
	if p.lead != "" {
		begin, p.lead = p.lead, ""
	}
	p.out.WriteString(strings.TrimRight(begin+content, " ") + "\n")
	p.lines++
}

func (p *page) flushGap() {
	if p.gap {
		p.gap = false
		p.out.WriteString(strings.TrimRight(p.indent, " ") + "\n")
	}
}

// within writes what lies in a container: its first line begins with marker,
// the others with rest, both width columns wide.
func (p *page) within(marker, rest string, width int, write func()) {
	p.flushGap()
	outer := *p
	p.lead = p.indent + marker
	if outer.lead != "" {
		p.lead = outer.lead + marker
	}
	p.indent += rest
	p.depth++
	if p.room > 0 {
		p.room = max(p.room-width, minRoom)
	}
	write()
	if p.lead != "" {
		p.line("")
	}
	p.indent, p.lead, p.room, p.depth = outer.indent, "", outer.room, outer.depth
}

// minRoom is what text keeps however deep it is nested.
const minRoom = 20
