package intake

import (
	"strings"
	"time"
)

// clock is a time of day.
type clock struct {
	since    time.Duration // since midnight
	written  bool
	hour     int  // as written
	meridiem byte // 'a', 'p', or 0 when none is written
}

// readClock reads 14:02, 9:06:30, 11.15, 3:18 PM, 9:06a, 10am, 14h30 and 1430Z.
func (c *cursor) readClock() (k clock, ok bool) {
	ok = c.try(func() bool {
		return c.try(func() bool { return c.colonClock(&k) }) || c.try(func() bool { return c.dotClock(&k) }) ||
			c.try(func() bool { return c.hourClock(&k) }) || c.try(func() bool { return c.plainClock(&k) })
	})
	return k, ok
}

// set fills a clock from its parts and the am or pm that follows.
func (c *cursor) setClock(k *clock, hour, minute, second int) bool {
	*k = clock{written: true, hour: hour, meridiem: c.readMeridiem()}
	h, ok := hourOf(hour, k.meridiem)
	if !ok || minute > 59 || second > 59 {
		return false
	}
	k.since = time.Duration(h)*time.Hour + time.Duration(minute)*time.Minute + time.Duration(second)*time.Second
	return c.ends() || c.peek() == 'Z' && !isLetter(c.ahead(1))
}

// hourOf is the hour of the day; 17 with pm, which people write, is 17, too.
func hourOf(hour int, meridiem byte) (int, bool) {
	switch {
	case meridiem == 'a' && hour == 12:
		return 0, true
	case meridiem == 'p' && hour < 12:
		return hour + 12, true
	case meridiem == 'a' && hour > 12:
		return 0, false
	}
	return hour, hour <= 23
}

func (c *cursor) readMeridiem() (m byte) {
	c.try(func() bool {
		apart := c.blanks()
		first := c.peek() | 0x20
		if first != 'a' && first != 'p' {
			return false
		}
		c.at++
		full := c.eat("m", "M", ".m.", ".M.", ".m", ".M")
		if full {
			c.eat(".")
		}
		if !c.ends() || apart && !full {
			return false
		}
		m = first
		return true
	})
	return m
}

// colonClock reads 14:02 and 14:02:05.123.
func (c *cursor) colonClock(k *clock) bool {
	hour, _, ok := c.digits(1, 2)
	if !ok || !c.eat(":") {
		return false
	}
	minute, _, ok := c.digits(2, 2)
	if !ok {
		return false
	}
	second := 0
	if c.peek() == ':' && isDigit(c.ahead(1)) {
		c.at++
		if second, _, ok = c.digits(2, 2); !ok {
			return false
		}
		c.exact = true
		if c.peek() == '.' && isDigit(c.ahead(1)) {
			c.at++
			c.digits(1, 9)
		}
	}
	c.try(func() bool { c.blanks(); return c.eat("hrs", "h", "Uhr") && c.ends() })
	return (c.peek() != ':' || !isDigit(c.ahead(1))) && c.setClock(k, hour, minute, second)
}

// dotClock reads 11.15, as chat has it: two digits each, or am and pm behind it, for
// 1.15 is a version.
func (c *cursor) dotClock(k *clock) bool {
	hour, size, ok := c.digits(1, 2)
	if !ok || !c.eat(".") {
		return false
	}
	minute, _, ok := c.digits(2, 2)
	if !ok || c.peek() == '%' || c.peek() == '.' && isDigit(c.ahead(1)) {
		return false
	}
	c.eat("hrs", "h")
	return c.setClock(k, hour, minute, 0) && (size == 2 || k.meridiem != 0)
}

// hourClock reads 10am and 14h30.
func (c *cursor) hourClock(k *clock) bool {
	hour, _, ok := c.digits(1, 2)
	if !ok {
		return false
	}
	minute := 0
	if c.peek() == 'h' && isDigit(c.ahead(1)) {
		c.at++
		if minute, _, ok = c.digits(2, 2); !ok {
			return false
		}
		return c.setClock(k, hour, minute, 0)
	}
	return c.setClock(k, hour, minute, 0) && k.meridiem != 0
}

// plainClock reads 1430Z, 1430 UTC and 1430hrs: four digits alone are a year.
func (c *cursor) plainClock(k *clock) bool {
	n, _, ok := c.digits(4, 4)
	if !ok || !c.try(func() bool { c.blanks(); return c.eat("hrs", "h") && c.ends() }) && !c.beforeUTC() {
		return false
	}
	*k = clock{written: true, hour: n / 100, since: time.Duration(n/100)*time.Hour + time.Duration(n%100)*time.Minute}
	return n/100 <= 23 && n%100 <= 59
}

func (c *cursor) beforeUTC() bool {
	for _, zone := range []string{"Z", " UTC", " GMT", "UTC", "GMT"} {
		if rest, ok := strings.CutPrefix(c.rest(), zone); ok && (rest == "" || !isLetter(rest[0]) && !isDigit(rest[0])) {
			return true
		}
	}
	return false
}

// sameHalf gives the first time of a range the half of the day that only the
// second has: 0:25 - 0:29 AM, 11:30 - 1:15 PM.
func (k *clock) sameHalf(end clock) {
	if k.meridiem != 0 || end.meridiem == 0 || k.hour > 12 {
		return
	}
	half := k.since % (12 * time.Hour)
	if end.meridiem == 'p' && half+12*time.Hour <= end.since {
		half += 12 * time.Hour
	}
	k.since = half
}
