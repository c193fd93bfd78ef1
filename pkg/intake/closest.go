package intake

import (
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// nearness orders the incidents that list an alert by how much one occurrence of it
// is theirs. Posts come late and come again, so that the incident which goes on is
// not always the one that an old post tells of.
type nearness uint8

const (
	listed    nearness = iota // in no more than its list
	goesOn                    // it goes on, and began after what the post tells of
	fallsInto                 // it has ended, and the occurrence falls into it
	takes                     // it goes on, and began no later
	tellsIt                   // its timeline has the occurrence
	tellsAll                  // its timeline has all that the post tells
)

// Closest is the number of the incident that an alert has most to do with, of equals
// the one that started last, and the relation to it; -1 when none lists the alert.
func Closest(past []*incident.Incident, a *Alert) (best int, relation Relation) {
	best = -1
	var nearest nearness
	for n, i := range past {
		r := Relate(i, a)
		if r == Stranger {
			continue
		}
		nearer := near(i, a, r)
		if best < 0 || nearer > nearest || nearer == nearest && !i.StartedAt.V.Before(past[best].StartedAt.V) {
			best, relation, nearest = n, r, nearer
		}
	}
	return best, relation
}

// near says how much of an occurrence is an incident's.
func near(i *incident.Incident, a *Alert, r Relation) nearness {
	before := func(t time.Time) bool { return i.StartedAt.Known() && t.Before(i.StartedAt.V.Truncate(time.Second)) }
	// Of what PagerDuty takes up again each incident tells the first beginning, so there
	// the last that the post tells of counts as well.
	told := Tells(i, a) && (a.Source != PagerDuty || r == Recorded || !before(a.last()))
	switch {
	case told && a.allTold(i):
		return tellsAll
	case told:
		return tellsIt
	case r == Ongoing && !before(a.Start) && !before(a.last()):
		return takes
	case r == Recorded:
		return fallsInto
	case r == Ongoing:
		return goesOn
	}
	return listed
}

// last is the latest moment that the post tells of.
func (a *Alert) last() time.Time {
	events := a.Timeline()
	last := events[0].At
	for _, e := range events {
		if e.At.After(last) {
			last = e.At
		}
	}
	return last
}

// allTold reports that a timeline has all that the post tells. What is missing is
// compared with care only where it may be there in other words.
func (a *Alert) allTold(i *incident.Incident) bool {
	missing := a.missing(i.Timeline())
	return len(missing) == 0 || len(missing) <= len(a.Events) && len(i.Fresh(missing)) == 0
}
