package stats

import (
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// Measure is a length of time that is measured: what the documentation says of it
// and how it is read off a record. It counts in the period, the month and the
// group in which it was over, or the incident began.
type Measure struct {
	ID         string // time-to-detect
	Name       string // time to detect
	Definition string // from what to what
	Source     string // the keys that it is made of
	Counts     string // in which period
	Days       bool   // made of dates, so that it is whole days

	observe func(r *Record, add func(observation)) lack
}

// observation is one length of time, or one verdict, and what it belongs to.
type observation struct {
	at    time.Time // by which it is counted in a period
	took  time.Duration
	holds bool
	team  *string // instead of that of the incident's owner
}

// lack is why a record has no observation.
type lack uint8

const (
	none    lack = iota // it has, or the measure does not concern it
	notYet              // it is not over
	unknown             // what the measure is made of is not known
)

// Measures are all of them, in the order in which they are shown.
var Measures = append(append(outages, states()...), leads...)

// outages are the lengths of time that users notice.
var outages = []Measure{
	{
		ID: "time-to-detect", Name: "time to detect", Definition: "from the start of the incident until somebody or something noticed it",
		Source: "`started_at`, `detected_at`", Counts: "the incident started",
		observe: between(func(r *Record) (a, b time.Time) { return r.Started, r.Detected }),
	},
	{
		ID: "time-to-acknowledge", Name: "time to acknowledge", Definition: "from then until a person took it on",
		Source: "`detected_at`, `acknowledged_at`", Counts: "the incident started",
		observe: between(func(r *Record) (a, b time.Time) { return r.Detected, r.Acknowledged }),
	},
	{
		ID: "time-to-mitigate", Name: "time to mitigate", Definition: "from the start until the worst of it was over for users",
		Source: "`started_at`, `mitigated_at`", Counts: "the incident started",
		observe: between(func(r *Record) (a, b time.Time) { return r.Started, r.Mitigated }),
	},
	{
		ID: "time-to-resolve", Name: "time to resolve", Definition: "from the start until the end",
		Source: "`started_at`, `ended_at`", Counts: "the incident started",
		observe: between(func(r *Record) (a, b time.Time) { return r.Started, r.Ended }),
	},
}

// between measures from one time of the front matter to another. What would be
// less than nothing is a contradiction, and measured as little as what is missing.
func between(times func(*Record) (a, b time.Time)) func(*Record, func(observation)) lack {
	return func(r *Record, add func(observation)) lack {
		a, b := times(r)
		if a.IsZero() || b.IsZero() || b.Before(a) {
			if r.State == incident.InProgress {
				return notYet
			}
			return unknown
		}
		add(observation{at: r.Started, took: b.Sub(a)})
		return none
	}
}

// states are the measures of the time in each state but the last.
func states() []Measure {
	var all []Measure
	for _, s := range incident.States[:len(incident.States)-1] {
		all = append(all, Measure{
			ID: "state-" + string(s), Name: "state " + string(s), Definition: "each stay in the state " + string(s) + ", from entering it until leaving it; a reopened incident has several",
			Source: "`history`; commits where it does not lead to `state`", Counts: "the stay ended",
			observe: stays(s),
		})
	}
	return all
}

func stays(s incident.State) func(*Record, func(observation)) lack {
	return func(r *Record, add func(observation)) lack {
		lacks := none
		if r.State.Rank() > s.Rank() {
			lacks = unknown // unless there is a stay: it has left the state
		}
		for _, v := range r.Way.Visits() {
			if v.State == s && !v.To.IsZero() {
				add(observation{at: v.To, took: v.To.Sub(v.From)})
				lacks = none
			}
		}
		return lacks
	}
}

// leads are the lengths of time from an incident to what comes of it.
var leads = []Measure{
	{
		ID: "lead-time", Name: "lead time", Definition: "from the end of the incident until its postmortem was closed, for the last time when it was reopened",
		Source: "`ended_at`, `history`; commits where it does not lead to `state`", Counts: "it was closed",
		observe: func(r *Record, add func(observation)) lack {
			closed, ok := r.Way.closed()
			switch {
			case r.State != incident.Closed:
				return notYet
			case !ok || r.Ended.IsZero() || closed.Before(r.Ended):
				return unknown
			}
			add(observation{at: closed, took: closed.Sub(r.Ended)})
			return none
		},
	},
	{
		ID: "action-lead-time", Name: "action items: lead time", Days: true,
		Definition: "from the day on which the incident ended until an action item was done; none when it was done before",
		Source:     "`ended_at`, `done_at` of items that are `done`", Counts: "the item was done",
		observe: func(r *Record, add func(observation)) lack {
			lacks := none
			for n := range r.Items {
				it := &r.Items[n]
				switch {
				case it.Status != incident.Done:
				case it.Done.IsZero() || r.Ended.IsZero():
					lacks = unknown
				default:
					add(observation{at: it.Done, took: max(0, it.Done.Sub(r.Ended.UTC().Truncate(day))), team: &it.Team})
				}
			}
			return lacks
		},
	},
}
