// Package document reads one Markdown file with YAML front matter: its exact
// bytes, the spans of what is in it, and edits that change nothing else.
package document

import (
	"cmp"
	"slices"

	"go.yaml.in/yaml/v3"
)

// Document is one Markdown file. It is not safe for concurrent use: parts are
// parsed when first asked for.
type Document struct {
	src    []byte
	block  block
	root   *yaml.Node // the mapping; nil when it cannot be read
	faults []Fault
	lines  lineIndex
	front  frontIndex
	body   *Body
}

// Parse reads src as a document. It never fails: what is wrong with the file
// is in Faults. The document keeps src and does not copy it, so src must stay
// unchanged for as long as the document, or a string taken from it, is used.
func Parse(src []byte) *Document {
	d := &Document{src: src}
	d.checkEncoding()
	at := byteOrderMark(src)
	if at > 0 {
		d.fault(markFault(Span{0, at}))
	}
	d.block = scanBlock(src, at)
	if d.block.fault != nil {
		d.fault(*d.block.fault)
	}
	if d.block.closed {
		d.readFront()
	}
	d.checkConflict()
	d.checkLength()
	slices.SortStableFunc(d.faults, func(a, b Fault) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return d
}

// Source is the document's bytes. They must not be changed.
func (d *Document) Source() []byte { return d.src }

// Faults is what is wrong with the front matter's form, in order of place.
func (d *Document) Faults() []Fault { return d.faults }

func (d *Document) fault(f Fault) { d.faults = append(d.faults, f) }

// Front is the front matter's mapping, or a zero Node when there is none that
// can be read. Front matter without a key is a mapping of length 0.
func (d *Document) Front() Node {
	if d.root == nil {
		return Node{}
	}
	return Node{doc: d, yaml: d.root}
}

// FrontSpan covers the front matter with both delimiter lines; zero when there
// is none.
func (d *Document) FrontSpan() Span {
	if !d.block.closed {
		return Span{}
	}
	return Span{d.block.open.Start, d.block.end}
}

// BodyStart is the offset at which the Markdown begins. When the front matter
// is not closed it is where its first paragraph ends, the best guess there is.
func (d *Document) BodyStart() int { return d.block.end }
