package merge

import (
	"slices"

	"github.com/postmortem-md/pm/pkg/document"
)

// list merges a list of single values by value: what either side added is in
// it, what either took away is not. A key that goes with its last value, or
// comes with its first, is an empty list before or after.
func list(subject, key string, b, o, t *entry) (outcome, bool) {
	if out, ok := dashed(subject, b, o, t); ok {
		return out, true
	}
	into, ok := skeleton(b, o, t)
	if !ok {
		return outcome{}, false
	}
	base, ours, theirs := items(b), items(o), items(t)
	if len(base)+len(ours)+len(theirs) > maxItems {
		return outcome{}, false
	}
	var want []item
	for _, i := range union(items(into), ours, theirs) {
		if merged(has(base, i), has(ours, i), has(theirs, i)) {
			want = append(want, i)
		}
	}
	if len(want) == 0 {
		return emptied(o, t), slices.Equal(comments(into.lines), comments(b.own()))
	}
	lines, ok := edited(into.lines, rewrite(key, items(into), want)...)
	means := make([]string, len(want))
	for n, i := range want {
		means[n] = i.means
	}
	return outcome{pieces: settled(lines), means: listMeaning(means)}, ok
}

// maxItems bounds a list that is changed value by value: each change reads the
// list again.
const maxItems = 1000

// item is one value of a list. The second of two equal values is an item of
// its own.
type item struct {
	means string
	nth   int
	value document.Value
}

func items(e *entry) []item {
	var all []item
	seen := map[string]int{}
	for _, n := range e.value().Items() {
		m, _ := meaning(n) // an alias has been refused before
		seen[m]++
		all = append(all, item{m, seen[m], written(n)})
	}
	return all
}

func has(items []item, want item) bool {
	return slices.ContainsFunc(items, want.same)
}

func (i item) same(other item) bool { return i.means == other.means && i.nth == other.nth }

// merged says whether something is in the result, given where it is now: the
// side that changed that decides.
func merged(base, ours, theirs bool) bool {
	if base {
		return ours && theirs
	}
	return ours || theirs
}

// union is the items of several lists, each once.
func union(lists ...[]item) []item {
	var all []item
	for _, l := range lists {
		for _, i := range l {
			if !has(all, i) {
				all = append(all, i)
			}
		}
	}
	return all
}

// emptied is what becomes of a list without values: the line of a side that
// writes it empty, else nothing.
func emptied(o, t *entry) outcome {
	for _, e := range []*entry{o, t} {
		if e != nil && e.node.Len() == 0 {
			return taken(e)
		}
	}
	return outcome{gone: true}
}

// rewrite takes away and appends what turns one list into another.
func rewrite(key string, have, want []item) []document.Op {
	var ops []document.Op
	at := document.At(key)
	for n := len(have) - 1; n >= 0; n-- {
		if !has(want, have[n]) {
			ops = append(ops, document.Remove(at.Index(n)))
		}
	}
	for _, i := range want {
		if !has(have, i) {
			ops = append(ops, document.Append(at, i.value))
		}
	}
	return ops
}

// dashed merges a list that every side writes with dashes, so that the items'
// own comments go with them.
func dashed(subject string, b, o, t *entry) (outcome, bool) {
	s, head, ok := cutSides(subject, b, o, t, false, func(n document.Node) string {
		m, _ := meaning(n)
		return m
	})
	if !ok {
		return outcome{}, false
	}
	for _, side := range [][]entry{s.base, s.ours, s.theirs} {
		numbered(side)
	}
	pieces, all := s.each(subject, s.order(), func(b, o, t *entry) outcome { return alike(subject, b, o, t) })
	return ended(head, pieces, all, o, t)
}

// alike merges an item that says the same on both sides, or is gone on one.
func alike(subject string, b, o, t *entry) outcome {
	if into, ok := skeleton(b, o, t); ok && o != nil && t != nil {
		return taken(into)
	}
	return clash(subject, o, t)
}

// ended puts the line of the key before what is left of its items. A remark
// that is left without any item is a person's to place.
func ended(head, pieces []piece, all []meant, o, t *entry) (outcome, bool) {
	if len(all) == 0 && !conflicted(pieces) {
		return emptied(o, t), len(pieces) == 0
	}
	means := make([]string, len(all))
	for i, m := range all {
		means[i] = m.means
	}
	return outcome{pieces: append(head, pieces...), means: listMeaning(means)}, true
}

// cutSides cuts a key that holds a list into the line of the key, merged, and
// the items of all sides. A side without the key, or with an empty list, has
// no items.
func cutSides(subject string, b, o, t *entry, unique bool, name func(document.Node) string) (s sides, head []piece, ok bool) {
	var heads [3][]string
	for i, side := range []struct {
		e    *entry
		into *[]entry
	}{{b, &s.base}, {o, &s.ours}, {t, &s.theirs}} {
		if side.e == nil || side.e.node.Len() == 0 {
			if len(comments(side.e.own())) > 0 {
				return s, nil, false
			}
			continue
		}
		d := wrapped(side.e.lines)
		src := d.Source()
		key := lineStop(src, len("---\n")+1)
		_, list := onlyField(d)
		entries, ok := cutList(src, list, key, name)
		if !ok || !distinct(entries) && unique {
			return s, nil, false
		}
		*side.into, heads[i] = entries, side.e.lines[:1]
	}
	if heads[1] == nil || heads[2] == nil {
		return s, settled(firstOf(heads[1], heads[2])), true
	}
	head = mergeLines(subject, heads[0], heads[1], heads[2])
	return s, head, true
}

func firstOf(a, b []string) []string {
	if a != nil {
		return a
	}
	return b
}

// onlyField is the key of wrapped lines and its value.
func onlyField(d *document.Document) (key string, value document.Node) {
	for k, v := range d.Front().Fields() {
		return k.Text(), v
	}
	return "", document.Node{}
}
