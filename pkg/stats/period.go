package stats

import (
	"time"
)

const day = 24 * time.Hour

// Period is a stretch of time: Since belongs to it and Until does not. Zero on
// either side is no limit.
type Period struct{ Since, Until time.Time }

// Holds reports that a moment lies in the period. One that is not known lies in
// none, unless the period is all of time.
func (p Period) Holds(t time.Time) bool {
	if p.Since.IsZero() && p.Until.IsZero() {
		return true
	}
	return !t.IsZero() && !t.Before(p.Since) && (p.Until.IsZero() || t.Before(p.Until))
}

// Before is the period of the same length that ends where p begins: as many
// months when p consists of whole months in UTC, so that a quarter is set beside
// a quarter, else as many hours. p has both ends.
func (p Period) Before() Period {
	if beginsMonth(p.Since) && beginsMonth(p.Until) {
		months := 12*(p.Until.Year()-p.Since.Year()) + int(p.Until.Month()-p.Since.Month())
		return Period{p.Since.AddDate(0, -months, 0), p.Since}
	}
	return Period{p.Since.Add(-p.Until.Sub(p.Since)), p.Since}
}

func beginsMonth(t time.Time) bool { return t.Equal(monthOf(t)) }

// monthOf is the first moment of the month in UTC.
func monthOf(t time.Time) time.Time {
	t = t.UTC()
	return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
}

const (
	// trendMonths is how far a trend looks back when the period is shorter.
	trendMonths = 12
	// longestTrend bounds it: more columns fit no terminal.
	longestTrend = 36
)

// TrendMonths are the beginnings of the months that a trend shows: those of the
// period, as far back as twelve months at least and thirty-six at most. end is where
// the period ends when it says nothing of that.
func (p Period) TrendMonths(end time.Time) []time.Time {
	if !p.Until.IsZero() {
		end = p.Until.Add(-1)
	}
	last := monthOf(end)
	first := last.AddDate(0, 1-trendMonths, 0)
	if since := monthOf(p.Since); !p.Since.IsZero() && since.Before(first) {
		first = since
	}
	if earliest := last.AddDate(0, 1-longestTrend, 0); first.Before(earliest) {
		first = earliest
	}
	var months []time.Time
	for m := first; !m.After(last); m = m.AddDate(0, 1, 0) {
		months = append(months, m)
	}
	return months
}

// MonthPeriod is the month that a group is named after; all of time for any other
// name.
func MonthPeriod(name string) Period {
	m, err := time.Parse("2006-01", name)
	if err != nil {
		return Period{}
	}
	return Period{m, m.AddDate(0, 1, 0)}
}
