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

func (d *Document) commentLost(at int) error {
	return d.refuse(at, "move the comment, or change the items one by one", "the comment here would be lost")
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

// colon is the offset after the colon of a key in a block mapping.
func (d *Document) colon(key *yaml.Node) (int, bool) {
	span, ok := d.extent(key)
	at := span.End
	for at < d.block.data.End && (d.src[at] == ' ' || d.src[at] == '\t') {
		at++
	}
	return at + 1, ok && at < d.block.data.End && d.src[at] == ':'
}

// fillEdits writes a value where a key, or a dash, has none.
func (d *Document) fillEdits(s spot, v Value) ([]Edit, error) {
	if s.flow() {
		return d.flowFillEdits(s, v)
	}
	at := d.content(s.value())
	switch before := d.src[at-1]; {
	case before != ':' && before != '-':
		return nil, d.unclear(s.value())
	case s.key() == nil:
		return d.afterColon(at, " "+d.writer().item(v, at-lineStart(d.src, at)+1)), nil
	}
	column := d.column(s.holder())
	text := d.writer().after(v, column, at-lineStart(d.src, at))
	if strings.HasPrefix(text, " ") {
		return d.afterColon(at, text), nil
	}
	at = nextLine(d.src, at)
	return []Edit{{Span{at, at}, d.ownLine(text)}}, nil
}

// flowFillEdits writes the value of a key that has none, or not even a colon.
func (d *Document) flowFillEdits(s spot, v Value) ([]Edit, error) {
	if s.key() == nil {
		return nil, d.unclear(s.value())
	}
	if at, ok := d.colon(s.key()); ok {
		return []Edit{{Span{at, at}, " " + flowItem(v)}}, nil
	}
	span, ok := d.extent(s.key())
	if !ok {
		return nil, d.unclear(s.key())
	}
	return []Edit{{Span{span.End, span.End}, ": " + flowItem(v)}}, nil
}

// afterColon writes text, which begins with a blank, on the line of a colon or
// dash that nothing but blanks and a comment follow. Blanks that line values
// up stay.
func (d *Document) afterColon(at int, text string) []Edit {
	end := lineEnd(d.src, at)
	if rest := d.src[at:end]; len(rest) > 0 && isBlank(rest) {
		return []Edit{{Span{end, end}, text[1:]}}
	}
	return []Edit{{Span{at, at}, text}}
}

// comment finds a comment inside a value: between its scalars there is
// nothing but brackets, dashes, colons, keys' blanks and comments.
func (d *Document) comment(n *yaml.Node, span Span) (int, bool) {
	at := span.Start
	found := -1
	d.leaves(n, func(leaf *yaml.Node, s Span) {
		gap := Span{at, max(at, s.Start)}
		if leaf.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
			gap.End = lineEnd(d.src, s.Start)
		}
		if i := bytes.IndexByte(d.src[gap.Start:gap.End], '#'); i >= 0 && found < 0 {
			found = gap.Start + i
		}
		at = max(at, s.End)
	})
	if i := bytes.IndexByte(d.src[at:max(at, span.End)], '#'); i >= 0 && found < 0 {
		found = at + i
	}
	return found, found >= 0
}

func (d *Document) leaves(n *yaml.Node, visit func(*yaml.Node, Span)) {
	if len(n.Content) == 0 && (n.Kind == yaml.ScalarNode || n.Kind == yaml.AliasNode) {
		span, _ := d.extent(n)
		visit(n, span)
	}
	for _, child := range n.Content {
		d.leaves(child, visit)
	}
}
