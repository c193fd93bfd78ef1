package intake

import (
	"strings"
	"time"
)

// readEnds takes start and end from keys, else from a range that the text declares,
// else from the first and last entry of the timeline.
func (r *reader) readEnds() {
	l := r.legacy
	l.StartedAt, l.StartedFrom = r.keyedTime(startFact)
	l.EndedAt, l.EndedFrom = r.keyedTime(endFact)
	if l.StartedAt.IsZero() || l.EndedAt.IsZero() {
		r.declaredRange()
	}
	r.timelineEnds()
	if !l.EndedAt.IsZero() && l.EndedAt.Before(l.StartedAt) {
		r.ask(0, "the end "+l.EndedAt.Format(time.RFC3339)+" ("+l.EndedFrom+") lies before the start "+
			l.StartedAt.Format(time.RFC3339)+" ("+l.StartedFrom+")", `pm set ID ended_at="YYYY-MM-DD HH:MM"`)
		l.EndedAt, l.EndedFrom = time.Time{}, ""
	}
	if l.Day.IsZero() && !l.StartedAt.IsZero() {
		r.setDay(dayOf(l.StartedAt), l.StartedFrom)
	}
}

// keyedTime is the first time under a key that is certain.
func (r *reader) keyedTime(kind factKind) (time.Time, string) {
	for _, f := range r.all(kind) {
		w, _, ok := readWhen(f.value, r.order())
		if !ok {
			continue
		}
		if t := r.moment(w.day, w.clock, w.zone, f.offset); !t.IsZero() {
			return t, f.from()
		}
	}
	return time.Time{}, ""
}

func (f fact) from() string {
	if f.front {
		return fromFront
	}
	return fromText
}

// order is that of the command line, else the one that the timeline shows.
func (r *reader) order() DateOrder {
	if r.options.DateOrder == "" {
		return r.shown
	}
	return r.options.DateOrder
}

// moment is a time of a key in UTC; zero when it is not certain. A time without a
// date is that of the incident's day.
func (r *reader) moment(d day, k clock, z zone, offset int) time.Time {
	if !k.written {
		return time.Time{}
	}
	switch {
	case d.either:
		r.askOrder(d, offset)
		return time.Time{}
	case !d.known() && !r.legacy.Day.IsZero():
		d = dayOf(r.legacy.Day)
	case d.known() && d.year == 0 && !r.legacy.Day.IsZero():
		d.year = r.legacy.Day.Year()
	}
	if d.year == 0 || !d.exists() {
		return time.Time{}
	}
	z, ok := r.settle(z, r.declared, d)
	if !ok {
		r.askZone(offset, z)
		return time.Time{}
	}
	t, why := z.moment(d, k)
	if why != "" {
		r.askOnce(offset, "a time "+why, clocksOf(z))
		return time.Time{}
	}
	r.legacy.Zone = zoneName(z)
	return t
}

// declaredRange looks for both ends in one value, as in "Duration: 26 minutes
// (10:45 - 11:11 UTC)".
func (r *reader) declaredRange() {
	l := r.legacy
	for _, f := range append(r.all(rangeFact), append(r.all(dateFact), r.all(startFact)...)...) {
		w, ok := r.rangeIn(f.value)
		if !ok {
			continue
		}
		start, last := w.day, w.endDay
		if !last.known() {
			last = start
		}
		from, to := r.moment(start, w.clock, w.zone, f.offset), r.moment(last, w.end, w.zone, f.offset)
		if from.IsZero() || to.Before(from) {
			continue
		}
		if l.StartedAt.IsZero() {
			l.StartedAt, l.StartedFrom = from, f.from()
		}
		if l.EndedAt.IsZero() {
			l.EndedAt, l.EndedFrom = to, f.from()
		}
		return
	}
}

// rangeIn is a range of two times of day at the beginning of a value, or behind a
// bracket or comma in it.
func (r *reader) rangeIn(value string) (when, bool) {
	for at := 0; at >= 0 && at < len(value); {
		if w, _, ok := readWhen(value[at:], r.order()); ok && w.clock.written && w.end.written {
			return w, true
		}
		next := strings.IndexAny(value[at+1:], "(,:")
		if next < 0 {
			break
		}
		at += next + 2
	}
	return when{}, false
}

// timelineEnds are the moments of the first and the last entry, if these are
// certain; others may lie further out where entries stand out of order.
func (r *reader) timelineEnds() {
	l := r.legacy
	if len(l.Entries) < 2 {
		return
	}
	first, last := l.Entries[0].At, l.Entries[len(l.Entries)-1].end()
	for _, e := range l.Entries {
		if !first.IsZero() && !e.At.IsZero() && e.At.Before(first) {
			first = e.At
		}
		if !last.IsZero() && e.end().After(last) {
			last = e.end()
		}
	}
	if l.StartedAt.IsZero() && !first.IsZero() {
		l.StartedAt, l.StartedFrom = first, fromTimeline
	}
	if l.EndedAt.IsZero() && !last.IsZero() {
		l.EndedAt, l.EndedFrom = last, fromTimeline
	}
}

// end is the later end of a range.
func (e LegacyEntry) end() time.Time {
	if e.Until.IsZero() {
		return e.At
	}
	return e.Until
}
