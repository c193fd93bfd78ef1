package site

import (
	"slices"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// mark is a time that the front matter knows.
type mark struct {
	name literal
	at   time.Time
}

// marksOf are those that are known, in order of time.
func marksOf(i *incident.Incident) []mark {
	var all []mark
	for _, m := range []struct {
		name literal
		at   incident.Value[time.Time]
	}{
		{"started", i.StartedAt}, {"detected", i.DetectedAt}, {"acknowledged", i.AcknowledgedAt}, {"mitigated", i.MitigatedAt}, {"ended", i.EndedAt},
	} {
		if m.at.Known() {
			all = append(all, mark{m.name, m.at.V.UTC()})
		}
	}
	slices.SortStableFunc(all, func(a, b mark) int { return a.at.Compare(b.at) })
	return all
}

// moments are the same as fields, for whoever reads on.
func (p *incidentPage) moments() {
	i := p.incident
	for _, m := range []struct {
		name literal
		at   incident.Value[time.Time]
	}{
		{"Started", i.StartedAt},
		{"Detected", i.DetectedAt},
		{"Acknowledged", i.AcknowledgedAt},
		{"Mitigated", i.MitigatedAt},
		{"Ended", i.EndedAt},
		{"Review meeting", i.ReviewAt},
	} {
		if m.at.Known() {
			p.html("<div><dt>").html(m.name).html("</dt><dd>").when(m.at.V).html("</dd></div>\n")
		}
	}
}

// took are the durations between them, as far as they make sense.
func (p *incidentPage) took() {
	f := p.facts
	for _, d := range []struct {
		name     literal
		from, to instant
	}{
		{"Time to detect", f.started, f.detected}, {"Time to mitigate", f.started, f.mitigated}, {"Time to resolve", f.started, f.ended},
	} {
		if lasted, ok := d.from.lasted(d.to); ok {
			p.field(d.name, duration(lasted))
		}
	}
}
