package lint

import (
	"bytes"
	"hash/maphash"
	"io/fs"
	"sort"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// Pass is what a rule sees of one file. It lives for that file only and is used
// by one goroutine.
type Pass struct {
	Path     string
	Document *document.Document
	Incident *incident.Incident
	Process  *incident.Process
	FS       fs.FS // the tree, for look-ups; nil when there is none
	Index    *Index
	Base     *incident.Incident // the version at the base, or nil
	Now      time.Time

	linter   *Linter
	rule     *active
	findings []Finding
	ignores  []*ignore
	secrets  []match         // what no finding may show
	faulty   map[string]bool // subjects of the incident's faults; nil until asked for
	remarked []remark        // on the prose, once it was read
	read     bool
	early    bool // wording is looked at whatever the state
	line     line // of the latest finding
}

// Report adds a finding of the rule's own severity at a span of the document.
func (p *Pass) Report(span document.Span, subject, message, help string, fix ...document.Edit) {
	p.add(p.rule.severity, span, subject, message, help, fix)
}

// Warn is Report for a rule's lesser complaints: a warning at most, unless the
// configuration gives the rule a severity of its own.
func (p *Pass) Warn(span document.Span, subject, message, help string, fix ...document.Edit) {
	severity := p.rule.severity
	if !p.rule.configured {
		severity = min(severity, Warning)
	}
	p.add(severity, span, subject, message, help, fix)
}

// add copies the words: what a document gives out may share memory with the
// file's bytes, and the reader reuses those for the next file. A fix is kept as
// it is, so that findings can share one; its text is never the file's memory.
func (p *Pass) add(s Severity, span document.Span, subject, message, help string, fix []document.Edit) {
	if p.ignored(p.rule.ID, span) {
		return
	}
	p.findings = append(p.findings, Finding{
		Rule:     p.rule.ID,
		Severity: s,
		File:     p.Path,
		Start:    p.Document.Position(span.Start),
		End:      p.Document.Position(span.End),
		Subject:  strings.Clone(subject),
		Message:  strings.Clone(message),
		Help:     strings.Clone(help),
		Fix:      fix,
		Words:    p.words(span),
		Bytes:    columns(p.Document, span),
		Suggest:  suggestion(p.Document, fix),
	})
}

// Readable reports that the front matter could be read. When it could not,
// front-matter says so, and what it fails to say is nobody else's finding.
func (p *Pass) Readable() bool { return p.Document.Front().Kind() == document.Mapping }

// State is the incident's state; the first one when it is missing or unknown.
func (p *Pass) State() incident.State {
	if s := p.Incident.State.V; s.Rank() >= 0 {
		return s
	}
	return incident.InProgress
}

// Asks reports that the cumulative gate of the incident's state asks for a
// key, a section or a condition by that name.
func (p *Pass) Asks(name string) bool { return p.linter.asked[p.State()][name] }

// On reports that another rule runs too, so that only one of them speaks.
func (p *Pass) On(rule string) bool { return p.linter.on[rule] }

// top is where a finding about the file as a whole is shown: its first line.
func (p *Pass) top() document.Span {
	src := p.Document.Source()
	if end := bytes.IndexAny(src, "\r\n"); end >= 0 {
		return document.Span{End: end}
	}
	return document.Span{End: len(src)}
}

// blockAt is the top-level block of the body that holds an offset.
func (p *Pass) blockAt(offset int) (document.Block, bool) {
	blocks := p.Document.Body().Blocks
	n := sort.Search(len(blocks), func(n int) bool { return blocks[n].Span.End > offset })
	if n == len(blocks) || blocks[n].Span.Start > offset {
		return document.Block{}, false
	}
	return blocks[n], true
}

// stateSpan is where a finding about something missing is shown: the value
// that asks for it.
func (p *Pass) stateSpan() document.Span {
	if p.Incident.State.Known() {
		return p.Incident.State.Span
	}
	return p.top()
}

func (p *Pass) words(span document.Span) uint64 {
	if p.rule.ID == exactRule {
		return maphash.Bytes(wordSeed, p.Document.Source()[span.Start:span.End])
	}
	if !p.line.holds(span) {
		p.line = lineOf(p.Document, span)
	}
	return p.line.words
}
