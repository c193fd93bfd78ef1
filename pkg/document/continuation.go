package document

import "go.yaml.in/yaml/v3"

// checkContinuation finds front matter that a --- line at column 1 inside a
// block scalar cuts short: the scalar is the last value, and the text after
// the delimiter goes on indented as it was.
func (d *Document) checkContinuation() {
	if d.root == nil || d.block.end >= len(d.src) || d.src[d.block.end] != ' ' {
		return
	}
	last := d.root
	for len(last.Content) > 0 {
		last = last.Content[len(last.Content)-1]
	}
	if last.Kind != yaml.ScalarNode || last.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 {
		return
	}
	line := d.src[d.block.end:lineEnd(d.src, d.block.end)]
	if !isBlank(line) {
		d.fault(innerFault(d.block.close))
	}
}
