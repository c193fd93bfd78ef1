package incident

import (
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
)

// SectionSpec is one row of the section table.
type SectionSpec struct {
	Name     string // summary, timeline, happened, intended, why, avoid, references
	Heading  string // in the default template
	Needed   State
	Synonyms []string // further headings, compared like Heading
	Doc      string
}

// timelineSection is the section whose entries AddEvent and Timeline read.
const timelineSection = "timeline"

// Sections is the section table in order of the default template.
var Sections = []SectionSpec{
	{
		Name: "summary", Heading: "Executive summary", Needed: RootCause,
		Synonyms: []string{"Summary", "Incident summary", "Issue summary", "Overview", "TL;DR", "TLDR"},
		Doc:      "A few sentences for somebody who reads nothing else.",
	},
	{
		Name: timelineSection, Heading: "Timeline", Needed: RootCause,
		Synonyms: []string{"Incident timeline", "Key events", "Chronology", "Sequence of events"},
		Doc:      "What happened when, in UTC and in order; any heading that begins with Timeline.",
	},
	{
		Name: "happened", Heading: "What happened?", Needed: RootCause,
		Synonyms: []string{
			"What actually happened", "Impact", "Details", "Context", "Background", "User impact", "Customer impact",
			"Impact on users", "Identified", "Lead-up", "Leadup", "Incident details", "Incident description",
		},
		Doc: "What was seen, and who or what was hit.",
	},
	{
		Name: "intended", Heading: "What was the intended outcome?", Needed: FollowUp,
		Synonyms: []string{"Intended outcome", "Expected behaviour", "Expected behavior"},
		Doc:      "What should have happened.",
	},
	{
		Name: "why", Heading: "Why did it happen?", Needed: FollowUp,
		Synonyms: []string{
			"Root cause(s)", "Root cause", "Root cause analysis", "Contributing factors", "Cause", "Causes",
			"Five whys", "5 whys", "Analysis of causes", "Blameless root cause", "Root cause of the outage",
			"Root cause of the incident", "Cause of the incident", "Trigger",
		},
		Doc: "What made it possible.",
	},
	{
		Name: "avoid", Heading: "How can it be avoided in the future?", Needed: FollowUp,
		Synonyms: []string{
			"Prevention", "Remediation", "Corrective actions", "Corrective and preventative actions",
			"Corrective and preventive actions", "Action items", "Action item", "Actions", "Review actions",
			"Corrective and preventative measures", "Corrective and preventive measures", "Preventative measures",
			"Preventive measures", "Follow-up", "Follow-ups", "Follow-up tasks", "Follow-up actions", "Follow-up items",
			"Next steps", "Future actions", "Resulting actions", "Committed actions", "Immediate actions", "Action plan",
		},
		Doc: "What changes, so that it does not happen again.",
	},
	{
		Name: "references", Heading: "References",
		Synonyms: []string{"Attachments", "Links", "Supporting information"},
		Doc:      "Dashboards, logs, tickets, attachments.",
	},
}

// SectionByName finds a row of the table.
func SectionByName(name string) (SectionSpec, bool) {
	for n := range Sections {
		if Sections[n].Name == name {
			return Sections[n], true
		}
	}
	return SectionSpec{}, false
}

// SectionNamed is the name of the row that a heading belongs to, its own or a
// synonym of it.
func SectionNamed(heading string) (name string, ok bool) {
	for _, matches := range []func(*SectionSpec, string) bool{(*SectionSpec).named, (*SectionSpec).synonym} {
		for n := range Sections {
			if matches(&Sections[n], heading) {
				return Sections[n].Name, true
			}
		}
	}
	return "", false
}

// FindSection is the section of the body that a row's name stands for: the
// first under the row's own heading, else the first under a synonym. Own
// headings go first so that "Background" inside the summary does not pass for
// "What happened?".
//
// An adopted text keeps its form, so there a bold label counts where no heading
// does.
func FindSection(d *document.Document, name string) (document.Section, bool) {
	spec, ok := SectionByName(name)
	if !ok {
		return document.Section{}, false
	}
	sections := d.Body().Sections()
	for _, matches := range []func(string) bool{spec.named, spec.synonym} {
		for n := range sections {
			if matches(sections[n].Heading.Text) {
				return sections[n], true
			}
		}
	}
	if d.Front().Field("adopted").IsNull() {
		return document.Section{}, false
	}
	return LabelledSection(d, func(label string) bool { return spec.named(label) || spec.synonym(label) })
}

// SectionOf is the row of the table that a heading belongs to.
func SectionOf(heading string) (SectionSpec, bool) {
	for n := range Sections {
		if Sections[n].named(heading) || Sections[n].synonym(heading) {
			return Sections[n], true
		}
	}
	return SectionSpec{}, false
}

func (s *SectionSpec) named(heading string) bool { return sameHeading(s.Heading, heading) }

// synonym takes a timeline by its beginning, because people add the day and the
// zone to that heading and to no other.
func (s *SectionSpec) synonym(heading string) bool {
	if s.Name == timelineSection && headingBegins(heading, s.Heading) {
		return true
	}
	for _, synonym := range s.Synonyms {
		if sameHeading(synonym, heading) {
			return true
		}
	}
	// "Impact (customers)" and "Root cause [draft]" still say what they are.
	if cut := strings.IndexAny(heading, "(["); cut > 0 {
		return s.named(heading[:cut]) || s.synonym(heading[:cut])
	}
	return false
}
