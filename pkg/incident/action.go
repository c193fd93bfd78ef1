package incident

import (
	"slices"
	"strconv"
	"strings"
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
	Status   Value[Status] // V is Open when none is written, so that nothing is forgotten
	Kind     Value[string]
	Ticket   Value[string]
	DoneAt   Value[time.Time]
	Evidence Value[string]
	Reason   Value[string]
	DueWas   Value[[]Value[time.Time]]
	Span     document.Span
}

// Name is the item as messages name it: "action item ID", or by its number,
// counted from 1, when it has no id.
func (a ActionItem) Name() string {
	if a.ID.Known() {
		return "action item " + a.ID.V
	}
	return "action item number " + strconv.Itoa(a.Index+1)
}

// DaysLate is by how many whole days an open item is past due on the UTC date
// of asOf; 0 when it is not overdue.
func (a ActionItem) DaysLate(asOf time.Time) int {
	if a.Status.V != Open || !a.Due.Known() {
		return 0
	}
	return daysLate(a.Due.V, asOf)
}

// FollowupDaysLate is the same for an incident past followup_due and not
// closed or dismissed.
func (i *Incident) FollowupDaysLate(asOf time.Time) int {
	if i.State.V == Closed || i.State.V == Dismissed || !i.FollowupDue.Known() {
		return 0
	}
	return daysLate(i.FollowupDue.V, asOf)
}

func daysLate(due, asOf time.Time) int {
	return max(0, int(midnight(asOf).Sub(due)/day))
}

// ItemError is a reference to an action item that names none, or several.
type ItemError struct {
	Incident, Part string
	Candidates     []string // the ids it may mean; empty when it names none
	Near           []string // then the ids that it may be a slip for
}

// Error says what was asked for and what it may mean.
func (e *ItemError) Error() string {
	if len(e.Candidates) == 0 {
		return e.Incident + " has no action item " + quote(e.Part)
	}
	return quote(e.Part) + " names several action items of " + e.Incident + ": " + strings.Join(e.Candidates, ", ")
}

// FindAction finds the item that a part of its id names, an exact id first.
// None or several is an *ItemError.
func (i *Incident) FindAction(part string) (ActionItem, error) {
	part = strings.TrimPrefix(part, "#")
	items := i.itemsWhere(func(id string) bool { return id == part })
	if len(items) == 0 && part != "" {
		folded := strings.ToLower(part)
		items = i.itemsWhere(func(id string) bool { return strings.Contains(strings.ToLower(id), folded) })
	}
	if len(items) == 1 {
		return items[0], nil
	}
	e := &ItemError{Incident: i.ID, Part: part}
	for _, a := range items {
		e.Candidates = append(e.Candidates, a.ID.V)
	}
	if len(items) == 0 {
		e.Near = NearestParts(part, i.actionIDs())
	}
	return ActionItem{}, e
}

func (i *Incident) actionIDs() []string {
	ids := make([]string, 0, len(i.ActionItems.V))
	for _, a := range i.ActionItems.V {
		ids = append(ids, a.ID.V)
	}
	return ids
}

func (i *Incident) itemsWhere(match func(id string) bool) []ActionItem {
	return slices.DeleteFunc(slices.Clone(i.ActionItems.V), func(a ActionItem) bool {
		return !a.ID.Known() || !match(a.ID.V)
	})
}
