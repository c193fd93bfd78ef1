package document

import (
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// markdown is the one parser: CommonMark with tables and task lists. It is
// made when first needed and safe for concurrent use, because a parse keeps
// its state in a context of its own.
var markdown = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithInlineParsers(append(parser.DefaultInlineParsers(), util.Prioritized(extension.NewTaskCheckBoxParser(), 0))...),
		parser.WithParagraphTransformers(append(parser.DefaultParagraphTransformers(), util.Prioritized(extension.NewTableParagraphTransformer(), 200))...),
		parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)),
	)
})

// Body parses the Markdown on first use.
func (d *Document) Body() *Body {
	if d.body == nil {
		d.body = parseBody(d.src, d.BodyStart())
	}
	return d.body
}

// parseBody reads src from start on. Offsets of goldmark count from there.
func parseBody(src []byte, start int) *Body {
	root := markdown().Parse(text.NewReader(src[start:]))
	w := &walker{src: src, base: start, root: root, body: &Body{src: src}}
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		w.block(n)
	}
	w.body.finish(w)
	return w.body
}

// walker turns goldmark's tree into a Body.
type walker struct {
	src  []byte
	base int // where the Markdown begins in src
	body *Body
	runs runs
	// headings and ids are what Anchors are made of.
	headings, ids []string
	root          ast.Node
	// references holds where the destination of each link definition stands,
	// by normalised label; made when the first reference link is met.
	references map[string]Span
}

// block adds a direct child of the document.
func (w *walker) block(n ast.Node) {
	b := Block{Span: w.blockSpan(n)}
	switch n := n.(type) {
	case *ast.Heading:
		b.Kind, b.Heading = HeadingBlock, w.heading(n, b.Span)
	case *ast.List:
		b.Kind, b.List = ListBlock, w.list(n, b.Span.End)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		b.Kind = CodeBlock
	case *ast.Blockquote:
		b.Kind = QuoteBlock
		w.quoted(n)
	case *ast.HTMLBlock:
		b.Kind = HTMLBlock
		w.html(b.Span)
	case *ast.ThematicBreak:
		b.Kind = ThematicBreak
	case *ast.LinkReferenceDefinition:
		return
	default:
		if t := w.table(n); t != nil {
			b.Kind, b.Table = TableBlock, t
			break
		}
		w.paragraph(n, b.Span)
	}
	w.body.Blocks = append(w.body.Blocks, b)
}

// blockSpan reaches from the line a block begins on to where the next one
// begins, blank lines before that left out.
func (w *walker) blockSpan(n ast.Node) Span {
	start, end := w.lineStart(w.base+n.Pos()), len(w.src)
	if next := n.NextSibling(); next != nil && next.Pos() >= 0 {
		end = w.lineStart(w.base + next.Pos())
	}
	return Span{start, w.trimBlank(start, end)}
}

// lineStart is the first byte of the line that at lies in.
func (w *walker) lineStart(at int) int {
	for at > w.base && w.src[at-1] != '\n' {
		at--
	}
	return at
}

// trimBlank steps back from end over blank lines and the line ending.
func (w *walker) trimBlank(start, end int) int {
	for end > start {
		switch w.src[end-1] {
		case '\n', '\r', ' ', '\t':
			end--
		default:
			return w.lineEnd(end)
		}
	}
	return end
}

// lineEnd is the end of the line that at lies in, its line ending left out.
func (w *walker) lineEnd(at int) int {
	for at < len(w.src) && w.src[at] != '\n' {
		at++
	}
	if at > 0 && at <= len(w.src) && w.src[at-1] == '\r' {
		at--
	}
	return at
}
