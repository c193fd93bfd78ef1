package merge

import (
	"cmp"
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
)

// front merges front matter key by key.
type front struct {
	forced map[string]bool // keys that are to be conflicts
	joined []string        // keys that both sides changed and that were put together
	raised bool            // whether the state was decided between two
}

// mapping merges the fields of one mapping. Inside an action item prefix names
// it in conflicts.
func (f *front) mapping(prefix string, s sides) ([]piece, string) {
	pieces, all := s.each(cmp.Or(prefix, "front matter"), s.order(), func(b, o, t *entry) outcome {
		return f.field(prefix, b, o, t)
	})
	fields := make([]string, len(all))
	for i, m := range all {
		fields[i] = fieldMeaning(m.name, m.means)
	}
	return pieces, mapMeaning(fields)
}

// field merges a key that both sides have changed. What comes out of it is
// read again by itself: unless it says what it should, the key is a conflict.
func (f *front) field(prefix string, b, o, t *entry) outcome {
	e := o
	if e == nil {
		e = t
	}
	subject := prefix
	if prefix == "" {
		subject = e.name
	}
	if prefix == "" && f.forced[e.name] {
		return clash(subject, o, t)
	}
	raised := f.raised
	out, ok := f.join(prefix == "", subject, e.name, b, o, t)
	if !ok {
		out = byLines(prefix == "", subject, e.name, b, o, t)
	}
	if conflicted(out.pieces) || out.gone {
		return out
	}
	if !reads(e.name, flat(out.pieces), out.means) {
		f.raised = raised
		return clash(subject, o, t)
	}
	if prefix == "" {
		f.joined = append(f.joined, e.name)
	}
	return out
}

// reads reports that lines are one key with a meaning.
func reads(key string, lines []string, means string) bool {
	d := wrapped(lines)
	if len(d.Faults()) > 0 || d.Front().Len() != 1 || d.Front().KeyNode(key).Kind() == document.None {
		return false
	}
	m, ok := meaning(d.Front().Field(key))
	return ok && m == means
}

// byLines merges a key whose value is none that is known, or text of several
// lines. Lists that have a meaning of their own are not left to chance.
func byLines(top bool, subject, key string, b, o, t *entry) outcome {
	pieces := mergeLines(subject, b.own(), o.own(), t.own())
	switch {
	case conflicted(pieces):
		return outcome{pieces: pieces}
	case top && (key == "action_items" || key == "history"):
		return clash(subject, o, t)
	}
	m, ok := meaning(wrapped(flat(pieces)).Front().Field(key))
	if !ok {
		return clash(subject, o, t)
	}
	return outcome{pieces: pieces, means: m}
}

// join puts the changes of both sides together, by what the value is.
func (f *front) join(top bool, subject, key string, b, o, t *entry) (outcome, bool) {
	values := []document.Node{b.value(), o.value(), t.value()}
	switch {
	case top && key == "action_items":
		return f.actions(b, o, t)
	case top && key == "history":
		return history(b, o, t)
	case all(values, isList):
		return list(subject, key, b, o, t)
	case all(values, isMapping) && o != nil && t != nil:
		return f.nested(subject, key, b, o, t)
	case o == nil || t == nil:
		return outcome{}, false
	case all(values, isScalar):
		return f.scalar(top && key == "state", key, b, o, t)
	}
	return outcome{}, false
}

func all(nodes []document.Node, is func(document.Node) bool) bool {
	return !slices.ContainsFunc(nodes, func(n document.Node) bool { return !is(n) })
}

// isList reports a list of single values; an empty value is an empty one.
func isList(n document.Node) bool {
	if n.IsNull() {
		return true
	}
	for _, item := range n.Items() {
		if item.Kind() != document.Scalar {
			return false
		}
	}
	return n.Kind() == document.Sequence
}

func isMapping(n document.Node) bool {
	return n.Kind() == document.Mapping || n.Kind() == document.None
}

func isScalar(n document.Node) bool { return n.Kind() == document.Scalar || n.Kind() == document.None }

// nested merges a mapping inside another, written over several lines.
func (f *front) nested(subject, key string, b, o, t *entry) (outcome, bool) {
	var s sides
	var head [3][]string
	for i, side := range []struct {
		e    *entry
		into *[]entry
	}{{b, &s.base}, {o, &s.ours}, {t, &s.theirs}} {
		if side.e == nil {
			continue
		}
		d := wrapped(side.e.lines)
		src := d.Source()
		from := lineStop(src, len("---\n")+1)
		entries, ok := cutMapping(src, d.Front().Field(key), from, len(src)-len("---\n"), false)
		if !ok {
			return outcome{}, false
		}
		head[i] = side.e.lines[:1]
		*side.into = entries
	}
	top := mergeLines(subject, head[0], head[1], head[2])
	pieces, means := f.mapping(subject, s)
	return outcome{pieces: append(top, pieces...), means: means}, true
}

// comments are the parts of lines that an edit of the value may drop: what
// follows a #, and anchors and tags, or what may be one of these.
func comments(lines []string) []string {
	var all []string
	for _, l := range lines {
		if i := strings.IndexAny(l, "#&!"); i >= 0 {
			all = append(all, strings.TrimSpace(l[i:]))
		}
	}
	return all
}

// skeleton is the side whose lines carry the result, so that no comment of the
// other is lost; false when both have written some.
func skeleton(b, o, t *entry) (*entry, bool) {
	base := comments(b.own())
	switch {
	case o != nil && slices.Equal(comments(t.own()), base):
		return o, true
	case t != nil && slices.Equal(comments(o.own()), base):
		return t, true
	}
	return nil, false
}
