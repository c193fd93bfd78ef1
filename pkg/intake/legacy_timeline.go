package intake

import (
	"fmt"
	"strconv"
	"time"
)

// readTimeline reads the entries and gives each the date and the zone that the
// text around it says.
func (r *reader) readTimeline() {
	order := r.options.DateOrder
	units := r.timelineUnits(order)
	if shown, ok := shownOrder(units); ok && order == "" {
		r.shown = shown
		units = r.timelineUnits(shown)
	}
	r.declared = r.declaredZone(units)
	c := &context{r: r}
	r.context = c
	if r.legacy.Day.IsZero() {
		c.findDay(units)
	} else {
		c.day, c.assumed = dayOf(r.legacy.Day), true
	}
	for n := range units {
		if onlyADay(units, n) {
			c.enter(&units[n])
			continue
		}
		r.legacy.Entries = append(r.legacy.Entries, c.entry(&units[n]))
	}
}

// shownOrder is the order of day and month that some dates of a text can only have,
// if all of these agree.
func shownOrder(units []unit) (DateOrder, bool) {
	var shown DateOrder
	for _, u := range units {
		for _, d := range []day{u.when.day, u.when.endDay} {
			if d.shows == "" {
				continue
			}
			if shown != "" && shown != d.shows {
				return "", false
			}
			shown = d.shows
		}
	}
	return shown, shown != ""
}

// context is what the entries above say about date and zone.
type context struct {
	r       *reader
	day     day
	assumed bool  // day is the file's, and no entry's
	last    clock // the latest time of day on day
	lastDay day

	back       int // steps backwards
	backAt     int
	backText   string
	backMore   string
	undated    int // entries that took the file's date
	undatedAt  int
	dated      bool // an entry has a date, whatever it is
	dateless   int  // entries with a time of day and no date
	datelessN  int  // offset of the first
	zoneless   int
	zonelessN  int  // offset of the first
	zonelessAs zone // that it names
	doubts     map[string]bool
}

// findDay takes the date of the incident from the first entry that has one.
func (c *context) findDay(units []unit) {
	for _, u := range units {
		if d := u.when.day; d.whole() {
			c.r.setDay(d, fromTimeline)
			return
		}
	}
}

// onlyADay reports a unit that gives those below it their date and tells nothing
// itself.
func onlyADay(units []unit, n int) bool {
	u := &units[n]
	if u.when.clock.written || u.when.endDay.known() || n+1 == len(units) {
		return false
	}
	next := &units[n+1]
	if next.when.day.known() {
		// Those below a heading may repeat its date.
		return u.heads && !next.heads && next.when.clock.written && next.when.day.day == u.when.day.day && next.when.day.month == u.when.day.month
	}
	return u.text == "" || u.heads
}

// entry places a unit in time.
func (c *context) entry(u *unit) LegacyEntry {
	e := LegacyEntry{Written: u.stamp, Text: shorten(u.text, maxLegacyTitle), Offset: u.offset, when: u.when}
	e.day = c.enter(u)
	if !u.when.clock.written {
		return e
	}
	if !e.day.known() {
		if c.dateless++; c.dateless == 1 {
			c.datelessN = u.offset
		}
		return e
	}
	z := u.when.zone
	if !z.written() {
		z = u.zone
	}
	e.At, e.Until = c.moments(z, u, e.day)
	return e
}

// enter moves the context to a unit, and gives its date; none when that is not
// certain.
func (c *context) enter(u *unit) day {
	w := u.when
	c.dated = c.dated || w.day.known()
	if w.day.known() {
		c.day, c.assumed = c.complete(w.day, u.offset), false
		if c.day.known() && c.lastDay.known() && c.day.time().Before(c.lastDay.time()) || c.earlier(w) {
			c.stepBack(u, "")
		}
	} else if c.earlier(w) {
		c.stepBack(u, "; whether a day lies between is not said")
		c.day = day{}
	}
	if !c.day.known() {
		c.last = clock{}
		return day{}
	}
	if c.assumed && w.clock.written {
		if c.undated++; c.undated == 1 {
			c.undatedAt = u.offset
		}
	}
	if c.day != c.lastDay || w.clock.written {
		c.last = w.clock
	}
	c.lastDay = c.day
	return c.day
}

// earlier reports a time of day before the latest on the same day.
func (c *context) earlier(w when) bool {
	return c.day.known() && c.day == c.lastDay && c.last.written && w.clock.written && w.clock.since < c.last.since
}

func (c *context) stepBack(u *unit, more string) {
	if c.back++; c.back == 1 {
		c.backAt, c.backText, c.backMore = u.offset, u.stamp, more
	}
}

