package repo

import (
	"strconv"
	"strings"
	"time"
)

// dateLayouts are the forms of gitformat date that name a day and a time,
// without weekday and zone. A month's name may stand before or after the day.
var dateLayouts = []string{
	"2006-01-02T15:04:05",
	"2006-01-02 15:04:05",
	"2006-01-02T15:04",
	"2006-01-02 15:04",
	"2006.01.02 15:04:05",
	"01/02/2006 15:04:05",
	"02.01.2006 15:04:05",
	"2 Jan 2006 15:04:05",
	"Jan 2 2006 15:04:05",
	"Jan 2 15:04:05 2006",
	"2 January 2006 15:04:05",
	"January 2 2006 15:04:05",
}

// parseGitDate reads what GIT_AUTHOR_DATE may hold: seconds since 1970 with a
// zone, RFC 2822, ISO 8601 and their like. Without a zone it is local time;
// without a time of day git refuses it as well.
func parseGitDate(text string, local *time.Location) (time.Time, bool) {
	fields := strings.Fields(text)
	if t, ok := parseEpoch(fields, local); ok {
		return t, true
	}
	if len(fields) > 0 && isWeekday(strings.TrimSuffix(fields[0], ",")) {
		fields = fields[1:]
	}
	clock, zone, ok := cutZone(strings.Join(fields, " "))
	if !ok {
		zone = local
	}
	// time.Parse takes fractions of a second without being asked; git drops them
	// too.
	for _, layout := range dateLayouts {
		if t, err := time.ParseInLocation(layout, clock, zone); err == nil {
			return t, t.Unix() >= 0
		}
	}
	return time.Time{}, false
}

// parseEpoch reads "1112911993 +0200" and "@1112911993 +0200". Alone a number
// needs nine digits or the at sign, else it might be a year or a day.
func parseEpoch(fields []string, zone *time.Location) (time.Time, bool) {
	if len(fields) == 0 || len(fields) > 2 {
		return time.Time{}, false
	}
	digits, marked := strings.CutPrefix(fields[0], "@")
	seconds, err := strconv.ParseUint(digits, 10, 62)
	if err != nil || !marked && seconds < 100_000_000 {
		return time.Time{}, false
	}
	if len(fields) == 2 {
		var ok bool
		if zone, ok = parseZone(fields[1]); !ok {
			return time.Time{}, false
		}
	}
	return time.Unix(int64(seconds), 0).In(zone), true
}

func isWeekday(word string) bool {
	for day := range time.Saturday + 1 {
		if name := day.String(); strings.EqualFold(word, name) || strings.EqualFold(word, name[:3]) {
			return true
		}
	}
	return false
}

// cutZone takes a zone off the end, with or without a blank before it.
func cutZone(text string) (clock string, zone *time.Location, ok bool) {
	at := strings.LastIndexAny(text, " ")
	if zone, ok = parseZone(text[at+1:]); ok {
		return strings.TrimSpace(text[:at+1]), zone, true
	}
	colon := strings.IndexByte(text, ':')
	if colon < 0 {
		return text, nil, false
	}
	at = strings.IndexAny(text[colon:], "+-Z")
	if at < 0 {
		return text, nil, false
	}
	at += colon
	zone, ok = parseZone(text[at:])
	return text[:at], zone, ok
}

// parseZone reads +0200, +02:00, +02, Z, UTC and GMT. Other names mean
// different zones to different people.
func parseZone(text string) (*time.Location, bool) {
	switch text {
	case "Z", "UTC", "GMT":
		return time.UTC, true
	}
	if len(text) < 3 || text[0] != '+' && text[0] != '-' {
		return nil, false
	}
	digits := strings.Replace(text[1:], ":", "", 1)
	if len(digits) == 2 {
		digits += "00"
	}
	n, err := strconv.ParseUint(digits, 10, 16)
	if err != nil || len(digits) != 4 || n%100 >= 60 || n > 1400 {
		return nil, false
	}
	offset := int(n/100*3600 + n%100*60)
	if text[0] == '-' {
		offset = -offset
	}
	return time.FixedZone("", offset), true
}
