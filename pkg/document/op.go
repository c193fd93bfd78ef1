package document

import "strings"

// Op is one intended change, made by Set, Remove, Append or Splice.
type Op struct {
	front *frontOp
	body  []Edit
}

// frontOp is a change of the front matter.
type frontOp struct {
	verb  verb
	at    Path
	value Value
	after []string
}

type verb uint8

const (
	set verb = iota
	remove
	appendTo
)

// Set gives the value at a path. A scalar is replaced in place and keeps its
// quoting; a key that is missing is inserted after the last of the keys named
// in after that is there, else at the mapping's end. A value that is there
// already changes nothing.
func Set(at Path, v Value, after ...string) Op {
	return Op{front: &frontOp{verb: set, at: at, value: v, after: after}}
}

// Remove takes a key, or a list's item, away with the lines that are its own.
// Comment lines above it stay. A key that is not there changes nothing.
func Remove(at Path) Op { return Op{front: &frontOp{verb: remove, at: at}} }

// Append adds an item at the end of a list, block or flow; a missing or null
// key becomes a list of one. after places a key that is missing, as in Set.
func Append(at Path, v Value, after ...string) Op {
	return Op{front: &frontOp{verb: appendTo, at: at, value: v, after: after}}
}

// Splice changes bytes of the body. It is refused inside the front matter.
// Offsets are those of the document that Edit is called on, whatever ops stand
// before this one.
func Splice(e Edit) Op { return Op{body: []Edit{e}} }

// InsertLines inserts whole lines of the body before the line that contains
// offset (at the end of the file when offset is its length), with the line
// ending of the line above. lines have no line ending themselves. Offsets are those of
// d, as in Splice.
func (d *Document) InsertLines(offset int, lines ...string) Op {
	offset = min(max(offset, 0), len(d.src))
	if len(lines) == 0 {
		return Op{body: []Edit{}}
	}
	if offset < len(d.src) {
		offset = lineStart(d.src, offset)
	}
	eol := d.eol(nextLine(d.src, lineStart(d.src, max(offset-1, 0))))
	text := strings.Join(lines, eol)
	switch {
	case offset < len(d.src):
		text += eol
	case offset > 0 && d.src[offset-1] != '\n':
		text = eol + text
	default:
		text += eol
	}
	return Op{body: []Edit{{Span: Span{offset, offset}, Text: text}}}
}
