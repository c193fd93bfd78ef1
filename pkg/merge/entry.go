package merge

import (
	"bytes"
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
)

// entry is a key of a mapping, or an item of a list, with whole lines of its
// own. What stands between two entries leads the second.
type entry struct {
	name  string   // the key, or what tells the item from others
	lead  []string // comments and blank lines above
	lines []string
	node  document.Node
	means string // of node
}

// maxEntries bounds the keys, items and entries that are looked at one by one,
// because each is looked for among all others. More are merged by lines.
const maxEntries = 5000

// end is the name of the entry without lines that holds what stands behind the
// last one.
const end = "\x00end"

// find is the entry of a name; nil when there is none.
func find(entries []entry, name string) *entry {
	for i := range entries {
		if entries[i].name == name {
			return &entries[i]
		}
	}
	return nil
}

// own, above and says are an entry's lines, lead and meaning; nothing when
// there is no entry.
func (e *entry) own() []string {
	if e == nil {
		return nil
	}
	return e.lines
}

func (e *entry) above() []string {
	if e == nil {
		return nil
	}
	return e.lead
}

func (e *entry) says() string {
	if e == nil {
		return ""
	}
	return e.means
}

func (e *entry) value() document.Node {
	if e == nil {
		return document.Node{}
	}
	return e.node
}

// cutter cuts part of a document into entries.
type cutter struct {
	src     []byte
	at      int // everything before is cut
	entries []entry
}

// add cuts the entry that begins on the line of start and ends on that of last;
// false when its lines are not its own.
func (c *cutter) add(name string, node document.Node, start, last int) bool {
	begin := lineStart(c.src, start)
	if begin < c.at {
		return false
	}
	means, ok := meaning(node)
	if !ok {
		return false
	}
	stop := lineStop(c.src, last)
	c.entries = append(c.entries, entry{
		name: name, lead: splitLines(c.src[c.at:begin]), lines: splitLines(c.src[begin:stop]), node: node, means: means,
	})
	c.at = stop
	return true
}

func lineStart(src []byte, at int) int { return bytes.LastIndexByte(src[:at], '\n') + 1 }

// lineStop is the end of the line whose last byte stands before at.
func lineStop(src []byte, at int) int {
	if at > 0 && src[at-1] == '\n' {
		return at
	}
	if i := bytes.IndexByte(src[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(src)
}

// cutMapping cuts the fields of a mapping that is written over several lines,
// from an offset on. dash is whether the first key follows a dash.
func cutMapping(src []byte, n document.Node, from, to int, dash bool) ([]entry, bool) {
	c := cutter{src: src, at: from}
	if n.Len() > maxEntries {
		return nil, false
	}
	for key, value := range n.Fields() {
		at := key.Span().Start
		margin := string(src[lineStart(src, at):at])
		if dash && len(c.entries) == 0 {
			margin = strings.Replace(margin, "-", " ", 1)
		}
		if strings.TrimLeft(margin, " ") != "" || key.IsAlias() || find(c.entries, key.Text()) != nil {
			return nil, false
		}
		if !c.add(key.Text(), value, at, max(key.Span().End, value.Span().End)) {
			return nil, false
		}
	}
	if c.at > to {
		return nil, false
	}
	return append(c.entries, entry{name: end, lead: splitLines(src[c.at:to])}), true
}

// cutList cuts the items of a list that is written with dashes, from an offset
// behind the line of its key to the end of wrapped lines. name tells items
// apart; "" refuses.
func cutList(src []byte, n document.Node, from int, name func(document.Node) string) ([]entry, bool) {
	c := cutter{src: src, at: from}
	if n.Len() > maxEntries {
		return nil, false
	}
	for _, item := range n.Items() {
		span := item.Span()
		margin := strings.TrimSpace(string(src[lineStart(src, span.Start):span.Start]))
		called := name(item)
		if margin != "-" || called == "" || !c.add(called, item, span.Start, max(span.Start, span.End)) {
			return nil, false
		}
	}
	return c.entries, string(src[c.at:]) == "---\n"
}

// numbered makes names unique: the second "a" is told from the first.
func numbered(entries []entry) {
	seen := make(map[string]int, len(entries))
	for i, e := range entries {
		seen[e.name]++
		if n := seen[e.name]; n > 1 {
			entries[i].name += "\x00" + strings.Repeat("+", n)
		}
	}
}

// names are those of entries in order.
func names(entries []entry) []string {
	all := make([]string, len(entries))
	for i, e := range entries {
		all[i] = e.name
	}
	return all
}

// distinct reports that no two entries have one name.
func distinct(entries []entry) bool {
	all := names(entries)
	slices.Sort(all)
	return len(slices.Compact(all)) == len(entries)
}
