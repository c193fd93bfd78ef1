package stats

import (
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// Options say what a summary is of.
type Options struct {
	Period  Period
	AsOf    time.Time
	By      By
	Compare bool // with the period before; the period has a beginning then
}

// Summary is what is measured of incidents in a period.
type Summary struct {
	Options
	Dismissed int // left out
	Total     Group
	Before    *Group // of BeforePeriod; nil unless it was asked for
	Groups    []Group
	Months    []Group // the trend, in order

	BeforePeriod Period
	Waiting      []Waiting      // now, whenever the incidents started
	Unplaced     []*Record      // without started_at, so that they are in no period
	Contradicted []Contradicted // of the period

	records []*Record
	index   *index
}

// Waiting are the incidents that are in a state now.
type Waiting struct {
	State     incident.State
	N         int
	Longest   time.Duration
	LongestOf *Record // nil when it is not known of any
	Stale     int     // longer than stale_after allows
}

func (w *Waiting) add(r *Record, asOf time.Time) {
	w.N++
	if !r.Way.Told {
		return
	}
	took := asOf.Sub(r.Way.Moves[len(r.Way.Moves)-1].At)
	if w.LongestOf == nil || took > w.Longest {
		w.Longest, w.LongestOf = took, r
	}
	if r.StaleAfter > 0 && took > r.StaleAfter {
		w.Stale++
	}
}

// Contradicted is an incident with one of its contradictions.
type Contradicted struct {
	*Record
	Contradiction
}

// Summarize measures records, which are in the order in which incidents are named.
func Summarize(records []*Record, o Options) *Summary {
	s := &Summary{Options: o, records: records, index: newIndex(records, o.AsOf), Waiting: waiting(records, o.AsOf)}
	s.Total = s.measure(o.Period)
	if o.By != ByNothing {
		s.Groups = gather(records, s.index, o.By, o.Period).sorted()
	}
	if o.Compare {
		s.BeforePeriod = Period{o.Period.Since, s.end()}.Before()
		s.Before = new(s.measure(s.BeforePeriod))
	}
	s.trend()
	for _, r := range records {
		switch {
		case !r.counts():
			s.Dismissed += bit(o.Period.Holds(r.Started))
		case r.Started.IsZero() && o.Period != Period{}:
			s.Unplaced = append(s.Unplaced, r)
		}
		if r.counts() && (o.Period.Holds(r.Started) || r.Started.IsZero()) {
			for _, c := range r.Contradicts {
				s.Contradicted = append(s.Contradicted, Contradicted{r, c})
			}
		}
	}
	return s
}

// Over measures each of several periods, without what else a summary has.
func Over(records []*Record, asOf time.Time, periods []Period) []Group {
	s := &Summary{records: records, index: newIndex(records, asOf)}
	all := make([]Group, len(periods))
	for n, p := range periods {
		all[n] = s.measure(p)
	}
	return all
}

func (s *Summary) measure(p Period) Group {
	return gather(s.records, s.index, ByNothing, p).group("all")
}

// end is where the period ends: what lies in the future has not happened.
func (s *Summary) end() time.Time {
	if s.Period.Until.IsZero() || s.Period.Until.After(s.AsOf) {
		return s.AsOf
	}
	return s.Period.Until
}

// trend measures every month that it shows; the last may not be over.
func (s *Summary) trend() {
	months := s.Period.TrendMonths(s.AsOf)
	whole := Period{months[0], months[len(months)-1].AddDate(0, 1, 0)}
	byMonth := gather(s.records, s.index, ByMonth, whole)
	for _, m := range months {
		s.Months = append(s.Months, byMonth.group(Month(m)))
	}
}

// HasData reports that something was measured.
func (s *Summary) HasData() bool { return len(s.records) > 0 }
