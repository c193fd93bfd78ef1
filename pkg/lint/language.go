package lint

import (
	"sync"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/prose"
)

// reader finds what a blame-aware reader of a text stops at; it is a
// prose.Reader, and in tests a list of what is found.
type reader interface {
	Read(text string, people []string) []prose.Remark
}

// newReader makes the reader when the first prose is read: most commands lint a file
// or two, in states where nothing is read. People of the configuration are known by
// their full names; by less than that only where a file names them.
func newReader(o Options) func() reader {
	return sync.OnceValue(func() reader {
		v := o.Language
		v.Roles = v.Roles[:len(v.Roles):len(v.Roles)]
		for _, p := range o.Process.People {
			if isFullName(p.Name) {
				v.Roles = append(v.Roles, p.Name)
			}
		}
		return prose.NewReader(v)
	})
}

// remark is what a reader stops at, with its place in the file.
type remark struct {
	prose.Remark
	span  document.Span
	words string // as the text has them, on one line
}

// nudges reports the remarks of a class.
func (p *Pass) nudges(class prose.Class) {
	for _, r := range p.remarks() {
		if r.Class == class {
			p.add(p.weigh(r), r.span, r.words, r.message(), r.help(), nil)
		}
	}
}

// weigh says how much a remark weighs: what is said of ourselves, or of nobody, is
// information, unless the configuration gives the rule a severity of its own.
func (p *Pass) weigh(r remark) Severity {
	if p.rule.configured || r.Agent == prose.Other {
		return p.rule.severity
	}
	return min(p.rule.severity, Info)
}

// remarks are those on the whole file, in order. They are read when the first rule
// asks for them, and once for all rules.
func (p *Pass) remarks() []remark {
	if p.read || !p.reads() {
		return p.remarked
	}
	p.read = true
	people := namesIn(p.Incident, p.Process)
	for _, text := range p.Document.Body().Prose {
		begin := text.Heading + incident.StampLen(text.Text[text.Heading:])
		for _, r := range p.linter.reader().Read(text.Text[begin:], people) {
			if r.Class == prose.Counterfactual && r.Agent == prose.Nobody && p.isRemedy(text.Span.Start) {
				continue // "an alert would have caught it" is what a remedy is good for
			}
			from, to := begin+r.Start, begin+r.End
			p.remarked = append(p.remarked, remark{r, text.Source(from, to), onOneLine(text.Text[from:to], maxSubject)})
		}
	}
	return p.remarked
}

// reads reports a file whose wording is looked at: nobody edits prose in a fire, and
// rules for English have nothing to say in another language.
func (p *Pass) reads() bool {
	return (p.early || p.State().Rank() >= incident.RootCause.Rank()) && isEnglish(p.Document)
}

// maxSubject bounds the words that a finding is about, in characters.
const maxSubject = 200

// readsProse is what there is to configure of every rule that reads prose.
const readsProse = "It reads English prose from root-cause-analysis on, and never code, quotations or headings. Under language: stand " +
	"further roles, teams and systems, and phrases to allow; docs/language.md tells more."
