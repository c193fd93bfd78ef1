package merge

import (
	"slices"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// merger merges one incident.
type merger struct {
	options            Options
	base, ours, theirs *reading
	// forced are the keys, and blunt says whether the body, that came out wrong
	// when they were put together and are to be conflicts.
	forced map[string]bool
	blunt  bool
}

// reading is one version and what has been found out about it so far.
type reading struct {
	parts
	whole      bool // parts could be told apart
	incident   *incident.Incident
	needs      []incident.Need
	complaints []Complaint
}

func (o Options) read(src []byte) *reading {
	r := new(reading)
	r.parts, r.whole = takeApart(src)
	return r
}

// says decodes a version, once.
func (r *reading) says(o Options) *incident.Incident {
	if r.incident == nil {
		r.incident = incident.Decode(o.Path, r.doc, o.Process)
	}
	return r.incident
}

// merge merges by meaning what can be told apart, all else by lines. A clean
// result is read again; what should not be as it is becomes a conflict.
func (m *merger) merge() []piece {
	lines := func(r *reading) []string { return splitLines(r.src) }
	if !m.base.whole || !m.ours.whole || !m.theirs.whole {
		pieces := mergeLines("file", lines(m.base), lines(m.ours), lines(m.theirs))
		if conflicted(pieces) || m.sound(m.options.read([]byte(join(flat(pieces))))) {
			return pieces
		}
		return coarse("file", lines(m.ours), lines(m.theirs))
	}
	for {
		f := &front{forced: m.forced}
		pieces, timeline := m.put(f)
		if conflicted(pieces) {
			return pieces
		}
		result := m.options.read([]byte(join(flat(pieces))))
		before := len(m.forced)
		switch {
		case !result.whole:
			m.force(f.joined...)
		case !m.blunt && timeline != nil && !slices.Equal(timeline, entryNames(result.says(m.options))):
			m.blunt = true
			continue
		case f.raised && len(m.options.Process.Unmet(result.says(m.options), result.says(m.options).State.V)) > 0:
			m.force("state")
		case !m.blunt && len(m.newEntries(result))+len(m.newMisplaced(result)) > 0:
			m.blunt = true
			continue
		case m.sound(result):
			return pieces
		case !m.blunt && len(m.culprits(result)) == 0 && slices.ContainsFunc(m.newNeeds(result), inBody):
			m.blunt = true
			continue
		default:
			m.force(m.culprits(result)...)
		}
		if len(m.forced) == before {
			return coarse("file", lines(m.ours), lines(m.theirs))
		}
	}
}

func (m *merger) force(keys ...string) {
	for _, k := range keys {
		m.forced[k] = true
	}
}

// put puts the parts together. timeline are the entries that the result must
// have, nil when the body was merged by lines.
func (m *merger) put(f *front) (pieces []piece, timeline []string) {
	pieces = delimiter(m.base.open, m.ours.open, m.theirs.open)
	keys, _ := f.mapping("", sides{m.base.keys, m.ours.keys, m.theirs.keys, m.forced})
	pieces = append(pieces, keys...)
	pieces = append(pieces, delimiter(m.base.close, m.ours.close, m.theirs.close)...)
	if m.blunt {
		return append(pieces, coarse("body", m.ours.body, m.theirs.body)...), nil
	}
	text, timeline := body(m.base, m.ours, m.theirs, m.options)
	return append(pieces, text...), timeline
}

// delimiter is a line of three dashes, with the blanks behind it as the side
// that changed them has them.
func delimiter(base, ours, theirs []string) []piece {
	line := ours
	if slices.Equal(base, ours) {
		line = theirs
	}
	if n := len(line) - 1; n >= 0 && line[n][len(line[n])-1] != '\n' {
		line = append(slices.Clone(line[:n]), line[n]+"\n")
	}
	return settled(line)
}

// entryNames are what the entries of a timeline are known by.
func entryNames(i *incident.Incident) []string {
	list := make([]entry, len(i.Timeline()))
	for n, e := range i.Timeline() {
		list[n].name = entryName(e)
	}
	numbered(list)
	return names(list)
}

// sound reports that nothing is wrong with a result that was not wrong before.
func (m *merger) sound(result *reading) bool {
	return len(m.newFaults(result))+len(m.newNeeds(result))+len(m.newDisorders(result))+
		len(m.newEntries(result))+len(m.newMisplaced(result))+len(m.newComplaints(result)) == 0
}

func (m *merger) newFaults(result *reading) []document.Fault {
	return fresh(result.doc.Faults(), m.ours.doc.Faults(), m.theirs.doc.Faults(), func(a, b document.Fault) bool {
		return a.Kind == b.Kind && a.Subject == b.Subject
	})
}

// newEntries are those of a timeline that has become longer by what stood
// elsewhere: one side took a heading away, and the other wrote below it.
func (m *merger) newEntries(result *reading) []string {
	list := func(r *reading) []string { return entryNames(r.says(m.options)) }
	return fresh(list(result), list(m.ours), list(m.theirs), func(a, b string) bool { return a == b })
}

// newMisplaced are entries of the timeline that stand behind later ones.
func (m *merger) newMisplaced(result *reading) []string {
	list := func(r *reading) []string { return misplaced(r.says(m.options).Timeline()) }
	return fresh(list(result), list(m.ours), list(m.theirs), func(a, b string) bool { return a == b })
}

func (m *merger) newDisorders(result *reading) []disorder {
	list := func(r *reading) []disorder { return disorders(r.says(m.options)) }
	return fresh(list(result), list(m.ours), list(m.theirs), func(a, b disorder) bool { return a == b })
}

// newNeeds are what the gates ask of the state the result is in.
func (m *merger) newNeeds(result *reading) []incident.Need {
	return fresh(m.unmet(result), m.unmet(m.ours), m.unmet(m.theirs), func(a, b incident.Need) bool {
		return a.Kind == b.Kind && a.Name == b.Name && a.Why == b.Why
	})
}

func inBody(n incident.Need) bool { return n.Kind == incident.SectionNeed }

func (m *merger) unmet(r *reading) []incident.Need {
	if r.needs == nil {
		i := r.says(m.options)
		r.needs = append([]incident.Need{}, m.options.Process.Unmet(i, i.State.V)...)
	}
	return r.needs
}

func (m *merger) newComplaints(result *reading) []Complaint {
	if m.options.Check == nil {
		return nil
	}
	return fresh(m.check(result), m.check(m.ours), m.check(m.theirs), func(a, b Complaint) bool { return a == b })
}

func (m *merger) check(r *reading) []Complaint {
	if r.complaints == nil {
		r.complaints = append([]Complaint{}, m.options.Check(r.src)...)
	}
	return r.complaints
}

// fresh are those of list that neither of the others has.
func fresh[T any](list, ours, theirs []T, same func(a, b T) bool) []T {
	return slices.DeleteFunc(slices.Clone(list), func(x T) bool {
		is := func(y T) bool { return same(x, y) }
		return slices.ContainsFunc(ours, is) || slices.ContainsFunc(theirs, is)
	})
}

// culprits are the keys over which a person must decide. Two states are behind
// a need; else it is what the need or the complaint is about.
func (m *merger) culprits(result *reading) []string {
	var keys []string
	if needs := m.newNeeds(result); len(needs) > 0 {
		if m.differ("state") && !m.forced["state"] {
			return []string{"state"}
		}
		for _, n := range needs {
			keys = append(keys, n.Name)
			if n.Kind == incident.ConditionNeed {
				keys = append(keys, "action_items")
			}
		}
	}
	for _, d := range m.newDisorders(result) {
		keys = append(keys, d.later, d.earlier)
	}
	for _, c := range m.newComplaints(result) {
		keys = append(keys, c.Subject)
		if find(m.ours.keys, c.Subject) == nil {
			keys = append(keys, "action_items")
		}
	}
	return slices.DeleteFunc(keys, func(k string) bool { return !m.differ(k) })
}

// differ reports a key that is not the same on both sides.
func (m *merger) differ(key string) bool {
	return !slices.Equal(find(m.ours.keys, key).own(), find(m.theirs.keys, key).own())
}
