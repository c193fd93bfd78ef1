package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/calendar"
	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/report"
)

// people are who invites to a meeting and who is invited. Whom no invitation reaches
// is said.
func (m *meeting) people(i *incident.Incident) (calendar.Person, []calendar.Person, error) {
	organizer, ok := m.organizer(i)
	if !ok {
		return organizer, nil, &usageError{
			"nobody can invite: no process owner has an e-mail address",
			"set process_owner, and in people {HANDLE: {email: ADDRESS}}, in " + config.FileName,
		}
	}
	var guests []calendar.Person
	var missed []string
	for _, written := range wanted(i) {
		p, ok := m.w.reachable(written)
		switch {
		case !ok:
			missed = append(missed, m.w.person(written).Handle)
		case !slices.ContainsFunc(guests, func(g calendar.Person) bool { return strings.EqualFold(g.Address, p.Address) }):
			p.Chair, p.Agreed = len(guests) == 0, strings.EqualFold(p.Address, organizer.Address)
			guests = append(guests, p)
		}
	}
	if len(guests) == 0 {
		return organizer, nil, &usageError{
			"nobody who took part in " + i.ID + " has an e-mail address, so there is nobody to invite",
			"pm set " + i.Ref() + " participants=HANDLE,HANDLE, and in people of " + config.FileName + " {HANDLE: {email: ADDRESS}}; pm set " + i.Ref() + " review_at=TIME sets a time without inviting",
		}
	}
	if len(missed) > 0 {
		m.w.warn(fmt.Sprintf("not invited, for want of an e-mail address or because not active in people of %s: %s", config.FileName, strings.Join(missed, ", ")))
	}
	return organizer, guests, nil
}

// organizer is the first process owner who can be written to; where there is none,
// whoever leads the meeting or owns the incident.
func (m *meeting) organizer(i *incident.Incident) (calendar.Person, bool) {
	for _, written := range m.w.process.Owners {
		if p, ok := m.w.reachable(written); ok {
			return p, true
		}
	}
	for _, written := range []string{i.Facilitator.V, i.Owner.V} {
		if p, ok := m.w.reachable(written); ok {
			m.w.warn("no process owner has an e-mail address; " + p.Address + " invites")
			return p, true
		}
	}
	return calendar.Person{}, false
}

// wanted is who should be there, first of all whoever leads the meeting.
func wanted(i *incident.Incident) []string {
	var all []string
	for _, p := range append([]incident.Value[string]{i.Facilitator, i.Owner}, i.Participants.V...) {
		if strings.TrimSpace(p.V) != "" && !slices.Contains(all, p.V) {
			all = append(all, p.V)
		}
	}
	return all
}

// reachable is somebody who is active and has an e-mail address, which files may
// hold in place of a handle.
func (w *workspace) reachable(written string) (calendar.Person, bool) {
	p := w.person(written)
	address := p.Email
	if local, domain, ok := strings.Cut(p.Handle, "@"); address == "" && ok && local != "" && domain != "" && !strings.ContainsAny(p.Handle, " \t<>,;") {
		address = p.Handle
	}
	return calendar.Person{Name: report.Clean(p.Name, false), Address: address}, address != "" && p.Active
}
