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

// value is the node with its alias followed; nil for the zero Node. Parse has
// made sure that this comes to an end.
func (n Node) value() *yaml.Node {
	y := n.yaml
	for y != nil && y.Kind == yaml.AliasNode {
		y = y.Alias
	}
	return y
}

// Kind is the value's shape.
func (n Node) Kind() Kind {
	y := n.value()
	if y == nil {
		return None
	}
	switch y.Kind {
	case yaml.ScalarNode:
		return Scalar
	case yaml.SequenceNode:
		return Sequence
	case yaml.MappingNode:
		return Mapping
	}
	return None
}

// IsNull reports a missing value or an explicit YAML null.
func (n Node) IsNull() bool {
	y := n.value()
	return y == nil || y.Kind == yaml.ScalarNode && y.ShortTag() == "!!null"
}

// IsAlias reports that the value is written as an alias (*name).
func (n Node) IsAlias() bool { return n.yaml != nil && n.yaml.Kind == yaml.AliasNode }

// Tag is the short tag YAML resolves the value to: !!str, !!int, !!timestamp, ...
func (n Node) Tag() string {
	if y := n.value(); y != nil {
		return y.ShortTag()
	}
	return ""
}

// Text is a scalar's value after unquoting; "" for anything else.
func (n Node) Text() string {
	if y := n.value(); y != nil && y.Kind == yaml.ScalarNode {
		return y.Value
	}
	return ""
}

// Span covers the value as written, quotes included and an anchor or tag
// excluded. A collection's reaches from its first byte to the end of its last
// value; that of an empty value has no length and stands where it would begin.
func (n Node) Span() Span {
	if n.yaml == nil || n.yaml.Line == 0 {
		return Span{}
	}
	span, _ := n.doc.extent(n.yaml)
	return span
}

// Len is the number of items or fields.
func (n Node) Len() int {
	y := n.value()
	switch n.Kind() {
	case Sequence:
		return len(y.Content)
	case Mapping:
		return len(y.Content) / 2
	}
	return 0
}

// Item is the i-th item of a sequence; the zero Node when there is none.
func (n Node) Item(i int) Node {
	if n.Kind() != Sequence || i < 0 || i >= n.Len() {
		return Node{}
	}
	return Node{n.doc, n.value().Content[i]}
}

// Items are a sequence's items in order.
func (n Node) Items() iter.Seq2[int, Node] {
	return func(yield func(int, Node) bool) {
		for i := range n.Len() {
			if item := n.Item(i); item.yaml == nil || !yield(i, item) {
				return
			}
		}
	}
}

// Fields are a mapping's keys and values in order of the file.
func (n Node) Fields() iter.Seq2[Node, Node] {
	return func(yield func(Node, Node) bool) {
		if n.Kind() != Mapping {
			return
		}
		pairs := n.value().Content
		for i := 0; i+1 < len(pairs); i += 2 {
			if !yield(Node{n.doc, pairs[i]}, Node{n.doc, pairs[i+1]}) {
				return
			}
		}
	}
}

// Field is the value of a key (the first, when it is there twice); the zero
// Node when the mapping lacks it.
func (n Node) Field(key string) Node {
	if i := n.find(key); i >= 0 {
		return Node{n.doc, n.value().Content[i+1]}
	}
	return Node{}
}

// KeyNode is the key itself, for pointing at it.
func (n Node) KeyNode(key string) Node {
	if i := n.find(key); i >= 0 {
		return Node{n.doc, n.value().Content[i]}
	}
	return Node{}
}

// find is the index of a key among a mapping's keys and values, or -1.
func (n Node) find(key string) int {
	if n.Kind() != Mapping {
		return -1
	}
	return keyIndex(n.value(), key)
}

func keyIndex(mapping *yaml.Node, key string) int {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if k := mapping.Content[i]; k.Kind == yaml.ScalarNode && k.Value == key {
			return i
		}
	}
	return -1
}
