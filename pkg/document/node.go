package document

import (
	"iter"

	"go.yaml.in/yaml/v3"
)

// Kind is the shape of a YAML value.
type Kind uint8

// The shapes. None is that of the zero Node: nothing there.
const (
	None Kind = iota
	Scalar
	Sequence
	Mapping
)

// Node is a value of the front matter and where it stands. It is a view: cheap
// to make, spans are worked out when asked for. Aliases read as what they
// point at; their span is the alias's own.
type Node struct {
	doc  *Document
	yaml *yaml.Node
}

// Kind is the value's shape.
func (n Node) Kind() Kind { panic("unwritten") }

// IsNull reports a missing value or an explicit YAML null.
func (n Node) IsNull() bool { panic("unwritten") }

// IsAlias reports that the value is written as an alias (*name).
func (n Node) IsAlias() bool { panic("unwritten") }

// Tag is the short tag YAML resolves the value to: !!str, !!int, !!timestamp, ...
func (n Node) Tag() string { panic("unwritten") }

// Text is a scalar's value after unquoting; "" for anything else.
func (n Node) Text() string { panic("unwritten") }

// Span covers the value as written, quotes included. A collection's reaches
// from its first byte to the end of its last value.
func (n Node) Span() Span { panic("unwritten") }

// Len is the number of items or fields.
func (n Node) Len() int { panic("unwritten") }

// Item is the i-th item of a sequence; the zero Node when there is none.
func (n Node) Item(i int) Node { panic("unwritten") }

// Items are a sequence's items in order.
func (n Node) Items() iter.Seq2[int, Node] { panic("unwritten") }

// Fields are a mapping's keys and values in order of the file.
func (n Node) Fields() iter.Seq2[Node, Node] { panic("unwritten") }

// Field is the value of a key (the first, when it is there twice); the zero
// Node when the mapping lacks it.
func (n Node) Field(key string) Node { panic("unwritten") }

// KeyNode is the key itself, for pointing at it.
func (n Node) KeyNode(key string) Node { panic("unwritten") }
