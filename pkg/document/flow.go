package document

import (
	"bytes"

	"go.yaml.in/yaml/v3"
)

// entry is the span of the i-th key and value of a mapping, or of the i-th
// item of a list.
func (d *Document) entry(holder *yaml.Node, i int) (Span, bool) {
	if holder.Kind == yaml.SequenceNode {
		n := holder.Content[i]
		span, ok := d.extent(n)
		return Span{d.offset(n), span.End}, ok
	}
	key, value := holder.Content[2*i], holder.Content[2*i+1]
	span, ok := d.extent(value)
	return Span{d.offset(key), span.End}, ok
}

// entries is the number of a collection's items or keys.
func entries(n *yaml.Node) int {
	if n.Kind == yaml.MappingNode {
		return len(n.Content) / 2
	}
	return len(n.Content)
}

// flowInsert adds an item or key between brackets, before the index-th node of
// Content. A collection with each entry on its own line stays that way.
func (d *Document) flowInsert(holder *yaml.Node, index int, text string) ([]Edit, error) {
	span, ok := d.extent(holder)
	if !ok || d.src[span.Start] != '[' && d.src[span.Start] != '{' {
		return nil, d.unclear(holder)
	}
	if len(holder.Content) == 0 {
		return d.flowFill(span, text)
	}
	i := index - 1
	if holder.Kind == yaml.MappingNode {
		i = index/2 - 1
	}
	last, ok := d.entry(holder, i)
	if !ok {
		return nil, d.unclear(holder)
	}
	start := lineStart(d.src, last.Start)
	if start <= span.Start || !isBlank(d.src[start:last.Start]) {
		return []Edit{{Span{last.End, last.End}, d.separator(holder, i) + text}}, nil
	}
	return d.flowLine(last, string(d.src[start:last.Start])+text), nil
}

// flowFill writes the first entry of an empty collection.
func (d *Document) flowFill(span Span, text string) ([]Edit, error) {
	inner := Span{span.Start + 1, span.End - 1}
	pad := d.src[inner.Start:inner.End]
	if !isBlank(pad) || bytes.IndexByte(pad, '\r') >= 0 {
		return nil, d.refuse(span.Start, byHand, "an empty list or mapping is written over several lines")
	}
	if len(pad) > 0 {
		text = " " + text + " "
	}
	return []Edit{{inner, text}}, nil
}

// flowLine adds a line after an entry that has its own, with a comma where it
// is needed. last.End may be followed by a comma, blanks and a comment.
func (d *Document) flowLine(last Span, line string) []Edit {
	at := last.End
	for d.src[at] == ' ' || d.src[at] == '\t' {
		at++
	}
	eol := d.eol(nextLine(d.src, last.End))
	switch rest := skipGap(d.src[:lineEnd(d.src, at)], at, ","); {
	case rest < lineEnd(d.src, at):
		return []Edit{{Span{last.End, last.End}, "," + eol + line}}
	case d.src[at] == ',':
		at = nextLine(d.src, at)
		return []Edit{{Span{at, at}, line + "," + eol}}
	}
	at = nextLine(d.src, at)
	return []Edit{{Span{last.End, last.End}, ","}, {Span{at, at}, line + eol}}
}

// separator is what stands between entries on one line, "," or ", ".
func (d *Document) separator(holder *yaml.Node, i int) string {
	if i > 0 {
		before, ok := d.entry(holder, i-1)
		this, _ := d.entry(holder, i)
		if ok && string(d.src[before.End:max(before.End, this.Start)]) == "," {
			return ","
		}
	}
	return ", "
}

// flowRemove takes an entry and one comma away from between brackets.
func (d *Document) flowRemove(holder *yaml.Node, i int) ([]Edit, error) {
	this, ok := d.entry(holder, i)
	whole, fine := d.extent(holder)
	if !ok || !fine || d.src[whole.Start] != '[' && d.src[whole.Start] != '{' {
		return nil, d.unclear(holder)
	}
	last := entries(holder) - 1
	if lines, ok := d.flowLines(this); ok && last > 0 {
		return d.flowRemoveLines(holder, i, lines), nil
	}
	cut := Span{whole.Start + 1, whole.End - 1}
	switch {
	case last == 0:
	case i < last:
		next, _ := d.entry(holder, i+1)
		cut = Span{this.Start, next.Start}
	default:
		before, _ := d.entry(holder, i-1)
		cut = Span{before.End, this.End}
	}
	for _, gap := range []Span{{cut.Start, max(cut.Start, this.Start)}, {this.End, max(this.End, cut.End)}} {
		if j := bytes.IndexByte(d.src[gap.Start:gap.End], '#'); j >= 0 {
			return nil, d.refuse(gap.Start+j, byHand, "the comment here would be lost")
		}
	}
	return []Edit{{Span: cut}}, nil
}

// flowLines is the lines of an entry that shares them with nothing but its
// comma and a comment.
func (d *Document) flowLines(this Span) (Span, bool) {
	lines := d.ownLines(this)
	end := lineEnd(d.src, this.End)
	own := isBlank(d.src[lines.Start:this.Start]) && skipGap(d.src[:end], this.End, ",") == end
	return lines, own
}

// flowRemoveLines removes an entry's lines. When it is the last and no comma
// follows it, the comma before it goes as well.
func (d *Document) flowRemoveLines(holder *yaml.Node, i int, lines Span) []Edit {
	edits := []Edit{{Span: lines}}
	this, _ := d.entry(holder, i)
	if i < entries(holder)-1 || d.src[skipGap(d.src, this.End, "")] == ',' {
		return edits
	}
	before, _ := d.entry(holder, i-1)
	if comma := skipGap(d.src, before.End, ""); d.src[comma] == ',' && comma < lines.Start {
		edits = append(edits, Edit{Span: Span{comma, comma + 1}})
	}
	return edits
}
