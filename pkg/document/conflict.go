package document

import "bytes"

// The lines that git leaves around the two sides of a conflict.
var (
	conflictOurs   = []byte("\n<<<<<<< ")
	conflictMiddle = []byte("\n=======")
	conflictTheirs = []byte("\n>>>>>>> ")
)

// checkConflict notes the first conflict of the body: all three markers, each
// at the start of a line and in order, so that an underlined heading or a
// quoted marker is none. Those of front matter are noted where the YAML parser
// refuses it; of front matter that does not end, or that a conflict reaches out
// of, they are looked for here.
func (d *Document) checkConflict() {
	from := 0
	if d.root != nil || d.Resolved() != nil {
		from = max(d.block.end-1, 0) // the line break before the body
	}
	at := bytes.Index(d.src[from:], conflictOurs)
	if at < 0 {
		return
	}
	rest := d.src[from+at:]
	middle := bytes.Index(rest, conflictMiddle)
	if middle < 0 || !bytes.Contains(rest[middle:], conflictTheirs) {
		return
	}
	start := from + at + 1
	d.fault(Fault{
		Kind: Conflict, Span: Span{start, start + len(conflictOurs) - 2},
		Message: "a merge conflict is not resolved",
		Help:    "keep what is right of both sides and take the lines with <<<<<<<, ======= and >>>>>>> away",
	})
}

// Resolved refuses a file with a conflict by a *Refusal: whatever were added
// would end up on one of its sides, and what is read of it may be half.
func (d *Document) Resolved() error {
	for _, f := range d.faults {
		if f.Kind == Conflict {
			return d.refuse(f.Span.Start, f.Help, "%s", f.Message)
		}
	}
	return nil
}
