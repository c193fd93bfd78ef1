// Package document reads one Markdown file with YAML front matter: its exact
// bytes, the spans of what is in it, and edits that change nothing else.
package document

// Document is one Markdown file. It is not safe for concurrent use: parts are
// parsed when first asked for.
type Document struct {
	src []byte
}

// Parse reads src as a document. It never fails: what is wrong with the file
// is in Faults. The document keeps src and does not copy it, so src must stay
// unchanged for as long as the document, or a string taken from it, is used.
func Parse(src []byte) *Document { panic("unwritten") }

// Source is the document's bytes. They must not be changed.
func (d *Document) Source() []byte { return d.src }

// Position is the line and column of a byte offset.
func (d *Document) Position(offset int) Position { panic("unwritten") }

// Faults is what is wrong with the front matter's form, in order of place.
func (d *Document) Faults() []Fault { panic("unwritten") }

// FaultKind says what sort of fault a Fault is.
type FaultKind string

// The faults a document may have.
const (
	NoFrontMatter  FaultKind = "missing"         // the file does not begin with ---
	Unclosed       FaultKind = "unclosed"        // no closing ---
	ByteOrderMark  FaultKind = "byte-order-mark" // the file begins with U+FEFF
	BadDelimiter   FaultKind = "delimiter"       // "...", "--- # c", "----", CR-only line ends
	InnerDelimiter FaultKind = "inner-delimiter" // a --- line inside a block scalar
	BadYAML        FaultKind = "yaml"            // the YAML parser refused it
	NotMapping     FaultKind = "not-mapping"     // front matter is not key: value
	DuplicateKey   FaultKind = "duplicate-key"   // a key is there twice
	BadEncoding    FaultKind = "encoding"        // not UTF-8, or a control character that YAML forbids
)

// Fault is something wrong with a document's form.
type Fault struct {
	Kind    FaultKind
	Span    Span
	Subject string // the key a DuplicateKey is about; else ""
	Message string // what is wrong, lower case, without a full stop
	Help    string // what to do
	Fix     []Edit // bytes that mend it safely; nil when a person must decide
}

// Front is the front matter's mapping, or a zero Node when there is none that
// can be read.
func (d *Document) Front() Node { panic("unwritten") }

// FrontSpan covers the front matter with both delimiter lines; zero when there
// is none.
func (d *Document) FrontSpan() Span { panic("unwritten") }

// BodyStart is the offset at which the Markdown begins.
func (d *Document) BodyStart() int { panic("unwritten") }
