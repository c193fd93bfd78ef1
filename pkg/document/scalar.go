package document

import (
	"bytes"
	"strings"

	"go.yaml.in/yaml/v3"
)

// scalarEnd finds the end of a scalar by its style. The end of a plain scalar
// depends on where it stands, so it is found by matching the parsed value.
func (d *Document) scalarEnd(n *yaml.Node, at int) (int, bool) {
	src := d.src[:d.block.data.End]
	switch {
	case n.Style&yaml.DoubleQuotedStyle != 0:
		return doubleEnd(src, at)
	case n.Style&yaml.SingleQuotedStyle != 0:
		return singleEnd(src, at)
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		b, ok := d.blockScalar(n, at)
		return b.end, ok
	}
	return plainEnd(src, at, n.Value)
}

func doubleEnd(src []byte, at int) (int, bool) {
	if at >= len(src) || src[at] != '"' {
		return at, false
	}
	for i := at + 1; i < len(src); i++ {
		switch src[i] {
		case '\\':
			i++
		case '"':
			return i + 1, true
		}
	}
	return at, false
}

func singleEnd(src []byte, at int) (int, bool) {
	if at >= len(src) || src[at] != '\'' {
		return at, false
	}
	for i := at + 1; i < len(src); i++ {
		if src[i] != '\'' {
			continue
		}
		if i+1 == len(src) || src[i+1] != '\'' {
			return i + 1, true
		}
		i++
	}
	return at, false
}

// plainEnd walks source and value together. Line breaks are folded: one reads
// as a space, n of them as n-1 line feeds, with the blanks around them gone.
func plainEnd(src []byte, at int, value string) (int, bool) {
	for len(value) > 0 && at < len(src) {
		if c := value[0]; c != ' ' && c != '\t' && c != '\n' {
			if src[at] != c {
				return at, false
			}
			at, value = at+1, value[1:]
			continue
		}
		end, breaks := blankRun(src, at)
		want := string(src[at:end])
		switch {
		case breaks == 1:
			want = " "
		case breaks > 1:
			want = strings.Repeat("\n", breaks-1)
		}
		if want == "" || !strings.HasPrefix(value, want) {
			return at, false
		}
		at, value = end, value[len(want):]
	}
	return at, value == ""
}

// blankRun passes blanks and line breaks and counts the breaks.
func blankRun(src []byte, at int) (end, breaks int) {
	for ; at < len(src); at++ {
		switch src[at] {
		case ' ', '\t', '\r':
		case '\n':
			breaks++
		default:
			return at, breaks
		}
	}
	return at, breaks
}

// blockText is the shape of a block scalar.
type blockText struct {
	end  int // of its last line with content, line ending excluded
	tail int // start of the line after all that counts, kept blank lines included
}

// blockScalar reads a literal or folded scalar line by line from its | or >.
func (d *Document) blockScalar(n *yaml.Node, at int) (blockText, bool) {
	src := d.src[:d.block.data.End]
	if at >= len(src) || src[at] != '|' && src[at] != '>' {
		return blockText{end: at}, false
	}
	end, next := endOfLine(src, at)
	header := src[at+1 : end]
	if i := bytes.IndexAny(header, " \t"); i >= 0 {
		header = header[:i]
	}
	b := blockText{end: at + 1 + len(header), tail: next}
	indent, known := d.textIndent(n, header, next)
	if !known {
		return b, true
	}
	last := next
	for pos := next; pos < len(src); pos = last {
		var end int
		end, last = endOfLine(src, pos)
		spaces := leadingSpaces(src[pos:end])
		if pos+spaces == end && spaces <= indent {
			continue
		}
		if spaces < indent {
			last = pos
			break
		}
		b.end, b.tail = end, last
	}
	if bytes.IndexByte(header, '+') >= 0 {
		b.tail = last
	}
	return b, !d.hasWideBreak(Span{at, b.tail})
}

// textIndent is the number of spaces before a block scalar's text: given in
// its header relative to the parent, else that of the first line with text.
func (d *Document) textIndent(n *yaml.Node, header []byte, next int) (int, bool) {
	if i := bytes.IndexAny(header, "123456789"); i >= 0 {
		return d.parentIndent(n) + int(header[i]-'0'), true
	}
	if strings.Trim(n.Value, "\n") == "" {
		return 0, false
	}
	text := firstText(d.src[:d.block.data.End], next)
	return leadingSpaces(d.src[text.Start:text.End]), true
}

func leadingSpaces(line []byte) int {
	return len(line) - len(bytes.TrimLeft(line, " "))
}

// parentIndent is the column, from 0, of the collection a node is in. Only a
// block scalar with an indentation indicator asks, so a search will do.
func (d *Document) parentIndent(n *yaml.Node) int {
	parent := parentOf(d.root, n)
	if parent == nil {
		return 0
	}
	at := d.content(parent)
	return at - lineStart(d.src, at)
}

// parentOf searches a tree for the collection a node is in.
func parentOf(tree, n *yaml.Node) *yaml.Node {
	if tree == nil {
		return nil
	}
	for _, child := range tree.Content {
		if child == n {
			return tree
		}
		if p := parentOf(child, n); p != nil {
			return p
		}
	}
	return nil
}
