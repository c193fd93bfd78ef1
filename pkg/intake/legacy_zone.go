package intake

import (
	"strings"
	"sync"
	"time"
)

// zone is a time zone as a text names it.
type zone struct {
	name   string         // as written; "" when none is
	place  *time.Location // where its clocks are; nil when that is not certain
	strict bool           // name is an abbreviation that place uses for a part of the year only
}

func (z zone) written() bool { return z.name != "" }

// places say where the clocks of an abbreviation are. Those that stand for several
// zones of the world, such as CST and IST, have no place.
var places = map[string]string{
	"PST": "America/Los_Angeles", "PDT": "America/Los_Angeles", "PT": "America/Los_Angeles",
	"MST": "", "MDT": "America/Denver", "MT": "America/Denver",
	"CST": "", "CDT": "", "CT": "America/Chicago",
	"EST": "America/New_York", "EDT": "America/New_York", "ET": "America/New_York",
	"AKST": "America/Anchorage", "AKDT": "America/Anchorage", "HST": "Pacific/Honolulu",
	"WET": "Europe/Lisbon", "WEST": "Europe/Lisbon", "CET": "Europe/Berlin", "CEST": "Europe/Berlin",
	"EET": "Europe/Helsinki", "EEST": "Europe/Helsinki", "BST": "", "IST": "", "MSK": "Europe/Moscow",
	"JST": "Asia/Tokyo", "KST": "Asia/Seoul", "HKT": "Asia/Hong_Kong", "SGT": "Asia/Singapore",
	"AEST": "", "AEDT": "Australia/Sydney", "ACST": "", "AWST": "Australia/Perth",
	"NZST": "Pacific/Auckland", "NZDT": "Pacific/Auckland", "SAST": "Africa/Johannesburg", "BRT": "America/Sao_Paulo",
}

// smallZones are those that people write in small letters, too.
var smallZones = []string{"utc", "gmt", "pst", "pdt", "cet", "cest", "edt"}

// regions are words for a zone that more than one continent has.
var regions = []string{"Pacific", "Eastern", "Central", "Mountain"}

// readZone reads the zone behind a time of day, in brackets or not.
func (c *cursor) readZone() (z zone, ok bool) {
	ok = c.try(func() bool {
		if c.peek() == 'Z' && !isLetter(c.ahead(1)) {
			c.at++
			z = zone{name: "UTC", place: time.UTC}
			return true
		}
		spaced := c.blanks()
		if c.try(func() bool { return c.offset(&z, spaced) }) {
			return true
		}
		bracket := c.eat("(", "[")
		return c.namedZone(&z) && (!bracket || c.eat(")", "]"))
	})
	return z, ok
}

// offset reads +01:00, -0800 and, right behind the time, +01. In 13:30-13:45 it is
// the end of a range that follows.
func (c *cursor) offset(z *zone, spaced bool) bool {
	start := c.at
	if !c.eat("+", "-", "−") {
		return false
	}
	east := c.s[start] == '+'
	if !east && !c.exact {
		return false
	}
	hours, _, ok := c.digits(2, 2)
	minutes := 0
	switch {
	case ok && c.eat(":"):
		minutes, _, ok = c.digits(2, 2)
	case ok:
		ok = !spaced && east
	default:
		hours, _, ok = c.digits(4, 4)
		hours, minutes = hours/100, hours%100
	}
	if !ok || hours > 14 || minutes > 59 || !c.ends() {
		return false
	}
	*z = fixed(c.s[start:c.at], east, hours, minutes)
	return true
}

// fixed is a zone at an offset from UTC.
func fixed(name string, east bool, hours, minutes int) zone {
	seconds := hours*3600 + minutes*60
	if !east {
		seconds = -seconds
	}
	return zone{name: name, place: time.FixedZone(name, seconds)}
}

