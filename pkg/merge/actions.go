package merge

import (
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// actions merges action items by id, and an item that both sides have changed
// key by key.
func (f *front) actions(b, o, t *entry) (outcome, bool) {
	s, head, ok := cutSides("action_items", b, o, t, true, func(n document.Node) string {
		return strings.TrimSpace(n.Field("id").Text())
	})
	if !ok || !s.renew() {
		return outcome{}, false
	}
	pieces, all := s.each("action_items", s.order(), f.action)
	return ended(head, pieces, all, o, t)
}

// renew gives one of two different new items with one id another: the one
// whose title sorts later, so that it is the same whichever side merges. False
// when the id cannot be rewritten.
func (s *sides) renew() bool {
	taken := map[string]bool{}
	for _, list := range [][]entry{s.base, s.ours, s.theirs} {
		for _, n := range names(list) {
			taken[n] = true
		}
	}
	var shared []string
	for i := range s.ours {
		o := &s.ours[i]
		if t := find(s.theirs, o.name); t != nil && find(s.base, o.name) == nil && title(o) != title(t) {
			shared = append(shared, o.name)
		}
	}
	slices.Sort(shared)
	for _, id := range shared {
		later := find(s.ours, id)
		if t := find(s.theirs, id); title(t) > title(later) {
			later = t
		}
		if !later.rename(incident.ActionID(title(later), taken)) {
			return false
		}
		taken[later.name] = true
	}
	return true
}

func title(e *entry) string { return strings.TrimSpace(e.node.Field("title").Text()) }

// listKey is the line above items that stand by themselves.
const listKey = "action_items:\n"

// rename gives an item another id.
func (e *entry) rename(id string) bool {
	at := document.At("action_items").Index(0).Key("id")
	lines, ok := edited(append([]string{listKey}, e.lines...), document.Set(at, document.StringValue(id)))
	if !ok {
		return false
	}
	e.name, e.lines = id, lines[1:]
	e.node = wrapped(lines).Front().Field("action_items").Item(0)
	e.means, ok = meaning(e.node)
	return ok
}

// action merges an item that both sides have changed, or that one has changed
// and the other taken away.
func (f *front) action(b, o, t *entry) outcome {
	if o == nil || t == nil {
		return clash(o.id(t), o, t)
	}
	var s sides
	dash := "" // with the blanks around it; sides that indent differently do not mix
	for _, side := range []struct {
		e    *entry
		into *[]entry
	}{{b, &s.base}, {o, &s.ours}, {t, &s.theirs}} {
		if side.e == nil {
			continue
		}
		fields, margin, ok := side.e.fields()
		if !ok || dash != "" && dash != margin {
			return clash(o.name, o, t)
		}
		dash, *side.into = margin, fields
	}
	pieces, means := f.mapping(o.name, s)
	if !dashBack(pieces, dash) {
		return clash(o.name, o, t)
	}
	return outcome{pieces: pieces, means: means}
}

// id is the item's name on the side that has it.
func (e *entry) id(other *entry) string {
	if e != nil {
		return e.name
	}
	return other.name
}

// fields cuts an item into its keys. The dash before the first is taken away,
// and returned with the blanks around it.
func (e *entry) fields() (fields []entry, dash string, ok bool) {
	d := wrapped(append([]string{listKey}, e.lines...))
	src := d.Source()
	item := d.Front().Field("action_items").Item(0)
	from := len("---\n") + len(listKey)
	fields, ok = cutMapping(src, item, from, len(src)-len("---\n"), true)
	if !ok || len(fields) == 0 || len(fields[0].lead) > 0 {
		return nil, "", false
	}
	first := fields[0].lines[0]
	dash = first[:strings.IndexByte(first, '-')+1]
	dash = first[:len(dash)+len(first[len(dash):])-len(strings.TrimLeft(first[len(dash):], " "))]
	fields[0].lines[0] = strings.Repeat(" ", len(dash)) + first[len(dash):]
	return fields, dash, true
}

// dashBack puts the dash before the first key; false when a remark or a
// conflict stands there.
func dashBack(pieces []piece, dash string) bool {
	if len(pieces) == 0 || pieces[0].conflict() {
		return false
	}
	first, ok := strings.CutPrefix(pieces[0].lines[0], strings.Repeat(" ", len(dash)))
	if !ok || first == "" || strings.IndexByte(" #\n", first[0]) >= 0 {
		return false
	}
	pieces[0].lines = slices.Clone(pieces[0].lines)
	pieces[0].lines[0] = dash + first
	return true
}
