package incident

import (
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
)

// NeedKind says what sort of thing is missing.
type NeedKind string

// The kinds of need.
const (
	FieldNeed     NeedKind = "field"
	SectionNeed   NeedKind = "section"
	ConditionNeed NeedKind = "condition"
)

// Need is one thing a gate asks for that is not there.
type Need struct {
	State  State // the state whose gate asks for it
	Kind   NeedKind
	Name   string // key, section name or condition
	Why    string // "is missing", "is not a timestamp", "is empty", "action item x has no owner"
	Fill   string // the command or the flag that fills it, with the real ID
	Offset int    // byte offset of the line to edit; -1 when there is none
}

// Unmet is every need of the cumulative gate of state to that does not hold, in
// order of the states. It is empty for Dismissed, which asks for nothing.
func (p *Process) Unmet(i *Incident, to State) []Need {
	u := unmet{seen: make(map[Need]bool)}
	for _, s := range States[:to.Rank()+1] {
		for _, name := range p.Gates[s] {
			u.add(s, p.check(i, name))
		}
		if s == Resolved {
			u.add(s, endedAfterStart(i))
		}
	}
	return u.needs
}

// unmet gathers the needs of several gates.
type unmet struct {
	needs []Need
	seen  map[Need]bool // by kind, name, reason and place alone
}

// add leaves out what an earlier gate asked for: a key may stand in several
// gates, and conditions overlap with fields.
func (u *unmet) add(s State, more []Need) {
	for _, n := range more {
		same := Need{Kind: n.Kind, Name: n.Name, Why: n.Why, Offset: n.Offset}
		if u.seen[same] {
			continue
		}
		u.seen[same] = true
		n.State = s
		u.needs = append(u.needs, n)
	}
}

// check looks a gate's name up where it may come from. The configuration has
// refused names that are none of these, so what is left is a key that it added.
func (p *Process) check(i *Incident, name string) []Need {
	if f, ok := FieldByKey(name); ok {
		return p.checkField(i, f)
	}
	if s, ok := SectionByName(name); ok {
		return checkSection(i, s)
	}
	if condition, ok := p.Conditions[name]; ok {
		if condition == nil {
			return nil
		}
		return condition(i)
	}
	return checkExtra(i, name)
}

func (p *Process) checkField(i *Incident, f Field) []Need {
	if f.Kind == ActionsField {
		return checkActions(i, f)
	}
	why, offset := i.lacks(f)
	if why == "" {
		return nil
	}
	return []Need{{Kind: FieldNeed, Name: f.Key, Why: why, Fill: p.fill(i, f), Offset: offset}}
}

// lacks says why a field does not count as filled, "" when it does, and where.
func (i *Incident) lacks(f Field) (why string, offset int) {
	node := i.Doc.Front().KeyNode(f.Key)
	offset = -1
	if node.Kind() != document.None {
		offset = node.Span().Start
	}
	if faults := i.unusable(f.Key); len(faults) > 0 {
		return whyUnusable(f, faults), faults[0].Span.Start
	}
	if f.Key == "state" && i.State.Known() && !i.State.V.known() {
		return "is not a state of the workflow", offset
	}
	if i.knows(f) || f.Key == "action_items" && i.NoActionsReason.Known() {
		return "", offset
	}
	return "is missing", offset
}

// unusable are the faults that leave a key, or a part of it, without a value
// that can be used.
func (i *Incident) unusable(key string) []*Fault {
	var faults []*Fault
	for n := range i.Faults {
		if f := &i.Faults[n]; f.unusable() && f.at.top() == key {
			faults = append(faults, f)
		}
	}
	return faults
}

// whyUnusable tells all faults of a list at once: one command replaces it.
func whyUnusable(f Field, faults []*Fault) string {
	if faults[0].Subject == f.Key {
		return strings.TrimPrefix(faults[0].Message, f.Key+" ")
	}
	messages := make([]string, 0, len(faults))
	for _, fault := range faults {
		messages = append(messages, fault.Message)
	}
	return faultyPart + strings.Join(messages, "; ")
}

