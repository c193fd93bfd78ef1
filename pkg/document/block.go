package document

import (
	"bytes"
	"unicode"
)

// block is the front matter as our own scanner finds it. It owns the offsets;
// what decodes the YAML gets exactly these bytes.
type block struct {
	open   Span // the opening delimiter's line, line ending excluded
	data   Span // what stands between the delimiter lines
	close  Span // the closing delimiter's line, line ending excluded
	end    int  // where the Markdown begins
	closed bool
	fault  *Fault
}

// scanBlock looks for front matter that begins at offset at.
func scanBlock(src []byte, at int) block {
	end, next := endOfLine(src, at)
	b := block{open: Span{at, end}, data: Span{next, next}, end: at}
	if !isDelimiter(src[at:end]) {
		b.fault = noFront(src, at)
		return b
	}
	for pos := next; pos < len(src); {
		end, next := endOfLine(src, pos)
		if line := src[pos:end]; closes(line) {
			b.data.End, b.close, b.end, b.closed = pos, Span{pos, end}, next, true
			b.fault = closerFault(line, b.close)
			return b
		}
		pos = next
	}
	b.fault = unclosed(src, b)
	if b.fault.Kind != NoFrontMatter {
		b.end = paragraphEnd(src, b.data.Start)
	}
	return b
}

// same reports front matter in the same place, whatever follows it.
func (b block) same(c block) bool {
	if b.closed != c.closed {
		return false
	}
	return b.closed && b.data == c.data || !b.closed && b.end == c.end
}

// isDelimiter reports three dashes at the line's start and nothing but blanks
// after them.
func isDelimiter(line []byte) bool {
	return bytes.HasPrefix(line, []byte("---")) && isBlank(line[3:])
}

// closes reports a line that ends a YAML document wherever it stands: "---" or
// "..." at column 1, followed by a blank or nothing.
func closes(line []byte) bool {
	if len(line) < 3 || (line[0] != '-' && line[0] != '.') {
		return false
	}
	marker := bytes.HasPrefix(line, []byte("---")) || bytes.HasPrefix(line, []byte("..."))
	return marker && (len(line) == 3 || line[3] == ' ' || line[3] == '\t')
}

// isBlank takes a carriage return for a blank: it stands before the line feed.
func isBlank(s []byte) bool {
	for _, c := range s {
		if c != ' ' && c != '\t' && c != '\r' {
			return false
		}
	}
	return true
}

// paragraphEnd is the start of the first blank line or heading at or after at.
func paragraphEnd(src []byte, at int) int {
	for at < len(src) {
		end, next := endOfLine(src, at)
		if isBlank(src[at:end]) || bytes.HasPrefix(src[at:end], []byte("# ")) || bytes.HasPrefix(src[at:end], []byte("##")) {
			return at
		}
		at = next
	}
	return at
}

// looksLikeKey reports "word:" at the start of a line, which is what tells
// front matter that was never closed from a thematic break.
func looksLikeKey(line []byte) bool {
	i := bytes.IndexByte(line, ':')
	if i <= 0 || (i+1 < len(line) && line[i+1] != ' ' && line[i+1] != '\t' && line[i+1] != '\r') {
		return false
	}
	for _, c := range string(line[:i]) {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '_' && c != '-' && c != '"' && c != '\'' {
			return false
		}
	}
	return true
}

// firstText is the first line at or after at that is not blank.
func firstText(src []byte, at int) Span {
	for at < len(src) {
		end, next := endOfLine(src, at)
		if !isBlank(src[at:end]) {
			return Span{at, end}
		}
		at = next
	}
	return Span{len(src), len(src)}
}
