package merge

import (
	"bytes"
)

// form is how a version is written, apart from what it says.
type form struct {
	mark  bool // it begins with a byte order mark
	lines ending
}

// ending is the line ending of a version.
type ending uint8

const (
	none ending = iota // it has no line
	lf
	crlf
	mixed
)

var (
	byteOrderMark = []byte("\ufeff")
	crlfBytes     = []byte("\r\n")
	lfBytes       = []byte("\n")
)

func formOf(src []byte) form {
	f := form{mark: bytes.HasPrefix(src, byteOrderMark)}
	all, two := bytes.Count(src, lfBytes), bytes.Count(src, crlfBytes)
	switch {
	case all == 0:
	case two == 0:
		f.lines = lf
	case two == all:
		f.lines = crlf
	default:
		f.lines = mixed
	}
	return f
}

// changed is the value of the side that changed it; two that both did is the
// lesser, so that it does not matter which side merges.
func changed[T interface{ ~uint8 }](base, ours, theirs T) T {
	switch base {
	case ours:
		return theirs
	case theirs:
		return ours
	}
	return min(ours, theirs)
}

func bit(b bool) uint8 {
	if b {
		return 1
	}
	return 0
}

// plain writes three versions in one form, as far as they can be, and gives the
// form of the result. A version with endings of both sorts keeps every one of
// them, and so do the others.
func plain(versions [3][]byte) (written [3][]byte, result form) {
	var forms [3]form
	var endings [3]ending
	exact := false
	for i, v := range versions {
		forms[i] = formOf(v)
		exact = exact || forms[i].lines == mixed
		if endings[i] = forms[i].lines; endings[i] == none {
			endings[i] = forms[(i+1)%3].lines
		}
	}
	result.mark = changed(bit(forms[0].mark), bit(forms[1].mark), bit(forms[2].mark)) == 1
	result.lines = changed(endings[0], endings[1], endings[2])
	if exact {
		result.lines = mixed
	}
	for i, v := range versions {
		written[i] = bytes.TrimPrefix(v, byteOrderMark)
		if !exact && forms[i].lines == crlf {
			written[i] = bytes.ReplaceAll(written[i], crlfBytes, lfBytes)
		}
	}
	return written, result
}

// apply gives a result its form.
func (f form) apply(r Result) Result {
	if f.lines == crlf {
		counted, lines := 0, 0
		for i := range r.Conflicts {
			span := &r.Conflicts[i].Span
			before := lines + bytes.Count(r.Data[counted:span.Start], lfBytes)
			counted, lines = span.End, before+bytes.Count(r.Data[span.Start:span.End], lfBytes)
			span.Start, span.End = span.Start+before, span.End+lines
		}
		r.Data = bytes.ReplaceAll(r.Data, lfBytes, crlfBytes)
	}
	if f.mark {
		for i := range r.Conflicts {
			span := &r.Conflicts[i].Span
			span.Start, span.End = span.Start+len(byteOrderMark), span.End+len(byteOrderMark)
		}
		r.Data = append(bytes.Clone(byteOrderMark), r.Data...)
	}
	return r
}
