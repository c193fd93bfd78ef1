package report

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// run is clean text of one look. A line feed in it is a line break that was
// asked for.
type run struct {
	text string
	look look
	link string // where a click leads; "" for nowhere
}

// inline is the text of a leaf block.
func (p *page) inline(n ast.Node, base look) []run {
	c := collector{page: p}
	c.children(n, base, "", 0)
	return c.runs
}

type collector struct {
	page *page
	runs []run
}

func (c *collector) add(text string, l look, link string) {
	if text != "" {
		c.runs = append(c.runs, run{Clean(text, false), l, link})
	}
}

func (c *collector) lineBreak() { c.runs = append(c.runs, run{text: "\n"}) }

func (c *collector) children(n ast.Node, l look, link string, depth int) {
	if depth > maxNesting {
		return
	}
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		c.node(child, l, link, depth)
	}
}

func (c *collector) node(n ast.Node, l look, link string, depth int) {
	switch n := n.(type) {
	case *ast.Text:
		c.text(n, l, link)
	case *ast.String:
		c.add(string(n.Value), l, link)
	case *ast.CodeSpan:
		c.codeSpan(n, l, link)
	case *ast.Emphasis:
		c.children(n, l|emphasis(n.Level), link, depth+1)
	case *east.Strikethrough:
		c.add("~~", l|faint, link)
		c.children(n, l, link, depth+1)
		c.add("~~", l|faint, link)
	case *ast.Link:
		c.link(n, l, string(n.Destination), depth)
	case *ast.Image:
		c.add("[image: ", l|faint, link)
		c.children(n, l, link, depth+1)
		c.add("] ("+unescape(n.Destination)+")", l|faint, link)
	case *ast.AutoLink:
		c.add(string(n.Label(c.page.src)), l|linked, string(n.URL(c.page.src)))
	case *ast.RawHTML:
		c.raw(n, l, link)
	case *east.TaskCheckBox:
		c.checkBox(n, l)
	default:
		c.children(n, l, link, depth+1)
	}
}

func (c *collector) text(n *ast.Text, l look, link string) {
	c.add(unescape(n.Segment.Value(c.page.src)), l, link)
	switch {
	case n.HardLineBreak(), n.SoftLineBreak() && c.page.room == 0:
		c.lineBreak()
	case n.SoftLineBreak():
		c.add(" ", l, link)
	}
}

func emphasis(level int) look {
	if level > 1 {
		return strong
	}
	return italic
}

// codeSpan keeps its backticks where no colour tells it from text.
func (c *collector) codeSpan(n *ast.CodeSpan, l look, link string) {
	var b strings.Builder
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		if t, ok := child.(*ast.Text); ok {
			b.Write(t.Segment.Value(c.page.src))
		}
	}
	text := b.String()
	if inCell(n) {
		text = strings.ReplaceAll(text, `\|`, "|") // even in code a table's cell escapes them
	}
	if !c.page.style.Color {
		text = "`" + text + "`"
	}
	c.add(text, l|code, link)
}

func inCell(n ast.Node) bool {
	for ; n != nil; n = n.Parent() {
		if n.Kind() == east.KindTableCell {
			return true
		}
	}
	return false
}

// link is its text and, unless that says it, where it leads.
func (c *collector) link(n ast.Node, l look, destination string, depth int) {
	to := unescape([]byte(destination))
	before := len(c.runs)
	c.children(n, l|linked, to, depth+1)
	var shown strings.Builder
	for _, r := range c.runs[before:] {
		shown.WriteString(r.text)
	}
	if shown.String() != Clean(to, false) && to != "" {
		c.add(" ("+to+")", l&^strong|faint, "")
	}
}

// raw shows inline HTML as source, but for comments and line breaks.
func (c *collector) raw(n *ast.RawHTML, l look, link string) {
	var b bytes.Buffer
	for i := range n.Segments.Len() {
		segment := n.Segments.At(i)
		b.Write(segment.Value(c.page.src))
	}
	tag := b.String()
	switch {
	case strings.HasPrefix(tag, "<!--"):
	case strings.HasPrefix(strings.ToLower(tag), "<br"):
		c.lineBreak()
	default:
		c.add(tag, l|faint, link)
	}
}

func (c *collector) checkBox(n *east.TaskCheckBox, l look) {
	box := "[ ] "
	if n.IsChecked {
		box = "[x] "
	}
	c.add(box, l, "")
}

// unescape resolves backslashes and entities in one pass, so that \&lt; stays
// what it says.
func unescape(raw []byte) string {
	if bytes.IndexByte(raw, '\\') < 0 && bytes.IndexByte(raw, '&') < 0 {
		return string(raw)
	}
	var b strings.Builder
	for i := 0; i < len(raw); i++ {
		switch {
		case raw[i] == '\\' && i+1 < len(raw) && util.IsPunct(raw[i+1]):
			i++
			b.WriteByte(raw[i])
		case raw[i] == '&':
			n := entityLength(raw[i:])
			b.Write(util.ResolveEntityNames(util.ResolveNumericReferences(raw[i : i+n])))
			i += n - 1
		default:
			b.WriteByte(raw[i])
		}
	}
	return b.String()
}

// entityLength is the length of what may be an entity; 1 when it is just an
// ampersand. No entity is longer than 33 bytes.
func entityLength(raw []byte) int {
	if end := bytes.IndexByte(raw[:min(len(raw), 33)], ';'); end > 0 {
		return end + 1
	}
	return 1
}
