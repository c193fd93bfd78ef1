package report

import (
	"io"
	"math"
	"time"

	"github.com/postmortem-md/pm/pkg/stats"
)

// StatsGroup is what was measured of some incidents.
type StatsGroup struct {
	Group     string       `json:"group"` // all; else a month, severity, service, team or trigger
	Since     *string      `json:"since"`
	Until     *string      `json:"until"` // not part of the period
	Incidents int          `json:"incidents"`
	Measures  []StatsTaken `json:"measures"`
	Shares    []StatsHeld  `json:"shares"`
}

// StatsTaken is one measure of a group.
type StatsTaken struct {
	Measure string   `json:"measure"`
	N       int      `json:"n"`
	Median  *int64   `json:"median_seconds"`
	P90     *int64   `json:"p90_seconds"`
	Longest *int64   `json:"longest_seconds"`
	NotYet  int      `json:"not_yet"`
	NotTold []string `json:"not_told"`
}

// StatsHeld is one share of a group.
type StatsHeld struct {
	Share   string   `json:"share"`
	N       int      `json:"n"`
	Of      int      `json:"of"`
	Percent *float64 `json:"percent"` // to a tenth
	NotTold []string `json:"not_told"`
}

// StatsContradiction is a time that another one or the timeline says something
// else about.
type StatsContradiction struct {
	Incident string `json:"incident"`
	Line     int    `json:"line"`
	Key      string `json:"key"`
	Says     string `json:"says"`
}

// StatsWaiting is what waits in a state now.
type StatsWaiting struct {
	State   string  `json:"state"`
	N       int     `json:"n"`
	Stale   int     `json:"stale"`
	Longest *int64  `json:"longest_seconds"`
	Of      *string `json:"incident"`
}

// StatsEnvelope writes a summary as JSON.
func StatsEnvelope(w io.Writer, s *stats.Summary) error {
	all := []StatsGroup{groupShape(s.Total, s.Period)}
	before := []StatsGroup{}
	if s.Before != nil {
		before = append(before, groupShape(*s.Before, s.BeforePeriod))
	}
	groups, months := []StatsGroup{}, []StatsGroup{}
	for _, g := range s.Groups {
		groups = append(groups, groupShape(g, s.Period))
	}
	for _, g := range s.Months {
		months = append(months, groupShape(g, stats.MonthPeriod(g.Name)))
	}
	contradictions := []StatsContradiction{}
	for _, c := range s.Contradicted {
		contradictions = append(contradictions, StatsContradiction{c.Name(), c.Line, c.Key, c.Says})
	}
	return Envelope(w, "stats", nil,
		"as_of", s.AsOf.UTC().Format(time.RFC3339), "by", string(s.By), "dismissed", s.Dismissed, "stats", all, "before", before, "groups", groups, "months", months,
		"waiting", waitingShapes(s), "unplaced", recordNames(s.Unplaced), "contradictions", contradictions)
}

func groupShape(g stats.Group, p stats.Period) StatsGroup {
	out := StatsGroup{Group: g.Name, Since: moment(p.Since), Until: moment(p.Until), Incidents: g.Incidents}
	for _, t := range g.Taken {
		shape := StatsTaken{Measure: t.ID, N: t.N, NotYet: t.NotYet, NotTold: recordNames(t.Lacking)}
		if t.N > 0 {
			shape.Median, shape.P90, shape.Longest = wholeSeconds(t.Median), wholeSeconds(t.P90), wholeSeconds(t.Longest)
		}
		out.Measures = append(out.Measures, shape)
	}
	for _, h := range g.Held {
		shape := StatsHeld{Share: h.ID, N: h.N, Of: h.Of, NotTold: recordNames(h.Lacking)}
		if h.Of > 0 {
			shape.Percent = new(math.Round(10*h.Percent()) / 10)
		}
		out.Shares = append(out.Shares, shape)
	}
	return out
}

func waitingShapes(s *stats.Summary) []StatsWaiting {
	all := []StatsWaiting{}
	for _, w := range s.Waiting {
		shape := StatsWaiting{State: string(w.State), N: w.N, Stale: w.Stale}
		if w.LongestOf != nil {
			shape.Longest, shape.Of = wholeSeconds(w.Longest), Filled(w.LongestOf.Name())
		}
		all = append(all, shape)
	}
	return all
}

// recordNames is never nil: that there are none is an answer.
func recordNames(records []*stats.Record) []string {
	names := make([]string, len(records))
	for n, r := range records {
		names[n] = r.Name()
	}
	return names
}

func wholeSeconds(d time.Duration) *int64 { return new(int64(d / time.Second)) }

// moment is nil for a time that is not known.
func moment(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	return new(t.UTC().Format(time.RFC3339))
}
