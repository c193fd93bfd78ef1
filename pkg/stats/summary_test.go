package stats

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/postmortem-md/pm/pkg/incident"
)

// four are incidents whose figures the tests below work out by hand: three of
// March, one of February, and one that needed no postmortem.
func four() []*Record {
	march := func(id, start string, detect, resolve int) *Record {
		s := at(start)
		return &Record{
			ID: id, State: incident.Closed, Severity: "sev2", Rank: 1, Started: s,
			Detected: s.Add(time.Duration(detect) * time.Minute), Ended: s.Add(time.Duration(resolve) * time.Minute),
		}
	}
	a := march("a", "2026-03-01T10:00:00Z", 3, 60)
	a.Services, a.Team = []string{"checkout", "search"}, "payments"
	a.Way = Way{Told: true, Moves: []Move{
		{incident.InProgress, at("2026-03-01T10:05:00Z")},
		{incident.Resolved, at("2026-03-01T11:05:00Z")},
		{incident.RootCause, at("2026-03-02T11:05:00Z")},
		{incident.FollowUp, at("2026-03-05T11:05:00Z")},
		{incident.Closed, at("2026-04-10T11:00:00Z")},
	}}
	a.Items = []Item{
		{Status: incident.Done, Due: at("2026-03-20"), First: at("2026-03-10"), Done: at("2026-03-20")}, // on time, not by the first date
		{Status: incident.Done, Due: at("2026-03-25"), First: at("2026-03-25"), Done: at("2026-03-26")}, // a day late
		{Status: incident.Open, Due: at("2026-03-31"), First: at("2026-03-31"), Team: "search"},         // late
		{Status: incident.Open, Due: at("2026-06-01"), First: at("2026-06-01")},                         // due today
		{Status: incident.Done, Due: at("2026-03-30"), First: at("2026-03-30")},                         // does not say when
		{Status: incident.Dropped, Due: at("2026-03-30"), First: at("2026-03-30")},
		{Status: incident.Proposed},
	}
	b := march("b", "2026-03-10T10:00:00Z", 4, 30)
	b.Alerts, b.Severity, b.Rank = []string{"f1"}, "sev1", 0
	b.Missing = []string{"owner"}
	c := march("c", "2026-03-20T10:00:00Z", 8, 120)
	c.Detected = time.Time{} // does not say
	c.State, c.Ended = incident.InProgress, time.Time{}
	c.Alerts = []string{"f1"}
	february := march("d", "2026-02-28T23:59:00Z", 10, 90)
	dismissed := march("e", "2026-03-15T10:00:00Z", 1, 1)
	dismissed.State = incident.Dismissed
	return []*Record{a, b, c, february, dismissed}
}

var inMarch = Period{at("2026-03-01"), at("2026-04-01")}

// shown is what was measured of a group, without what is empty.
func shown(g Group) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %d\n", g.Name, g.Incidents)
	for _, t := range g.Taken {
		if t.N > 0 || len(t.Lacking) > 0 || t.NotYet > 0 {
			fmt.Fprintf(&b, "%s n=%d median=%v p90=%v longest=%v not-yet=%d lacking=%s\n", t.ID, t.N, t.Median, t.P90, t.Longest, t.NotYet, ids(t.Lacking))
		}
	}
	for _, h := range g.Held {
		if h.Of > 0 || len(h.Lacking) > 0 {
			fmt.Fprintf(&b, "%s %d/%d lacking=%s\n", h.ID, h.N, h.Of, ids(h.Lacking))
		}
	}
	return b.String()
}

func ids(records []*Record) string {
	var all []string
	for _, r := range records {
		all = append(all, r.ID)
	}
	return strings.Join(all, ",")
}

func TestSummarize(t *testing.T) {
	s := Summarize(four(), Options{Period: inMarch, AsOf: present, Compare: true, By: BySeverity})
	// Detected after 3 and 4 minutes; the 90th percentile stands at place 1.9.
	want := `all: 3
time-to-detect n=2 median=3m30s p90=3m54s longest=4m0s not-yet=1 lacking=
time-to-acknowledge n=0 median=0s p90=0s longest=0s not-yet=1 lacking=a,b
time-to-mitigate n=0 median=0s p90=0s longest=0s not-yet=1 lacking=a,b
time-to-resolve n=2 median=45m0s p90=57m0s longest=1h0m0s not-yet=1 lacking=
state-in-progress n=1 median=1h0m0s p90=1h0m0s longest=1h0m0s not-yet=0 lacking=b
state-resolved n=1 median=24h0m0s p90=24h0m0s longest=24h0m0s not-yet=0 lacking=b
state-root-cause-analysis n=1 median=72h0m0s p90=72h0m0s longest=72h0m0s not-yet=0 lacking=b
state-follow-up n=0 median=0s p90=0s longest=0s not-yet=0 lacking=b
lead-time n=0 median=0s p90=0s longest=0s not-yet=1 lacking=b
action-lead-time n=2 median=528h0m0s p90=585h36m0s longest=600h0m0s not-yet=0 lacking=a
actions-on-time 1/3 lacking=a
actions-on-first-date 0/3 lacking=a
complete 1/2 lacking=
repeats 1/3 lacking=
`
	if d := cmp.Diff(want, shown(s.Total)); d != "" {
		t.Errorf("total (-want +got):\n%s", d)
	}
	if s.Dismissed != 1 {
		t.Errorf("%d dismissed", s.Dismissed)
	}
	if s.Before.Incidents != 1 || s.Before.Taken[0].Median != 10*time.Minute || !s.BeforePeriod.Since.Equal(at("2026-02-01")) {
		t.Errorf("before: %s in %v", shown(*s.Before), s.BeforePeriod)
	}
	if got := groupLine(s.Groups); got != "sev1 1, sev2 2" {
		t.Errorf("groups: %s", got)
	}
	if len(s.Months) != 12 || s.Months[11].Name != "2026-03" || s.Months[11].Incidents != 3 || s.Months[10].Incidents != 1 {
		t.Errorf("months: %s", groupLine(s.Months))
	}
}

