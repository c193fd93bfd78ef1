package document

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

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
