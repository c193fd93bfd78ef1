package document

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Goldmark's time grows with the square of these, and the depth of every
// recursion over its tree with the first two. What is beyond a bound is read as
// text; no text that people write comes near.
const (
	// maxNesting bounds the open lists, list items and quotations.
	maxNesting = 100
	// maxMarks bounds the openers of links and of emphasis in one paragraph.
	maxMarks = 500
	// maxDefinitions bounds the lines of a paragraph that is searched for link
	// definitions.
	maxDefinitions = 1000
	// maxBlankDepth bounds the blank lines in a row inside a list times the depth
	// there: goldmark keeps a record for each of them at each depth.
	maxBlankDepth = 400
	// MaxBody bounds the Markdown that is read, in bytes. The longest postmortem
	// ever published has 32 KiB.
	MaxBody = 1 << 20
)

// readable is where the Markdown that begins at start ends: at the end of src,
// or of the last whole line within MaxBody.
func readable(src []byte, start int) int {
	if len(src)-start <= MaxBody {
		return len(src)
	}
	if i := bytes.LastIndexByte(src[start:start+MaxBody], '\n'); i >= 0 {
		return start + i + 1
	}
	return start
}

// checkLength reports Markdown that is not read.
func (d *Document) checkLength() {
	if end := readable(d.src, d.BodyStart()); end < len(d.src) {
		d.fault(Fault{
			Kind: TooLong, Span: Span{end, lineEnd(d.src, end)},
			Message: "the text goes on for more than 1 MiB, and from here on it is not read",
			Help:    "move logs and data into files of their own, and link them",
		})
	}
}

var stateKey = parser.NewContextKey()

// parseState is what our parsers keep for one body.
type parseState struct {
	marks int // in the paragraph being read
	// blanks counts the blank lines in a row of which blankLine is the latest.
	blanks, blankLine int
	// ends is where each link and image ends, counted from the body's start:
	// the tree does not tell.
	ends map[ast.Node]int
}

func stateOf(pc parser.Context) *parseState { return pc.Get(stateKey).(*parseState) }

// mark counts an opener and reports whether it is one too many.
func (s *parseState) mark() bool {
	s.marks++
	return s.marks > maxMarks
}

// boundedContainer opens no list or quotation inside too many.
type boundedContainer struct{ parser.BlockParser }

// Open implements parser.BlockParser.
func (b boundedContainer) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if len(pc.OpenedBlocks()) > maxNesting {
		return nil, parser.NoChildren
	}
	return b.BlockParser.Open(parent, reader, pc)
}

// Continue implements parser.BlockParser.
func (b boundedContainer) Continue(n ast.Node, reader text.Reader, pc parser.Context) parser.State {
	if line, _ := reader.PeekLine(); len(bytes.TrimSpace(line)) == 0 {
		number, _ := reader.Position()
		if stateOf(pc).blank(number)*len(pc.OpenedBlocks()) > maxBlankDepth {
			return parser.Close
		}
	}
	return b.BlockParser.Continue(n, reader, pc)
}

// blank notes a blank line, perhaps more than once, and gives the number of
// those in a row.
func (s *parseState) blank(line int) int {
	switch line {
	case s.blankLine:
	case s.blankLine + 1:
		s.blanks++
	default:
		s.blanks = 1
	}
	s.blankLine = line
	return s.blanks
}

// boundedEmphasis takes no further * and _ once there are too many.
type boundedEmphasis struct{ parser.InlineParser }

// Parse implements parser.InlineParser.
func (b boundedEmphasis) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if stateOf(pc).mark() {
		return nil
	}
	return b.InlineParser.Parse(parent, block, pc)
}

// boundedLink takes no further brackets once there are too many, and notes
// where links end.
type boundedLink struct{ parser.InlineParser }

// Parse implements parser.InlineParser.
func (b boundedLink) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	state := stateOf(pc)
	if block.Peek() != ']' && state.mark() {
		return nil
	}
	n := b.InlineParser.Parse(parent, block, pc)
	if n == nil || n.Kind() != ast.KindLink && n.Kind() != ast.KindImage {
		return n
	}
	if state.ends == nil {
		state.ends = map[ast.Node]int{}
	}
	_, at := block.Position()
	state.ends[n] = at.Start
	return n
}

// CloseBlock implements parser.CloseBlocker, which is called behind the last
// byte of every paragraph.
func (b boundedLink) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	stateOf(pc).marks = 0
	b.InlineParser.(parser.CloseBlocker).CloseBlock(parent, block, pc)
}

// boundedDefinitions looks for link definitions in paragraphs that are not too
// long, and for the sake of speed in those that begin like one.
type boundedDefinitions struct{}

// Transform implements parser.ParagraphTransformer.
func (boundedDefinitions) Transform(n *ast.Paragraph, reader text.Reader, pc parser.Context) {
	first := n.Lines().At(0)
	if bytes.HasPrefix(bytes.TrimLeft(reader.Source()[first.Start:first.Stop], " "), []byte("[")) && n.Lines().Len() <= maxDefinitions {
		parser.LinkReferenceParagraphTransformer.Transform(n, reader, pc)
	}
}