// Closed in April: the stay in follow-up and the lead time count there.
func TestWhereItCounts(t *testing.T) {
	s := Summarize(four(), Options{Period: Period{at("2026-04-01"), at("2026-05-01")}, AsOf: present})
	want := `all: 0
state-follow-up n=1 median=863h55m0s p90=863h55m0s longest=863h55m0s not-yet=0 lacking=
lead-time n=1 median=960h0m0s p90=960h0m0s longest=960h0m0s not-yet=0 lacking=
`
	if d := cmp.Diff(want, shown(s.Total)); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

func groupLine(groups []Group) string {
	var all []string
	for _, g := range groups {
		all = append(all, fmt.Sprintf("%s %d", g.Name, g.Incidents))
	}
	return strings.Join(all, ", ")
}

func TestGroupings(t *testing.T) {
	for by, want := range map[By]string{
		ByMonth:    "2026-02 1, 2026-03 3, 2026-04 0, 2026-05 0, 2026-06 0", // an item is due in June, another was done
		ByService:  "checkout 1, search 1, (none) 3",                        // one incident of two services
		ByTeam:     "payments 1, search 0, (none) 3",                        // search has but an action item
		ByTrigger:  "(none) 4",
		BySeverity: "sev1 1, sev2 3",
	} {
		records := four()
		records[0].Items[3].Status, records[0].Items[3].Done = incident.Done, at("2026-05-30")
		s := Summarize(records, Options{AsOf: present, By: by})
		if got := groupLine(s.Groups); got != want {
			t.Errorf("by %s: %s, want %s", by, got, want)
		}
	}
}

// Whatever the groups are of months, every incident and every observation is in
// exactly one.
func TestMonthsAddUp(t *testing.T) {
	s := Summarize(four(), Options{AsOf: present, By: ByMonth})
	sum := func(of func(Group) int) (total, parts int) {
		for _, g := range s.Groups {
			parts += of(g)
		}
		return of(s.Total), parts
	}
	for n := range Measures {
		if total, parts := sum(func(g Group) int { return g.Taken[n].N }); total != parts {
			t.Errorf("%s: %d, month by month %d", Measures[n].ID, total, parts)
		}
	}
	for n := range Shares {
		if total, parts := sum(func(g Group) int { return g.Held[n].Of }); total != parts {
			t.Errorf("%s: %d, month by month %d", Shares[n].ID, total, parts)
		}
	}
}

func TestWithoutStart(t *testing.T) {
	lost := &Record{ID: "lost", State: incident.Closed, Contradicts: []Contradiction{{Key: "ended_at"}}}
	s := Summarize([]*Record{lost}, Options{Period: inMarch, AsOf: present})
	if ids(s.Unplaced) != "lost" || s.Total.Incidents != 0 || len(s.Contradicted) != 1 {
		t.Errorf("in a period: %+v", s)
	}
	s = Summarize([]*Record{lost}, Options{AsOf: present})
	if len(s.Unplaced) != 0 || s.Total.Incidents != 1 || ids(s.Total.Taken[0].Lacking) != "lost" {
		t.Errorf("of all time: %+v", s)
	}
}

func TestWaiting(t *testing.T) {
	waits := func(id, since string) *Record {
		return &Record{ID: id, State: incident.RootCause, StaleAfter: 7 * day, Way: Way{Told: true, Moves: []Move{{incident.RootCause, at(since)}}}}
	}
	s := Summarize([]*Record{waits("a", "2026-05-30T12:00:00Z"), waits("b", "2026-05-20T12:00:00Z"), {ID: "c", State: incident.RootCause}}, Options{AsOf: present})
	w := s.Waiting[incident.RootCause.Rank()]
	if w.N != 3 || w.Stale != 1 || w.Longest != 12*day || w.LongestOf.ID != "b" {
		t.Errorf("%+v", w)
	}
}

func BenchmarkSummarize(b *testing.B) {
	records := make([]*Record, 0, 10_000)
	for n := range cap(records) {
		r := *four()[n%5]
		r.Started = r.Started.Add(-time.Duration(n) * time.Hour)
		records = append(records, &r)
	}
	for b.Loop() {
		Summarize(records, Options{Period: inMarch, AsOf: present, By: ByService, Compare: true})
	}
}

// TestOver measures each period as a summary of that period does.
func TestOver(t *testing.T) {
	asOf := at("2026-06-01T00:00:00Z")
	periods := []Period{{at("2026-02-01"), at("2026-03-01")}, {at("2026-03-01"), at("2026-04-01")}, {}}
	for n, got := range Over(four(), asOf, periods) {
		want := Summarize(four(), Options{Period: periods[n], AsOf: asOf}).Total
		if got.Incidents != want.Incidents || len(got.Taken) != len(want.Taken) {
			t.Errorf("%v: %d incidents, want %d", periods[n], got.Incidents, want.Incidents)
		}
		for k := range want.Taken {
			if got.Taken[k].Distribution != want.Taken[k].Distribution {
				t.Errorf("%v, %s: %v, want %v", periods[n], want.Taken[k].ID, got.Taken[k].Distribution, want.Taken[k].Distribution)
			}
		}
		for k := range want.Held {
			if got.Held[k].N != want.Held[k].N || got.Held[k].Of != want.Held[k].Of {
				t.Errorf("%v, %s: %d of %d", periods[n], want.Held[k].ID, got.Held[k].N, got.Held[k].Of)
			}
		}
	}
}