// namedZone reads UTC, GMT+2, PST, Europe/Berlin and US/Pacific.
func (c *cursor) namedZone(z *zone) bool {
	start := c.at
	word := c.word()
	if c.peek() == '/' && isLetter(c.ahead(1)) {
		return c.area(z, start)
	}
	if !c.ends() || word == "" {
		return false
	}
	name := word
	for _, small := range smallZones {
		if word == small {
			name = strings.ToUpper(small)
		}
	}
	switch name {
	case "UTC", "GMT", "Z":
		*z = zone{name: "UTC", place: time.UTC}
		c.try(func() bool { return c.shifted(z, start) })
		return true
	}
	for _, region := range regions {
		if word == region {
			*z = zone{name: region}
			return c.region(z)
		}
	}
	area, ok := places[name]
	place := load(area)
	// Of some places the database knows no letters, only -03.
	*z = zone{name: name, place: place, strict: place != nil && uses(place, name, 2015)}
	return ok
}

// region reads the Time behind Pacific, and Central European Time.
func (c *cursor) region(z *zone) bool {
	if z.name == "Central" && c.try(func() bool { return c.blanks() && c.eat("European") && c.ends() }) {
		*z = zone{name: "Central European", place: load(places["CET"])}
	}
	c.try(func() bool { return c.blanks() && strings.EqualFold(c.word(), "time") })
	return true
}

// area reads what has the form Area/City. One that does not exist is a zone with
// a name and no place.
func (c *cursor) area(z *zone, start int) bool {
	for isLetter(c.peek()) || c.peek() == '/' || c.peek() == '_' {
		c.at++
	}
	name := c.s[start:c.at]
	*z = zone{name: name, place: load(name)}
	return c.ends() && name[0] >= 'A' && name[0] <= 'Z'
}

// shifted reads the +2 of GMT+2.
func (c *cursor) shifted(z *zone, start int) bool {
	sign := c.peek()
	if !c.eat("+", "-") {
		return false
	}
	hours, _, ok := c.digits(1, 2)
	if !ok || hours > 14 {
		return false
	}
	minutes := 0
	if c.peek() == ':' && isDigit(c.ahead(1)) {
		c.at++
		if minutes, _, ok = c.digits(2, 2); !ok || minutes > 59 {
			return false
		}
	}
	*z = fixed(c.s[start:c.at], sign == '+', hours, minutes)
	return c.ends()
}

// load is a place of the zone database; nil when it has none of that name.
func load(name string) *time.Location {
	if name == "" || strings.EqualFold(name, "local") {
		return nil
	}
	if place, ok := loaded.Load(name); ok {
		return place.(*time.Location)
	}
	place, err := time.LoadLocation(name)
	if err != nil {
		return nil
	}
	loaded.Store(name, place)
	return place
}

// loaded are the places that were read already: time reads them anew each time.
var loaded sync.Map

// moment is a time of day at a place, in UTC. why is "" unless that moment is not
// certain.
func (z zone) moment(d day, k clock) (t time.Time, why string) {
	at := func(place *time.Location) time.Time {
		return time.Date(d.year, time.Month(d.month), d.day, 0, 0, int(k.since.Seconds()), 0, place)
	}
	t = at(z.place)
	wall := at(time.UTC).Format("15:04")
	name, _ := t.Zone()
	switch {
	case z.strict && name != z.name:
		return time.Time{}, "is written in " + z.name + ", but on that day " + z.place.String() + " had " + name + ", so it may be an hour off"
	case t.Format("15:04") != wall:
		return time.Time{}, "does not exist in " + z.place.String() + ", where clocks went forward"
	case twice(t):
		return time.Time{}, "was there twice in " + z.place.String() + ", where clocks went back"
	}
	return t.UTC(), ""
}

// twice reports a wall-clock time that the end of summer time repeats.
func twice(t time.Time) bool {
	wall := t.Format("15:04")
	return t.Add(time.Hour).Format("15:04") == wall || t.Add(-time.Hour).Format("15:04") == wall
}
