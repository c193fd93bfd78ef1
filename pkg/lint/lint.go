// Package lint says what is wrong with incidents: one file per rule, one list
// of them in rules.go. Files pass one by one and are let go; only a small index
// is kept for the rules that look across files.
package lint

import (
	"io/fs"
	"iter"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// Severity is how much a finding weighs.
type Severity uint8

// The severities. Only Error findings make pm lint exit 1.
const (
	Off Severity = iota
	Info
	Warning
	Error
)

// String is the severity's name in configuration and output.
func (s Severity) String() string { panic("unwritten") }

// ParseSeverity reads off, info, warning or error.
func ParseSeverity(s string) (Severity, bool) { panic("unwritten") }

// Finding is a rule's complaint.
type Finding struct {
	Rule     string
	Severity Severity
	File     string
	Start    document.Position
	End      document.Position // just after the last character
	Subject  string            // the field, item, heading or words it is about
	Message  string
	Help     string
	Fix      []document.Edit // nil when there is no safe fix
}

// Rule is a check as data. pm explain, the docs and SARIF read the same value.
type Rule struct {
	ID        string
	Summary   string
	Why       string
	Bad, Good string // examples, complete enough to be linted
	Configure string
	Severity  Severity // the default
	Fixable   bool
	// Syntax rules also hold for dismissed incidents; SPEC 6.
	Syntax bool
	// Adopted rules also hold for adopted incidents.
	Adopted bool
	Check   func(*Pass)
	// Across, when set, is called once after the last file.
	Across func(*Index, func(Finding))
}

// Rules is the list of all rules, in the order of SPEC 6.
var Rules []*Rule

// Pass is what a rule sees of one file.
type Pass struct {
	Path     string
	Document *document.Document
	Incident *incident.Incident
	Process  *incident.Process
	FS       fs.FS // the tree, for look-ups: link targets, attachments, evidence
	Index    *Index
	Base     *incident.Incident // the version at the base, or nil
	Now      time.Time
	rule     *Rule
	report   func(Finding)
}

// Report adds a finding at a span of the document.
func (p *Pass) Report(span document.Span, subject, message, help string, fix ...document.Edit) {
	panic("unwritten")
}

// Index is what is remembered of files that have passed.
type Index struct{}

// Options are how a Linter works.
type Options struct {
	Process  *incident.Process
	FS       fs.FS
	Now      time.Time
	Severity map[string]Severity // overrides by rule; Off leaves a rule out
	Only     []string            // these rules alone, when not empty
}

// Linter runs the rules.
type Linter struct{}

// New makes a linter. It is safe for concurrent use by File.
func New(o Options) *Linter { panic("unwritten") }

// File checks one file. The findings hold no reference to src. base is the
// file's content at the base revision, or nil.
func (l *Linter) File(path string, src, base []byte) []Finding { panic("unwritten") }

// Remember indexes a file that is not to be reported on, for the rules that
// look across files; only its front matter is parsed.
func (l *Linter) Remember(path string, src []byte) { panic("unwritten") }

// Finish gives the findings of the rules that look across files, about files
// given to File only.
func (l *Linter) Finish() []Finding { panic("unwritten") }

// Sort orders findings by file, line, column, rule.
func Sort(fs []Finding) { panic("unwritten") }

// Fix applies the fixes of findings about src, repeating until nothing safe is
// left, and returns the new bytes and how many were applied. lint is called on
// each new version for what is still to be fixed.
func Fix(src []byte, lint func([]byte) []Finding) (out []byte, applied int, err error) {
	panic("unwritten")
}

// All is a sequence of findings of a slice.
func All(fs []Finding) iter.Seq[Finding] { panic("unwritten") }
