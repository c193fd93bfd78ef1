package incident

import (
	"time"

	"github.com/postmortem-md/pm/pkg/document"
)

// Status is how far an action item is.
type Status string

// The statuses.
const (
	Proposed Status = "proposed"
	Open     Status = "open"
	Done     Status = "done"
	Dropped  Status = "dropped"
)

// ActionItem is one item of action_items.
type ActionItem struct {
	Index    int // place in the list
	ID       Value[string]
	Title    Value[string]
	Owner    Value[string]
	Due      Value[time.Time]
	Status   Value[Status]
	Kind     Value[string]
	Ticket   Value[string]
	DoneAt   Value[time.Time]
	Evidence Value[string]
	Reason   Value[string]
	DueWas   Value[[]Value[time.Time]]
	Span     document.Span
}

// DaysLate is by how many whole days an open item is past due on the UTC date
// of asOf; 0 when it is not overdue.
func (a ActionItem) DaysLate(asOf time.Time) int { panic("unwritten") }

// FollowupDaysLate is the same for an incident past followup_due and not
// closed or dismissed.
func (i *Incident) FollowupDaysLate(asOf time.Time) int { panic("unwritten") }

// ActionID makes the slug of a title (words without stop words, at most 32
// bytes), made unique against the ids taken by a number at its end.
func ActionID(title string, taken map[string]bool) string { panic("unwritten") }

// Slug makes the file-name part of an incident's title: lower-case ASCII words
// and dashes, at most 60 bytes, "incident" when nothing is left.
func Slug(title string) string { panic("unwritten") }
