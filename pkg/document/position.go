package document

import (
	"bytes"
	"sort"
	"unicode/utf8"
)

// lineIndex holds where lines start; it is built when a position is first
// asked for, which for most files is never.
type lineIndex struct {
	starts []int
	last   int // offset of the latest answer
	column int // its column, so that findings in order cost one pass over a long line
}

// Position is the line and column of a byte offset. Offsets outside the
// source are moved to its nearest end.
func (d *Document) Position(offset int) Position {
	offset = min(max(offset, 0), len(d.src))
	x := &d.lines
	if x.starts == nil {
		x.starts = lineStarts(d.src)
	}
	line := sort.SearchInts(x.starts, offset+1)
	from, column := x.starts[line-1], 1
	if x.column > 0 && x.last >= from && x.last <= offset {
		from, column = x.last, x.column
	}
	column += utf8.RuneCount(d.src[from:offset])
	if offset == len(d.src) || utf8.RuneStart(d.src[offset]) {
		x.last, x.column = offset, column
	}
	return Position{Line: line, Column: column}
}

func lineStarts(src []byte) []int {
	starts := make([]int, 1, bytes.Count(src, []byte{'\n'})+1)
	for i, c := range src {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// lineStart is the offset of the first byte of the line that contains offset.
func lineStart(src []byte, offset int) int {
	return bytes.LastIndexByte(src[:offset], '\n') + 1
}

// lineEnd is the offset after the last byte of the line that contains offset,
// its line ending excluded.
func lineEnd(src []byte, offset int) int {
	end, _ := endOfLine(src, offset)
	return end
}

// nextLine is the offset at which the line after the one with offset begins,
// or the end of src.
func nextLine(src []byte, offset int) int {
	_, next := endOfLine(src, offset)
	return next
}

// endOfLine finds the end of a line's text and the start of the line after it.
func endOfLine(src []byte, offset int) (end, next int) {
	i := bytes.IndexByte(src[offset:], '\n')
	if i < 0 {
		return len(src), len(src)
	}
	end, next = offset+i, offset+i+1
	if end > offset && src[end-1] == '\r' {
		end--
	}
	return end, next
}
