package incident

import (
	"time"

	"github.com/postmortem-md/pm/pkg/document"
)

// Assignment is one key=value, key+=value, key-=value or key= of pm set.
type Assignment struct {
	Key   string
	Op    string // "=", "+=", "-="
	Value string
}

// ParseAssignment reads one argument of pm set.
func ParseAssignment(arg string) (Assignment, error) { panic("unwritten") }

// Set turns assignments into edits. Times accept what ParseTime does, relative
// to now. All bad assignments are reported at once (errors.Join of
// *AssignmentError). Equal values make no edit.
func (p *Process) Set(i *Incident, as []Assignment, now time.Time) ([]document.Op, error) {
	panic("unwritten")
}

// AssignmentError is a value that a field does not take.
type AssignmentError struct {
	Key, Value, Reason, Help string
}

func (e *AssignmentError) Error() string { panic("unwritten") }

// AddEvent inserts a timeline entry in time order (after those of equal time),
// as a list item or a table row, whichever is there; a missing timeline section
// is added where the section table says.
func AddEvent(i *Incident, at time.Time, text string) ([]document.Op, error) { panic("unwritten") }

// NewAction is an action item to be added; empty fields are left out.
type NewAction struct {
	Title, Owner, Kind, Ticket string
	Due                        time.Time
	Proposed                   bool
}

// AddAction appends an item and says which id it got.
func AddAction(i *Incident, a NewAction) (id string, ops []document.Op, err error) {
	panic("unwritten")
}

// ActionEdit changes keys of one item; nil leaves a key as it is, a pointer to
// "" removes it. Moving a due date keeps the old one under due_was.
type ActionEdit struct {
	Title, Owner, Due, Status, Kind, Ticket, DoneAt, Evidence, Reason *string
}

// EditAction turns an ActionEdit into edits.
func EditAction(i *Incident, item ActionItem, e ActionEdit) ([]document.Op, error) {
	panic("unwritten")
}

// Draft is what a new incident starts with.
type Draft struct {
	Title, Severity, Owner                 string
	StartedAt                              time.Time
	Participants, Services, Tags, Triggers []string
	Stamp                                  Stamp
}

// NewDocument scaffolds a file from a template: template front matter and body
// with the draft's values set by the same edits that pm set makes.
func NewDocument(template []byte, d Draft) ([]byte, error) { panic("unwritten") }