// complete gives a date the year that is nearest to the date before it.
func (c *context) complete(d day, offset int) day {
	d.last, d.shows = 0, ""
	switch {
	case d.either:
		c.r.askOrder(d, offset)
		return day{}
	case d.year > 0:
		return d
	}
	near := c.lastDay
	if !near.known() {
		near = dayOf(c.r.legacy.Day)
	}
	if !near.known() || c.r.legacy.Day.IsZero() && !c.lastDay.known() {
		c.r.askOnce(offset, fmt.Sprintf("%d-%02d has no year", d.month, d.day), `pm set ID started_at="YYYY-MM-DD HH:MM"`)
		return day{}
	}
	best := day{}
	for _, year := range []int{near.year, near.year - 1, near.year + 1} {
		d.year = year
		if d.exists() && (!best.known() || distance(d, near) < distance(best, near)) {
			best = d
		}
	}
	return best
}

func distance(a, b day) time.Duration {
	if d := a.time().Sub(b.time()); d > 0 {
		return d
	}
	return b.time().Sub(a.time())
}

// moments are an entry's time and the end of its range.
func (c *context) moments(z zone, u *unit, d day) (at, until time.Time) {
	z, ok := c.r.settle(z, c.r.declared, d)
	if !ok {
		if c.zoneless++; c.zoneless == 1 {
			c.zonelessN, c.zonelessAs = u.offset, z
		}
		return at, until
	}
	at, why := z.moment(d, u.when.clock)
	if why != "" {
		c.doubt(u, z, why)
		return at, until
	}
	c.r.legacy.Zone = zoneName(z)
	if end := u.when.end; end.written {
		last := d
		if u.when.endDay.known() {
			last = c.complete(u.when.endDay, u.offset)
		}
		if last.known() {
			until, _ = z.moment(last, end)
		}
		if until.Before(at) {
			until = time.Time{}
		}
	}
	return at, until
}

// doubt asks about a time whose moment is not certain, once for each reason.
func (c *context) doubt(u *unit, z zone, why string) {
	if c.doubts == nil {
		c.doubts = map[string]bool{}
	}
	key := why
	if z.strict {
		key = z.name
	}
	if c.doubts[key] {
		return
	}
	c.doubts[key] = true
	c.r.ask(u.offset, strconv.Quote(u.stamp)+" "+why, clocksOf(z))
}

// clocksOf is the command that takes times for what clocks at a zone's place showed.
// An hour that those left out, or had twice, is for the user to say.
func clocksOf(z zone) string {
	if !z.strict {
		return fillTimes(true, true)
	}
	return "pm adopt --timezone " + z.place.String()
}

// askAll asks what the entries left open, once start and end are known or not.
func (c *context) askAll() {
	l := c.r.legacy
	if c.back > 0 {
		text := strconv.Quote(c.backText) + " is before the entry above it"
		if c.back > 1 {
			text += fmt.Sprintf(", and so %d times in all", c.back)
		}
		way := fillTimes(l.StartedAt.IsZero(), l.EndedAt.IsZero())
		if way == "" {
			way = "start and end do not rest on it; pm edit ID where the timeline should be plain"
		}
		c.r.ask(c.backAt, text+c.backMore, way)
	}
	agreed := c.r.titled.whole() && c.r.titled.time().Equal(l.Day)
	if c.undated > 0 && !agreed && (l.StartedFrom == fromTimeline || l.EndedFrom == fromTimeline) {
		c.r.ask(c.undatedAt, fmt.Sprintf("the timeline begins without a date; it was read as %s, the date of the %s",
			l.Day.Format(time.DateOnly), l.DayFrom), `pm set ID started_at="YYYY-MM-DD HH:MM" where that is wrong`)
	}
	if c.dateless > 0 && l.Day.IsZero() && !c.dated {
		c.r.askOnce(c.datelessN, "the times have no date", fillTimes(true, true))
	}
	if c.zoneless > 0 {
		c.r.askZone(c.zonelessN, c.zonelessAs)
	}
}

// fillTimes is the command that fills the ends that are missing; "" for none.
func fillTimes(start, end bool) string {
	const at = `="YYYY-MM-DD HH:MM"`
	switch {
	case start && end:
		return "pm set ID started_at" + at + " ended_at" + at
	case start:
		return "pm set ID started_at" + at
	case end:
		return "pm set ID ended_at" + at
	}
	return ""
}

// askOrder asks once which number of a date is the day.
func (r *reader) askOrder(d day, offset int) {
	r.askOnce(offset, fmt.Sprintf("a date may be %s or %s", dateText(d.day, d.month), dateText(d.month, d.day)), "pm adopt --date-order dmy or mdy")
}

func dateText(number, month int) string { return fmt.Sprintf("%d %s", number, time.Month(month)) }

func (r *reader) askOnce(offset int, text, way string) {
	for _, q := range r.legacy.Questions {
		if q.Ask == way {
			return
		}
	}
	r.ask(offset, text, way)
}
