package intake

import "strings"

// when is a time as far as a text writes it down, and the end of its range.
type when struct {
	day, endDay day
	clock, end  clock
	zone        zone
}

// readWhen reads the time that a text begins with, and says how many bytes it
// takes with the brackets around it.
func readWhen(s string, order DateOrder) (w when, size int, ok bool) {
	c := &cursor{s: s}
	c.opening()
	if !c.point(&w.day, &w.clock, &w.zone, order) {
		return when{}, 0, false
	}
	c.try(func() bool {
		if !c.rangeMark() || !c.point(&w.endDay, &w.end, &w.zone, order) {
			w.endDay, w.end = day{}, clock{}
			return false
		}
		w.clock.sameHalf(w.end)
		return true
	})
	c.closing()
	return w, c.at, true
}

// wholeWhen is readWhen for a text that holds nothing else.
func wholeWhen(s string, order DateOrder) (when, bool) {
	w, size, ok := readWhen(s, order)
	return w, ok && strings.Trim(s[size:], " \t.,;:-–—*_") == ""
}

// openers are the words and marks that may stand before a time.
var openers = []string{
	"approximately ", "approx. ", "approx ", "around ", "about ", "circa ", "ca. ", "between ", "before ", "after ",
	"later ", "from ", "since ", "date: ", "day: ", "time: ", "when: ", "at ", "on ", "by ", "~", "≈", "@", "{", "[", "(", "<", "*", "_", "`", "\"", "'",
}

// opening skips what may stand before a time.
func (c *cursor) opening() {
	for again := true; again; {
		again = c.blanks()
		for _, o := range openers {
			if len(c.rest()) >= len(o) && strings.EqualFold(c.rest()[:len(o)], o) {
				c.at += len(o)
				again = true
			}
		}
	}
}

// closing skips the brackets and marks behind a time.
func (c *cursor) closing() {
	for c.try(func() bool { c.blanks(); return c.eat("}", "]", ")", ">", "*", "_", "`", "\"") }) {
	}
}

// point reads a date, a time of day, or both, in either order.
func (c *cursor) point(d *day, k *clock, z *zone, order DateOrder) bool {
	return c.try(func() bool {
		if found, ok := c.readDay(order); ok {
			*d = found
			c.exact = false
			c.try(func() bool { return c.between() && c.timed(k, z) })
			return true
		}
		c.exact = false
		if !c.timed(k, z) {
			return false
		}
		c.try(func() bool { return c.dayBehind(d, order) })
		return true
	})
}

// dayBehind reads the date behind a time of day: with its year, or in brackets.
func (c *cursor) dayBehind(d *day, order DateOrder) bool {
	c.eat(",")
	c.blanks()
	c.eat("on ")
	bracket := c.eat("(")
	after, ok := c.readDay(order)
	if !ok || after.year == 0 && !bracket || bracket && !c.eat(")") {
		return false
	}
	*d = after
	return true
}

// timed reads a time of day and the zone behind it.
func (c *cursor) timed(k *clock, z *zone) bool {
	found, ok := c.readClock()
	if !ok {
		return false
	}
	*k = found
	if named, ok := c.readZone(); ok {
		*z = named
	}
	return true
}

// between skips what stands between a date and its time of day.
func (c *cursor) between() bool {
	if c.eat("T") {
		c.exact = true
		return true
	}
	c.closing()
	c.eat(",", " -", " –", " —", " @", ":")
	spaced := c.blanks()
	c.opening()
	return spaced || c.peek() == '('
}

// rangeMark skips what stands between the two ends of a range.
func (c *cursor) rangeMark() bool {
	c.closing()
	c.blanks()
	if c.eat("-", "–", "—", "->", "→") {
		c.eat(">")
	} else if !c.eat("to ", "until ", "till ", "and ", "through ") {
		return false
	}
	c.opening()
	return true
}
