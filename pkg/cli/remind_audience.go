package cli

import (
	"cmp"
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/report"
)

// audience is who is told something: one person, or the process owners together.
type audience struct {
	processOwner bool
	people       []incident.Person
	escalated    bool   // the process owner hears of it because it is very late
	note         string // what the audience should know beside the duty, or ""
}

// audiences are who is told of a duty: the owner of the action item, else of the
// incident, and where there is none, or one who is not active, the process owner.
// Whatever is very late, and meetings, the process owner hears of anyway.
func (w *workspace) audiences(i *incident.Incident, d incident.Duty) []audience {
	written, note := i.Owner.V, ""
	if d.Item != nil && d.Kind != incident.Undecided {
		if d.Item.Owner.Known() {
			written = d.Item.Owner.V
		} else {
			note = "nobody owns it"
		}
	}
	above := w.processOwners()
	if strings.TrimSpace(written) == "" {
		above.note = note
		return []audience{above}
	}
	p := w.person(written)
	if !p.Active {
		above.note = join("; ", note, p.Handle+" is not active")
		return []audience{above}
	}
	all := []audience{{people: []incident.Person{p}, note: note}}
	if above.escalated = w.process.Escalated(d); above.escalated || d.Kind == incident.NoMeeting {
		above.note = note
		all = append(all, above)
	}
	return all
}

// processOwners are those of the configuration.
func (w *workspace) processOwners() audience {
	a := audience{processOwner: true}
	for _, written := range w.process.Owners {
		a.people = append(a.people, w.person(written))
	}
	return a
}

// person is who is meant, with no more than the name where people does not say more.
// The text is copied, since that of an incident does not stay.
func (w *workspace) person(written string) incident.Person {
	if p, ok := w.process.PersonOf(written); ok {
		return p
	}
	return incident.Person{Handle: strings.Clone(strings.TrimPrefix(strings.TrimSpace(written), "@")), Active: true}
}

// key is equal for the same audience of one repository.
func (a audience) key() string {
	handles := make([]string, len(a.people))
	for n, p := range a.people {
		handles[n] = strings.ToLower(strings.TrimPrefix(p.Handle, "@"))
	}
	if a.processOwner {
		handles = append(handles, "\x01")
	}
	return strings.Join(handles, "\x01")
}

// same compares audiences of several repositories.
func (a audience) same(b audience) bool {
	return a.processOwner == b.processOwner && slices.EqualFunc(a.people, b.people, samePerson)
}

// samePerson goes by the addresses where both are known, else by the handles: two
// repositories may write one person in two ways, and two in one.
func samePerson(a, b incident.Person) bool {
	if a.Email != "" && b.Email != "" {
		return strings.EqualFold(a.Email, b.Email)
	}
	return strings.EqualFold(strings.TrimPrefix(a.Handle, "@"), strings.TrimPrefix(b.Handle, "@"))
}

// has reports that a person is among them.
func (a audience) has(p *incident.Process, person string) bool {
	return slices.ContainsFunc(a.people, func(q incident.Person) bool { return p.SamePerson(person, q.Handle) })
}

// learn takes over what another repository knows of the same people.
func (a *audience) learn(b audience) {
	for n := range a.people {
		if p, q := &a.people[n], b.people[n]; p.Name == "" && p.Email == "" {
			p.Name, p.Email, p.Slack = q.Name, q.Email, q.Slack
		}
	}
}

// sortName is what people look themselves up by.
func (a audience) sortName() string {
	var b strings.Builder
	for _, p := range a.people {
		b.WriteString(strings.ToLower(cmp.Or(p.Name, p.Handle)) + "\x00" + strings.ToLower(p.Handle) + "\x00")
	}
	return b.String()
}

// recipients is the audience as formats show it.
func (a audience) recipients() []report.Recipient {
	var all []report.Recipient
	for _, p := range a.people {
		all = append(all, report.Recipient{Handle: p.Handle, Name: report.Filled(p.Name), Email: report.Filled(p.Email), Slack: report.Filled(p.Slack)})
	}
	return all
}
