package incident

import "time"

// LeadingTime is a time that a text begins with.
type LeadingTime struct {
	At       time.Time // in UTC; without a zone the digits as if they were UTC
	Len      int       // bytes of the text
	Zoneless bool      // no zone is written
	Zone     string    // an abbreviation other than UTC, which is ambiguous: At is not known
}

// ReadLeadingTime reads a date with a time of day at the beginning of a text, in the
// forms that timelines are written in.
func ReadLeadingTime(s string) (LeadingTime, bool) {
	c, ok := scanStamp(s)
	if !ok || c.form == dateOnly {
		return LeadingTime{}, false
	}
	return LeadingTime{At: c.at, Len: c.len, Zoneless: c.form == noZone, Zone: c.zone}, true
}
