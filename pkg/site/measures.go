package site

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/stats"
)

// measures are the figures behind the page of trends, by the definitions of
// package stats, so that the site and pm stats say the same.
type measures struct {
	severities []string
	months     []monthly
	quarters   []quarterly
	states     []ranked // time in a state
	services   []ranked
	triggers   []ranked
}

// monthly is how many incidents began in a month, by severity; the last one is of
// those without a known one.
type monthly struct {
	month time.Time // its first day
	count []int
}

// quarterly are the figures of a quarter of a year.
type quarterly struct {
	begin time.Time
	stats.Group
}

// ranked is a number of things of a kind.
type ranked struct {
	name string
	n    int
	stats.Distribution
}

// How far back the page looks.
const (
	monthsShown   = 24
	quartersShown = 8
	rankedShown   = 12
)

// measure counts the incidents that began until now.
func (s *Site) measure() measures {
	m := measures{severities: s.severities()}
	now := s.now.time()
	first := time.Date(now.Year(), now.Month()-monthsShown+1, 1, 0, 0, 0, 0, time.UTC)
	for n := range monthsShown {
		m.months = append(m.months, monthly{first.AddDate(0, n, 0), make([]int, len(m.severities)+1)})
	}
	s.countMonths(&m)
	records := s.records()
	quarter := time.Date(now.Year(), (now.Month()-1)/3*3+1, 1, 0, 0, 0, 0, time.UTC)
	var periods []stats.Period
	for n := range quartersShown {
		begin := quarter.AddDate(0, 3*(n-quartersShown+1), 0)
		periods = append(periods, stats.Period{Since: begin, Until: begin.AddDate(0, 3, 0)})
	}
	for n, g := range stats.Over(records, now, periods) {
		m.quarters = append(m.quarters, quarterly{periods[n].Since, g})
	}
	whole := stats.Options{AsOf: now, Period: stats.Period{Since: first, Until: now}, By: stats.ByService}
	byService := stats.Summarize(records, whole)
	m.services = rank(byService.Groups)
	whole.By = stats.ByTrigger
	m.triggers = rank(stats.Summarize(records, whole).Groups)
	for _, state := range incident.States[:len(incident.States)-1] {
		if d := taken(byService.Total, "state-"+string(state)); d.N > 0 {
			m.states = append(m.states, ranked{string(state), d.N, d})
		}
	}
	return m
}

// records are what the measures need of all incidents.
func (s *Site) records() []*stats.Record {
	all := make([]*stats.Record, len(s.all))
	for n, f := range s.all {
		r := &stats.Record{
			Repository: s.roots[f.root].Name, ID: f.id, State: f.state, Severity: f.severity, Services: f.services, Triggers: f.triggers,
			Started: f.started.orNone(), Detected: f.detected.orNone(), Mitigated: f.mitigated.orNone(), Ended: f.ended.orNone(), Way: f.way,
		}
		for k := range f.items {
			a := &f.items[k]
			r.Items = append(r.Items, stats.Item{Status: a.status, Due: a.due.orNone(), Done: a.done.orNone()})
		}
		all[n] = r
	}
	return all
}

func (s *Site) countMonths(m *measures) {
	for _, f := range s.all {
		if f.state == incident.Dismissed || !f.started.known() || f.started > s.now {
			continue
		}
		at := f.started.time()
		n := (at.Year()-m.months[0].month.Year())*12 + int(at.Month()-m.months[0].month.Month())
		if n >= 0 && n < len(m.months) {
			m.months[n].count[cmp.Or(slices.Index(m.severities, f.severity)+1, len(m.severities)+1)-1]++
		}
	}
}

// taken is a measure of a group by its ID.
func taken(g stats.Group, id string) stats.Distribution {
	for _, t := range g.Taken {
		if t.ID == id {
			return t.Distribution
		}
	}
	return stats.Distribution{}
}

// held is a share of a group by its ID.
func held(g stats.Group, id string) (n, of int) {
	for _, h := range g.Held {
		if h.ID == id {
			return h.N, h.Of
		}
	}
	return 0, 0
}

// rank puts the groups with the most incidents first.
func rank(groups []stats.Group) []ranked {
	var all []ranked
	for _, g := range groups {
		if g.Name != stats.NoGroup && g.Incidents > 0 {
			all = append(all, ranked{name: g.Name, n: g.Incidents})
		}
	}
	slices.SortFunc(all, func(a, b ranked) int { return cmp.Or(b.n-a.n, strings.Compare(a.name, b.name)) })
	return all[:min(len(all), rankedShown)]
}
