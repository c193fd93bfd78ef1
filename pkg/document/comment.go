package document

import (
	"bytes"

	"go.yaml.in/yaml/v3"
)

// comment finds a comment inside a value: between its scalars there is
// nothing but brackets, dashes, colons, keys' blanks and comments.
func (d *Document) comment(n *yaml.Node, span Span) (int, bool) {
	at := span.Start
	found := -1
	d.leaves(n, func(leaf *yaml.Node, s Span) {
		gap := Span{at, max(at, s.Start)}
		if leaf.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
			gap.End = lineEnd(d.src, s.Start)
		}
		if i := bytes.IndexByte(d.src[gap.Start:gap.End], '#'); i >= 0 && found < 0 {
			found = gap.Start + i
		}
		at = max(at, s.End)
	})
	if i := bytes.IndexByte(d.src[at:max(at, span.End)], '#'); i >= 0 && found < 0 {
		found = at + i
	}
	return found, found >= 0
}

// leaves visits the scalars and aliases under n in order of the file.
func (d *Document) leaves(n *yaml.Node, visit func(*yaml.Node, Span)) {
	if len(n.Content) == 0 && (n.Kind == yaml.ScalarNode || n.Kind == yaml.AliasNode) {
		span, _ := d.extent(n)
		visit(n, span)
	}
	for _, child := range n.Content {
		d.leaves(child, visit)
	}
}

func (d *Document) commentLost(at int) error {
	return d.refuse(at, "move the comment, or change the items one by one", "the comment here would be lost")
}
