package document

import (
	"bytes"

	"go.yaml.in/yaml/v3"
)

// plan turns an op into edits of the bytes. Whether they do what was intended
// is judged afterwards, by parsing the result.
func (d *Document) plan(op *frontOp) ([]Edit, error) {
	s, err := d.locate(op.at, op.verb)
	if err != nil {
		return nil, err
	}
	switch op.verb {
	case remove:
		if s.index < 0 || len(s.rest) > 0 {
			return nil, nil
		}
		return d.removeEdits(s)
	case appendTo:
		return d.appendEdits(s, op)
	}
	return d.setEdits(s, op.value, op)
}

// setEdits gives the value at a spot, with the mappings in between that are
// not there yet.
func (d *Document) setEdits(s spot, v Value, op *frontOp) ([]Edit, error) {
	rest := s.rest
	if s.index < 0 {
		rest = rest[1:]
	}
	for i := len(rest) - 1; i >= 0; i-- {
		if rest[i].item {
			return nil, d.refuse(d.content(s.holder()), "add the item by itself first", "%s names an item of a list that is not there", op.at)
		}
		v = MapValue(Field{rest[i].key, v})
	}
	if s.index >= 0 {
		return d.replaceEdits(s, v)
	}
	holder := s.holder()
	if holder.Style&yaml.FlowStyle != 0 {
		return d.flowInsert(holder, insertIndex(holder, op.after), flowField(s.rest[0].key, v))
	}
	return d.blockInsert(holder, insertIndex(holder, op.after), s.rest[0].key, v)
}

// blockInsert adds a key on lines of its own, before the index-th node of the
// mapping's Content.
func (d *Document) blockInsert(holder *yaml.Node, index int, key string, v Value) ([]Edit, error) {
	w := d.writer()
	if len(holder.Content) == 0 {
		at := d.block.data.End
		return []Edit{{Span{at, at}, w.field(key, v, 0) + w.eol}}, nil
	}
	column := d.column(holder)
	at, ok := d.behind(holder.Content[index-1], column)
	if !ok {
		return nil, d.unclear(holder.Content[index-1])
	}
	w.eol = d.eol(at)
	return []Edit{{Span{at, at}, spaces(column) + w.field(key, v, column) + w.eol}}, nil
}

// behind is the start of the line after a value that ends its line, and after
// the comment lines that are indented more deeply than column and so are the
// value's own.
func (d *Document) behind(n *yaml.Node, column int) (int, bool) {
	at, ok := d.tail(n)
	for ok && at < d.block.data.End {
		line := d.src[at:lineEnd(d.src, at)]
		text := bytes.TrimLeft(line, " \t")
		if len(text) == 0 || text[0] != '#' || len(line)-len(text) <= column {
			break
		}
		at = nextLine(d.src, at)
	}
	return at, ok
}

// tail is the start of the line after a value's last, blank lines that a block
// scalar keeps included.
func (d *Document) tail(n *yaml.Node) (int, bool) {
	for n.Style&yaml.FlowStyle == 0 && len(n.Content) > 0 {
		n = n.Content[len(n.Content)-1]
	}
	if n.Kind == yaml.ScalarNode && n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		b, ok := d.blockScalar(n, d.content(n))
		return b.tail, ok
	}
	span, ok := d.extent(n)
	return nextLine(d.src[:d.block.data.End], span.End), ok
}

// unclear is for values whose bytes could not be matched with what they say.
func (d *Document) unclear(n *yaml.Node) error {
	return d.refuse(d.content(n), byHand, "where this value ends is not certain")
}
