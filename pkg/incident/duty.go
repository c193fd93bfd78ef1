package incident

import "time"

// DutyKind is why somebody is to be reminded of an incident or an action item.
type DutyKind string

// The kinds of duty. Those of an action item are the last five.
const (
	Unowned      DutyKind = "no-owner"         // it has ended, and nobody owns it
	Stuck        DutyKind = "stuck"            // longer in its state than stale_after allows
	FollowupLate DutyKind = "followup-overdue" // past followup_due, and not closed
	FollowupSoon DutyKind = "followup-due"
	NoMeeting    DutyKind = "no-meeting" // not held within review_within
	ItemLate     DutyKind = "overdue"
	ItemSoon     DutyKind = "due"
	LeftOpen     DutyKind = "left-open"   // neither done nor dropped, though the incident is closed or dismissed
	Undated      DutyKind = "no-due-date" // open, in follow-up
	Undecided    DutyKind = "undecided"   // nobody has said whether it will be done
)

// DutyKinds are all of them, the most pressing first.
var DutyKinds = []DutyKind{Unowned, ItemLate, FollowupLate, LeftOpen, ItemSoon, FollowupSoon, Stuck, NoMeeting, Undated, Undecided}

// Soon is how far ahead a due date is told of.
const Soon = 7 * day

// Duty is something about an incident that somebody should see to.
type Duty struct {
	Kind DutyKind
	Item *ActionItem // nil for the incident itself
	Due  time.Time   // when it should have been, or is to be, done; zero when nothing says
	Days int         // whole days since Due, below 0 while it lies ahead; 0 without it
}

// Escalated reports that a duty is later than escalate_after, and so the process
// owner's too.
func (p *Process) Escalated(d Duty) bool {
	return p.EscalateAfter > 0 && time.Duration(d.Days)*day > p.EscalateAfter
}

// Duties are what somebody should see to, first about the incident, then about
// its action items in their order: each has at most one, and so has the
// incident of a kind. The items of an incident that is over are not silent.
func (p *Process) Duties(i *Incident, now time.Time) []Duty {
	var all []Duty
	if i.active() && i.EndedAt.Known() && !i.Owner.Known() {
		all = append(all, Duty{Kind: Unowned})
	}
	if p.Stale(i, now) {
		all = append(all, since(Stuck, i.InStateSince().Add(p.StaleAfter[i.State.V]), now))
	}
	if i.active() && i.FollowupDue.Known() {
		if d, ok := dated(FollowupLate, FollowupSoon, i.FollowupDue.V, now); ok {
			all = append(all, d)
		}
	}
	if p.meetingLate(i, now) {
		all = append(all, since(NoMeeting, i.EndedAt.V.Add(p.ReviewWithin), now))
	}
	for n := range i.ActionItems.V {
		if d, ok := i.itemDuty(&i.ActionItems.V[n], now); ok {
			all = append(all, d)
		}
	}
	return all
}

// ReviewOfProcess is the duty to look at the process itself; false while
// process_review_due is further ahead than Soon, or not set. It has no kind.
func (p *Process) ReviewOfProcess(now time.Time) (Duty, bool) {
	if p.ReviewDue.IsZero() {
		return Duty{}, false
	}
	return dated("", "", p.ReviewDue, now)
}

// active reports that an incident is neither closed nor dismissed.
func (i *Incident) active() bool { return i.State.V != Closed && i.State.V != Dismissed }

// Stale reports that an incident has been in its state for longer than
// stale_after allows.
func (p *Process) Stale(i *Incident, now time.Time) bool {
	limit, entered := p.StaleAfter[i.State.V], i.InStateSince()
	return limit > 0 && !entered.IsZero() && now.Sub(entered) > limit
}

// meetingLate reports that the postmortem meeting should have been held by now.
// Whoever has come as far as follow-up has held it, or did without.
func (p *Process) meetingLate(i *Incident, now time.Time) bool {
	rank := i.State.V.Rank()
	return rank > 0 && rank < FollowUp.Rank() && i.EndedAt.Known() && (!i.ReviewAt.Known() || i.ReviewAt.V.After(now)) &&
		p.ReviewWithin > 0 && now.Sub(i.EndedAt.V) > p.ReviewWithin
}

// since is a duty that began at a moment.
func since(kind DutyKind, due, now time.Time) Duty {
	return Duty{Kind: kind, Due: due, Days: int(now.Sub(due) / day)}
}

// dated is a duty with a due day; false while that is further ahead than Soon.
func dated(late, soon DutyKind, due, now time.Time) (Duty, bool) {
	d := Duty{Kind: soon, Due: due, Days: int(midnight(now).Sub(due) / day)}
	if d.Days > 0 {
		d.Kind = late
	}
	return d, midnight(now).Add(Soon).Compare(due) >= 0
}

// itemDuty is what there is to see to about one item. A status that pm does not
// know settles nothing, and is to be decided on.
func (i *Incident) itemDuty(a *ActionItem, now time.Time) (Duty, bool) {
	switch a.Status.V {
	case Done, Dropped:
		return Duty{}, false
	case Open:
		return i.openDuty(a, now)
	}
	if a.Status.V == Proposed && i.Adopted.Known() {
		return Duty{}, false // it keeps the ideas that its authors wrote down
	}
	return Duty{Kind: Undecided, Item: a}, i.State.V == FollowUp || i.State.V == Closed
}

func (i *Incident) openDuty(a *ActionItem, now time.Time) (d Duty, ok bool) {
	if a.Due.Known() {
		d, ok = dated(ItemLate, ItemSoon, a.Due.V, now)
	}
	d.Item = a
	switch {
	case ok:
	case !i.active():
		d.Kind, ok = LeftOpen, true
	case i.State.V == FollowUp && !a.Due.Known():
		d.Kind, ok = Undated, true
	}
	return d, ok
}
