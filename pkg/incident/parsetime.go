package incident

import (
	"strconv"
	"strings"
	"time"
)

// TimeError is a time or date on the command line that cannot be read.
type TimeError struct {
	Written, Reason, Help string
}

// Error says what is wrong and what to write.
func (e *TimeError) Error() string { return quote(e.Written) + " " + e.Reason + "; " + e.Help }

const timeForms = "write 2026-03-01T14:02:00Z, 2026-03-01 14:02 (UTC), 14:02 (UTC), now or -20m"

// maxBack bounds how far in the past -20m and the like may lie.
const maxBack = 10 * 366 * day

// ParseTime reads a time as typed on the command line: RFC 3339 with
// any offset, "2006-01-02 15:04" in UTC, "15:04" (the latest such time not
// after now; for an ended incident the one inside it), now, -20m, -3h. note is
// what the answer should say ("read as UTC"), or "". i may be nil. Whether the
// time makes sense for the incident is not asked here. The error is a
// *TimeError.
func ParseTime(s string, now time.Time, i *Incident) (t time.Time, note string, err error) {
	text := strings.TrimSpace(s)
	now = now.UTC().Truncate(time.Second)
	switch {
	case text == "now":
		return now, "", nil
	case strings.HasPrefix(text, "-"):
		t, err := parseBack(text, now)
		return t, "", err
	case len(text) >= 5 && text[2] == ':':
		return parseClock(text, now, i)
	}
	return parseStamp(text)
}

// parseBack reads -20m, -3h, -1h30m or -2d.
func parseBack(text string, now time.Time) (time.Time, error) {
	back, err := time.ParseDuration(text[1:])
	if n, cut := strings.CutSuffix(text[1:], "d"); cut {
		var days int
		days, err = strconv.Atoi(n)
		back = time.Duration(min(max(days, -1), int(maxBack/day)+1)) * day
	}
	if err != nil || back < 0 || back > maxBack {
		return time.Time{}, &TimeError{text, "is not a time", timeForms}
	}
	return now.Add(-back).Truncate(time.Second), nil
}

// parseClock reads 15:04 or 15:04:05, in UTC.
func parseClock(text string, now time.Time, i *Incident) (time.Time, string, error) {
	c, ok := scanClock(text)
	if !ok {
		return time.Time{}, "", &TimeError{text, "is not a time", timeForms}
	}
	z := scanZone(text[c.len:])
	switch rest := text[c.len+z.len:]; {
	case rest != "":
		return time.Time{}, "", trailing(text, text[c.len:])
	case z.form == namedZone:
		return time.Time{}, "", ambiguous(text, z.name)
	}
	t := nearest(c.since-z.offset, now, i).Truncate(time.Second)
	return t, "read as " + formatTime(t), nil
}

// nearest is the moment at a time of day that is meant: the latest not after
// now; for an ended incident the one inside it, or else nearest to it, so that
// an end can be put later and a start earlier.
func nearest(since time.Duration, now time.Time, i *Incident) time.Time {
	latest := midnight(now).Add(since)
	for latest.After(now) {
		latest = latest.Add(-day)
	}
	if i == nil || !i.EndedAt.Known() || !i.StartedAt.Known() || i.EndedAt.V.Before(i.StartedAt.V) {
		return latest
	}
	// The day of the end and its neighbours, and the day of the start, hold the
	// nearest moment; what lies inside has distance 0, the later one first.
	best := latest
	for _, base := range []time.Time{i.EndedAt.V, i.StartedAt.V} {
		for _, shift := range []time.Duration{day, 0, -day} {
			t := midnight(base).Add(since + shift)
			if !t.After(now) && distanceTo(i, t) < distanceTo(i, best) {
				best = t
			}
		}
	}
	return best
}

// distanceTo is how far t lies outside the incident.
func distanceTo(i *Incident, t time.Time) time.Duration {
	return max(0, i.StartedAt.V.Sub(t), t.Sub(i.EndedAt.V))
}

// parseStamp reads a date with a time of day. Without a zone it is UTC, and
// note says so.
func parseStamp(text string) (time.Time, string, error) {
	c, ok := scanStamp(text)
	switch {
	case !ok:
		return time.Time{}, "", &TimeError{text, "is not a time", timeForms}
	case c.form == dateOnly && c.len == len(text):
		return time.Time{}, "", &TimeError{text, "lacks a time of day", timeForms}
	case c.form == dateOnly || c.len < len(text):
		return time.Time{}, "", trailing(text, text[c.len:])
	case c.form == namedZone:
		return time.Time{}, "", ambiguous(text, c.zone)
	}
	t := c.at.Truncate(time.Second)
	if c.form == noZone {
		return t, "read as UTC: " + formatTime(t), nil
	}
	return t, "", nil
}

// trailing refuses what stands behind a time. A word there is most likely a
// zone.
func trailing(text, rest string) error {
	word := strings.TrimSpace(rest)
	for n := range len(word) {
		if !isLetter(word[n]) && word[n] != '/' && word[n] != '_' {
			return &TimeError{text, "is not a time", timeForms}
		}
	}
	return ambiguous(text, word)
}

func ambiguous(text, zone string) error {
	return &TimeError{
		Written: text,
		Reason:  "names the zone " + zone + ", and such names are ambiguous (CST is used for three offsets, and PST is written in summer too)",
		Help:    "write the offset, like 2026-03-01T14:02:00-08:00, or the time in UTC",
	}
}

const dateForms = "write a day, like 2026-03-15, today, tomorrow or +14d"

// maxAhead bounds +14d, in days.
const maxAhead = 3660

// ParseDate reads a due date: 2006-01-02, today, tomorrow, or +14d (or +2w) from
// today, at midnight UTC. The error is a *TimeError.
func ParseDate(s string, now time.Time) (time.Time, error) {
	text := strings.TrimSpace(s)
	today := midnight(now)
	switch text {
	case "today":
		return today, nil
	case "tomorrow":
		return today.AddDate(0, 0, 1), nil
	}
	if days, ok := parseAhead(text); ok {
		return today.AddDate(0, 0, days), nil
	}
	if c, ok := scanStamp(text); ok && c.form == dateOnly && c.len == len(text) {
		return c.at, nil
	}
	return time.Time{}, &TimeError{text, "is not a date", dateForms}
}

// parseAhead reads +14d and +2w, the way in which due dates are spoken of.
func parseAhead(text string) (days int, ok bool) {
	if len(text) < 3 || text[0] != '+' {
		return 0, false
	}
	n, err := strconv.Atoi(text[1 : len(text)-1])
	if err != nil || n < 0 || n > maxAhead {
		return 0, false
	}
	switch text[len(text)-1] {
	case 'd':
		return n, true
	case 'w':
		return 7 * n, 7*n <= maxAhead
	}
	return 0, false
}
