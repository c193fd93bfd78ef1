package lint

import (
	"cmp"
	"fmt"
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

var placeholder = &Rule{
	ID:      "placeholder",
	Summary: "no template prompt is left over",
	Why: "TODO, TBD, ?? and `<name of the service>` look like text and say nothing. In a section that the state does not ask for " +
		"yet they may stand; code and HTML comments may always hold them.",
	Bad: `---
title: <what broke>
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
---
`,
	Good: `---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
---

<!-- TODO: ask the card team for their graph -->
`,
	Configure: "rules: {placeholder: error}. Prompts in a template of your own are best HTML comments.",
	Severity:  Error,
	Check:     checkPlaceholder,
}

func checkPlaceholder(p *Pass) {
	for key, value := range p.Document.Front().Fields() {
		if f, ok := incident.FieldByKey(key.Text()); ok && !p.tooEarly(f.Key) {
			p.promptsInValue(value, func(at document.Span) string { return subjectOf(value, f.Key, at) })
		}
	}
	p.promptsInProse()
}

// subjectOf names the place of a scalar inside a value as the decoder's faults
// do: action_items[size-pool].title.
func subjectOf(n document.Node, name string, at document.Span) string {
	for i, item := range n.Items() {
		if within(at, item.Span()) {
			return subjectOf(item, name+"["+cmp.Or(item.Field("id").Text(), strconv.Itoa(i))+"]", at)
		}
	}
	for key, value := range n.Fields() {
		if within(at, value.Span()) {
			return subjectOf(value, name+"."+key.Text(), at)
		}
	}
	return name
}

// tooEarly reports something that the process asks for at some time, but not
// of this state yet. An action item that is there is asked for.
func (p *Pass) tooEarly(name string) bool {
	return name != actionItems && !p.Asks(name) && p.linter.asked[incident.Closed][name]
}

// promptsInValue walks a value's scalars. One whose kind is wrong is pointed at
// already.
func (p *Pass) promptsInValue(n document.Node, subject func(document.Span) string) {
	switch n.Kind() {
	case document.Scalar:
		for _, at := range incident.Placeholders(n.Text()) {
			if name := subject(n.Span()); !p.hasFault(name) {
				p.prompt(n.Span(), name, n.Text()[at[0]:at[1]])
			}
		}
	case document.Sequence:
		for _, item := range n.Items() {
			p.promptsInValue(item, subject)
		}
	case document.Mapping:
		for _, value := range n.Fields() {
			p.promptsInValue(value, subject)
		}
	}
}

// leftover is a prompt in the body.
type leftover struct {
	span  document.Span
	words string
}

// promptsInProse leaves out the sections that only a later state asks for.
func (p *Pass) promptsInProse() {
	prompts := p.leftovers()
	if len(prompts) == 0 {
		return
	}
	early := p.earlySections()
	for _, l := range prompts {
		if !withinAny(l.span, early) {
			p.prompt(l.span, l.words, l.words)
		}
	}
}

// leftovers are the body's prompts. To Markdown, <name of the service> is a tag
// of HTML and no text.
func (p *Pass) leftovers() []leftover {
	var found []leftover
	body := p.Document.Body()
	for _, text := range body.Prose {
		for _, at := range incident.Placeholders(text.Text) {
			found = append(found, leftover{text.Source(at[0], at[1]), text.Text[at[0]:at[1]]})
		}
	}
	for _, tag := range body.Tags {
		written := string(p.Document.Source()[tag.Start:tag.End])
		if at := incident.Placeholders(written); len(at) > 0 && at[0] == [2]int{0, len(written)} && !p.quoted(tag.Start) && !p.afterWord(tag.Start) {
			found = append(found, leftover{tag, written})
		}
	}
	return found
}

// afterWord reports a place right behind a word, as that of the tag that Markdown
// sees in List<String>.
func (p *Pass) afterWord(offset int) bool {
	before, _ := utf8.DecodeLastRune(p.Document.Source()[:offset])
	return unicode.IsLetter(before) || unicode.IsDigit(before)
}

// quoted reports a place inside a quotation, whose words are somebody else's.
func (p *Pass) quoted(offset int) bool {
	b, ok := p.blockAt(offset)
	return ok && b.Kind == document.QuoteBlock
}

// earlySections are the sections that only a later state asks for.
func (p *Pass) earlySections() []document.Span {
	var early []document.Span
	for _, spec := range incident.Sections {
		if !p.tooEarly(spec.Name) {
			continue
		}
		if s, ok := incident.FindSection(p.Document, spec.Name); ok {
			early = append(early, s.Content)
		}
	}
	return early
}

func withinAny(s document.Span, spans []document.Span) bool {
	for _, outer := range spans {
		if within(s, outer) {
			return true
		}
	}
	return false
}

func (p *Pass) prompt(span document.Span, subject, words string) {
	p.Report(span, subject, fmt.Sprintf("%q is a prompt left over from a template", words),
		"write what belongs there, or take it away: pm edit "+p.Incident.Ref())
}
