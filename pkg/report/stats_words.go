package report

import (
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/stats"
)

const oneDay = 24 * time.Hour

// lasting is a length of time for people, in its two largest units.
func lasting(d time.Duration) string {
	minutes := d.Round(time.Minute)
	switch {
	case d < time.Minute:
		return fmt.Sprintf("%ds", int(d.Round(time.Second)/time.Second))
	case minutes < time.Hour:
		return fmt.Sprintf("%dm", int(minutes/time.Minute))
	case minutes < oneDay:
		return twoUnits(minutes, time.Hour, "h", time.Minute, "m")
	case d < 10*oneDay:
		return twoUnits(d.Round(time.Hour), oneDay, "d", time.Hour, "h")
	}
	return fmt.Sprintf("%dd", int(d.Round(oneDay)/oneDay))
}

func twoUnits(d, large time.Duration, a string, small time.Duration, b string) string {
	if rest := d % large / small; rest > 0 {
		return fmt.Sprintf("%d%s %d%s", d/large, a, rest, b)
	}
	return fmt.Sprintf("%d%s", d/large, a)
}

// percent is a share in whole percent, "" of nothing.
func percent(h stats.Held) string {
	if h.Of == 0 {
		return ""
	}
	return fmt.Sprintf("%d %%", int(math.Round(h.Percent())))
}

// took is a value of a distribution; "" of an empty one.
func took(d stats.Distribution, value time.Duration) string {
	if d.N == 0 {
		return ""
	}
	return lasting(value)
}

// periodWords say when a period is: its first and its last day.
func periodWords(p stats.Period) string {
	first, last := p.Since.UTC().Format(time.DateOnly), p.Until.Add(-1).UTC().Format(time.DateOnly)
	if !p.Since.Equal(p.Since.Truncate(oneDay)) {
		first = p.Since.UTC().Format("2006-01-02 15:04")
	}
	if !p.Until.Equal(p.Until.Truncate(oneDay)) {
		last = p.Until.UTC().Format("2006-01-02 15:04")
	}
	switch {
	case p.Since.IsZero() && p.Until.IsZero():
		return "all time"
	case p.Since.IsZero():
		return "until " + last
	case p.Until.IsZero():
		return "since " + first
	}
	return first + " to " + last
}

// sizeWords say how many incidents a summary is of, and what it leaves out.
func sizeWords(s *stats.Summary) string {
	words := Count(s.Total.Incidents, "incident") + ", " + periodWords(s.Period)
	if s.Dismissed > 0 {
		words += fmt.Sprintf("; %d dismissed not counted", s.Dismissed)
	}
	if n := len(s.Unplaced); n > 0 {
		words += fmt.Sprintf("; %s without started_at in no period", Count(n, "incident"))
	}
	return words
}

// beforeWords say what a period is compared with; "" when it is not.
func beforeWords(s *stats.Summary) string {
	if s.Before == nil {
		return ""
	}
	return "compared with " + Count(s.Before.Incidents, "incident") + ", " + periodWords(s.BeforePeriod)
}

// changeWords compare a median with the one before. Where either rests on few
// observations, that is said instead of how much it changed.
func changeWords(now, before stats.Distribution) string {
	if now.N == 0 || before.N == 0 {
		return ""
	}
	if now.N < stats.Few || before.N < stats.Few {
		return "too few to tell"
	}
	if before.Median == 0 {
		return ""
	}
	return fmt.Sprintf("%+d %%", int(math.Round(100*(float64(now.Median)/float64(before.Median)-1))))
}

// heldChange does the same for a share, in points of a hundred.
func heldChange(now, before stats.Held) string {
	if now.Of == 0 || before.Of == 0 {
		return ""
	}
	if now.Of < stats.Few || before.Of < stats.Few {
		return "too few to tell"
	}
	return fmt.Sprintf("%+d points", int(math.Round(now.Percent()-before.Percent())))
}

// namesShown is how many incidents are named where all are in the JSON.
const namesShown = 3

// firstNames lists incidents, the first few of them.
func firstNames(records []*stats.Record) string {
	shown := make([]string, 0, namesShown)
	for _, r := range records[:min(namesShown, len(records))] {
		shown = append(shown, r.Name())
	}
	text := strings.Join(shown, ", ")
	if more := len(records) - len(shown); more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// lacks is one measure with the incidents that do not have what it is made of.
type lacks struct {
	name, source string
	records      []*stats.Record
}

// lacking are the measures of a group that some incidents have no data for.
func lacking(g stats.Group) []lacks {
	var all []lacks
	for _, t := range g.Taken {
		if len(t.Lacking) > 0 {
			all = append(all, lacks{t.Name, t.Source, t.Lacking})
		}
	}
	for _, h := range g.Held {
		if len(h.Lacking) > 0 {
			all = append(all, lacks{h.Name, h.Source, h.Lacking})
		}
	}
	return all
}

// takenTrend and heldTrend are one measure month by month.
func takenTrend(months []stats.Group, n int) []float64 {
	return trendOf(months, func(g stats.Group) (float64, bool) { return float64(g.Taken[n].Median), g.Taken[n].N > 0 })
}

func heldTrend(months []stats.Group, n int) []float64 {
	return trendOf(months, func(g stats.Group) (float64, bool) { return g.Held[n].Percent(), g.Held[n].Of > 0 })
}

func incidentTrend(months []stats.Group) []float64 {
	return trendOf(months, func(g stats.Group) (float64, bool) { return float64(g.Incidents), true })
}

func trendOf(months []stats.Group, value func(stats.Group) (float64, bool)) []float64 {
	values := make([]float64, len(months))
	for n, m := range months {
		v, ok := value(m)
		if !ok {
			v = noPoint
		}
		values[n] = v
	}
	return values
}

// isFew reports that some measure of a group rests on few observations.
func isFew(g stats.Group) bool {
	for _, t := range g.Taken {
		if t.N > 0 && t.N < stats.Few {
			return true
		}
	}
	return false
}
