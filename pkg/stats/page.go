package stats

import (
	"cmp"
	"slices"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

const (
	worstShown   = 5
	lessonsShown = 8
)

// Page is what a page for management says of a period beside its measures.
type Page struct {
	*Summary
	Worst   []Bad
	Repeats []Repeat
	Late    []TeamLate // now, whenever the incidents started
	Lessons []Lesson
	More    int      // lessons that are not among them
	Changes []Change // action items done in the period, by kind
}

// Bad is one of the worst incidents.
type Bad struct {
	*Record
	Lasted  time.Duration // until now while it goes on
	Open    int           // action items that are neither done nor dropped
	Unknown bool          // when it began or ended
}

// Repeat is an incident that happened before.
type Repeat struct {
	*Record
	Of        *Record // nil when it does not say
	Unsettled int     // action items of Of that were not done when it happened again
}

// TeamLate is what is past due of one team's people.
type TeamLate struct {
	Team      string // NoGroup when it is not known
	Items     int    // action items
	Followups int    // incidents past followup_due
	Latest    int    // days, of the one that is most late
	LatestRef string // what that is: ID or ID#ITEM
}

// Lesson is what was found out about an incident, and what was changed.
type Lesson struct {
	*Record
	Done []Item // in the period
}

// Change is how many action items of a kind were done.
type Change struct {
	Kind string // NoGroup when none is given
	N    int
}

// NewPage picks from what a summary is made of.
func NewPage(s *Summary) *Page {
	p := &Page{Summary: s}
	for _, r := range s.records {
		if !r.counts() {
			continue
		}
		if s.Period.Holds(r.Started) {
			p.Worst = append(p.Worst, badOf(r, s.AsOf))
			if of, ok := s.index.repeats[r]; ok {
				p.Repeats = append(p.Repeats, Repeat{r, of, unsettled(of, r.Started)})
			}
		}
		if r.Why != "" && s.learned(r) {
			p.Lessons = append(p.Lessons, Lesson{r, s.doneItems(r)})
		}
	}
	slices.SortStableFunc(p.Worst, func(a, b Bad) int { return cmp.Or(a.Rank-b.Rank, cmp.Compare(b.Lasted, a.Lasted)) })
	p.Worst = p.Worst[:min(worstShown, len(p.Worst))]
	slices.SortStableFunc(p.Lessons, func(a, b Lesson) int { return cmp.Or(a.Rank-b.Rank, b.Started.Compare(a.Started)) })
	p.More = max(0, len(p.Lessons)-lessonsShown)
	p.Lessons = p.Lessons[:len(p.Lessons)-p.More]
	p.Late = lateTeams(s.records)
	p.Changes = s.changes()
	return p
}

// badOf sorts an incident of which the length is not known among the shortest.
func badOf(r *Record, asOf time.Time) Bad {
	b := Bad{Record: r}
	end := r.Ended
	if end.IsZero() && r.State == incident.InProgress {
		end = asOf
	}
	b.Unknown = r.Started.IsZero() || end.IsZero() || end.Before(r.Started)
	if !b.Unknown {
		b.Lasted = end.Sub(r.Started)
	}
	for _, it := range r.Items {
		b.Open += bit(it.Status == incident.Open || it.Status == incident.Proposed)
	}
	return b
}

// unsettled counts the action items that had not been done at a moment.
func unsettled(r *Record, at time.Time) int {
	n := 0
	if r == nil {
		return 0
	}
	for _, it := range r.Items {
		switch it.Status {
		case incident.Open, incident.Proposed:
			n++
		case incident.Done:
			n += bit(it.Done.After(at))
		}
	}
	return n
}

// learned reports that an incident's causes were found in the period: that it
// entered follow-up then. Where that is not known, it counts where it started.
func (s *Summary) learned(r *Record) bool {
	for _, m := range r.Way.Moves {
		if m.State == incident.FollowUp {
			return s.Period.Holds(m.At)
		}
	}
	return s.Period.Holds(r.Started)
}

func (s *Summary) doneItems(r *Record) []Item {
	return slices.DeleteFunc(slices.Clone(r.Items), func(it Item) bool {
		return it.Status != incident.Done || it.Done.IsZero() || !s.Period.Holds(it.Done)
	})
}

// changes counts what was done in the period, the most frequent kind first.
func (s *Summary) changes() []Change {
	counts := map[string]int{}
	for _, r := range s.records {
		if r.counts() {
			for _, it := range s.doneItems(r) {
				counts[cmp.Or(it.Kind, NoGroup)]++
			}
		}
	}
	var all []Change
	for kind, n := range counts {
		all = append(all, Change{kind, n})
	}
	slices.SortFunc(all, func(a, b Change) int { return cmp.Or(b.N-a.N, cmp.Compare(a.Kind, b.Kind)) })
	return all
}

// lateTeams sums up what is past due, the team with the most first. Open items of
// closed and of dismissed incidents count, because somebody has promised them.
func lateTeams(records []*Record) []TeamLate {
	teams := map[string]*TeamLate{}
	add := func(team, ref string, days int) *TeamLate {
		name := cmp.Or(team, NoGroup)
		if teams[name] == nil {
			teams[name] = &TeamLate{Team: name}
		}
		if t := teams[name]; days > t.Latest {
			t.Latest, t.LatestRef = days, ref
		}
		return teams[name]
	}
	for _, r := range records {
		if r.FollowupLate > 0 {
			add(r.Team, r.Name(), r.FollowupLate).Followups++
		}
		for _, it := range r.Items {
			if it.Late > 0 {
				add(it.Team, r.Name()+"#"+it.ID, it.Late).Items++
			}
		}
	}
	var all []TeamLate
	for _, t := range teams {
		all = append(all, *t)
	}
	slices.SortFunc(all, func(a, b TeamLate) int {
		return cmp.Or(b.Items+b.Followups-a.Items-a.Followups, b.Latest-a.Latest, cmp.Compare(a.Team, b.Team))
	})
	return all
}