// faultyPart begins the need of a list that is there and has a bad item.
const faultyPart = "has a fault: "

// knows reports that a field's value is there.
func (i *Incident) knows(f Field) bool {
	switch v := f.bind(i).(type) {
	case *Value[string]:
		return v.Known()
	case *Value[State]:
		return v.Known()
	case *Value[time.Time]:
		return v.Known()
	case *Value[[]Value[string]]:
		return v.Known()
	case *Value[[]ActionItem]:
		return v.Known()
	case *Value[[]Transition]:
		return v.Known()
	}
	return false
}

// fill is the command that fills a field of this incident, with the value that
// the policy suggests.
func (p *Process) fill(i *Incident, f Field) string {
	switch f.Key {
	case "severity":
		return "pm set " + i.Ref() + " severity=" + p.DefaultSeverity
	case "followup_due":
		if due, ok := p.DefaultFollowupDue(i); ok {
			return "pm set " + i.Ref() + " followup_due=" + due.Format(time.DateOnly)
		}
	case "ended_at":
		if p.longAgo(i) {
			return "pm set " + i.Ref() + ` ended_at="YYYY-MM-DD HH:MM"`
		}
	}
	return f.fill(i)
}

// longAgo reports an incident that began more than a day ago. It may have ended any
// time since, and a hint to say that it ended now would be followed.
func (p *Process) longAgo(i *Incident) bool {
	return i.StartedAt.Known() && p.Present != nil && p.Present().Sub(i.StartedAt.V) > day
}

func (f Field) fill(i *Incident) string { return strings.ReplaceAll(f.Fill, " ID", " "+i.Ref()) }

// endedAfterStart holds whatever the gates say: durations rest on it.
func endedAfterStart(i *Incident) []Need {
	if !i.EndedAt.Known() || !i.StartedAt.Known() || !i.EndedAt.V.Before(i.StartedAt.V) {
		return nil
	}
	return []Need{{
		Kind:   FieldNeed,
		Name:   "ended_at",
		Why:    "is before started_at (" + i.StartedAt.V.Format(time.RFC3339) + ")",
		Fill:   "pm set " + i.Ref() + ` ended_at="YYYY-MM-DD HH:MM"`,
		Offset: i.EndedAt.Span.Start,
	}}
}

// checkExtra is the gate of a key that the configuration adds under fields.
func checkExtra(i *Incident, key string) []Need {
	node := i.Doc.Front().Field(key)
	if !node.IsNull() && (node.Text() != "" || node.Len() > 0) {
		return nil
	}
	return []Need{{
		Kind: FieldNeed, Name: key, Why: "is missing", Fill: "pm set " + i.Ref() + " " + key + "=VALUE", Offset: -1,
	}}
}

// checkSection is the gate of a section of the body.
func checkSection(i *Incident, spec SectionSpec) []Need {
	need := Need{Kind: SectionNeed, Name: spec.Name, Offset: -1}
	section, ok := FindSection(i.Doc, spec.Name)
	switch {
	case !ok:
		need.Why = "is missing"
		need.Fill = "pm edit " + i.Ref() + `, and add "## ` + spec.Heading + `" with its text`
	case Filled(i.Doc, section):
		return nil
	default:
		need.Why = "is empty"
		need.Fill = "pm edit " + i.Ref() + `, and write under "` + headingLine(section.Heading) + `"`
		need.Offset = section.Heading.Span.Start
	}
	if spec.Name == timelineSection {
		need.Fill = "pm event " + i.Ref() + ` "WHAT WAS SEEN OR DONE" --at HH:MM`
	}
	return []Need{need}
}

// headingLine is a heading as ATX writes it.
func headingLine(h document.Heading) string {
	return strings.Repeat("#", h.Level) + " " + oneLine(h.Text)
}
