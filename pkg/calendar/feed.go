package calendar

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// category is that of everything.
const category = "postmortem"

// Feed gathers what is due: action items, follow-ups, meetings, and the review of
// the process.
type Feed struct {
	Name   string
	Stamp  time.Time
	Events bool // days and meetings as VEVENT
	Todos  bool // due dates as VTODO

	components []Component
}

// Source is where incidents are from, and whose things are asked for.
type Source struct {
	Process *incident.Process
	Label   string                   // tells one repository from others; "" for the only one
	Wants   func(person string) bool // nil for everybody
	File    func(*incident.Incident) string
}

// Calendar is the feed.
func (f *Feed) Calendar() Calendar {
	return Calendar{Method: "PUBLISH", Name: f.Name, Components: f.components}
}

// due is something that is to be done by a day.
type due struct {
	part, summary, owner, ticket string
	day                          time.Time
	moved                        int
}

// Incident adds what is due of an incident, of which it keeps nothing. Action items
// of an incident that is over are due as well.
func (f *Feed) Incident(s Source, i *incident.Incident) {
	for _, a := range i.ActionItems.V {
		owner := cmp.Or(a.Owner.V, i.Owner.V)
		if a.Status.V == incident.Open && a.Due.Known() && s.wants(owner) {
			f.due(s, i, due{
				part: "item " + cmp.Or(a.ID.V, a.Title.V, a.Name()), summary: cmp.Or(a.Title.V, a.Name()),
				owner: owner, ticket: a.Ticket.V, day: a.Due.V, moved: len(a.DueWas.V),
			})
		}
	}
	over := i.State.V == incident.Closed || i.State.V == incident.Dismissed
	if !over && i.FollowupDue.Known() && s.wants(i.Owner.V) {
		f.due(s, i, due{part: "follow-up", summary: "Follow-up of " + cmp.Or(i.Title.V, i.ID), owner: i.Owner.V, day: i.FollowupDue.V})
	}
	if v, ok := i.Meeting(); ok && f.Events && s.meets(i) {
		head := f.head(UID(i, meetingPart), meetingTitle(i), s.about(i, ""))
		head.Sequence = i.InvitationSequence()
		f.components = append(f.components, Event{Head: head, Start: v.Start, Length: v.Length})
	}
}

// Review adds the review of the process itself, which is its owners'.
func (f *Feed) Review(s Source) {
	day := s.Process.ReviewDue
	if day.IsZero() || s.Wants != nil && !slices.ContainsFunc(s.Process.Owners, s.Wants) {
		return
	}
	summary := "Look at the postmortem process itself"
	if s.Label != "" {
		summary += " (" + s.Label + ")"
	}
	f.put(func(component string) Head {
		return f.head(uid("process", s.Label, day.Format(time.DateOnly), component), summary, "What helps, and what does not?")
	}, day)
}

func (f *Feed) due(s Source, i *incident.Incident, d due) {
	summary := d.summary
	if s.Wants == nil && d.owner != "" {
		summary += " (" + s.name(d.owner) + ")"
	}
	f.put(func(component string) Head {
		head := f.head(UID(i, d.part+" "+component), summary, s.about(i, d.owner))
		head.Sequence, head.URL = d.moved, link(d.ticket)
		if head.URL == "" && d.ticket != "" {
			head.Description += "\nTicket: " + d.ticket
		}
		return head
	}, d.day)
}

// put adds a due day as what was asked for. An event and a to-do are two things,
// and so have two UIDs.
func (f *Feed) put(head func(component string) Head, day time.Time) {
	if f.Todos {
		f.components = append(f.components, Todo{head("todo"), day})
	}
	if f.Events {
		f.components = append(f.components, Event{Head: head("event"), Start: day})
	}
}

// head copies its texts, since those of an incident do not stay.
func (f *Feed) head(uid, summary, description string) Head {
	return Head{UID: uid, Stamp: f.Stamp, Summary: strings.Clone(summary), Description: description, Categories: []string{category}}
}

// about is the description of something about an incident.
func (s Source) about(i *incident.Incident, owner string) string {
	lines := []string{join(" · ", i.Title.V, i.ID, i.Severity.V, string(i.State.V))}
	if owner != "" {
		lines = append(lines, "Owner: "+s.name(owner))
	}
	return strings.Join(append(lines, join(": ", s.Label, s.File(i))), "\n")
}

func (s Source) wants(person string) bool { return s.Wants == nil || s.Wants(person) }

// meets reports that the meeting is one for whoever is asked for.
func (s Source) meets(i *incident.Incident) bool {
	return s.wants(i.Owner.V) || s.wants(i.Facilitator.V) ||
		slices.ContainsFunc(i.Participants.V, func(p incident.Value[string]) bool { return s.wants(p.V) })
}

// name is a person's, as the configuration has it.
func (s Source) name(person string) string {
	p, _ := s.Process.PersonOf(person)
	return cmp.Or(p.Name, p.Handle, strings.Clone(person))
}

// link is a ticket that a program may open; "" when it is none.
func link(ticket string) string {
	u, err := url.Parse(ticket)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return ""
	}
	return u.String()
}
