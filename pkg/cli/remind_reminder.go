package cli

import (
	"fmt"
	"time"

	"github.com/postmortem-md/pm/pkg/history"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/report"
)

// reminderOf is a duty in words. Nothing in it refers to the file's bytes.
func (w *workspace) reminderOf(i *incident.Incident, shape report.Incident, d incident.Duty, now time.Time) reminding {
	r := reminding{w: w, path: i.Path, Reminder: report.Reminder{
		Why: string(d.Kind), Incident: &shape.ID, Path: &shape.Path, Title: shape.Title, State: shape.State, Severity: shape.Severity, Owner: shape.Owner,
		Note: report.Filled(w.noteOf(i, d, now)), Branch: shape.Branch, Repository: shape.Repository,
	}}
	if !d.Due.IsZero() {
		r.Due, r.DaysLate = new(d.Due.UTC().Format(time.DateOnly)), new(d.Days)
	}
	if d.Item != nil {
		item := w.actionShape(i, *d.Item, now)
		name := d.Item.Name()
		r.Item, r.ItemTitle, r.Owner, r.Ticket = item.ID, item.Title, item.Owner, item.Ticket
		if r.ItemTitle == nil {
			r.ItemTitle = &name
		}
		r.moved(history.Slips(new(history.Trail).Moves(i)))
	}
	return r
}

// moved takes what is known of the moves of the item's due date.
func (r *reminding) moved(slips []history.Slip) {
	for _, s := range slips {
		if r.Item != nil && s.Item == *r.Item {
			r.TimesMoved, r.DaysMoved = s.Times, s.Days
		}
	}
}

// noteOf is what else to know of a duty.
func (w *workspace) noteOf(i *incident.Incident, d incident.Duty, now time.Time) string {
	over := i.State.V == incident.Closed || i.State.V == incident.Dismissed
	switch {
	case d.Kind == incident.Unowned:
		return "it ended " + days(max(0, now.Sub(i.EndedAt.V))) + " ago"
	case d.Kind == incident.Stuck:
		return fmt.Sprintf("%s for %s", i.State.V, days(now.Sub(i.InStateSince())))
	case d.Kind == incident.NoMeeting && i.ReviewAt.Known():
		return "it is set for " + i.ReviewAt.V.UTC().Format(time.RFC3339)
	case d.Kind == incident.NoMeeting:
		return "it ended " + days(max(0, now.Sub(i.EndedAt.V))) + " ago"
	case d.Kind == incident.Undecided && d.Item.Status.V != incident.Proposed:
		return "unknown status " + string(d.Item.Status.V)
	case d.Item != nil && over:
		return "its incident is " + string(i.State.V)
	case d.Kind == report.Unreadable:
		return "pm lint says why"
	}
	return ""
}

// reviewReminder is the review of the process itself.
func (w *workspace) reviewReminder(d incident.Duty) reminding {
	return reminding{w: w, Reminder: report.Reminder{
		Why: report.ProcessReview, Title: new("Look at the process itself: what helps, what does not?"),
		Due: new(d.Due.Format(time.DateOnly)), DaysLate: new(d.Days), Repository: report.Filled(w.label),
	}}
}
