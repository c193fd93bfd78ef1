package document

import (
	"bytes"
	"strings"

	"go.yaml.in/yaml/v3"
)

// extent is the bytes of a node, an anchor or tag excluded. It is exact when
// ok is true; otherwise it is good enough to point at.
func (d *Document) extent(n *yaml.Node) (span Span, ok bool) {
	at := d.content(n)
	end, ok := d.end(n, at)
	span = Span{at, max(at, end)}
	const quoted = yaml.SingleQuotedStyle | yaml.DoubleQuotedStyle
	return span, ok && end >= at && (n.Style&quoted != 0 || !d.hasWideBreak(span))
}

// end is where the node whose content begins at offset at ends; the end of
// its line when that is not certain.
func (d *Document) end(n *yaml.Node, at int) (int, bool) {
	src := d.src[:d.block.data.End]
	switch n.Kind {
	case yaml.AliasNode:
		if bytes.HasPrefix(src[at:], []byte("*"+n.Value)) {
			return at + 1 + len(n.Value), true
		}
		return trimmedEnd(src, at), false
	case yaml.ScalarNode:
		if end, ok := d.scalarEnd(n, at); ok {
			return end, true
		}
		return trimmedEnd(src, at), false
	}
	return d.collectionEnd(src, n, at)
}

// collectionEnd is the end of the last value, or of the bracket behind it.
func (d *Document) collectionEnd(src []byte, n *yaml.Node, at int) (int, bool) {
	bracketed := n.Style&yaml.FlowStyle != 0 && at < len(src) && (src[at] == '[' || src[at] == '{')
	end, ok := at, true
	if bracketed {
		end++
	}
	if len(n.Content) > 0 {
		last := n.Content[len(n.Content)-1]
		end, ok = d.end(last, d.content(last))
	}
	if !ok || !bracketed {
		return end, ok
	}
	return flowEnd(src, end)
}

// flowEnd is the offset after the bracket that closes a flow collection whose
// last value ends at offset at.
func flowEnd(src []byte, at int) (int, bool) {
	bracket := skipGap(src, at, ",")
	if bracket < len(src) && (src[bracket] == ']' || src[bracket] == '}') {
		return bracket + 1, true
	}
	return at, false
}

// skipGap passes blanks, line breaks, comments and the bytes in also.
func skipGap(src []byte, at int, also string) int {
	for at < len(src) {
		switch c := src[at]; {
		case c == ' ', c == '\t', c == '\n', c == '\r', strings.IndexByte(also, c) >= 0:
			at++
		case c == '#':
			at = lineEnd(src, at)
		default:
			return at
		}
	}
	return at
}

// content is where a node's value begins, after its anchor and tag.
func (d *Document) content(n *yaml.Node) int {
	at := d.offset(n)
	src := d.src[:d.block.data.End]
	if n.Kind == yaml.AliasNode || n.Anchor == "" && n.Style&yaml.TaggedStyle == 0 && (at >= len(src) || src[at] != '!') {
		return at
	}
	if n.Kind != yaml.ScalarNode && n.Style&yaml.FlowStyle == 0 && len(n.Content) > 0 {
		return d.blockStart(n)
	}
	for at < len(src) && (src[at] == '&' || src[at] == '!') {
		end := propertyEnd(src, at)
		next := skipGap(src, end, "")
		if emptyScalar(n) && (next >= len(src) || src[next] != '&' && src[next] != '!') {
			return end
		}
		at = next
	}
	return at
}

// blockStart is where a block collection with an anchor or tag begins: at its
// first key, or at the dash before its first item.
func (d *Document) blockStart(n *yaml.Node) int {
	first := d.offset(n.Content[0])
	if n.Kind == yaml.MappingNode {
		return first
	}
	dash := bytes.LastIndexByte(d.src[:first], '-')
	return max(dash, d.offset(n))
}

// emptyScalar reports a value that takes no bytes at all.
func emptyScalar(n *yaml.Node) bool {
	const quoted = yaml.SingleQuotedStyle | yaml.DoubleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle
	return n.Kind == yaml.ScalarNode && n.Value == "" && n.Style&quoted == 0
}

// propertyEnd is the end of an anchor, which is letters, digits, _ and -, or
// of a tag, which only a blank ends.
func propertyEnd(src []byte, at int) int {
	tag := src[at] == '!'
	for at++; at < len(src); at++ {
		c := src[at]
		blank := c == ' ' || c == '\t' || c == '\r' || c == '\n'
		if blank || !tag && !isAnchorByte(c) {
			return at
		}
	}
	return at
}

func isAnchorByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}

// trimmedEnd is the end of the line of at, blanks excluded.
func trimmedEnd(src []byte, at int) int {
	return at + len(bytes.TrimRight(src[at:lineEnd(src, at)], " \t\r"))
}
