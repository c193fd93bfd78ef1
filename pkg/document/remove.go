package document

import (
	"bytes"

	"go.yaml.in/yaml/v3"
)

// removeEdits takes the entry at a spot away.
func (d *Document) removeEdits(s spot) ([]Edit, error) {
	holder, i := s.holder(), s.index
	if holder.Kind == yaml.MappingNode {
		i /= 2
	}
	if holder.Style&yaml.FlowStyle != 0 {
		return d.flowRemove(holder, i)
	}
	start, column := d.entryStart(holder, i)
	end, ok := d.behind(s.value(), column)
	if !ok {
		return nil, d.unclear(s.value())
	}
	line := lineStart(d.src, start)
	own := isBlank(d.src[line:start])
	up, nested := s.parent()
	switch {
	case entries(holder) == 1 && nested:
		return d.removeOnly(up, Span{start, end}, own)
	case own:
		return []Edit{{Span: Span{line, end}}}, nil
	case entries(holder) > 1:
		return d.removeFirst(s, i, start)
	}
	return nil, d.refuse(start, byHand, "the entry shares its line with another")
}

// entryStart is where an entry begins, at its dash or key, and how many bytes
// stand before that on the line.
func (d *Document) entryStart(holder *yaml.Node, i int) (start, column int) {
	column = d.column(holder)
	if holder.Kind == yaml.MappingNode {
		return d.offset(holder.Content[2*i]), column
	}
	at := lineStart(d.src, d.offset(holder.Content[i]))
	for at > d.block.data.Start && (at+column >= len(d.src) || d.src[at+column] != '-') {
		at = lineStart(d.src, at-1)
	}
	return at + column, column
}

// removeOnly leaves an empty list or mapping where its only entry was.
func (d *Document) removeOnly(up spot, gone Span, own bool) ([]Edit, error) {
	holder := up.value()
	empty := "[]"
	if holder.Kind == yaml.MappingNode {
		empty = "{}"
	}
	if !own || up.key() == nil {
		span, ok := d.extent(holder)
		if !ok {
			return nil, d.unclear(holder)
		}
		return []Edit{{span, empty}}, nil
	}
	colon, ok := d.colon(up.key())
	if !ok {
		return nil, d.unclear(up.key())
	}
	lines := Span{lineStart(d.src, gone.Start), gone.End}
	return append(d.afterColon(colon, " "+empty), Edit{Span: lines}), nil
}

// removeFirst takes away an entry that shares its line with the dash of the
// item it is in; the next entry moves up into its place.
func (d *Document) removeFirst(s spot, i, start int) ([]Edit, error) {
	holder := s.holder()
	if i+1 >= entries(holder) {
		return nil, d.refuse(start, byHand, "the entry shares its line with another")
	}
	end, ok := d.tail(s.value())
	next, _ := d.entryStart(holder, i+1)
	if !ok || next < end {
		return nil, d.unclear(holder)
	}
	if j := bytes.IndexByte(d.src[end:next], '#'); j >= 0 {
		return nil, d.refuse(end+j, byHand, "the comment here would lose its place")
	}
	return []Edit{{Span: Span{start, next}}}, nil
}
