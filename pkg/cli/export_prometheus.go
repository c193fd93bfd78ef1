package cli

import (
	"io"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/report"
)

// metricsExporter counts. Its labels take only words of the workflow and of the
// configuration, so that no file makes a series: what is none of them is "other".
type metricsExporter struct {
	env     *Env
	several bool
	bare    bool // no owners by name

	incidents, unreadable, stale, stateAge    report.Gauge
	followups, followupAge, items, late, days report.Gauge
}

// What labels are called that would be without a bound, and those without a value.
const (
	otherLabel = "other"
	noLabel    = "none"
)

func newMetricsExporter(e *Env, o exportOptions) exporter {
	x := &metricsExporter{env: e, bare: o.public, several: len(e.flags.dirs) > 1}
	x.incidents = x.gauge("pm_incidents", "Incidents by state and severity.", "state", "severity")
	x.unreadable = x.gauge("pm_incidents_unreadable", "Files of incidents whose front matter cannot be read.")
	x.stale = x.gauge("pm_incidents_stale", "Incidents that have been in their state for longer than stale_after allows.", "state")
	x.stateAge = x.gauge("pm_incidents_in_state_max_seconds", "The longest time that an incident has been in its state so far.", "state")
	x.followups = x.gauge("pm_followups_overdue", "Incidents past followup_due.")
	x.followupAge = x.gauge("pm_followups_overdue_max_seconds", "By how much the latest of them is late, in whole days.")
	x.items = x.gauge("pm_action_items", "Action items by status.", "status")
	x.late = x.gauge("pm_action_items_overdue", "Open action items past due, by owner.", "owner")
	x.days = x.gauge("pm_action_items_overdue_max_seconds", "By how much the latest of them is late, in whole days.", "owner")
	return x
}

func (x *metricsExporter) gauge(name, help string, labels ...string) report.Gauge {
	if x.several {
		labels = append(labels, "repository")
	}
	return report.Gauge{Name: name, Help: help, Labels: labels}
}

// start gives a repository's series the value 0: what is not there can be in no alert.
func (x *metricsExporter) start(w *workspace) {
	for _, s := range append((&stateFlag{}).values(), string(incident.Dismissed)) {
		for _, severity := range w.process.Severities {
			x.incidents.Add(0, s, severity, w.label)
		}
	}
	for _, s := range incident.States {
		if w.process.StaleAfter[s] > 0 {
			x.stale.Add(0, string(s), w.label)
		}
		if s != incident.Closed {
			x.stateAge.Max(0, string(s), w.label)
		}
	}
	for _, s := range incident.Statuses {
		x.items.Add(0, s, w.label)
	}
	for _, g := range []*report.Gauge{&x.unreadable, &x.followups, &x.followupAge} {
		g.Add(0, w.label)
	}
	owners := []string{noLabel, otherLabel}
	for _, p := range w.process.People {
		if p.Active && !x.bare {
			owners = append(owners, p.Handle)
		}
	}
	for _, owner := range owners {
		x.late.Add(0, owner, w.label)
		x.days.Max(0, owner, w.label)
	}
}

func (x *metricsExporter) add(w *workspace, i *incident.Incident) error {
	if i.Doc.Front().Kind() == document.None {
		x.unreadable.Add(1, w.label)
		return nil
	}
	now := x.env.now()
	state := bounded(string(i.State.V), append((&stateFlag{}).values(), string(incident.Dismissed)))
	x.incidents.Add(1, state, bounded(i.Severity.V, w.process.Severities), w.label)
	if w.process.Stale(i, now) {
		x.stale.Add(1, state, w.label)
	}
	if since := i.InStateSince(); !since.IsZero() && i.State.V != incident.Closed && i.State.V != incident.Dismissed {
		x.stateAge.Max(now.Sub(since).Seconds(), state, w.label)
	}
	if days := i.FollowupDaysLate(now); days > 0 {
		x.followups.Add(1, w.label)
		x.followupAge.Max(float64(days)*day.Seconds(), w.label)
	}
	for _, a := range i.ActionItems.V {
		x.items.Add(1, bounded(string(a.Status.V), incident.Statuses), w.label)
		if days := a.DaysLate(now); days > 0 {
			owner := x.owner(w, a)
			x.late.Add(1, owner, w.label)
			x.days.Max(float64(days)*day.Seconds(), owner, w.label)
		}
	}
	return nil
}

// owner is a handle of people, however the owner is written.
func (x *metricsExporter) owner(w *workspace, a incident.ActionItem) string {
	if !a.Owner.Known() {
		return noLabel
	}
	if p, ok := w.process.PersonOf(a.Owner.V); ok && !x.bare {
		return p.Handle
	}
	return otherLabel
}

// bounded is a word if it is one of those known.
func bounded(word string, known []string) string {
	if word == "" {
		return noLabel
	}
	for _, k := range known {
		if word == k {
			return k // not the file's own bytes, which are used again
		}
	}
	return otherLabel
}

func (x *metricsExporter) write(out io.Writer) error {
	return report.Prometheus(out, []*report.Gauge{
		&x.incidents, &x.unreadable, &x.stale, &x.stateAge, &x.followups, &x.followupAge, &x.items, &x.late, &x.days,
	})
}
