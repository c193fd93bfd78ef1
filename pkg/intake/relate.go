package intake

import (
	"slices"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// Relation is what an alert has to do with an incident.
type Relation uint8

// The relations, each nearer than the one before.
const (
	Stranger Relation = iota // the incident does not list it
	Earlier                  // it is listed, but this occurrence began after the incident had ended
	Recorded                 // the incident has ended, and this occurrence is part of it
	Ongoing                  // it is listed, and the incident goes on
)

// Relate says what an alert has to do with an incident. An incident goes on while
// it is in progress and has no end.
func Relate(i *incident.Incident, a *Alert) Relation {
	if !Lists(i, a) {
		return Stranger
	}
	if GoesOn(i) {
		return Ongoing
	}
	if Tells(i, a) {
		return Recorded
	}
	if i.StartedAt.Known() && i.EndedAt.Known() && a.overlaps(i.StartedAt.V, i.EndedAt.V) {
		return Recorded
	}
	return Earlier
}

// overlaps reports that the alert began before an incident had ended, and was not
// over when it began: people write down that it started when they noticed.
func (a *Alert) overlaps(started, ended time.Time) bool {
	return a.Start.Before(ended) && (a.Firing() || !a.End.Before(started))
}

// Tells reports that the timeline of an incident has an occurrence of an alert.
func Tells(i *incident.Incident, a *Alert) bool {
	fired := a.Timeline()[0]
	return slices.ContainsFunc(i.Timeline(), func(e incident.Entry) bool { return a.Told(fired, &e) })
}

// Lists reports that an incident has an alert among its alerts.
func Lists(i *incident.Incident, a *Alert) bool {
	marks := a.Marks()
	return slices.ContainsFunc(i.Alerts.V, func(v incident.Value[string]) bool { return slices.Contains(marks, v.V) })
}

// GoesOn reports that an incident has not ended.
func GoesOn(i *incident.Incident) bool { return i.State.V == incident.InProgress && !i.EndedAt.Known() }

// endOf is when the alerts that a timeline tells of had all ended; false while
// one fires, and when it tells of none. Alerts of which it tells nothing, for
// somebody listed them by hand, have no say.
func endOf(timeline []incident.Entry, marks []string) (end time.Time, ended bool) {
	for _, mark := range marks {
		fires, resolved := false, time.Time{}
		for n := range timeline {
			switch e := &timeline[n]; {
			case !e.At.Known() || !strings.Contains(e.Text, mark):
			case strings.HasPrefix(e.Text, firedWords):
				fires = true
			case strings.HasPrefix(e.Text, resolvedWords):
				fires, resolved = false, e.At.V.Truncate(time.Second)
			}
		}
		if fires {
			return time.Time{}, false
		}
		if resolved.After(end) {
			end = resolved
		}
	}
	return end, !end.IsZero()
}
