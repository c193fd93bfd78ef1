package document

import (
	"bytes"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// frontIndex turns the YAML parser's lines and columns into byte offsets. The
// parser counts columns in code points and breaks lines at more characters
// than Position does.
type frontIndex struct {
	starts []int
	ascii  bool
	wide   bool // whether there are Unicode line breaks
	line   int  // of the latest answer, so that a long line is walked once
	column int
	last   int
}

// offset is where the parser says a node begins: at its anchor or tag when it
// has one.
func (d *Document) offset(n *yaml.Node) int {
	x := &d.front
	if x.starts == nil {
		x.index(d.src, d.block.data)
	}
	line := min(max(n.Line, 1), len(x.starts))
	start := x.starts[line-1]
	if x.ascii {
		return min(start+n.Column-1, d.block.data.End)
	}
	return x.walk(d.src[:d.block.data.End], line, n.Column)
}

// index finds the lines as the parser counts them.
func (x *frontIndex) index(src []byte, data Span) {
	x.starts, x.ascii = append(make([]int, 0, 64), data.Start), true
	for i := data.Start; i < data.End; i++ {
		switch c := src[i]; {
		case c == '\n':
			x.starts = append(x.starts, i+1)
		case c < utf8.RuneSelf:
		default:
			x.ascii = false
			if n := wideBreak(src[i:data.End]); n > 0 {
				x.starts = append(x.starts, i+n)
				x.wide = true
			}
		}
	}
}

// wideBreak is the length of the Unicode line break s begins with: next line,
// line separator or paragraph separator.
func wideBreak(s []byte) int {
	switch r, n := utf8.DecodeRune(s); r {
	case 0x85, 0x2028, 0x2029:
		return n
	}
	return 0
}

// walk counts code points from the nearer of the line's start and the latest
// answer, which keeps a front matter of one long line linear.
func (x *frontIndex) walk(src []byte, line, column int) int {
	start := x.starts[line-1]
	at, c := start, 1
	if x.line == line && abs(column-x.column) < column-1 {
		at, c = x.last, x.column
	}
	for ; c < column && at < len(src); c++ {
		_, n := utf8.DecodeRune(src[at:])
		at += n
	}
	for ; c > column && at > start; c-- {
		_, n := utf8.DecodeLastRune(src[start:at])
		at -= n
	}
	x.line, x.column, x.last = line, column, at
	return at
}

func abs(i int) int { return max(i, -i) }

// hasWideBreak reports a line break inside a span that only YAML sees. What
// is told apart by lines is then not certain.
func (d *Document) hasWideBreak(s Span) bool {
	return d.front.wide && bytes.ContainsAny(d.src[s.Start:s.End], "\u0085\u2028\u2029")
}
