package incident

import (
	"strings"
	"time"
)

// zoneForm is how a time names its zone.
type zoneForm uint8

const (
	dateOnly   zoneForm = iota // no time of day
	noZone                     // a time of day, and no zone
	namedZone                  // an abbreviation other than UTC
	offsetZone                 // Z in an unusual form, UTC, or a written offset
	utcMinutes                 // RFC 3339 in UTC but for the seconds: 2026-03-01T14:02Z
	utcExact                   // RFC 3339 in UTC, with Z
)

// clockStamp is a time read from the beginning of a text.
type clockStamp struct {
	at   time.Time // in UTC; with noZone and namedZone the digits as if they were UTC
	len  int       // bytes read
	form zoneForm
	zone string // the abbreviation of a namedZone
}

// sure reports that the moment is known beyond doubt.
func (c clockStamp) sure() bool { return c.form >= offsetZone }

// scanStamp reads a time that begins with a date: 2026-03-01, then T or a
// space, 14:02 or 14:02:05 or 14:02:05.123, then Z, an offset or a zone's name.
func scanStamp(s string) (clockStamp, bool) {
	year, month, day, ok := scanDate(s)
	if !ok {
		return clockStamp{}, false
	}
	c := clockStamp{at: time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC), len: 10}
	if len(s) < 16 || s[10] != 'T' && s[10] != 't' && s[10] != ' ' {
		return c, true
	}
	clock, ok := scanClock(s[11:])
	if !ok {
		return c, true
	}
	c.at, c.len, c.form = c.at.Add(clock.since), 11+clock.len, noZone
	c.readZone(s, clock.seconds && s[10] == 'T')
	// An offset may lead out of the years of four digits, which are all that can be written.
	return c, c.at.Year() >= 0 && c.at.Year() <= 9999
}

// readZone reads the zone behind the time of day. strict says that what came
// before is written as RFC 3339 has it.
func (c *clockStamp) readZone(s string, strict bool) {
	z := scanZone(s[c.len:])
	if z.len == 0 {
		return
	}
	exact := z.form == utcExact
	c.len += z.len
	c.at = c.at.Add(-z.offset)
	c.form, c.zone = z.form, z.name
	switch {
	case exact && !strict && s[10] == 'T':
		c.form = utcMinutes
	case exact && !strict:
		c.form = offsetZone
	}
}

