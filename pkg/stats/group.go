package stats

import (
	"cmp"
	"slices"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// By is what incidents are grouped by.
type By string

// The groupings.
const (
	ByNothing  By = ""
	ByMonth    By = "month"
	BySeverity By = "severity"
	ByService  By = "service"
	ByTeam     By = "team"
	ByTrigger  By = "trigger"
)

// Groupings are all of them but ByNothing.
var Groupings = []By{ByMonth, BySeverity, ByService, ByTeam, ByTrigger}

// NoGroup is the name of the group of what has no month, severity, service, team
// or trigger.
const NoGroup = "(none)"

// Group is what is measured of some incidents.
type Group struct {
	Name      string
	Incidents int     // that started in the period and were not dismissed
	Taken     []Taken // in order of Measures
	Held      []Held  // in order of Shares
	rank      int
}

// Taken is one measure of a group.
type Taken struct {
	*Measure
	Distribution
	NotYet  int       // incidents of which it is not over
	Lacking []*Record // incidents that do not say
}

// Held is one share of a group: N out of Of.
type Held struct {
	*Share
	N, Of   int
	Lacking []*Record
}

// Percent is the share; 0 of nothing.
func (h Held) Percent() float64 {
	if h.Of == 0 {
		return 0
	}
	return 100 * float64(h.N) / float64(h.Of)
}

// gathered is a group on its way.
type gathered struct {
	Group
	samples [][]time.Duration
}

func newGathered(name string) *gathered {
	g := &gathered{Group: Group{Name: name, Taken: make([]Taken, len(Measures)), Held: make([]Held, len(Shares))}, samples: make([][]time.Duration, len(Measures))}
	for n := range Measures {
		g.Taken[n].Measure = &Measures[n]
	}
	for n := range Shares {
		g.Held[n].Share = &Shares[n]
	}
	return g
}

// groups gathers observations by the names of their groups.
type groups struct {
	by     By
	period Period
	all    map[string]*gathered
}

// gather measures the records whose observations lie in the period.
func gather(records []*Record, x *index, by By, period Period) *groups {
	g := &groups{by: by, period: period, all: map[string]*gathered{}}
	for _, r := range records {
		if !r.counts() {
			continue
		}
		g.each(r, observation{at: r.Started}, func(in *gathered) { in.Incidents++ })
		for n := range Measures {
			lacks := Measures[n].observe(r, func(o observation) {
				g.each(r, o, func(in *gathered) { in.samples[n] = append(in.samples[n], o.took) })
			})
			g.lacking(r, lacks, func(in *gathered) (*int, *[]*Record) { return &in.Taken[n].NotYet, &in.Taken[n].Lacking })
		}
		for n := range Shares {
			lacks := Shares[n].judge(r, x, func(o observation) { g.each(r, o, func(in *gathered) { in.Held[n].judged(o.holds) }) })
			g.lacking(r, lacks, func(in *gathered) (*int, *[]*Record) { return new(int), &in.Held[n].Lacking })
		}
	}
	return g
}

func (h *Held) judged(holds bool) {
	h.Of++
	if holds {
		h.N++
	}
}

// lacking counts a record that has no observation where it started.
func (g *groups) lacking(r *Record, l lack, of func(*gathered) (notYet *int, lacking *[]*Record)) {
	if l == none {
		return
	}
	g.each(r, observation{at: r.Started}, func(in *gathered) {
		waiting, lacking := of(in)
		if l == notYet {
			*waiting++
		} else {
			*lacking = append(*lacking, r)
		}
	})
}

// each visits the groups that an observation belongs to.
func (g *groups) each(r *Record, o observation, visit func(*gathered)) {
	if !g.period.Holds(o.at) {
		return
	}
	for _, name := range g.names(r, o) {
		in := g.all[name]
		if in == nil {
			in = newGathered(name)
			in.rank = r.Rank
			g.all[name] = in
		}
		visit(in)
	}
}

// names are the groups of an observation; an incident of two services belongs to
// both.
func (g *groups) names(r *Record, o observation) []string {
	one := func(s string) []string { return []string{cmp.Or(s, NoGroup)} }
	several := func(list []string) []string {
		if len(list) == 0 {
			return one("")
		}
		return slices.Compact(slices.Sorted(slices.Values(list)))
	}
	switch g.by {
	case ByMonth:
		if o.at.IsZero() {
			return one("")
		}
		return one(Month(o.at))
	case BySeverity:
		return one(r.Severity)
	case ByService:
		return several(r.Services)
	case ByTeam:
		if o.team != nil {
			return one(*o.team)
		}
		return one(r.Team)
	case ByTrigger:
		return several(r.Triggers)
	}
	return one("all")
}

// Month is the name of a month as a group.
func Month(t time.Time) string { return t.UTC().Format("2006-01") }

// group is one group by its name, empty when nothing belongs to it.
func (g *groups) group(name string) Group {
	in := g.all[name]
	if in == nil {
		in = newGathered(name)
	}
	for n := range in.samples {
		in.Taken[n].Distribution = distribution(in.samples[n])
	}
	return in.Group
}

// sorted are all groups: months in order and without a gap, severities from the
// gravest, others by how many incidents they have; what belongs nowhere is last.
func (g *groups) sorted() []Group {
	if g.by == ByMonth {
		g.fillMonths()
	}
	all := make([]Group, 0, len(g.all))
	for name := range g.all {
		all = append(all, g.group(name))
	}
	slices.SortFunc(all, func(a, b Group) int {
		last := func(x Group) int { return bit(x.Name == NoGroup) }
		weight := 0
		switch g.by {
		case BySeverity:
			weight = a.rank - b.rank
		case ByService, ByTeam, ByTrigger:
			weight = b.Incidents - a.Incidents
		}
		return cmp.Or(last(a)-last(b), weight, cmp.Compare(a.Name, b.Name))
	})
	return all
}

// fillMonths adds the months in which nothing happened.
func (g *groups) fillMonths() {
	var first, last time.Time
	for name := range g.all {
		m, err := time.Parse("2006-01", name)
		if err != nil {
			continue // what has no month
		}
		if first.IsZero() || m.Before(first) {
			first = m
		}
		if m.After(last) {
			last = m
		}
	}
	for m := first; !first.IsZero() && m.Before(last); m = m.AddDate(0, 1, 0) {
		if g.all[Month(m)] == nil {
			g.all[Month(m)] = newGathered(Month(m))
		}
	}
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// waiting is what is in a state that somebody has yet to move on from.
func waiting(records []*Record, asOf time.Time) []Waiting {
	all := make([]Waiting, 0, len(incident.States)-1)
	for _, s := range incident.States[:len(incident.States)-1] {
		w := Waiting{State: s}
		for _, r := range records {
			if r.State == s {
				w.add(r, asOf)
			}
		}
		all = append(all, w)
	}
	return all
}
