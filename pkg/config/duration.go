package config

import (
	"strconv"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
)

const (
	hour = time.Hour
	day  = 24 * hour
	week = 7 * day
	// maxDuration keeps sums of a time and a duration in range.
	maxDuration = 36500 * day
)

var units = []struct {
	letter string
	length time.Duration
}{{"h", hour}, {"d", day}, {"w", week}}

// duration reads a whole number of hours, days or weeks.
func (r *reader) duration(name string, n document.Node, dst *time.Duration) {
	d, ok := parseDuration(n.Text())
	if n.Kind() != document.Scalar || !ok {
		r.problem(n, "whole hours, days or weeks, such as 36h, 14d, 2w", "%s %s, which is not a duration", name, is(n))
		return
	}
	*dst = d
}

func parseDuration(s string) (time.Duration, bool) {
	for _, u := range units {
		digits, ok := strings.CutSuffix(s, u.letter)
		if !ok {
			continue
		}
		n, err := strconv.ParseUint(digits, 10, 32)
		d := time.Duration(n) * u.length
		return d, err == nil && d <= maxDuration
	}
	return 0, false
}

// FormatDuration writes a duration as configuration does: 14d, 36h.
func FormatDuration(d time.Duration) string {
	if d%day == 0 {
		return strconv.FormatInt(int64(d/day), 10) + "d"
	}
	return strconv.FormatInt(int64(d/hour), 10) + "h"
}
