package document

import (
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// markdown is the one parser: CommonMark with tables, task lists and
// strikethrough. It is made when first needed and safe for concurrent use, because a parse keeps
// its state in a context of its own. Goldmark's extension package is not
// imported: its expressions would cost half a millisecond at every start.
var markdown = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewSetextHeadingParser(), 100),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(boundedContainer{parser.NewListParser()}, 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(boundedContainer{parser.NewBlockquoteParser()}, 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(taskBox{}, 0),
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(boundedLink{parser.NewLinkParser()}, 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewRawHTMLParser(), 400),
			util.Prioritized(boundedEmphasis{parser.NewEmphasisParser()}, 500),
			util.Prioritized(boundedEmphasis{strikethrough{}}, 500),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(boundedDefinitions{}, 100),
			util.Prioritized(tableGrammar{}, 200),
		),
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
	src = src[:readable(src, start)]
	root, state := parseMarkdown(src[start:])
	w := &walker{src: src, base: start, state: state, body: &Body{src: src, tree: root}}
	w.reserve(len(src)-start, root.ChildCount())
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		w.block(n)
	}
	w.body.Anchors = w.anchors()
	w.body.Prose = w.quotes.without(w.body.Prose)
	return w.body
}

// Tree is goldmark's tree of the Markdown, and the bytes that its positions are
// offsets into, for whoever shows it. Neither may be changed.
func (d *Document) Tree() (root ast.Node, src []byte) {
	b := d.Body()
	return b.tree, b.src[d.BodyStart():]
}

// ParseMarkdown is goldmark's tree of Markdown without front matter, with
// tables, task lists and strikethrough, for whoever shows it. Positions are
// offsets into src. It has the bounds of Body.
func ParseMarkdown(src []byte) ast.Node {
	root, _ := parseMarkdown(src[:readable(src, 0)])
	return root
}

func parseMarkdown(src []byte) (ast.Node, *parseState) {
	state := &parseState{}
	context := parser.NewContext()
	context.Set(stateKey, state)
	root := markdown().Parse(text.NewReader(src), parser.WithContext(context))
	inOrder(root)
	return root, state
}

// inOrder mends a slip of goldmark's: where the paragraph over a setext
// underline ends in a table, the table comes to stand before the heading that
// is made of the lines above it.
func inOrder(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if prev := n.PreviousSibling(); prev != nil && n.Kind() == ast.KindHeading && prev.Kind() == east.KindTable && n.Pos() <= prev.Pos() {
			parent.RemoveChild(parent, n)
			parent.InsertBefore(parent, prev, n)
			n = prev
		}
		if first := n.FirstChild(); first != nil && first.Type() == ast.TypeBlock && n.Kind() != east.KindTable {
			inOrder(n)
		}
	}
}

// walker turns goldmark's tree into a Body.
type walker struct {
	src   []byte
	base  int // where the Markdown begins in src
	state *parseState
	body  *Body
	runs  runs
	// passed is the end of the latest stretch that is no plain text.
	passed int
	quotes quotation
	// labels gathers all other text, so that it is one allocation.
	labels strings.Builder
	// headings and ids are what Anchors are made of.
	headings, ids []string
}

// reserve makes room for what a body of so many bytes is likely to have, in
// one go instead of by doubling.
func (w *walker) reserve(size, blocks int) {
	w.body.Blocks = make([]Block, 0, blocks)
	w.body.Prose = make([]Prose, 0, size/128+1)
	w.body.Links = make([]Link, 0, len(w.state.ends))
	w.runs.at = make([]anchor, 0, size/64+1)
	w.runs.text.Grow(size)
	w.labels.Grow(size / 2)
}

// block adds a direct child of the document.
func (w *walker) block(n ast.Node) {
	b := Block{Span: w.blockSpan(n)}
	switch n := n.(type) {
	case *ast.Heading:
		b.Kind, b.Heading = HeadingBlock, w.heading(n, b.Span)
	case *ast.List:
		b.Kind, b.List = ListBlock, w.list(n, b.Span)
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
		w.prose(n, b.Span)
	}
	w.body.Blocks = append(w.body.Blocks, b)
}

// blockSpan reaches from the line a block begins on to where the next one
// begins, blank lines before that left out. It never reaches back into the
// block before: of a setext heading that ends in a table goldmark puts the
// table first.
func (w *walker) blockSpan(n ast.Node) Span {
	start := w.blockStart(n, len(w.src))
	if last := len(w.body.Blocks) - 1; last >= 0 {
		start = max(start, w.body.Blocks[last].Span.End)
	}
	return Span{start, w.trimBlank(start, max(start, w.blockLimit(n, len(w.src))))}
}

// blockStart is the first byte of the line that a block begins on, which is
// before limit. Goldmark's own position is too far right by up to three where
// part of a tab indents the block, and an empty list item is no longer than
// that; a true position is never that of a space.
func (w *walker) blockStart(n ast.Node, limit int) int {
	at := w.base + n.Pos()
	if n.Kind() == east.KindTable {
		at = w.base + n.FirstChild().Pos() // its head; its own position may be a line too early
	}
	if n.Kind() == ast.KindHTMLBlock || n.Kind() == ast.KindCodeBlock {
		at = w.skipSpace(w.base+n.Lines().At(0).Start, limit)
	}
	at = min(at, limit-1)
	for at > w.base && isSpace(w.src[at]) {
		at--
	}
	return w.lineStart(at)
}

// blockLimit is where the next block begins, end when there is none.
func (w *walker) blockLimit(n ast.Node, end int) int {
	if next := n.NextSibling(); next != nil {
		return w.blockStart(next, end)
	}
	return end
}
