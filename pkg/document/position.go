package document

import (
	"bytes"
	"unicode/utf8"
)

// stride is how many bytes lie between two entries of the line index.
const stride = 4 << 10

// lineIndex counts lines. It is built when a position is first asked for,
// which for most files is never, and small even for a file of line breaks.
type lineIndex struct {
	before []int    // line breaks before each multiple of stride
	last   int      // offset of the latest answer
	place  Position // the latest answer, so that findings in order cost one pass over a long line
	line   Span     // the line that ByteColumn was last asked about
}

// Position is the line and column of a byte offset. Offsets outside the
// source are moved to its nearest end.
func (d *Document) Position(offset int) Position {
	offset = min(max(offset, 0), len(d.src))
	x := &d.lines
	if x.before == nil {
		x.before = countLines(d.src)
	}
	block := offset / stride
	p := Position{Line: 1 + x.before[block] + bytes.Count(d.src[block*stride:offset], []byte{'\n'}), Column: 1}
	if p.Line == x.place.Line && x.last <= offset {
		p.Column = x.place.Column + utf8.RuneCount(d.src[x.last:offset])
	} else {
		p.Column += utf8.RuneCount(d.src[lineStart(d.src, offset):offset])
	}
	if offset == len(d.src) || utf8.RuneStart(d.src[offset]) {
		x.last, x.place = offset, p
	}
	return p
}

// ByteColumn is the column of a byte offset counted in bytes of UTF-8, from 1,
// as tools count that patch lines. Position gives the line it is in.
func (d *Document) ByteColumn(offset int) int {
	offset = min(max(offset, 0), len(d.src))
	l := &d.lines.line
	if l.IsZero() || offset < l.Start || l.End < offset {
		start := lineStart(d.src, offset)
		end := len(d.src)
		if n := bytes.IndexByte(d.src[offset:], '\n'); n >= 0 {
			end = offset + n
		}
		*l = Span{Start: start, End: end}
	}
	return 1 + offset - l.Start
}

// countLines has one entry more than src has whole strides, for offsets up to
// and including its length.
func countLines(src []byte) []int {
	before := make([]int, 0, len(src)/stride+1)
	count := 0
	for at := 0; at <= len(src); at += stride {
		before = append(before, count)
		count += bytes.Count(src[at:min(at+stride, len(src))], []byte{'\n'})
	}
	return before
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
