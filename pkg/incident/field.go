package incident

import "github.com/postmortem-md/pm/pkg/document"

// FieldKind is what a front matter key holds.
type FieldKind uint8

// The kinds of field.
const (
	TextField FieldKind = iota
	StateField
	SeverityField
	TimestampField
	DateField
	PersonField
	PersonsField
	TextsField
	TriggersField
	ActionsField
	HistoryField
)

// Field is one row of the field table, which decoding, pm set, the JSON Schema
// and the docs all read.
type Field struct {
	Key     string
	Kind    FieldKind
	Needed  State  // the first state whose default gate asks for it; "" for never
	Doc     string // one sentence
	Fill    string // the command that fills it, with ID for the incident
	Command string // when pm set must not touch it: the command that does, e.g. "pm advance"; else ""
	bind    func(*Incident) any
}

// Fields is the field table in the order in which keys are written.
var Fields []Field

// FieldByKey finds a row of the table.
func FieldByKey(key string) (Field, bool) { panic("unwritten") }

// SectionSpec is one row of the section table.
type SectionSpec struct {
	Name     string // summary, timeline, happened, intended, why, avoid, references
	Heading  string // in the default template
	Needed   State
	Synonyms []string // folded as headings are compared
	Doc      string
}

// Sections is the section table in order of the default template.
var Sections []SectionSpec

// FindSection is the first section of the body that a row's name stands for.
func FindSection(d *document.Document, name string) (document.Section, bool) { panic("unwritten") }

// Filled reports that a section holds something other than blank space,
// comments and placeholders. A section that has only sub-sections is filled
// when one of them is.
func Filled(d *document.Document, s document.Section) bool { panic("unwritten") }

// Placeholders finds template prompts left over in a run of prose (TODO, TBD,
// FIXME, XXX, HH:mm, ??, lorem ipsum, <...> prompts), as byte ranges of text.
func Placeholders(text string) [][2]int { panic("unwritten") }
