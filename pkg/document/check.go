package document

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

const (
	// maxDepth bounds the nesting of the front matter, and so every recursion
	// over it. An incident needs four levels.
	maxDepth = 64
	// maxExpanded bounds how many values there are once aliases are followed.
	maxExpanded = 10_000
	// fewKeys is up to how many keys a mapping is searched without a map.
	fewKeys = 24
)

// takeRoot makes the decoded node the front matter if it is a mapping that is
// safe to walk.
func (d *Document) takeRoot(node *yaml.Node) {
	if node.Kind == yaml.DocumentNode && len(node.Content) > 0 {
		node = node.Content[0]
	}
	if node.Kind == 0 || node.ShortTag() == "!!null" && node.Value == "" && node.Anchor == "" {
		d.takeEmpty()
		return
	}
	if node.Kind != yaml.MappingNode {
		d.fault(d.notMappingNode(node))
		return
	}
	c := checker{doc: d}
	c.walk(node, 0)
	if c.deep != nil {
		d.fault(d.nodeFault(c.deep, fmt.Sprintf("values are nested more than %d deep", maxDepth), "move what is nested so deeply into the body"))
		return
	}
	if c.alias != nil {
		if f, bad := d.expansion(node, c.alias); bad {
			d.fault(f)
			return
		}
	}
	d.root = node
}

// takeEmpty reads a block without keys as an empty mapping. Lines that begin
// with # may be Markdown headings between two thematic breaks.
func (d *Document) takeEmpty() {
	d.root = &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
	if text := firstText(d.src[:d.block.data.End], d.block.data.Start); text.Start < d.block.data.End {
		d.fault(Fault{
			Kind: NotMapping, Span: text,
			Message: "the lines between the --- lines hold no key, only comments",
			Help:    "write key: value lines there; if they are Markdown headings, put front matter above them",
		})
	}
}

// notMapping is about the first line that is no key.
func notMapping(at Span) Fault {
	return Fault{
		Kind: NotMapping, Span: at,
		Message: "the front matter is not made of key: value lines",
		Help:    "write key: value lines between the --- lines; if the text is Markdown, put front matter above it",
	}
}

func (d *Document) notMappingNode(node *yaml.Node) Fault {
	at := d.offset(node)
	f := notMapping(Span{at, lineEnd(d.src, at)})
	if node.Kind == yaml.ScalarNode && looksLikeTightKey(node.Value) {
		f.Help = "write a space after the colon of each key"
	}
	return f
}

// looksLikeTightKey reports "key:value", which YAML reads as one word.
func looksLikeTightKey(s string) bool {
	key, value, found := strings.Cut(s, ":")
	return found && value != "" && looksLikeKey([]byte(key+":"))
}

// nodeFault is a fault about the line on which a node begins.
func (d *Document) nodeFault(node *yaml.Node, message, help string) Fault {
	at := d.offset(node)
	return Fault{Kind: BadYAML, Span: Span{at, lineEnd(d.src, at)}, Message: message, Help: help}
}

// checker walks the tree once, as it is written: aliases are not followed.
type checker struct {
	doc   *Document
	deep  *yaml.Node // the first node that is nested too deeply
	alias *yaml.Node // the first alias
}

// walk stops at maxDepth, which is all that keeps it from a deep stack.
func (c *checker) walk(n *yaml.Node, depth int) {
	if depth > maxDepth {
		if c.deep == nil {
			c.deep = n
		}
		return
	}
	switch n.Kind {
	case yaml.AliasNode:
		if c.alias == nil {
			c.alias = n
		}
	case yaml.MappingNode:
		c.keys(n)
	}
	for _, child := range n.Content {
		c.walk(child, depth+1)
	}
}

// keys reports every key of a mapping that was there before.
func (c *checker) keys(n *yaml.Node) {
	var seen map[string]*yaml.Node
	if len(n.Content) > 2*fewKeys {
		seen = make(map[string]*yaml.Node, len(n.Content)/2)
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if key.Kind != yaml.ScalarNode {
			continue
		}
		first := seen[key.Value]
		if seen == nil {
			first = firstKey(n.Content[:i], key.Value)
		}
		if first != nil {
			c.doc.fault(c.doc.duplicate(first, key))
		} else if seen != nil {
			seen[key.Value] = key
		}
	}
}

// firstKey finds a key among the pairs before another; without a map it is
// the faster way for a mapping of a dozen keys.
func firstKey(pairs []*yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i].Kind == yaml.ScalarNode && pairs[i].Value == key {
			return pairs[i]
		}
	}
	return nil
}

func (d *Document) duplicate(first, again *yaml.Node) Fault {
	span, _ := d.extent(again)
	a, b := d.Position(d.offset(first)).Line, d.Position(span.Start).Line
	return Fault{
		Kind: DuplicateKey, Span: span, Subject: again.Value,
		Message: fmt.Sprintf("%q is there twice, on line %d and on line %d", again.Value, a, b),
		Help:    "keep one of the two",
	}
}
