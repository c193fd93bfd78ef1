package incident

import (
	"path"
	"strings"
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

// Incident is what a document's front matter says. Values that are missing,
// empty or of the wrong kind are not Known; the latter are listed in Faults. It
// is not safe for concurrent use: the timeline is read when first asked for.
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
	ReviewInvitations                                 Value[[]Value[string]]
	NoActionsReason, DismissedBecause                 Value[string]
	ActionItems                                       Value[[]ActionItem]
	History                                           Value[[]Transition]

	Faults []Fault // in order of the file

	timeline     []Entry
	timelineRead bool
}

// Transition is one line of history.
type Transition struct {
	State  Value[State]
	At     Value[time.Time]
	By     Value[string]
	Reason Value[string]
	Span   document.Span
}

// Key is the same for lines of history that say the same, however they are
// written. One whose time cannot be read is compared by its bytes.
func (t Transition) Key(i *Incident) string {
	if !t.At.Known() {
		return string(i.Doc.Source()[t.Span.Start:t.Span.End])
	}
	return strings.Join([]string{string(t.State.V), t.At.V.UTC().Format(time.RFC3339Nano), t.By.V, t.Reason.V}, "\x00")
}

// IDFromPath is the incident ID that a file name stands for.
func IDFromPath(name string) string {
	base := path.Base(name)
	return strings.TrimSuffix(base, path.Ext(base))
}
