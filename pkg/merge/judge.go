package merge

import (
	"slices"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// blame says over what a person must decide when a result is not sound.
type blame struct {
	sound bool
	keys  []string
	body  bool
}

// judge reads a clean result: it must say what was put together, and nothing
// may be wrong with it that is right on both sides.
func (m *merger) judge(f *front, result *reading, timeline []string) blame {
	switch {
	case !result.whole:
		return blame{keys: f.joined}
	case timeline != nil && !slices.Equal(timeline, entryNames(result.says(m.options))):
		return blame{body: true}
	case f.raised && len(m.unmet(result)) > 0:
		return blame{keys: []string{"state"}}
	case len(m.newEntries(result))+len(m.newMisplaced(result)) > 0:
		return blame{body: true}
	case m.sound(result):
		return blame{sound: true}
	}
	keys := m.culprits(result)
	return blame{keys: keys, body: len(keys) == 0 && slices.ContainsFunc(m.newNeeds(result), inBody)}
}

// sound reports that nothing is wrong with a result that was not wrong before.
func (m *merger) sound(result *reading) bool {
	return len(m.newFaults(result))+len(m.newNeeds(result))+len(m.newDisorders(result))+
		len(m.newEntries(result))+len(m.newMisplaced(result))+len(m.newComplaints(result)) == 0
}

func (m *merger) newFaults(result *reading) []document.Fault {
	return fresh(result.doc.Faults(), m.ours.doc.Faults(), m.theirs.doc.Faults(), func(f document.Fault) [2]string {
		return [2]string{string(f.Kind), f.Subject}
	})
}

// newEntries are those of a timeline that has become longer by what stood
// elsewhere: one side took a heading away, and the other wrote below it.
func (m *merger) newEntries(result *reading) []string {
	list := func(r *reading) []string { return entryNames(r.says(m.options)) }
	return fresh(list(result), list(m.ours), list(m.theirs), itself)
}

// newMisplaced are entries of the timeline that stand behind later ones.
func (m *merger) newMisplaced(result *reading) []string {
	list := func(r *reading) []string { return misplaced(r.says(m.options).Timeline()) }
	return fresh(list(result), list(m.ours), list(m.theirs), itself)
}

func (m *merger) newDisorders(result *reading) []disorder {
	list := func(r *reading) []disorder { return disorders(r.says(m.options)) }
	return fresh(list(result), list(m.ours), list(m.theirs), itself)
}

// newValues are values that cannot be read under the key, or in the action
// item, that a merge of lines has put them.
func (m *merger) newValues(result *reading) []string {
	list := func(r *reading) []string {
		var all []string
		for _, f := range r.says(m.options).Faults {
			all = append(all, string(f.Kind)+" "+f.Subject)
		}
		return all
	}
	return fresh(list(result), list(m.ours), list(m.theirs), itself)
}

// newNeeds are what the gates ask of the state the result is in.
func (m *merger) newNeeds(result *reading) []incident.Need {
	return fresh(m.unmet(result), m.unmet(m.ours), m.unmet(m.theirs), func(n incident.Need) [3]string {
		return [3]string{string(n.Kind), n.Name, n.Why}
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
	return fresh(m.check(result), m.check(m.ours), m.check(m.theirs), itself)
}

func (m *merger) check(r *reading) []Complaint {
	if r.complaints == nil {
		r.complaints = append([]Complaint{}, m.options.Check(r.src)...)
	}
	return r.complaints
}

// fresh are those of list that neither of the others has, told apart by key.
func fresh[T any, K comparable](list, ours, theirs []T, key func(T) K) []T {
	has := make(map[K]bool, len(ours)+len(theirs))
	for _, side := range [][]T{ours, theirs} {
		for _, x := range side {
			has[key(x)] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(list), func(x T) bool { return has[key(x)] })
}

func itself[T comparable](x T) T { return x }

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
