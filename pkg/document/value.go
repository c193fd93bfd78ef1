package document

import (
	"go.yaml.in/yaml/v3"
)

// Value is a YAML value to be written.
type Value struct {
	text   string
	plain  bool
	items  []Value
	fields []Field
	kind   Kind
	flow   bool
}

// Field is a key and a value of a mapping to be written.
type Field struct {
	Key   string
	Value Value
}

// StringValue is a string: quoted where YAML would read it as something else.
func StringValue(s string) Value { return Value{kind: Scalar, text: s} }

// PlainValue is a scalar written as it stands: a date, a timestamp, a number, true.
func PlainValue(s string) Value { return Value{kind: Scalar, text: s, plain: true} }

// ListValue is a sequence; short lists of scalars are written in flow style when
// inserted as a new key ("services: [a, b]").
func ListValue(items ...Value) Value { return Value{kind: Sequence, items: items} }

// MapValue is a mapping written over several lines.
func MapValue(fields ...Field) Value { return Value{kind: Mapping, fields: fields} }

// FlowValue is a mapping written in one line, {a: b}.
func FlowValue(fields ...Field) Value { return Value{kind: Mapping, fields: fields, flow: true} }

// node is the value as the parser would read it back; nil when a plain value
// is no plain scalar at all.
func (v Value) node() *yaml.Node {
	switch v.kind {
	case Sequence:
		return v.sequence()
	case Mapping:
		return v.mapping()
	case Scalar:
		if v.plain {
			return plainNode(v.text)
		}
		return stringNode(v.text)
	}
	return nil
}

func (v Value) sequence() *yaml.Node {
	n := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
	for _, item := range v.items {
		child := item.node()
		if child == nil {
			return nil
		}
		n.Content = append(n.Content, child)
	}
	return n
}

// mapping is nil as well when a key is there twice.
func (v Value) mapping() *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
	for _, f := range v.fields {
		child := f.Value.node()
		if child == nil || keyIndex(n, f.Key) >= 0 {
			return nil
		}
		n.Content = append(n.Content, stringNode(f.Key), child)
	}
	return n
}

func stringNode(s string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s}
}

// plainNode reads a plain scalar by itself, so that what is intended does not
// depend on where it will stand.
func plainNode(s string) *yaml.Node {
	var doc yaml.Node
	if decodeYAML([]byte(s), &doc) != nil || len(doc.Content) != 1 {
		return nil
	}
	n := doc.Content[0]
	if n.Kind != yaml.ScalarNode || n.Style != 0 || n.Anchor != "" || n.Value != s {
		return nil
	}
	return n
}

// isScalars reports a list of nothing but scalars.
func (v Value) isScalars() bool {
	for _, item := range v.items {
		if item.kind != Scalar {
			return false
		}
	}
	return v.kind == Sequence
}

// controls is the first control character in any string of the value.
func (v Value) controls() (string, bool) {
	if hasControl(v.text) {
		return v.text, true
	}
	for _, item := range v.items {
		if s, bad := item.controls(); bad {
			return s, true
		}
	}
	for _, f := range v.fields {
		if hasControl(f.Key) {
			return f.Key, true
		}
		if s, bad := f.Value.controls(); bad {
			return s, true
		}
	}
	return "", false
}
