package stats

import (
	"testing"
	"time"
)

func at(s string) time.Time {
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t
		}
	}
	panic("not a time: " + s)
}

func TestPeriodBefore(t *testing.T) {
	cases := []struct{ since, until, wantSince string }{
		{"2026-04-01", "2026-07-01", "2026-01-01"},                     // a quarter, of 91 days, after one of 90
		{"2026-03-01", "2026-04-01", "2026-02-01"},                     // a month
		{"2026-01-01", "2027-01-01", "2025-01-01"},                     // a year
		{"2026-03-10", "2026-03-20", "2026-02-28"},                     // ten days
		{"2026-03-01", "2026-03-20T12:00:00Z", "2026-02-09T12:00:00Z"}, // a month that is not over: as many hours
	}
	for _, c := range cases {
		p := Period{at(c.since), at(c.until)}
		if b := p.Before(); !b.Since.Equal(at(c.wantSince)) || !b.Until.Equal(p.Since) {
			t.Errorf("before %s to %s: %s to %s, want it to begin %s", c.since, c.until, b.Since, b.Until, c.wantSince)
		}
	}
}

func TestPeriodHolds(t *testing.T) {
	p := Period{at("2026-03-01"), at("2026-04-01")}
	cases := []struct {
		p    Period
		at   time.Time
		want bool
	}{
		{p, at("2026-03-01"), true},
		{p, at("2026-03-31T23:59:59Z"), true},
		{p, at("2026-04-01"), false},
		{p, at("2026-02-28T23:59:59Z"), false},
		{p, time.Time{}, false},
		{Period{}, time.Time{}, true},
		{Period{Until: at("2026-04-01")}, time.Time{}, false},
		{Period{Since: at("2026-03-01")}, at("2030-01-01"), true},
	}
	for _, c := range cases {
		if got := c.p.Holds(c.at); got != c.want {
			t.Errorf("%v holds %v: %v", c.p, c.at, got)
		}
	}
}

func TestTrendMonths(t *testing.T) {
	cases := []struct {
		p           Period
		end         string
		first, last string
		n           int
	}{
		{Period{}, "2026-03-01T15:00:00Z", "2025-04", "2026-03", 12},
		{Period{at("2026-01-01"), at("2026-04-01")}, "2026-11-02", "2025-04", "2026-03", 12}, // the last day of the period counts
		{Period{Since: at("2025-01-15")}, "2026-03-01", "2025-01", "2026-03", 15},
		{Period{Since: at("2010-01-01")}, "2026-03-01", "2023-04", "2026-03", 36},
	}
	for _, c := range cases {
		m := c.p.TrendMonths(at(c.end))
		if len(m) != c.n || Month(m[0]) != c.first || Month(m[len(m)-1]) != c.last {
			t.Errorf("%v: %d months, %s to %s; want %d, %s to %s", c.p, len(m), Month(m[0]), Month(m[len(m)-1]), c.n, c.first, c.last)
		}
	}
}
