package intake

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// Update is what alerts change in an incident that is there.
type Update struct {
	Ops   []document.Op
	Added int       // timeline entries
	Ended time.Time // the end that is filled in; zero when none is
	Late  bool      // the alerts ended before the incident is said to have started, so no end is filled in
}

// Record adds to an incident what alerts tell that it does not say yet: their
// marks, their timeline entries, when they were acknowledged, and the end once
// none of its alerts fires any more. An incident that has ended gets entries
// only. The error is a *document.Refusal.
func Record(i *incident.Incident, alerts []Alert) (Update, error) {
	var u Update
	events := freshOf(i, alerts)
	u.Added = len(events)
	ops, err := incident.AddEvents(i, events)
	if err != nil {
		return Update{}, err
	}
	src, err := i.Doc.Edit(ops...)
	if err != nil {
		return Update{}, err
	}
	timeline := (&incident.Incident{Doc: document.Parse(src)}).Timeline()
	if !GoesOn(i) {
		u.Ops = ops
		return u, nil
	}
	marks := incident.TextsOf(i.Alerts)
	for n := range alerts {
		for _, mark := range alerts[n].Marks() {
			if !slices.Contains(marks, mark) {
				marks = append(marks, mark)
				u.Ops = append(u.Ops, incident.AppendTo("alerts", mark))
			}
		}
	}
	if at := acknowledged(alerts); !at.IsZero() && !i.AcknowledgedAt.Known() {
		u.Ops = append(u.Ops, incident.SetTime("acknowledged_at", at))
	}
	switch end, ended := endOf(timeline, marks); {
	case !ended:
	case i.StartedAt.Known() && end.Before(i.StartedAt.V.Truncate(time.Second)):
		u.Late = true
	default:
		u.Ended = end
		u.Ops = append(u.Ops, incident.SetTime("ended_at", end))
	}
	u.Ops = append(u.Ops, ops...)
	return u, nil
}

// freshOf are the timeline entries of alerts that an incident does not have yet,
// in order of time.
func freshOf(i *incident.Incident, alerts []Alert) []Event {
	var events []Event
	timeline := i.Timeline()
	for n := range alerts {
		events = append(events, alerts[n].missing(timeline)...)
	}
	slices.SortStableFunc(events, compareEvents)
	return i.Fresh(events)
}

// missing are the events of an alert that a timeline does not tell in its words.
func (a *Alert) missing(timeline []incident.Entry) []Event {
	return slices.DeleteFunc(a.Timeline(), func(e Event) bool {
		return slices.ContainsFunc(timeline, func(entry incident.Entry) bool { return a.Told(e, &entry) })
	})
}

// acknowledged is when the first of alerts was; zero when none was.
func acknowledged(alerts []Alert) time.Time {
	var first time.Time
	for _, a := range alerts {
		if at := a.Acknowledged; !at.IsZero() && (first.IsZero() || at.Before(first)) {
			first = at
		}
	}
	return first
}

// maxTitle is the longest title that is made of alerts, in characters.
const maxTitle = 120

// Draft is the incident that alerts make: all of them are one. Its severity is
// the worst that any of theirs stands for; unknown are the words that stand for
// none. A severity is needed only when there is none in d, and likewise for the
// title.
func Draft(p *incident.Process, d incident.Draft, alerts []Alert) (draft incident.Draft, unknown []string) {
	worst := -1
	for n := range alerts {
		a := &alerts[n]
		severity, known := p.AlertSeverity(a.Severity)
		if rank := slices.Index(p.Severities, severity); known && (worst < 0 || rank < worst) {
			worst = rank
		}
		if !known && a.Severity != "" && !slices.Contains(unknown, a.Severity) {
			unknown = append(unknown, a.Severity)
		}
		if d.StartedAt.IsZero() || a.Start.Before(d.StartedAt) {
			d.StartedAt = a.Start
		}
		d.Services = append(d.Services, a.Services...)
		d.Alerts = append(d.Alerts, a.Marks()...)
	}
	if d.Severity != "" {
		unknown = nil
	} else if d.Severity = p.DefaultSeverity; worst >= 0 {
		d.Severity = p.Severities[worst]
	}
	d.Title = cmp.Or(d.Title, titleOf(alerts))
	d.AcknowledgedAt = acknowledged(alerts)
	d.EndedAt = lastEnd(alerts)
	return d, unknown
}

// lastEnd is when all alerts had ended, zero while one fires.
func lastEnd(alerts []Alert) time.Time {
	var end time.Time
	for n := range alerts {
		if alerts[n].Firing() {
			return time.Time{}
		}
		if alerts[n].End.After(end) {
			end = alerts[n].End
		}
	}
	return end
}

// titleOf names an incident after its alert, or after the first of several and
// how many more there are.
func titleOf(alerts []Alert) string {
	first := &alerts[0]
	var others []string
	for n := range alerts {
		if name := alerts[n].Name; name != first.Name && !slices.Contains(others, name) {
			others = append(others, name)
		}
	}
	switch {
	case len(alerts) == 1:
		return cut(first.Says(), maxTitle)
	case len(others) == 0:
		return cut(first.Name, maxTitle-20) + fmt.Sprintf(" (%d alerts)", len(alerts))
	case len(others) == 1:
		return cut(first.Name, maxTitle/2-5) + " and " + cut(others[0], maxTitle/2-5)
	}
	return cut(first.Name, maxTitle-20) + fmt.Sprintf(" and %d more alerts", len(others))
}

// Summary counts what a post tells: 1 fired, 2 resolved.
func Summary(alerts []Alert) string {
	fired := 0
	for n := range alerts {
		if alerts[n].Firing() {
			fired++
		}
	}
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{{fired, "firing"}, {len(alerts) - fired, "resolved"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.what))
		}
	}
	return strings.Join(parts, ", ")
}
