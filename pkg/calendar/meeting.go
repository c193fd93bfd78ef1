package calendar

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// Meeting is an invitation to the postmortem meeting of an incident.
type Meeting struct {
	Incident  *incident.Incident
	Process   *incident.Process
	When      incident.Invitation
	File      string // the incident's, as people find it
	Organizer Person
	Attendees []Person
}

// meetingPart is the UID's word for the meeting, in the invitation and in the feed.
const meetingPart = "meeting"

// Calendar is the request (RFC 5546, 3.2.2), made at stamp. Whoever gets a second one
// for the same meeting tells by SEQUENCE that its time is another, and by DTSTAMP
// which of two is newer.
func (m Meeting) Calendar(stamp time.Time) Calendar {
	return Calendar{Method: "REQUEST", Components: []Component{Event{
		Head: Head{
			UID: UID(m.Incident, meetingPart), Stamp: stamp, Sequence: m.Incident.InvitationSequence(),
			Summary: meetingTitle(m.Incident), Description: m.agenda(), Categories: []string{category},
		},
		Start: m.When.Start, Length: m.When.Length, Organizer: &m.Organizer, Attendees: m.Attendees,
	}}}
}

func meetingTitle(i *incident.Incident) string {
	return "Postmortem: " + cmp.Or(i.Title.V, i.ID)
}

// questions are the sections that a meeting goes through, in the order of the
// template.
var questions = []string{"happened", "intended", "why", "avoid"}

// GroundRules are read out at the beginning of a meeting.
var GroundRules = []string{
	"Everybody did what made sense to them with what they knew at that moment.",
	"We ask what made it possible, not who did it: how and what, rather than why did you.",
	"We speak of roles and systems. What is plain to see now was not so then.",
	"Whatever is said here is for learning, and is held against nobody.",
}

// agenda is the description: what is talked about, what the file does not answer
// yet, and the ground rules.
func (m Meeting) agenda() string {
	i := m.Incident
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", join(" · ", i.ID, i.Severity.V, string(i.State.V)), m.File)
	b.WriteString("\nAGENDA\n")
	points := []string{"The ground rules below", m.timeline()}
	for _, name := range questions {
		points = append(points, question(i, name))
	}
	points = append(points, "Action items: who changes what by when? "+m.items())
	for n, p := range points {
		fmt.Fprintf(&b, "%d. %s\n", n+1, p)
	}
	if open := m.unanswered(); len(open) > 0 {
		b.WriteString("\nSTILL UNANSWERED IN THE FILE\n" + bullets(open))
	}
	b.WriteString("\nGROUND RULES\n" + bullets(GroundRules))
	return strings.TrimSuffix(b.String(), "\n")
}

func (m Meeting) timeline() string {
	switch n := len(m.Incident.Timeline()); n {
	case 0:
		return "The timeline: what did we see, and what did we decide? (it is empty)"
	case 1:
		return "The timeline: what did we see, and what did we decide? (1 entry)"
	default:
		return fmt.Sprintf("The timeline: what did we see, and what did we decide? (%d entries)", n)
	}
}

// question is a section by the heading that the file gives it.
func question(i *incident.Incident, name string) string {
	spec, _ := incident.SectionByName(name)
	section, ok := incident.FindSection(i.Doc, name)
	if !ok {
		return spec.Heading + " (not answered yet)"
	}
	heading := cmp.Or(strings.Join(strings.Fields(section.Heading.Text), " "), spec.Heading)
	if !incident.Filled(i.Doc, section) {
		return heading + " (not answered yet)"
	}
	return heading
}

func (m Meeting) items() string {
	counts := map[incident.Status]int{}
	for _, a := range m.Incident.ActionItems.V {
		counts[a.Status.V]++
	}
	var parts []string
	for _, s := range []incident.Status{incident.Proposed, incident.Open, incident.Done} {
		if counts[s] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", counts[s], s))
		}
	}
	if len(parts) == 0 {
		return "(none yet)"
	}
	return "(" + strings.Join(parts, ", ") + ")"
}

// unanswered is what the file lacks to enter follow-up, which comes after the
// meeting.
func (m Meeting) unanswered() []string {
	var all []string
	for _, n := range m.Process.Unmet(m.Incident, incident.FollowUp) {
		what := n.Name + " " + n.Why
		switch n.Kind {
		case incident.SectionNeed:
			if spec, ok := incident.SectionByName(n.Name); ok {
				what = spec.Heading + " " + n.Why
			}
		case incident.ConditionNeed:
			what = n.Why
		}
		all = append(all, what)
	}
	return all
}

func bullets(all []string) string {
	var b strings.Builder
	for _, s := range all {
		b.WriteString("- " + s + "\n")
	}
	return b.String()
}

// join puts together what is not empty.
func join(separator string, parts ...string) string {
	var all []string
	for _, p := range parts {
		if p != "" {
			all = append(all, p)
		}
	}
	return strings.Join(all, separator)
}
