package document

import "go.yaml.in/yaml/v3"

// spot is where a path leads: the collections from the root down to the one
// that holds the value, or would hold it.
type spot struct {
	chain []*yaml.Node
	index int    // of the value in the holder's Content; -1 when it is not there
	rest  []step // what is left of the path, from the missing key on; or below a null
}

func (s spot) holder() *yaml.Node { return s.chain[len(s.chain)-1] }

// value is the node at the path, or nil.
func (s spot) value() *yaml.Node {
	if s.index < 0 {
		return nil
	}
	return s.holder().Content[s.index]
}

// key is the key of the value, nil for a list's item.
func (s spot) key() *yaml.Node {
	if s.index < 0 || s.holder().Kind != yaml.MappingNode {
		return nil
	}
	return s.holder().Content[s.index-1]
}

// flow reports that the value stands between brackets.
func (s spot) flow() bool {
	for _, n := range s.chain {
		if n.Style&yaml.FlowStyle != 0 {
			return true
		}
	}
	return false
}

// parent is the spot of the holder itself; false for the root.
func (s spot) parent() (spot, bool) {
	if len(s.chain) < 2 {
		return spot{}, false
	}
	up := spot{chain: s.chain[:len(s.chain)-1]}
	for i, n := range up.holder().Content {
		if n == s.holder() {
			up.index = i
		}
	}
	return up, true
}

// locate follows a path and refuses what would make an edit show elsewhere:
// aliases, anchors, and a key that is there twice. What is to be removed may
// itself be an alias, or have an anchor that nothing uses.
func (d *Document) locate(path Path, v verb) (spot, error) {
	if len(path.steps) == 0 {
		return spot{}, d.refuse(d.block.open.Start, "name a key", "the front matter as a whole cannot be replaced")
	}
	n := d.root
	var s spot
	for i, step := range path.steps {
		if i > 0 && isNull(n) && !step.item {
			s.rest = path.steps[i:]
			return s, nil
		}
		index, err := d.descend(n, step, Path{path.steps[:i]})
		if err != nil {
			return spot{}, err
		}
		s.chain, s.index = append(s.chain, n), index
		if index < 0 {
			s.rest = path.steps[i:]
			return s, nil
		}
		n = n.Content[index]
		if v == remove && i+1 == len(path.steps) {
			break
		}
		if err := d.unshared(n, Path{path.steps[:i+1]}); err != nil {
			return spot{}, err
		}
	}
	return s, nil
}

// descend is the index of a step's value in n.Content, -1 for a missing key.
func (d *Document) descend(n *yaml.Node, s step, at Path) (int, error) {
	if s.item {
		switch {
		case n.Kind != yaml.SequenceNode:
			return 0, d.refuse(d.content(n), byHand, "%s is not a list", at)
		case s.index < 0 || s.index >= len(n.Content):
			return 0, d.refuse(d.content(n), "count items from 0", "%s has %d items, none with number %d", at, len(n.Content), s.index)
		}
		return s.index, nil
	}
	if n.Kind != yaml.MappingNode {
		return 0, d.refuse(d.content(n), byHand, "%s is not a mapping", at)
	}
	i := keyIndex(n, s.key)
	if i < 0 {
		return -1, nil
	}
	rest := &yaml.Node{Kind: yaml.MappingNode, Content: n.Content[i+2:]}
	if again := keyIndex(rest, s.key); again >= 0 {
		return 0, d.refuse(d.content(rest.Content[again]), "keep one of the two", "%q is there twice", s.key)
	}
	return i + 1, nil
}

// unshared refuses a value that stands for others or that others stand for.
func (d *Document) unshared(n *yaml.Node, at Path) error {
	switch {
	case n.Kind == yaml.AliasNode:
		return d.refuse(d.offset(n), "write the value out in place of the alias", "%s is the alias *%s", at, n.Value)
	case n.Anchor != "":
		return d.refuse(d.offset(n), byHand, "%s has the anchor &%s, and a change would show wherever *%s stands", at, n.Anchor, n.Anchor)
	case n.Style&yaml.TaggedStyle != 0, d.content(n) != d.offset(n) && n.Kind == yaml.ScalarNode:
		return d.refuse(d.offset(n), byHand, "%s has a YAML tag", at)
	}
	return nil
}
