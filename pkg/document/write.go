package document

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// shortLine is how wide a line with a new flow list may be.
const shortLine = 80

// writer turns values into YAML in the manner of the file they go into.
type writer struct {
	eol    string
	indent int // of a block list under its key: 0 or 2 as the file has it
}

// writer takes over the line ending and the list style of the file.
func (d *Document) writer() writer {
	w := writer{eol: d.eol(d.block.data.Start), indent: 2}
	if dash, ok := d.listIndent(d.root); ok {
		w.indent = dash
	}
	return w
}

// eol is the line ending before offset; that of the file's first line when
// there is none.
func (d *Document) eol(offset int) string {
	if offset < 1 || d.src[offset-1] != '\n' {
		offset = nextLine(d.src, 0)
	}
	if offset > 1 && d.src[offset-1] == '\n' && d.src[offset-2] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// listIndent is how far the first block list of the file is indented from its
// key.
func (d *Document) listIndent(n *yaml.Node) (int, bool) {
	for i, child := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 1 && isBlockList(child) {
			indent := d.column(child) - d.column(n)
			return indent, indent >= 0 && indent <= 8
		}
		if indent, ok := d.listIndent(child); ok {
			return indent, true
		}
	}
	return 0, false
}

func isBlockList(n *yaml.Node) bool {
	return n.Kind == yaml.SequenceNode && n.Style&yaml.FlowStyle == 0
}

// column is how many bytes stand before a node on its line.
func (d *Document) column(n *yaml.Node) int {
	at := d.content(n)
	return at - lineStart(d.src, at)
}

// field is "key: value" in a block mapping at a column, without a final line
// ending.
func (w writer) field(key string, v Value, column int) string {
	key = keyText(key, false) + ":"
	return key + w.after(v, column, column+len(key))
}

// after is what follows a key's colon or a list's dash: a blank and a value on
// the same line, or lines of their own. used is how wide the line is so far.
func (w writer) after(v Value, column, used int) string {
	if s := " " + flowText(v); inline(v) || v.isScalars() && used+len(s) <= shortLine {
		return s
	}
	if v.kind == Sequence {
		return w.eol + w.list(v, column+w.indent)
	}
	return w.eol + spaces(column+2) + w.item(v, column+2)
}

// inline reports a value that is always written in one line.
func inline(v Value) bool {
	return v.kind == Scalar || v.flow || len(v.items)+len(v.fields) == 0
}

// list is a block list whose dashes stand at a column.
func (w writer) list(v Value, column int) string {
	var lines []string
	for _, item := range v.items {
		lines = append(lines, spaces(column)+"- "+w.item(item, column+2))
	}
	return strings.Join(lines, w.eol)
}

// item is a value that begins at a column on a line that is begun.
func (w writer) item(v Value, column int) string {
	switch {
	case v.kind == Scalar:
		return scalarText(v, 0, false)
	case inline(v) || v.isScalars():
		return flowText(v)
	case v.kind == Sequence:
		return strings.TrimLeft(w.list(v, column), " ")
	}
	var lines []string
	for _, f := range v.fields {
		lines = append(lines, w.field(f.Key, f.Value, column))
	}
	return strings.Join(lines, w.eol+spaces(column))
}

// flowText is a value in one line.
func flowText(v Value) string {
	if v.kind == Scalar {
		return scalarText(v, 0, false)
	}
	return flowItem(v)
}

// flowItem is a value in one line between brackets.
func flowItem(v Value) string {
	var parts []string
	switch v.kind {
	case Sequence:
		for _, item := range v.items {
			parts = append(parts, flowItem(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case Mapping:
		for _, f := range v.fields {
			parts = append(parts, flowField(f.Key, f.Value))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return scalarText(v, 0, true)
}

func flowField(key string, v Value) string { return keyText(key, true) + ": " + flowItem(v) }

func spaces(n int) string { return strings.Repeat(" ", n) }
