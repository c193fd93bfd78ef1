package document

import "fmt"

// Refusal is an edit that cannot be made exactly.
type Refusal struct {
	Position Position
	Reason   string // what stands in the way
	Way      string // what the user can do instead
}

// Error is the refusal in one line, "line:column: reason; way out".
func (r *Refusal) Error() string {
	return fmt.Sprintf("%d:%d: %s; %s", r.Position.Line, r.Position.Column, r.Reason, r.Way)
}

// refuse makes a refusal at an offset of d.
func (d *Document) refuse(offset int, way, reason string, args ...any) *Refusal {
	return &Refusal{Position: d.Position(offset), Reason: fmt.Sprintf(reason, args...), Way: way}
}

// delimited refuses front matter of which tools disagree where it ends.
func (d *Document) delimited() error {
	for _, f := range d.faults {
		if f.Kind == InnerDelimiter {
			return d.refuse(f.Span.Start, f.Help, "%s", f.Message)
		}
	}
	return nil
}

// editable refuses front matter that cannot be read for certain.
func (d *Document) editable() error {
	if err := d.delimited(); err != nil {
		return err
	}
	if d.root != nil {
		return nil
	}
	for _, f := range d.faults {
		if f.Kind != ByteOrderMark {
			return d.refuse(f.Span.Start, f.Help, "the front matter cannot be read: %s", f.Message)
		}
	}
	return d.refuse(0, "write key: value lines between two --- lines", "the front matter cannot be read")
}
