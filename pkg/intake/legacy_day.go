package intake

import (
	"strings"
	"time"
)

// DateOrder says which of two numbers is the day: 10/04/2022 has no answer in
// itself.
type DateOrder string

// The orders; the zero DateOrder is not known.
const (
	DayFirst   DateOrder = "dmy"
	MonthFirst DateOrder = "mdy"
)

// day is a date as far as it is written down.
type day struct {
	year   int // 0 when only day and month are written
	month  int // 0 when there is no date at all
	day    int
	last   int       // of "January 14-19": the 19
	either bool      // day and month could be the other way round
	shows  DateOrder // the order that its numbers, one of them above 12, can only have
}

func (d day) known() bool { return d.month > 0 }

// whole reports a date that needs nothing else to be one.
func (d day) whole() bool { return d.known() && d.year > 0 && !d.either }

// time is midnight of a whole date, in UTC.
func (d day) time() time.Time {
	return time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC)
}

// dayOf is the date of a moment, in UTC.
func dayOf(t time.Time) day {
	year, month, number := t.UTC().Date()
	return day{year: year, month: int(month), day: number}
}

// exists reports that a calendar has the day.
func (d day) exists() bool {
	year := d.year
	if year == 0 {
		year = 2000 // which has a 29 February
	}
	return d.month >= 1 && d.month <= 12 && d.day >= 1 &&
		d.day <= time.Date(year, time.Month(d.month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// readDay reads a date, with the day of the week before it.
func (c *cursor) readDay(order DateOrder) (d day, ok bool) {
	ok = c.try(func() bool {
		c.try(c.weekday)
		switch {
		case isDigit(c.peek()):
			return c.try(func() bool { return c.isoDay(&d) }) || c.try(func() bool { return c.slashed(&d, order) }) ||
				c.try(func() bool { return c.dayMonth(&d) })
		default:
			return c.monthDay(&d)
		}
	})
	return d, ok && d.exists()
}

func (c *cursor) weekday() bool {
	word := strings.ToLower(c.word())
	for _, name := range []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"} {
		if word == name || len(word) >= 3 && len(word) <= 5 && strings.HasPrefix(name, word) {
			c.eat(",", ".")
			return c.blanks()
		}
	}
	return false
}

// isoDay reads 2023-03-01, with dashes, slashes or dots.
func (c *cursor) isoDay(d *day) bool {
	year, _, ok := c.digits(4, 4)
	separator := c.peek()
	if !ok || !c.eat("-", "/", ".") {
		return false
	}
	month, _, ok := c.digits(1, 2)
	if !ok || c.peek() != separator {
		return false
	}
	c.at++
	number, _, ok := c.digits(1, 2)
	*d = day{year: year, month: month, day: number}
	return ok && d.exists() && (c.ends() || c.peek() == 'T' && isDigit(c.ahead(1)))
}

// slashed reads 10/22/2022, 22.10.2022, 10-22-2022, 10/22/22 and 10/22.
func (c *cursor) slashed(d *day, order DateOrder) bool {
	first, _, ok := c.digits(1, 2)
	separator := c.peek()
	if !ok || !c.eat("/", "-", ".") {
		return false
	}
	second, _, ok := c.digits(1, 2)
	if !ok {
		return false
	}
	year, size := 0, 0
	if c.peek() == separator && isDigit(c.ahead(1)) {
		c.at++
		if year, size, ok = c.digits(2, 4); !ok || size == 3 {
			return false
		}
	}
	switch {
	case separator != '/' && size != 4: // 1.12 is a version and 10-22 a range
		return false
	case size == 2:
		year += 2000
	}
	if separator == '.' {
		order = DayFirst
	}
	*d = ordered(first, second, order)
	d.year = year
	if separator == '.' {
		d.shows = "" // says nothing about slashes
	}
	return d.exists() && c.ends()
}

// ordered tells day and month apart: by what can be no month, else by the order.
func ordered(first, second int, order DateOrder) day {
	monthFirst, dayFirst := day{month: first, day: second}, day{month: second, day: first}
	switch {
	case first > 12:
		dayFirst.shows = DayFirst
		return dayFirst
	case second > 12:
		monthFirst.shows = MonthFirst
		return monthFirst
	case first == second:
		return monthFirst
	case order == DayFirst:
		return dayFirst
	case order != MonthFirst:
		monthFirst.either = true
	}
	return monthFirst
}

// dayMonth reads 6 May 2021, 27th of September and 19. April.
func (c *cursor) dayMonth(d *day) bool {
	number, _, ok := c.digits(1, 2)
	if !ok {
		return false
	}
	c.ordinal()
	c.eat(".")
	c.blanks()
	c.eat("of ")
	month := c.month()
	*d = day{month: month, day: number}
	if month == 0 || !d.exists() || !c.ends() {
		return false
	}
	c.year(d)
	return d.exists()
}

// monthDay reads Sep 27 2017, March 18th and January 14-19, 2026.
func (c *cursor) monthDay(d *day) bool {
	month := c.month()
	if month == 0 || !c.blanks() {
		return false
	}
	number, _, ok := c.digits(1, 2)
	if !ok {
		return false
	}
	c.ordinal()
	*d = day{month: month, day: number}
	if !d.exists() || !c.ends() {
		return false
	}
	c.try(func() bool { return c.lastDay(d) })
	c.year(d)
	return d.exists()
}

// lastDay reads the second number of "January 14-19".
func (c *cursor) lastDay(d *day) bool {
	if !c.eat("-", "–") {
		return false
	}
	last, _, ok := c.digits(1, 2)
	if !ok || last <= d.day || last > 31 || c.peek() == ':' || c.peek() == '.' {
		return false
	}
	c.ordinal()
	d.last = last
	return c.ends()
}

func (c *cursor) ordinal() {
	c.try(func() bool {
		switch strings.ToLower(c.word()) {
		case "st", "nd", "rd", "th":
			return true
		}
		return false
	})
}

// year reads the year behind a day, which is four digits and no time of day.
func (c *cursor) year(d *day) {
	c.try(func() bool {
		c.eat(",")
		c.blanks()
		year, _, ok := c.digits(4, 4)
		if !ok || year < 1900 || year > 2199 || !c.ends() || c.peek() == ':' {
			return false
		}
		d.year = year
		return true
	})
}

var months = [...]string{
	"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
}

// month reads a month's name or its first letters; 0 when there is none.
func (c *cursor) month() (month int) {
	c.try(func() bool {
		word := strings.ToLower(c.word())
		for n, name := range months {
			if word == name || len(word) == 3 && word == name[:3] || word == "sept" && name == "september" {
				month = n + 1
				c.eat(".")
				return true
			}
		}
		return false
	})
	return month
}