// scanDate reads 2006-01-02 and checks that there is such a day.
func scanDate(s string) (year, month, day int, ok bool) {
	if len(s) < 10 || s[4] != '-' || s[7] != '-' {
		return 0, 0, 0, false
	}
	y1, ok1 := twoDigits(s)
	y2, ok2 := twoDigits(s[2:])
	month, ok3 := twoDigits(s[5:])
	day, ok4 := twoDigits(s[8:])
	if !ok1 || !ok2 || !ok3 || !ok4 || len(s) > 10 && isDigit(s[10]) {
		return 0, 0, 0, false
	}
	year = y1*100 + y2
	return year, month, day, month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// timeOfDay is a scanned time of day.
type timeOfDay struct {
	since   time.Duration // since midnight
	len     int           // bytes read
	seconds bool          // seconds were written
}

// scanClock reads 15:04, 15:04:05 or 15:04:05.999.
func scanClock(s string) (timeOfDay, bool) {
	hour, minute, ok := scanPair(s)
	if !ok || hour > 23 || minute > 59 {
		return timeOfDay{}, false
	}
	c := timeOfDay{since: time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute, len: 5}
	if len(s) < 8 || s[5] != ':' {
		return c, len(s) == 5 || !isDigit(s[5])
	}
	second, ok := twoDigits(s[6:])
	if !ok || second > 59 {
		return timeOfDay{}, false
	}
	c.since, c.len, c.seconds = c.since+time.Duration(second)*time.Second, 8, true
	c.readFraction(s)
	return c, len(s) == c.len || !isDigit(s[c.len])
}

// readFraction reads tenths and less, which logs are pasted with. What is smaller
// than a nanosecond adds nothing.
func (c *timeOfDay) readFraction(s string) {
	if len(s) < 10 || s[8] != '.' || !isDigit(s[9]) {
		return
	}
	c.len = 9
	for unit := time.Second / 10; c.len < len(s) && isDigit(s[c.len]); c.len++ {
		c.since += time.Duration(s[c.len]-'0') * unit
		unit /= 10
	}
}

func scanPair(s string) (a, b int, ok bool) {
	if len(s) < 5 || s[2] != ':' {
		return 0, 0, false
	}
	a, ok1 := twoDigits(s)
	b, ok2 := twoDigits(s[3:])
	return a, b, ok1 && ok2
}

// zone is a scanned zone; len is 0 when there is none.
type zone struct {
	form   zoneForm
	offset time.Duration // east of UTC
	len    int           // bytes read, a space before included
	name   string
}

// scanZone reads Z, +01:00, +0100, +01, UTC or an abbreviation, the latter
// three after one space too.
func scanZone(s string) zone {
	if strings.HasPrefix(s, "Z") && !letterAt(s, 1) {
		return zone{form: utcExact, len: 1}
	}
	rest := strings.TrimPrefix(s, " ")
	skip := len(s) - len(rest)
	// "14:02 -10 pods" counts pods; behind a space an offset needs its minutes.
	if z := scanOffset(rest); z.len > 3 || z.len == 3 && skip == 0 {
		z.len += skip
		return z
	}
	n := 0
	for n < len(rest) && isLetter(rest[n]) {
		n++
	}
	return zoneOfName(rest[:n], skip)
}

// zoneOfName takes words in capitals that may be a zone's abbreviation. Any
// other word behind the time begins the text: "14:02 DNS fails" is taken for a
// zone only when it is one that people write.
func zoneOfName(name string, skip int) zone {
	switch name {
	case "Z", "z", "UTC", "GMT", "utc":
		return zone{form: offsetZone, len: skip + len(name)}
	}
	if zoneAbbreviation(name) {
		return zone{form: namedZone, len: skip + len(name), name: name}
	}
	return zone{}
}

// zoneAbbreviation reports the abbreviations met in real postmortems and their
// neighbours. None of them is unambiguous, so none is ever converted.
func zoneAbbreviation(name string) bool {
	switch name {
	case "PST", "PDT", "PT", "MST", "MDT", "MT", "CST", "CDT", "CT", "EST", "EDT", "ET", "AKST", "AKDT", "HST",
		"CET", "CEST", "EET", "EEST", "WET", "WEST", "BST", "IST", "MSK", "JST", "KST", "SGT", "HKT",
		"AEST", "AEDT", "ACST", "AWST", "NZST", "NZDT", "BRT", "ART", "SAST":
		return true
	}
	return false
}

// scanOffset reads +01:00, -0130 or +01.
func scanOffset(s string) zone {
	if len(s) < 3 || s[0] != '+' && s[0] != '-' {
		return zone{}
	}
	hours, ok := twoDigits(s[1:])
	if !ok || hours > 23 {
		return zone{}
	}
	n, minutes := 3, 0
	rest := strings.TrimPrefix(s[3:], ":")
	if m, ok := twoDigits(rest); ok && m < 60 {
		n, minutes = len(s)-len(rest)+2, m
	}
	if n < len(s) && isDigit(s[n]) {
		return zone{}
	}
	offset := time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute
	if s[0] == '-' {
		offset = -offset
	}
	return zone{form: offsetZone, offset: offset, len: n}
}

func twoDigits(s string) (int, bool) {
	if len(s) < 2 || !isDigit(s[0]) || !isDigit(s[1]) {
		return 0, false
	}
	return int(s[0]-'0')*10 + int(s[1]-'0'), true
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

func letterAt(s string, n int) bool { return n < len(s) && isLetter(s[n]) }
