package document

import "go.yaml.in/yaml/v3"

// appendEdits adds an item behind the last of a list.
func (d *Document) appendEdits(s spot, op *frontOp) ([]Edit, error) {
	list := s.value()
	switch {
	case list == nil || len(s.rest) > 0 || isNull(list):
		return d.setEdits(s, ListValue(op.value), op)
	case list.Kind != yaml.SequenceNode:
		return nil, d.refuse(d.content(list), "make it a list first", "%s is not a list", op.at)
	case list.Style&yaml.FlowStyle == 0:
		return d.blockAppend(list, op.value)
	case len(list.Content) == 0 && op.value.kind != Scalar && !s.flow() && s.key() != nil:
		return d.replaceEdits(s, ListValue(op.value))
	}
	return d.flowInsert(list, len(list.Content), flowItem(op.value))
}

// blockAppend writes an item as the last one is written: same dash, same gap
// behind it.
func (d *Document) blockAppend(list *yaml.Node, v Value) ([]Edit, error) {
	last := len(list.Content) - 1
	dash, column := d.entryStart(list, last)
	at, ok := d.behind(list.Content[last], column)
	if !ok {
		return nil, d.unclear(list.Content[last])
	}
	gap := 1
	if between := d.content(list.Content[last]) - dash - 1; between > 0 && between <= 8 && isBlank(d.src[dash+1:dash+1+between]) {
		gap = between
	}
	w := d.writer()
	w.eol = d.eol(at)
	text := spaces(column) + "-" + spaces(gap) + w.item(v, column+1+gap) + w.eol
	return []Edit{{Span{at, at}, text}}, nil
}
