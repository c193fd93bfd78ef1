package merge

import (
	"slices"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// scalar merges a key that both sides have written in another way. The value is
// that of the side which changed it; quoting and comments are those of the
// side that has them.
func (f *front) scalar(state bool, key string, b, o, t *entry) (outcome, bool) {
	from := o
	switch {
	case o.says() == t.says():
	case b != nil && b.says() == o.says():
		from = t
	case b != nil && b.says() == t.says():
	case state:
		if from = further(b, o, t); from == nil {
			return outcome{}, false
		}
		f.raised = true
	default:
		return outcome{}, false
	}
	// The value moves, not the lines: these may have been quoted or remarked on.
	into, ok := skeleton(b, o, t)
	if !ok {
		return outcome{}, false
	}
	lines, ok := edited(into.lines, document.Set(document.At(key), written(from.node)))
	return outcome{pieces: settled(lines), means: from.means}, ok
}

// further is the side whose state is further along; none when either has not
// gone forward, for a step back against a step forward is a disagreement.
func further(b, o, t *entry) *entry {
	from := -1
	if b != nil {
		if from = rank(b); from < 0 {
			return nil
		}
	}
	ours, theirs := rank(o), rank(t)
	switch {
	case ours <= from || theirs <= from:
		return nil
	case ours > theirs:
		return o
	}
	return t
}

func rank(e *entry) int { return incident.State(e.node.Text()).Rank() }

// written is a scalar as a value to be written.
func written(n document.Node) document.Value {
	if n.Tag() == "!!str" {
		return document.StringValue(n.Text())
	}
	return document.PlainValue(n.Text())
}

// edited carries ops out on lines of front matter by themselves; false when
// that cannot be done, or takes a comment away.
func edited(lines []string, ops ...document.Op) ([]string, bool) {
	src, err := wrapped(lines).Edit(ops...)
	if err != nil {
		return nil, false
	}
	out := unwrapped(src)
	return out, slices.Equal(comments(out), comments(lines))
}
