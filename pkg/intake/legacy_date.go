package intake

import (
	"strings"
	"time"
)

// readDay takes the date from front matter, file name, title or a key of the text.
// The timeline comes later.
func (r *reader) readDay() {
	for _, f := range append(r.all(dateFact), r.all(startFact)...) {
		if f.front && r.takeDay(f.value, f.offset, fromFront) {
			return
		}
	}
	if d, ok := r.nameDay(); ok {
		r.setDay(d, fromFile)
		return
	}
	if r.titled.whole() {
		r.setDay(r.titled, fromTitle)
		return
	}
	for _, f := range append(r.all(dateFact), r.all(startFact)...) {
		if r.takeDay(f.value, f.offset, fromText) {
			return
		}
	}
}

func (r *reader) setDay(d day, from string) { r.legacy.Day, r.legacy.DayFrom = d.time(), from }

func (r *reader) takeDay(value string, offset int, from string) bool {
	w, _, ok := readWhen(value, r.options.DateOrder)
	switch {
	case !ok || w.day.year == 0:
		return false
	case w.day.either:
		r.askOrder(w.day, offset)
		return false
	}
	r.setDay(w.day, from)
	return true
}

// nameDay is a date in the file's name: 2018-01-25-upgrade, upgrade_2018_01_25,
// 20180125, May-9-2021.
func (r *reader) nameDay() (day, bool) {
	name := strings.ReplaceAll(r.name(), "_", "-")
	if d, ok := dayIn(name); ok {
		return d, true
	}
	return dayIn(strings.ReplaceAll(name, "-", " "))
}

func dayIn(name string) (day, bool) {
	for at := range name {
		if at > 0 && (isDigit(name[at-1]) || isLetter(name[at-1])) {
			continue
		}
		c := &cursor{s: name, at: at}
		if d, ok := c.readDay(""); ok && d.whole() {
			return d, true
		}
		if t, err := time.Parse("20060102", name[at:min(at+8, len(name))]); err == nil && (at+8 == len(name) || !isDigit(name[at+8])) {
			return dayOf(t), t.Year() > 1970 && t.Year() < 2100
		}
	}
	return day{}, false
}
