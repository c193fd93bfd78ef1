package document

import (
	"fmt"

	"go.yaml.in/yaml/v3"
)

// expansion refuses aliases that stand inside what they name, and aliases
// that multiply: whoever walks the values must come to an end.
func (d *Document) expansion(root, alias *yaml.Node) (Fault, bool) {
	e := expander{size: map[*yaml.Node]int{}}
	total := e.count(root)
	switch {
	case e.cycle != nil:
		return d.nodeFault(e.cycle, fmt.Sprintf("the alias *%s stands inside the value it names", e.cycle.Value), "write the value out"), true
	case total > maxExpanded:
		return d.nodeFault(alias, fmt.Sprintf("aliases make more than %d values of a few", maxExpanded), "write the values out"), true
	}
	return Fault{}, false
}

type expander struct {
	size  map[*yaml.Node]int // of anchored nodes; -1 while being counted
	cycle *yaml.Node
}

// count is the number of values under n with aliases followed, at most
// maxExpanded+1.
func (e *expander) count(n *yaml.Node) int {
	if n.Kind == yaml.AliasNode {
		size, known := e.size[n.Alias]
		if size < 0 {
			e.cycle = n
			return 1
		}
		if known {
			return size
		}
		n = n.Alias
	}
	if n.Anchor != "" {
		e.size[n] = -1
	}
	total := 1
	for _, child := range n.Content {
		total = min(total+e.count(child), maxExpanded+1)
	}
	if n.Anchor != "" {
		e.size[n] = total
	}
	return total
}
