package document

import "bytes"

// lineStart is the first byte of the line that at lies in, of those of the
// body.
func (w *walker) lineStart(at int) int {
	at = min(at, len(w.src))
	return w.base + bytes.LastIndexByte(w.src[w.base:at], '\n') + 1
}

// trimBlank steps back from end over blank lines and a line ending.
func (w *walker) trimBlank(start, end int) int {
	for end > start && isSpace(w.src[end-1]) {
		end--
	}
	if end == start {
		return end
	}
	return lineEnd(w.src, end)
}

// trimSpace leaves out the space at both ends of a span.
func (w *walker) trimSpace(s Span) Span {
	for s.End > s.Start && isSpace(w.src[s.End-1]) {
		s.End--
	}
	return Span{w.skipSpace(s.Start, s.End), s.End}
}

// skipSpace is the first byte from at on, and before end, that is no space.
func (w *walker) skipSpace(at, end int) int {
	for at < end && isSpace(w.src[at]) {
		at++
	}
	return at
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
