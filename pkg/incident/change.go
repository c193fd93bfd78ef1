package incident

import (
	"time"

	"github.com/postmortem-md/pm/pkg/document"
)

// TransitionError is a transition that the workflow or a gate refuses.
type TransitionError struct {
	ID       string
	From, To State
	Unmet    []Need // every need at once; empty when the move itself is illegal
	Reason   string // why the move is illegal; "" when needs are unmet
}

func (e *TransitionError) Error() string { panic("unwritten") }

// Stamp is who makes a change and when.
type Stamp struct {
	By string
	At time.Time
}

// Advance moves i forward to state to, a line of history for each state passed.
func (p *Process) Advance(i *Incident, to State, s Stamp) ([]document.Op, error) {
	panic("unwritten")
}

// Reopen moves i back (or revives a dismissed one), with a reason.
func (p *Process) Reopen(i *Incident, to State, reason string, s Stamp) ([]document.Op, error) {
	panic("unwritten")
}

// Dismissal is why an incident needs no postmortem.
type Dismissal struct {
	As     string // minor-problem, proactive-maintenance, scheduled-work, duplicate, false-alarm
	Of     string // ID of the incident it duplicates; optional
	Reason string
}

// DismissalWords are the accepted values of Dismissal.As.
var DismissalWords = []string{"minor-problem", "proactive-maintenance", "scheduled-work", "duplicate", "false-alarm"}

// Dismiss ends what needs no postmortem.
func (p *Process) Dismiss(i *Incident, d Dismissal, s Stamp) ([]document.Op, error) {
	panic("unwritten")
}

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

// ParseTime reads a time as typed on the command line (SPEC 4): RFC 3339 with
// any offset, "2006-01-02 15:04" in UTC, "15:04" (the latest such time not
// after now; for an ended incident the one inside it), now, -20m, -3h. note is
// what the answer should say ("read as UTC"), or "".
func ParseTime(s string, now time.Time, i *Incident) (t time.Time, note string, err error) {
	panic("unwritten")
}

// ParseDate reads a due date: 2006-01-02, today, tomorrow, or +14d from today.
func ParseDate(s string, now time.Time) (time.Time, error) { panic("unwritten") }

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
