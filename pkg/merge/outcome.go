package merge

import (
	"slices"
	"strings"
)

// outcome is what became of one entry: its lines, and what they must mean when
// they are read again. An entry that is gone has neither.
type outcome struct {
	pieces []piece
	means  string
	gone   bool
}

// taken is the outcome of an entry as one side has it.
func taken(e *entry) outcome {
	if e == nil {
		return outcome{gone: true}
	}
	return outcome{pieces: settled(e.lines), means: e.means}
}

// clash sets the entry of ours against that of theirs.
func clash(subject string, ours, theirs *entry) outcome {
	return outcome{pieces: coarse(subject, ours.own(), theirs.own())}
}

func conflicted(pieces []piece) bool { return slices.ContainsFunc(pieces, piece.conflict) }

// flat are the lines of pieces without a conflict.
func flat(pieces []piece) []string {
	var lines []string
	for _, p := range pieces {
		lines = append(lines, p.lines...)
	}
	return lines
}

// textOf is what pieces without a conflict say.
func textOf(pieces []piece) []byte { return []byte(strings.Join(flat(pieces), "")) }

// sides are the three versions of a list of entries. The forced ones are
// decided even when only one side has changed them.
type sides struct {
	base, ours, theirs []entry
	forced             map[string]bool
	// before says which of two new entries stands first; ours when it is nil.
	before func(a, b string) bool
}

// simple decides an entry that at most one side has changed, or both alike. A
// change of nothing but the lines counts.
func simple(b, o, t *entry) (outcome, bool) {
	switch {
	case o != nil && t != nil && slices.Equal(o.lines, t.lines), o == nil && t == nil:
		return taken(o), true
	case (b == nil) == (o == nil) && slices.Equal(b.own(), o.own()):
		return taken(t), true
	case (b == nil) == (t == nil) && slices.Equal(b.own(), t.own()):
		return taken(o), true
	}
	return outcome{}, false
}

// each merges entry by entry, in an order, the lines above each by themselves.
// decide is asked about entries that both sides have changed, or that are forced.
func (s sides) each(subject string, order []string, decide func(b, o, t *entry) outcome) ([]piece, []meant) {
	var pieces []piece
	var all []meant
	for _, name := range order {
		b, o, t := find(s.base, name), find(s.ours, name), find(s.theirs, name)
		pieces = append(pieces, remarks(subject, b.above(), o.above(), t.above())...)
		out, ok := simple(b, o, t)
		if !ok || s.forced[name] {
			out = decide(b, o, t)
		}
		pieces = append(pieces, out.pieces...)
		if !out.gone && name != end {
			all = append(all, meant{name, out.means})
		}
	}
	return pieces, all
}

// meant is the name of an entry of the result and its meaning.
type meant struct{ name, means string }

// remarks merges comments and blank lines. Where both sides added some, all
// are kept.
func remarks(subject string, base, ours, theirs []string) []piece {
	pieces := mergeLines(subject, base, ours, theirs)
	if conflicted(pieces) && len(base) == 0 {
		return settled(slices.Concat(ours, theirs))
	}
	return pieces
}

// order is that of the side which has moved entries, ours if both have. What
// only the other has stands behind the same entry as there, among what this
// side added behind it.
func (s sides) order() []string {
	base, one, other := names(s.base), names(s.ours), names(s.theirs)
	if sameOrder(base, one) && !sameOrder(base, other) {
		one, other = other, one
	}
	known := make(map[string]bool, len(base))
	for _, n := range base {
		known[n] = true
	}
	order := one
	at := 0
	for _, n := range other {
		if i := slices.Index(order, n); i >= 0 {
			at = i + 1
			continue
		}
		for at < len(order) && !known[order[at]] && order[at] != end && !slices.Contains(other, order[at]) && s.first(order[at], n) {
			at++
		}
		order = slices.Insert(slices.Clip(order), at, n)
		at++
	}
	return order
}

func (s sides) first(a, b string) bool { return s.before == nil || s.before(a, b) }

// sameOrder reports that what a and b share stands in one order.
func sameOrder(a, b []string) bool {
	inB := slices.DeleteFunc(slices.Clone(a), func(n string) bool { return !slices.Contains(b, n) })
	inA := slices.DeleteFunc(slices.Clone(b), func(n string) bool { return !slices.Contains(a, n) })
	return slices.Equal(inA, inB)
}
