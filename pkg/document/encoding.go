package document

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

const mark = "\ufeff"

// byteOrderMark is the length of the byte order mark at the start of src.
func byteOrderMark(src []byte) int {
	if bytes.HasPrefix(src, []byte(mark)) {
		return len(mark)
	}
	return 0
}

func markFault(at Span) Fault {
	return Fault{
		Kind: ByteOrderMark, Span: at,
		Message: "a byte order mark stands before the front matter, and most tools then do not see it",
		Help:    "save the file as UTF-8 without a byte order mark",
		Fix:     []Edit{{Span: at}},
	}
}

// checkEncoding reports the first byte that is not UTF-8, or the first NUL:
// a file in another encoding has thousands, and one says it.
func (d *Document) checkEncoding() {
	at := -1
	if !utf8.Valid(d.src) {
		at = firstInvalid(d.src)
	}
	if nul := bytes.IndexByte(d.src, 0); nul >= 0 && (at < 0 || nul < at) {
		at = nul
	}
	if at < 0 {
		return
	}
	f := Fault{
		Kind: BadEncoding, Span: Span{at, at + 1},
		Message: fmt.Sprintf("byte 0x%02x is not UTF-8", d.src[at]),
		Help:    "save the file as UTF-8",
	}
	switch {
	case bytes.HasPrefix(d.src, []byte("\xff\xfe")), bytes.HasPrefix(d.src, []byte("\xfe\xff")):
		f.Span, f.Message = Span{0, 2}, "the file is UTF-16, not UTF-8"
	case d.src[at] == 0:
		f.Message, f.Help = "the file holds a NUL byte", "remove the NUL byte; the file may not be text at all"
	}
	d.fault(f)
}

func firstInvalid(src []byte) int {
	for i := 0; i < len(src); {
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// forbidden reports a character that YAML does not allow in a file, not even
// between quotes.
func forbidden(r rune) bool {
	switch {
	case r == '\t', r == '\n', r == '\r', r == 0x85:
		return false
	case r < 0x20, r >= 0x7f && r < 0xa0, r == 0xfffe, r == 0xffff:
		return true
	}
	return false
}
