package incident

import (
	"time"

	"github.com/postmortem-md/pm/pkg/document"
)

// Value is a value with its place.
type Value[T any] struct {
	V    T
	Span document.Span
}

// Known reports that the value is there and of its kind.
func (v Value[T]) Known() bool { return !v.Span.IsZero() }

// Incident is what a document's front matter says. Values that are missing or
// of the wrong kind are not Known; the latter are listed in Faults.
type Incident struct {
	Path string // slash-separated, relative to the root
	ID   string // the file's name without its ending
	Doc  *document.Document

	Title                                             Value[string]
	State                                             Value[State]
	Severity                                          Value[string]
	StartedAt, EndedAt                                Value[time.Time]
	DetectedAt, AcknowledgedAt, MitigatedAt, ReviewAt Value[time.Time]
	Owner, Facilitator                                Value[string] // as written
	Participants, Triggers                            Value[[]Value[string]]
	FollowupDue, Adopted                              Value[time.Time] // midnight UTC
	Services, Tags, Related, Aliases, Alerts          Value[[]Value[string]]
	NoActionsReason, DismissedBecause                 Value[string]
	ActionItems                                       Value[[]ActionItem]
	History                                           Value[[]Transition]

	Faults []Fault
}

// FaultKind says what sort of fault a Fault is.
type FaultKind string

// The faults of values.
const (
	WrongType    FaultKind = "type"    // not what the field holds
	UnknownValue FaultKind = "unknown" // right type, but not one of the accepted values
	NotUTC       FaultKind = "not-utc" // a time that is not RFC 3339 in UTC; V is known when an offset is written
)

// Fault is a value that is not what its field holds.
type Fault struct {
	Kind    FaultKind
	Subject string // the key, or action_items[ID].due and the like
	Span    document.Span
	Message string
	Help    string
	Fix     []document.Edit
}

// Decode reads the front matter of d. path names the file, slash-separated and
// relative to the root. Bad values are faults, never errors.
func Decode(path string, d *document.Document, p *Process) *Incident { panic("unwritten") }

// IDFromPath is the incident ID that a file name stands for.
func IDFromPath(path string) string { panic("unwritten") }

// Transition is one line of history.
type Transition struct {
	State  Value[State]
	At     Value[time.Time]
	By     Value[string]
	Reason Value[string]
	Span   document.Span
}

// Entry is one timeline entry: a top-level list item or table row of the
// timeline section.
type Entry struct {
	At      Value[time.Time] // not Known when no timestamp could be read
	Written string           // the timestamp as written
	NotUTC  bool             // At was read from a form other than RFC 3339 in UTC
	Text    string
	Span    document.Span // the item or row
	Row     bool          // a table row, not a list item
}

// Timeline are the entries of the timeline section in order of the file.
func (i *Incident) Timeline() []Entry { panic("unwritten") }
