package document

import (
	"bytes"
	"errors"

	"go.yaml.in/yaml/v3"
)

const byHand = "edit the lines by hand"

// Edit carries out ops in order, as if each were applied to the result of the
// one before. The result is parsed again and its front matter compared as a
// whole with the tree that was intended; every byte that no op owns is the
// same. What cannot be done exactly is a *Refusal, and nothing is returned.
// The returned bytes are fresh; d does not change.
func (d *Document) Edit(ops ...Op) ([]byte, error) {
	if err := d.Resolved(); err != nil {
		return nil, err
	}
	current := d
	var body []Edit
	for _, op := range ops {
		if op.front == nil {
			body = append(body, op.body...)
			continue
		}
		next, err := current.change(op.front)
		if err != nil {
			return nil, d.ownRefusal(err, op.front)
		}
		current = next
	}
	return d.splice(current, body)
}

// ownRefusal points at a place of d, which is what its reader sees, and not of
// the text that the ops before have made of it.
func (d *Document) ownRefusal(err error, op *frontOp) error {
	_, first := d.change(op)
	var ours, theirs *Refusal
	if errors.As(first, &ours) && errors.As(err, &theirs) && ours.Reason == theirs.Reason {
		return first
	}
	return err
}

// change carries out one change of the front matter.
func (d *Document) change(op *frontOp) (*Document, error) {
	if err := d.editable(); err != nil {
		return nil, err
	}
	if err := d.writable(op); err != nil {
		return nil, err
	}
	edits, err := d.plan(op)
	if err != nil {
		return nil, err
	}
	want := intend(d.root, op)
	next := d
	if len(edits) > 0 {
		src, err := Apply(d.src, edits)
		if err != nil {
			return nil, d.refuse(edits[0].Span.Start, byHand, "%v", err)
		}
		next = Parse(src)
	}
	if !d.asIntended(next, want) {
		at := d.block.open.Start
		if len(edits) > 0 {
			at = edits[0].Span.Start
		}
		return nil, d.refuse(at, byHand, "%s cannot be changed here without changing something else", op.at)
	}
	return next, nil
}

// writable refuses values that no line of YAML should hold.
func (d *Document) writable(op *frontOp) error {
	if op.verb == remove {
		return nil
	}
	at := d.block.open.Start
	if s, err := d.locate(op.at, op.verb); err == nil && s.value() != nil {
		at = d.content(s.value())
	}
	if s, bad := op.value.controls(); bad {
		return d.refuse(at, "leave them out", "the new value of %s, %q, holds control characters or line breaks", op.at, s)
	}
	if op.value.node() == nil {
		return d.refuse(at, "put the value between quotes", "the new value of %s cannot be written as it stands", op.at)
	}
	return nil
}

// asIntended reports that next has the tree that was wanted, the same body,
// and no fault that d has not: only comments may be left of it.
func (d *Document) asIntended(next *Document, want *yaml.Node) bool {
	return next.root != nil && sameTree(next.root, want) &&
		(len(next.faults) <= len(d.faults) || len(want.Content) == 0) &&
		bytes.Equal(d.src[:d.block.data.Start], next.src[:next.block.data.Start]) &&
		bytes.Equal(d.src[d.block.data.End:], next.src[next.block.data.End:])
}

// splice applies the edits of the body, whose offsets are those of d, to the
// document that the other ops have made of it.
func (d *Document) splice(current *Document, body []Edit) ([]byte, error) {
	for _, e := range body {
		if e.Span.Start < d.block.end {
			return nil, d.refuse(e.Span.Start, byHand, "an edit of the body reaches into the front matter")
		}
	}
	if err := d.delimited(); len(body) > 0 && err != nil {
		return nil, err
	}
	text, err := Apply(d.src, body)
	if err != nil {
		return nil, d.refuse(body[0].Span.Start, "make one change at a time", "changes of the body overlap, or reach outside the file")
	}
	out := append(bytes.Clone(current.src[:current.block.end]), text[d.block.end:]...)
	if len(body) > 0 && !current.block.same(scanBlock(out, byteOrderMark(out))) {
		return nil, d.refuse(body[0].Span.Start, byHand, "the change would be read as front matter")
	}
	return out, nil
}
