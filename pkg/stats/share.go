package stats

import (
	"slices"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// Share is a part of a whole that is measured.
type Share struct {
	ID         string // actions-on-time
	Name       string
	Definition string // which part
	Of         string // of what
	Source     string
	Counts     string // in which period
	Less       bool   // the smaller the better

	judge func(r *Record, x *index, add func(observation)) lack
}

// Shares are all of them, in the order in which they are shown.
var Shares = []Share{
	{
		ID: "actions-on-time", Name: "action items on time", Definition: "done on the due date or before",
		Of:     "action items that are done, or open and past due; not those dropped, proposed, not yet due, or without a due date",
		Source: "`due`, `done_at`, `status`", Counts: "the item was due",
		judge: onTime(func(it *Item) time.Time { return it.Due }),
	},
	{
		ID: "actions-on-first-date", Name: "action items by their first date", Definition: "done on the first due date or before, however often it was moved",
		Of: "the same, by their first due date", Source: "`due_was`, else `due`; `done_at`, `status`", Counts: "the item was first due",
		judge: onTime(func(it *Item) time.Time { return it.First }),
	},
	{
		ID: "complete", Name: "complete tickets", Definition: "nothing is missing that the gates up to follow-up ask for",
		Of: "incidents in follow-up or closed, but those adopted from elsewhere", Source: "the whole file, by the gates of now", Counts: "the incident started",
		judge: func(r *Record, _ *index, add func(observation)) lack {
			if r.settled() && !r.Adopted {
				add(observation{at: r.Started, holds: len(r.Missing) == 0})
			}
			return none
		},
	},
	{
		ID: "reviewed", Name: "meetings in time", Definition: "the postmortem meeting was held, or is set, within `review_within` of the end",
		Of: "incidents whose meeting was held or should have been, but those adopted from elsewhere", Source: "`ended_at`, `review_at`", Counts: "the incident started",
		judge: func(r *Record, x *index, add func(observation)) lack {
			if !r.Adopted && !r.ReviewDue.IsZero() && (!r.Review.IsZero() || x.asOf.After(r.ReviewDue)) {
				add(observation{at: r.Started, holds: !r.Review.IsZero() && !r.Review.After(r.ReviewDue)})
			}
			return none
		},
	},
	{
		ID: "repeats", Name: "repeats", Less: true,
		Definition: "has the trigger `repeated-incident`, or an alert of an incident that had ended before it started",
		Of:         "incidents", Source: "`triggers`, `alerts`", Counts: "the incident started",
		judge: func(r *Record, x *index, add func(observation)) lack {
			_, repeats := x.repeats[r]
			add(observation{at: r.Started, holds: repeats})
			return none
		},
	},
}

// onTime judges items by one of their due dates. What is done without a date tells
// nothing.
func onTime(due func(*Item) time.Time) func(*Record, *index, func(observation)) lack {
	return func(r *Record, x *index, add func(observation)) lack {
		lacks := none
		for n := range r.Items {
			it := &r.Items[n]
			date := due(it)
			switch {
			case date.IsZero():
			case it.Status == incident.Done && it.Done.IsZero():
				lacks = unknown
			case it.Status == incident.Done:
				add(observation{at: date, holds: !it.Done.After(date), team: &it.Team})
			case it.Status == incident.Open && x.asOf.UTC().Truncate(day).After(date):
				add(observation{at: date, team: &it.Team})
			}
		}
		return lacks
	}
}

// repeatedTrigger is the trigger that says that an incident happened before.
const repeatedTrigger = "repeated-incident"

// index is what is known only when all records are there.
type index struct {
	asOf    time.Time
	repeats map[*Record]*Record // to what it repeats; nil when that is not known
}

// newIndex finds the repeats. What is repeated is the last incident with one of
// the alerts, else the last that is named as related, that ended before.
func newIndex(records []*Record, asOf time.Time) *index {
	x := &index{asOf: asOf, repeats: map[*Record]*Record{}}
	ended := slices.DeleteFunc(slices.Clone(records), func(r *Record) bool { return !r.counts() || r.Ended.IsZero() })
	slices.SortStableFunc(ended, func(a, b *Record) int { return a.Ended.Compare(b.Ended) })
	byAlert, byID := map[string][]*Record{}, map[string][]*Record{}
	for _, r := range ended {
		for _, a := range r.Alerts {
			byAlert[a] = append(byAlert[a], r)
		}
		byID[r.Name()] = append(byID[r.Name()], r)
	}
	for _, r := range records {
		if !r.counts() || r.Started.IsZero() {
			continue
		}
		before := lastBefore(r.Started, byAlert, r.Alerts)
		if before != nil {
			x.repeats[r] = before
		} else if slices.Contains(r.Triggers, repeatedTrigger) {
			x.repeats[r] = lastBefore(r.Started, byID, r.relatedNames())
		}
	}
	return x
}

// relatedNames are what is related, which lies in the same repository.
func (r *Record) relatedNames() []string {
	names := make([]string, len(r.Related))
	for n, id := range r.Related {
		names[n] = (&Record{Repository: r.Repository, ID: id}).Name()
	}
	return names
}

// lastBefore is the incident that ended last of those under the keys that had
// ended at a moment; nil when there is none. Each list is in order of the end.
func lastBefore(at time.Time, by map[string][]*Record, keys []string) *Record {
	var last *Record
	for _, key := range keys {
		list := by[key]
		n, _ := slices.BinarySearchFunc(list, at, func(r *Record, at time.Time) int { return r.Ended.Compare(at) })
		if n > 0 && (last == nil || list[n-1].Ended.After(last.Ended)) {
			last = list[n-1]
		}
	}
	return last
}
