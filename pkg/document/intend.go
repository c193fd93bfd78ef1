package document

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// intend is the tree that an op should lead to. It is made from the tree
// alone, knowing nothing of bytes, so that it can bear witness against the
// edits. Nodes that do not change are shared with the old tree.
func intend(root *yaml.Node, op *frontOp) *yaml.Node {
	if op.verb == remove {
		return without(root, op.at.steps)
	}
	return with(root, op.at.steps, op)
}

// with is n with the op carried out at the end of steps.
func with(n *yaml.Node, steps []step, op *frontOp) *yaml.Node {
	if len(steps) == 0 {
		if op.verb == appendTo {
			return appended(n, op.value.node())
		}
		return replaced(n, op.value)
	}
	s := steps[0]
	if s.item {
		return withChild(n, s.index, with(n.Content[s.index], steps[1:], op))
	}
	if isNull(n) {
		n = &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
	}
	if i := keyIndex(n, s.key); i >= 0 {
		return withChild(n, i+1, with(n.Content[i+1], steps[1:], op))
	}
	c := *n
	child := with(nil, steps[1:], op)
	c.Content = slices.Insert(slices.Clone(n.Content), insertIndex(n, op.after), stringNode(s.key), child)
	return &c
}

// withChild is a copy of n in which one child is another.
func withChild(n *yaml.Node, i int, child *yaml.Node) *yaml.Node {
	c := *n
	c.Content = slices.Clone(n.Content)
	c.Content[i] = child
	return &c
}

// replaced is a new value, a string when the scalar it replaces is quoted.
func replaced(old *yaml.Node, v Value) *yaml.Node {
	if v.kind == Scalar && old != nil && old.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0 {
		return stringNode(v.text)
	}
	return v.node()
}

// appended is a list with one more item; a null counts as an empty list.
func appended(list, item *yaml.Node) *yaml.Node {
	if isNull(list) {
		return &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Content: []*yaml.Node{item}}
	}
	c := *list
	c.Content = append(slices.Clone(list.Content), item)
	return &c
}

// without is n less the key or item at the end of steps, n itself when that
// is not there.
func without(n *yaml.Node, steps []step) *yaml.Node {
	s, i, width := steps[0], -1, 2
	switch {
	case s.item:
		i, width = s.index, 1
	case n.Kind == yaml.MappingNode:
		i = keyIndex(n, s.key)
	}
	switch {
	case i < 0:
		return n
	case len(steps) > 1:
		value := i + width - 1
		return withChild(n, value, without(n.Content[value], steps[1:]))
	}
	c := *n
	c.Content = slices.Delete(slices.Clone(n.Content), i, i+width)
	return &c
}

// insertIndex is where among a mapping's keys and values a new key goes.
func insertIndex(mapping *yaml.Node, after []string) int {
	index := -1
	for _, key := range after {
		if i := keyIndex(mapping, key); i > index {
			index = i
		}
	}
	if index < 0 {
		return len(mapping.Content)
	}
	return index + 2
}

func isNull(n *yaml.Node) bool {
	return n == nil || n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null"
}

// sameTree compares what YAML says: kinds, tags, values, anchors and order.
// Quoting and layout are the bytes' business. An alias is compared with what
// it stands for, which a name that is given twice decides.
func sameTree(a, b *yaml.Node) bool {
	if a.Kind != b.Kind || a.ShortTag() != b.ShortTag() || a.Value != b.Value || a.Anchor != b.Anchor {
		return false
	}
	if a.Kind == yaml.AliasNode {
		return sameTree(a.Alias, b.Alias)
	}
	return slices.EqualFunc(a.Content, b.Content, sameTree)
}
