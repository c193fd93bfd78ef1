package lint

import (
	"fmt"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

var requiredSection = &Rule{
	ID:      "required-section",
	Summary: "the sections that the incident's state asks for say something",
	Why: "A postmortem answers the same questions every time, so that a reader finds the answer and nobody forgets to ask. " +
		"A section counts when it holds more than blank space, comments and template prompts; common other headings are recognised.",
	Bad: `---
title: Checkout returns 5xx
state: root-cause-analysis
severity: sev2
started_at: 2026-03-01T14:02:00Z
ended_at: 2026-03-01T15:02:00Z
owner: alice
participants: [alice, bob]
triggers: [user-facing-outage]
followup_due: 2026-03-15
---

## Executive summary

## Timeline

- 2026-03-01T14:02:00Z Alert fired: 5xx above 5 %

## What happened?

One request in ten failed while the card service was out of connections.
`,
	Good: `---
title: Checkout returns 5xx
state: root-cause-analysis
severity: sev2
started_at: 2026-03-01T14:02:00Z
ended_at: 2026-03-01T15:02:00Z
owner: alice
participants: [alice, bob]
triggers: [user-facing-outage]
followup_due: 2026-03-15
---

## Executive summary

For an hour one checkout in ten failed.

## Timeline

- 2026-03-01T14:02:00Z Alert fired: 5xx above 5 %

## What happened?

One request in ten failed while the card service was out of connections.
`,
	Configure: "gates: in .pm.yaml says which sections each state asks for, by name: summary, timeline, happened, intended, why, avoid; rules: {required-section: warning} lets an incident be without.",
	Severity:  Error,
	Check:     checkRequiredSection,
}

func checkRequiredSection(p *Pass) {
	if !p.Readable() {
		return
	}
	for _, n := range p.linter.parts.Unmet(p.Incident, p.State()) {
		if n.Kind == incident.SectionNeed {
			p.missingSection(n)
		}
	}
}

func (p *Pass) missingSection(n incident.Need) {
	heading := sectionHeading(n.Name)
	s, ok := incident.FindSection(p.Document, n.Name)
	if !ok {
		p.Report(p.stateSpan(), n.Name, fmt.Sprintf("there is no section %q, and %s asks for it", heading, n.State),
			fmt.Sprintf("add the heading \"## %s\" and write it: pm edit %s", heading, p.Incident.Ref()))
		return
	}
	if p.On(placeholder.ID) && p.holdsPlaceholder(s) {
		return // the prompt is what is wrong, and is pointed at where it stands
	}
	p.Report(s.Heading.Span, n.Name, fmt.Sprintf("section %q is empty, and %s asks for it", s.Heading.Text, n.State),
		"write it: pm edit "+p.Incident.Ref())
}

func (p *Pass) holdsPlaceholder(s document.Section) bool {
	for _, l := range p.leftovers() {
		if within(l.span, s.Content) {
			return true
		}
	}
	return false
}

// within reports that a span lies inside another.
func within(inner, outer document.Span) bool {
	return outer.Start <= inner.Start && inner.End <= outer.End
}

func sectionHeading(name string) string {
	if spec, ok := incident.SectionByName(name); ok {
		return spec.Heading
	}
	return name
}
