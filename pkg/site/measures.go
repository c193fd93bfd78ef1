package site

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// measures are the figures behind the page of trends. They are all that the page
// knows: whoever has better ones fills them in.
type measures struct {
	severities []string
	months     []monthly
	quarters   []quarterly
	states     []ranked // median time in a state, in seconds
	services   []ranked
	triggers   []ranked
}

// monthly is how many incidents began in a month, by severity.
type monthly struct {
	month time.Time // its first day
	count []int
}

// quarterly are the figures of a quarter of a year.
type quarterly struct {
	begin                     time.Time
	detect, mitigate, resolve spread
	onTime, late, open        int // action items by when they were due
}

// spread is a median with the 90th percentile, in seconds, and of how many.
type spread struct {
	n           int
	median, p90 time.Duration
}

// ranked is a number of things of a kind.
type ranked struct {
	name string
	n    int
	spread
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
	quarter := time.Date(now.Year(), (now.Month()-1)/3*3+1, 1, 0, 0, 0, 0, time.UTC)
	for n := range quartersShown {
		m.quarters = append(m.quarters, quarterly{begin: quarter.AddDate(0, 3*(n-quartersShown+1), 0)})
	}
	s.countMonths(&m)
	s.countQuarters(&m)
	s.countItems(&m)
	since := instant(first.Unix())
	m.services = s.rankBy(since, func(f *facts) []string { return f.services })
	m.triggers = s.rankBy(since, func(f *facts) []string { return f.triggers })
	m.states = s.countStays(since)
	return m
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

// countQuarters gives each incident to the quarter that it began in. One that
// lacks a time counts for what it has.
func (s *Site) countQuarters(m *measures) {
	lists := make([][3][]time.Duration, len(m.quarters))
	for _, f := range s.all {
		n := m.quarter(f.started)
		if n < 0 || f.state == incident.Dismissed {
			continue
		}
		for k, to := range []instant{f.detected, f.mitigated, f.ended} {
			if d, ok := f.started.lasted(to); ok {
				lists[n][k] = append(lists[n][k], d)
			}
		}
	}
	for n := range m.quarters {
		q := &m.quarters[n]
		q.detect, q.mitigate, q.resolve = spreadOf(lists[n][0]), spreadOf(lists[n][1]), spreadOf(lists[n][2])
	}
}

// quarter is the place of the quarter that a time is in, -1 for none shown.
func (m *measures) quarter(at instant) int {
	if !at.known() {
		return -1
	}
	t, first := at.time(), m.quarters[0].begin
	n := (t.Year()-first.Year())*4 + (int(t.Month())-int(first.Month())+12)/3 - 4
	if t.Before(first) || n >= len(m.quarters) {
		return -1
	}
	return n
}

// countItems gives each action item to the quarter that it is due in: done by
// then, done later, or not done and past due.
func (s *Site) countItems(m *measures) {
	for _, f := range s.all {
		for n := range f.items {
			a := &f.items[n]
			k := m.quarter(a.due)
			if k < 0 {
				continue
			}
			q := &m.quarters[k]
			switch {
			case a.status == incident.Done && a.done.known() && a.done <= a.due:
				q.onTime++
			case a.status == incident.Done && a.done.known():
				q.late++
			case a.late(s.now) > 0:
				q.open++
			}
		}
	}
}

// spreadOf takes the values of the nearest rank: each is one that was measured.
func spreadOf(all []time.Duration) spread {
	if len(all) == 0 {
		return spread{}
	}
	slices.Sort(all)
	at := func(share int) time.Duration { return all[(len(all)*share+99)/100-1] }
	return spread{len(all), at(50), at(90)}
}

// rankBy counts incidents since a time by the names that they have.
func (s *Site) rankBy(since instant, names func(*facts) []string) []ranked {
	counts := map[string]int{}
	for _, f := range s.all {
		if f.started < since || f.started > s.now || f.state == incident.Dismissed {
			continue
		}
		for _, name := range names(f) {
			counts[name]++
		}
	}
	all := make([]ranked, 0, len(counts))
	for name, n := range counts {
		all = append(all, ranked{name: name, n: n})
	}
	slices.SortFunc(all, func(a, b ranked) int { return cmp.Or(b.n-a.n, strings.Compare(a.name, b.name)) })
	return all[:min(len(all), rankedShown)]
}

// countStays are the times that incidents since then spent in each state.
func (s *Site) countStays(since instant) []ranked {
	lists := map[incident.State][]time.Duration{}
	for _, f := range s.all {
		if f.started < since || f.state == incident.Dismissed {
			continue
		}
		for _, stay := range f.stays {
			lists[stay.state] = append(lists[stay.state], time.Duration(stay.seconds)*time.Second)
		}
	}
	var all []ranked
	for _, state := range incident.States[:len(incident.States)-1] {
		if sp := spreadOf(lists[state]); sp.n > 0 {
			all = append(all, ranked{name: string(state), n: sp.n, spread: sp})
		}
	}
	return all
}
