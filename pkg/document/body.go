package document

import "github.com/yuin/goldmark/ast"

// Body is the Markdown after the front matter, parsed by goldmark with tables
// and task lists. All spans are offsets into the whole source. Lists and
// quotations nested more than 100 deep, and links and emphasis after the first
// 500 openers of a paragraph, are read as text.
type Body struct {
	Blocks   []Block // direct children of the document, in order
	Links    []Link  // links, images and autolinks, in order
	Comments []Span  // HTML comments, block or inline
	Tags     []Span  // other tags of HTML, block or inline; a prompt such as <name of the service> is one to Markdown
	Prose    []Prose // paragraphs, list items' text, table cells, in order; not code, quotations, HTML, headings
	// Anchors are the fragment ids of all headings (GitHub's slugs, numbered
	// when repeated) and of id/name attributes in raw HTML.
	Anchors map[string]bool

	src      []byte
	tree     ast.Node
	sections []Section
}

// BlockKind is the sort of a block.
type BlockKind uint8

// The sorts of block.
const (
	Paragraph BlockKind = iota
	HeadingBlock
	ListBlock
	TableBlock
	CodeBlock
	QuoteBlock
	HTMLBlock
	ThematicBreak
)

// Block is a direct child of the document.
type Block struct {
	Kind    BlockKind
	Span    Span // from the first byte of its first line to the end of its last line, line ending excluded
	Heading *Heading
	List    *List
	Table   *Table
}

// Heading is an ATX or setext heading.
type Heading struct {
	Level int
	Text  string // inline markup resolved, trimmed
	Span  Span   // the whole line or lines
}

// Section is a heading and all that follows up to the next heading of the same
// or a higher level.
type Section struct {
	Heading Heading
	Content Span // after the heading's line; may be empty
	Blocks  []Block
}

// List is a bullet or numbered list.
type List struct {
	Ordered bool
	Items   []ListItem
}

// Task is the state of a task-list box.
type Task uint8

// The states of a box.
const (
	NoTask Task = iota
	TaskOpen
	TaskDone
)

// ListItem is one item of a list.
type ListItem struct {
	Span   Span   // marker to the end of its last line, nested content included
	Marker string // "-", "*", "+", "1."
	Indent int    // bytes before the marker on its line
	Task   Task
	Text   string // first paragraph as plain text: markup resolved, box removed
	// TextSpan covers the first paragraph as written, box excluded.
	TextSpan Span
	Lists    []List // nested lists
}

// Table is a GFM table. A row may have fewer cells than the head, never more.
type Table struct {
	Head []Cell
	Rows []Row
}

// Row is one body row of a table.
type Row struct {
	Span  Span // the whole line, line ending excluded
	Cells []Cell
}

// Cell is one cell.
type Cell struct {
	Span Span // the trimmed content
	Text string
}

// Link is a link or an image.
type Link struct {
	Span        Span   // as written, from [ or ! to ); the whole of an autolink
	Destination string // unescaped
	// DestSpan covers the destination's bytes where they stand in this link
	// (inline) or in its reference definition; zero when unknown.
	DestSpan Span
	Text     string
	Image    bool
	Auto     bool
}
