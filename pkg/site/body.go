package site

import (
	"strconv"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// body renders the text of one incident.
type body struct {
	*writer
	site  *Site
	facts *facts
	src   []byte // positions of the tree are offsets into it

	entries  map[int]incident.Entry // of the timeline, by where their times stand in src
	day      string                 // of the entry before
	levels   []int                  // of the headings that the one at hand lies below
	headings []heading
	anchors  map[string]bool
	tables   int
	inLink   int
	targets  []string

	about   document.Span // of the summary section in src
	summary string
}

// heading is one that the page's list of contents may name.
type heading struct {
	level    int
	text, id string
}

// headingPrefix begins the id of every heading of a text, so that none is that of
// something else on the page, or the name of something that scripts look for.
const headingPrefix = "h-"

// renderBody renders the text of an incident as it lies in the document.
func (s *Site) renderBody(f *facts, i *incident.Incident, base string) *body {
	root, src := i.Doc.Tree()
	b := &body{writer: &writer{base: base}, site: s, facts: f, src: src, anchors: map[string]bool{}}
	b.noteEntries(i)
	if section, ok := incident.FindSection(i.Doc, "summary"); ok && incident.Filled(i.Doc, section) {
		start := i.Doc.BodyStart()
		b.about = document.Span{Start: section.Content.Start - start, End: section.Content.End - start}
	}
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) { return b.node(n, entering), nil }) // no node fails
	return b
}

// noteEntries finds the times of the timeline, which are shown apart.
func (b *body) noteEntries(i *incident.Incident) {
	b.entries = map[int]incident.Entry{}
	for _, e := range i.Timeline() {
		if e.At.Known() && !e.NotUTC {
			b.entries[e.At.Span.Start-i.Doc.BodyStart()] = e
		}
	}
}

// maxSummary is how much of a summary is kept, in bytes.
const maxSummary = 400

// noteSummary keeps the first words of the summary.
func (b *body) noteSummary(n ast.Node, entering bool) {
	if at := n.Pos(); entering && b.summary == "" && at >= b.about.Start && at < b.about.End {
		b.summary = shorten(b.plainText(n), maxSummary)
	}
}

// target notes a file that the text names, once.
func (b *body) target(path string) {
	for _, t := range b.targets {
		if t == path {
			return
		}
	}
	b.targets = append(b.targets, path)
}

// node renders what is ours to say, and leaves the rest to goldmark.
func (b *body) node(n ast.Node, entering bool) ast.WalkStatus {
	switch n := n.(type) {
	case *ast.Paragraph:
		b.noteSummary(n, entering)
	case *ast.Heading:
		return b.heading(n, entering)
	case *ast.Link:
		return b.link(n, entering)
	case *ast.AutoLink:
		return b.autolink(n, entering)
	case *ast.Image:
		return b.image(n, entering)
	case *ast.HTMLBlock:
		return b.htmlBlock(n, entering)
	case *ast.RawHTML:
		return b.rawHTML(n, entering)
	case *ast.Text:
		return b.textNode(n, entering)
	case *ast.List:
		return b.list(n, entering)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		return b.code(n, entering)
	case *east.Table, *east.TableHeader, *east.TableRow, *east.TableCell:
		return b.table(n, entering)
	case *east.Strikethrough:
		return b.wrap(entering, "<del>", "</del>")
	case *east.TaskCheckBox:
		return b.taskBox(n, entering)
	}
	return b.goldmark(n, entering)
}

// goldmarks are goldmark's own functions by kind of node. It renders no raw HTML
// unless it is told to.
var goldmarks = sync.OnceValue(func() funcs {
	all := funcs{}
	html.NewRenderer().RegisterFuncs(all)
	return all
})

type funcs map[ast.NodeKind]renderer.NodeRendererFunc

// Register implements renderer.NodeRendererFuncRegisterer.
func (f funcs) Register(kind ast.NodeKind, fn renderer.NodeRendererFunc) { f[kind] = fn }

func (b *body) goldmark(n ast.Node, entering bool) ast.WalkStatus {
	fn := goldmarks()[n.Kind()]
	if fn == nil {
		return ast.WalkContinue
	}
	status, _ := fn(sink{b.writer}, b.src, n, entering) // a sink takes everything
	return status
}

// sink lets goldmark write to a page.
type sink struct{ *writer }

var _ util.BufWriter = sink{}

// Available implements util.BufWriter, as do the methods below.
func (s sink) Available() int { return cap(s.b) - len(s.b) }

// Buffered says that nothing waits.
func (s sink) Buffered() int { return 0 }

// Flush has nothing to do.
func (s sink) Flush() error { return nil }

// Write adds bytes.
func (s sink) Write(p []byte) (int, error) {
	s.b = append(s.b, p...)
	return len(p), nil
}

// WriteByte adds a byte.
func (s sink) WriteByte(c byte) error {
	s.b = append(s.b, c)
	return nil
}

// WriteRune adds a character.
func (s sink) WriteRune(r rune) (int, error) {
	before := len(s.b)
	s.b = append(s.b, string(r)...)
	return len(s.b) - before, nil
}

// WriteString adds a string.
func (s sink) WriteString(p string) (int, error) {
	s.b = append(s.b, p...)
	return len(p), nil
}

func (b *body) wrap(entering bool, open, end literal) ast.WalkStatus {
	if entering {
		b.html(open)
	} else {
		b.html(end)
	}
	return ast.WalkContinue
}

// heading takes the place that its level gives it among those before, without a
// gap, since the page's own heading is the first. One without text is left out:
// it would lead nowhere.
func (b *body) heading(n *ast.Heading, entering bool) ast.WalkStatus {
	if entering {
		text := strings.Join(strings.Fields(b.plainText(n)), " ")
		if text == "" {
			return ast.WalkSkipChildren
		}
		for len(b.levels) > 0 && b.levels[len(b.levels)-1] >= n.Level {
			b.levels = b.levels[:len(b.levels)-1]
		}
		b.levels = append(b.levels, n.Level)
		h := heading{level: min(len(b.levels)+1, 6), text: text, id: b.anchor(text)}
		b.headings = append(b.headings, h)
		b.html("<h").num(h.level)
		if h.id != "" {
			b.attr("id", h.id)
		}
		b.html(">")
		return ast.WalkContinue
	}
	if strings.TrimSpace(b.plainText(n)) != "" {
		b.html("</h").num(b.headings[len(b.headings)-1].level).html(">\n")
	}
	return ast.WalkContinue
}

// anchor is a heading's fragment as document numbers them, behind our prefix; ""
// when nothing of the text can be in one.
func (b *body) anchor(text string) string {
	slug := document.Anchor(text)
	numbered := slug
	for n := 1; b.anchors[numbered]; n++ {
		numbered = slug + "-" + strconv.Itoa(n)
	}
	b.anchors[numbered] = true
	if numbered == "" {
		return ""
	}
	return headingPrefix + numbered
}
