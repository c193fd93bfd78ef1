package merge

import (
	"slices"

	"github.com/postmortem-md/pm/pkg/incident"
)

// merger merges one incident. Which side is called ours is decided by their
// bytes, so that nothing depends on who merges.
type merger struct {
	options            Options
	base, ours, theirs *reading
	// forced are the keys, and blunt says whether the body, that came out wrong
	// when they were put together and are to be conflicts.
	forced map[string]bool
	blunt  bool
}

// merge merges by meaning what can be told apart, all else by lines. A clean
// result is read again; what should not be as it is becomes a conflict.
func (m *merger) merge() []piece {
	if !m.base.whole || !m.ours.whole || !m.theirs.whole || len(m.ours.src) == 0 || len(m.theirs.src) == 0 {
		pieces := mergeLines("file", splitLines(m.base.src), splitLines(m.ours.src), splitLines(m.theirs.src))
		if conflicted(pieces) {
			return pieces
		}
		if result := m.options.read(textOf(pieces)); m.sound(result) && len(m.newValues(result)) == 0 {
			return pieces
		}
		return m.coarse()
	}
	for {
		f := &front{forced: m.forced}
		pieces, timeline := m.put(f)
		if conflicted(pieces) {
			return pieces
		}
		switch b := m.judge(f, m.options.read(textOf(pieces)), timeline); {
		case b.sound:
			return pieces
		case !m.force(b):
			return m.coarse()
		}
	}
}

// coarse is the last resort: one conflict from the first difference to the last.
func (m *merger) coarse() []piece {
	return coarse("file", splitLines(m.ours.src), splitLines(m.theirs.src))
}

// force makes conflicts of what is to blame; false when it is one already.
func (m *merger) force(b blame) bool {
	before, blunt := len(m.forced), m.blunt
	for _, k := range b.keys {
		m.forced[k] = true
	}
	m.blunt = m.blunt || b.body
	return len(m.forced) > before || m.blunt != blunt
}

// put puts the parts together. timeline are the entries that the result must
// have, nil when the body was merged by lines.
func (m *merger) put(f *front) (pieces []piece, timeline []string) {
	pieces = delimiter(m.base.open, m.ours.open, m.theirs.open)
	keys, _ := f.mapping("", sides{m.base.keys, m.ours.keys, m.theirs.keys, m.forced, keyBefore})
	pieces = append(pieces, keys...)
	pieces = append(pieces, delimiter(m.base.close, m.ours.close, m.theirs.close)...)
	if m.blunt {
		return append(pieces, coarse("body", m.ours.body, m.theirs.body)...), nil
	}
	text, timeline := body(m.base, m.ours, m.theirs, m.options)
	return lineEnds(append(pieces, text...), [3][]byte{m.base.src, m.ours.src, m.theirs.src}), timeline
}

// keyBefore is the order of the field table; other keys stand where they are.
func keyBefore(a, b string) bool {
	rank := func(key string) int {
		return slices.IndexFunc(incident.Fields, func(f incident.Field) bool { return f.Key == key })
	}
	return rank(a) < 0 || rank(b) < 0 || rank(a) < rank(b)
}

// delimiter is a line of three dashes. The blanks behind it are those of the
// side that changed them, and do not matter when both did.
func delimiter(base, ours, theirs []string) []piece {
	if slices.Equal(base, ours) {
		return settled(theirs)
	}
	return settled(ours)
}
