package incident

import (
	"slices"
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
	var needs []Need
	for _, s := range States[:to.Rank()+1] {
		for _, name := range p.Gates[s] {
			needs = appendNeeds(needs, s, p.check(i, name))
		}
		if s == Resolved {
			needs = appendNeeds(needs, s, endedAfterStart(i))
		}
	}
	return needs
}

// appendNeeds leaves out what an earlier gate asked for: a key may stand in
// several gates, and conditions overlap with fields.
func appendNeeds(needs []Need, s State, more []Need) []Need {
	for _, n := range more {
		known := slices.ContainsFunc(needs, func(have Need) bool {
			return have.Kind == n.Kind && have.Name == n.Name && have.Why == n.Why
		})
		if !known {
			n.State = s
			needs = append(needs, n)
		}
	}
	return needs
}

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
	if why := i.wrongType(f.Key); why != "" {
		return why, offset
	}
	if f.Key == "state" && i.State.Known() && !i.State.V.known() {
		return "is not a state of the workflow", offset
	}
	if i.knows(f) || f.Key == "action_items" && i.NoActionsReason.Known() {
		return "", offset
	}
	return "is missing", offset
}

// wrongType is what a fault of type says about a key or a part of it. A time
// without a zone counts too: nobody knows when that was.
func (i *Incident) wrongType(key string) string {
	for n := range i.Faults {
		f := &i.Faults[n]
		rest, ok := strings.CutPrefix(f.Subject, key)
		if !ok || rest != "" && rest[0] != '[' {
			continue
		}
		if f.Kind == WrongType || f.Kind == NotUTC && !f.known {
			if rest != "" {
				return "has a fault: " + f.Message
			}
			return strings.TrimPrefix(f.Message, f.Subject+" ")
		}
	}
	return ""
}

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
		return "pm set " + i.ID + " severity=" + p.DefaultSeverity
	case "followup_due":
		if due, ok := p.DefaultFollowupDue(i); ok {
			return "pm set " + i.ID + " followup_due=" + due.Format(time.DateOnly)
		}
	}
	return f.fill(i)
}

func (f Field) fill(i *Incident) string { return strings.ReplaceAll(f.Fill, " ID", " "+i.ID) }

// endedAfterStart holds whatever the gates say: durations rest on it.
func endedAfterStart(i *Incident) []Need {
	if !i.EndedAt.Known() || !i.StartedAt.Known() || !i.EndedAt.V.Before(i.StartedAt.V) {
		return nil
	}
	return []Need{{
		Kind:   FieldNeed,
		Name:   "ended_at",
		Why:    "is before started_at (" + i.StartedAt.V.Format(time.RFC3339) + ")",
		Fill:   "pm set " + i.ID + ` ended_at="YYYY-MM-DD HH:MM"`,
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
		Kind: FieldNeed, Name: key, Why: "is missing", Fill: "pm set " + i.ID + " " + key + "=VALUE", Offset: -1,
	}}
}

// checkSection is the gate of a section of the body.
func checkSection(i *Incident, spec SectionSpec) []Need {
	need := Need{Kind: SectionNeed, Name: spec.Name, Offset: -1}
	section, ok := FindSection(i.Doc, spec.Name)
	switch {
	case !ok:
		need.Why = "is missing"
		need.Fill = "pm edit " + i.ID + `, and add "## ` + spec.Heading + `" with its text`
	case Filled(i.Doc, section):
		return nil
	default:
		need.Why = "is empty"
		need.Fill = "pm edit " + i.ID + `, and write under "` + headingLine(section.Heading) + `"`
		need.Offset = section.Heading.Span.Start
	}
	if spec.Name == timelineSection {
		need.Fill = "pm event " + i.ID + ` "WHAT WAS SEEN OR DONE" --at HH:MM`
	}
	return []Need{need}
}

// headingLine is a heading as ATX writes it.
func headingLine(h document.Heading) string {
	return strings.Repeat("#", h.Level) + " " + oneLine(h.Text)
}
