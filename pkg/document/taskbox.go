package document

import (
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// taskBox parses the [ ] or [x] that a list item begins with. The position of
// its node is behind the box and the blanks after it.
type taskBox struct{}

// Trigger implements parser.InlineParser.
func (taskBox) Trigger() []byte { return []byte{'['} }

// Parse implements parser.InlineParser.
func (taskBox) Parse(parent ast.Node, block text.Reader, _ parser.Context) ast.Node {
	item := parent.Parent()
	if parent.HasChildren() || item == nil || item.Kind() != ast.KindListItem || item.FirstChild() != parent {
		return nil
	}
	line, segment := block.PeekLine()
	length := boxLength(line)
	if length == 0 {
		return nil
	}
	box := east.NewTaskCheckBox(line[1] == 'x' || line[1] == 'X')
	box.SetPos(segment.Start + length)
	block.Advance(length)
	return box
}

// boxLength is the length of the box and the blanks after it, of which there
// is at least one unless the line ends; 0 when there is no box.
func boxLength(line []byte) int {
	if len(line) < 3 || line[0] != '[' || line[2] != ']' {
		return 0
	}
	switch line[1] {
	case ' ', '\t', 'x', 'X':
	default:
		return 0
	}
	end := 3
	for end < len(line) && (line[end] == ' ' || line[end] == '\t') {
		end++
	}
	if end == 3 && end < len(line) && !isSpace(line[end]) {
		return 0
	}
	return end
}
