package tracker

import (
	"cmp"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// Settle is what an action item becomes by its ticket, and how that is told; a zero
// edit when they agree. The tracker is right: what is closed there is settled, what
// is open there is open again. An item that is settled either way agrees with any
// closed ticket, and keeps its day. today is for tickets that do not say when they
// were closed.
func (t Ticket) Settle(item incident.ActionItem, today time.Time) (incident.ActionEdit, []string) {
	var edit incident.ActionEdit
	var did []string
	settled := item.Status.V == incident.Done || item.Status.V == incident.Dropped
	switch {
	case t.State == Open && settled:
		edit.Status = new(string(incident.Open))
		did = append(did, "reopened, was "+string(item.Status.V))
	case t.State == Done && !settled:
		day := today
		if !t.Closed.IsZero() {
			day = t.Closed
		}
		edit.Status, edit.DoneAt = new(string(incident.Done)), new(day.Format(time.DateOnly))
		did = append(did, "done "+*edit.DoneAt)
	case t.State == Dropped && !settled:
		edit.Status, edit.Reason = new(string(incident.Dropped)), new("closed in the tracker as "+cmp.Or(t.Why, "not done"))
		did = append(did, "dropped, "+cmp.Or(t.Why, "not done"))
	}
	if t.State == Open && !t.Due.IsZero() && !(item.Due.Known() && item.Due.V.Equal(t.Due)) {
		edit.Due = new(t.Due.Format(time.DateOnly))
		did = append(did, "due "+*edit.Due+", was "+dueText(item))
	}
	return edit, did
}

func dueText(item incident.ActionItem) string {
	if !item.Due.Known() {
		return "not set"
	}
	return item.Due.V.Format(time.DateOnly)
}
