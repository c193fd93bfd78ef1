package document

import (
	"slices"
	"strconv"
	"strings"
)

// Path leads to a value in the front matter. The zero Path is the mapping
// itself.
type Path struct{ steps []step }

type step struct {
	key   string
	index int // used when item
	item  bool
}

// At is the path of a top-level key.
func At(key string) Path { return Path{}.Key(key) }

// Key descends into a mapping.
func (p Path) Key(key string) Path { return p.add(step{key: key}) }

// Index descends into a sequence, counted from 0.
func (p Path) Index(i int) Path { return p.add(step{index: i, item: true}) }

// add copies, so that two paths made from one never share their last step.
func (p Path) add(s step) Path { return Path{append(slices.Clip(p.steps), s)} }

// String is the path as people write it: action_items[0].status.
func (p Path) String() string {
	var b strings.Builder
	for i, s := range p.steps {
		switch {
		case s.item:
			b.WriteString("[" + strconv.Itoa(s.index) + "]")
		case i > 0:
			b.WriteString("." + s.key)
		default:
			b.WriteString(s.key)
		}
	}
	return b.String()
}
