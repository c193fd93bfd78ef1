// Package calendar writes iCalendar (RFC 5545): the invitation to a postmortem
// meeting (RFC 5546), and a feed of what is due.
package calendar

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Calendar is one iCalendar object.
type Calendar struct {
	Method     string // REQUEST for an invitation, PUBLISH for a feed
	Name       string // for programs that subscribe to it; "" for none
	Components []Component
}

// Component is an Event or a Todo.
type Component interface{ write(l *lines) }

// product names the program that wrote a calendar.
const product = "-//postmortem-md//pm//EN"

// Bytes is the calendar as a file holds it.
func (c Calendar) Bytes() []byte {
	var l lines
	l.add("BEGIN", "VCALENDAR")
	l.add("VERSION", "2.0")
	l.add("PRODID", product)
	l.add("CALSCALE", "GREGORIAN")
	l.add("METHOD", c.Method)
	l.text("NAME", c.Name)         // RFC 7986
	l.text("X-WR-CALNAME", c.Name) // for the many programs that know no other
	for _, component := range c.Components {
		component.write(&l)
	}
	l.add("END", "VCALENDAR")
	return l.b.Bytes()
}

// Head is what events and to-dos have in common.
type Head struct {
	UID         string // the same for the same thing, and never for another
	Stamp       time.Time
	Sequence    int // grows when the dates change
	Summary     string
	Description string
	URL         string // http or https; "" for none
	Categories  []string
}

func (h Head) write(l *lines) {
	l.add("UID", escape(h.UID))
	l.add("DTSTAMP", stamp(h.Stamp))
	l.add("SEQUENCE", strconv.Itoa(h.Sequence))
	l.text("SUMMARY", h.Summary)
	l.text("DESCRIPTION", h.Description)
	if h.URL != "" {
		l.add("URL", h.URL)
	}
	if len(h.Categories) > 0 {
		all := make([]string, len(h.Categories))
		for n, c := range h.Categories {
			all[n] = escape(c)
		}
		l.add("CATEGORIES", strings.Join(all, ","))
	}
}

// Event is a VEVENT: a time with a length, or a day when there is no length.
type Event struct {
	Head
	Start     time.Time
	Length    time.Duration
	Organizer *Person  // nil for what nobody is invited to
	Attendees []Person // of an invitation
}

func (e Event) write(l *lines) {
	l.add("BEGIN", "VEVENT")
	e.Head.write(l)
	if e.Length > 0 {
		l.add("DTSTART", stamp(e.Start))
		l.add("DURATION", fmt.Sprintf("PT%dM", e.Length/time.Minute))
	} else {
		l.add("DTSTART;VALUE=DATE", day(e.Start)) // without an end it is that day
		l.add("TRANSP", "TRANSPARENT")            // a day on which something is due is not a busy one
	}
	if e.Organizer != nil {
		l.add("STATUS", "CONFIRMED")
		l.add("ORGANIZER"+e.Organizer.name(), mailto(e.Organizer.Address))
	}
	for _, p := range e.Attendees {
		p.write(l)
	}
	l.add("END", "VEVENT")
}

// Person is somebody with an e-mail address.
type Person struct {
	Name    string // "" for none
	Address string
	Chair   bool // leads the meeting
	Agreed  bool // need not be asked: who invites comes
}

func (p Person) name() string {
	if p.Name == "" {
		return ""
	}
	return ";CN=" + parameter(p.Name)
}

func (p Person) write(l *lines) {
	role, answer := "REQ-PARTICIPANT", ";PARTSTAT=NEEDS-ACTION;RSVP=TRUE"
	if p.Chair {
		role = "CHAIR"
	}
	if p.Agreed {
		answer = ";PARTSTAT=ACCEPTED"
	}
	l.add("ATTENDEE"+p.name()+";ROLE="+role+answer, mailto(p.Address))
}

// Todo is a VTODO that is due on a day.
type Todo struct {
	Head
	Due time.Time
}

func (t Todo) write(l *lines) {
	l.add("BEGIN", "VTODO")
	t.Head.write(l)
	l.add("DUE;VALUE=DATE", day(t.Due))
	l.add("STATUS", "NEEDS-ACTION")
	l.add("END", "VTODO")
}

// stamp is a time in UTC, which needs no VTIMEZONE.
func stamp(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

func day(t time.Time) string { return t.UTC().Format("20060102") }
