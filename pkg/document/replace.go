package document

import (
	"bytes"
	"strings"

	"go.yaml.in/yaml/v3"
)

// replaceEdits puts a new value in the place of one that is there, an empty
// one included.
func (d *Document) replaceEdits(s spot, v Value) ([]Edit, error) {
	old := s.value()
	if sameTree(old, replaced(old, v)) {
		return nil, nil
	}
	if old.Kind == yaml.ScalarNode && old.Value == "" && isNull(old) {
		return d.fillEdits(s, v)
	}
	span, ok := d.extent(old)
	if !ok {
		return nil, d.unclear(old)
	}
	if old.Kind == yaml.ScalarNode && bytes.IndexByte(d.src[span.Start:span.End], '\n') >= 0 ||
		old.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		return nil, d.refuse(span.Start, byHand, "the value is written over several lines")
	}
	if at, found := d.comment(old, span); found {
		return nil, d.commentLost(at)
	}
	switch {
	case old.Kind == yaml.ScalarNode && v.kind == Scalar:
		return []Edit{{span, scalarText(v, old.Style, s.flow())}}, nil
	case s.flow():
		return []Edit{{span, flowItem(v)}}, nil
	case s.key() == nil:
		return []Edit{{span, d.writer().item(v, span.Start-lineStart(d.src, span.Start))}}, nil
	}
	return d.replaceUnder(s, span, v)
}

// replaceUnder replaces the value of a key in a block mapping, when one of the
// two is a collection.
func (d *Document) replaceUnder(s spot, span Span, v Value) ([]Edit, error) {
	colon, ok := d.colon(s.key())
	if !ok {
		return nil, d.refuse(d.content(s.key()), "write it as key: value", "the key is not followed by its colon")
	}
	text, whole := d.underText(s, v), d.ownLines(span)
	sameLine := bytes.IndexByte(d.src[colon:span.Start], '\n') < 0
	multi := strings.HasPrefix(text, d.writer().eol)
	switch {
	case !multi && (sameLine || s.value().Style&yaml.FlowStyle != 0 || s.value().Kind == yaml.ScalarNode):
		return []Edit{{span, strings.TrimPrefix(text, " ")}}, nil
	case !sameLine && bytes.IndexByte(d.src[span.End:whole.End], '#') >= 0:
		return nil, d.commentLost(span.End + bytes.IndexByte(d.src[span.End:whole.End], '#'))
	case !multi:
		return append(d.afterColon(colon, text), Edit{Span: whole}), nil
	case sameLine:
		at := nextLine(d.src, span.End)
		return []Edit{{Span: Span{colon, span.End}}, {Span{at, at}, d.ownLine(text)}}, nil
	}
	return []Edit{{whole, d.ownLine(text)}}, nil
}

// ownLines is a span with the rest of its first and last line.
func (d *Document) ownLines(span Span) Span {
	return Span{lineStart(d.src, span.Start), nextLine(d.src, span.End)}
}

// ownLine makes text that begins with a line ending end with it instead.
func (d *Document) ownLine(text string) string {
	eol := d.writer().eol
	return strings.TrimPrefix(text, eol) + eol
}

// underText is a new value as it follows its key's colon. A list keeps the
// column of the block list it replaces, and the items that stay are written as
// they were.
func (d *Document) underText(s spot, v Value) string {
	w, old := d.writer(), s.value()
	column := d.column(s.holder())
	if v.kind != Sequence || old.Kind != yaml.SequenceNode || len(v.items) == 0 || len(old.Content) == 0 {
		return w.after(v, column, column+len(s.key().Value)+1)
	}
	if old.Style&yaml.FlowStyle == 0 {
		w.indent = d.column(old) - column
		return w.eol + w.list(d.keep(old, v), column+w.indent)
	}
	if v.isScalars() {
		return " " + flowText(d.keep(old, v))
	}
	return w.after(v, column, shortLine)
}

// keep gives the scalar items of a list that are there already the bytes they
// have now.
func (d *Document) keep(old *yaml.Node, v Value) Value {
	type scalar struct{ tag, text string }
	present := map[scalar]string{}
	for _, n := range old.Content {
		span, ok := d.extent(n)
		text := string(d.src[span.Start:span.End])
		if ok && n.Kind == yaml.ScalarNode && n.Anchor == "" && n.Style&yaml.TaggedStyle == 0 && !strings.Contains(text, "\n") {
			present[scalar{n.ShortTag(), n.Value}] = text
		}
	}
	items := make([]Value, len(v.items))
	for i, item := range v.items {
		items[i] = item
		if n := item.node(); item.kind == Scalar {
			if text, ok := present[scalar{n.ShortTag(), n.Value}]; ok {
				items[i] = PlainValue(text)
			}
		}
	}
	v.items = items
	return v
}
