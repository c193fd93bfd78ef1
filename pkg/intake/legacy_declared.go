package intake

import (
	"bytes"
	"cmp"
	"iter"
	"strconv"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
)

// declaredZone is the zone of times that name none: as the timeline's heading says,
// a sentence about the times, or all entries that do name one.
func (r *reader) declaredZone(units []unit) zone {
	for _, b := range r.doc.Body().Blocks {
		if h := b.Heading; h != nil && isTimeline(h.Text) {
			if z, ok := anyZone(h.Text); ok {
				return z
			}
		}
	}
	if z, ok := r.saidZone(); ok {
		return z
	}
	var one zone
	for _, u := range units {
		z := u.when.zone
		if !z.written() {
			continue
		}
		if one.written() && one.name != z.name {
			return zone{}
		}
		one = z
	}
	return one
}

// saidZone looks for "all times are in UTC" in paragraphs, items and headings. Two
// that differ declare nothing.
func (r *reader) saidZone() (found zone, ok bool) {
	for _, b := range r.doc.Body().Blocks {
		if b.Kind != document.Paragraph && b.Kind != document.ListBlock && b.Kind != document.HeadingBlock && b.Kind != document.QuoteBlock {
			continue
		}
		for line := range linesOf(r.src, b.Span) {
			z, said := timesIn(plain(line.text))
			switch {
			case !said:
			case ok && z.name != found.name:
				return zone{}, false
			default:
				found, ok = z, true
			}
		}
	}
	return found, ok
}

// timesIn reads a sentence such as "All times in PST" or "Timezone: Europe/Berlin".
func timesIn(line string) (zone, bool) {
	lower := strings.ToLower(line)
	for _, word := range []string{"times", "timestamps", "timezone", "time zone"} {
		at := strings.Index(lower, word)
		if at < 0 || len(lower) != len(line) {
			continue
		}
		const reach = 40 // bytes in which the zone follows
		rest := line[at+len(word):]
		if stop := strings.IndexAny(rest, ".;!?"); stop >= 0 {
			rest = rest[:stop]
		}
		rest = rest[:min(len(rest), reach)]
		if z, ok := anyZone(rest); ok {
			return z, true
		}
	}
	return zone{}, false
}

// anyZone is the zone named in a text: of PST (UTC-7) what has an offset, else the
// first.
func anyZone(text string) (found zone, ok bool) {
	for z := range zonesIn(text) {
		if strings.ContainsAny(z.name, "+-") {
			return z, true
		}
		if !ok {
			found, ok = z, true
		}
	}
	return found, ok
}

func zonesIn(text string) iter.Seq[zone] {
	return func(yield func(zone) bool) {
		for at := range len(text) {
			if at > 0 && (isLetter(text[at-1]) || isDigit(text[at-1]) || text[at-1] == '/') || !isLetter(text[at]) {
				continue
			}
			c := &cursor{s: text, at: at}
			var z zone
			if c.namedZone(&z) && !yield(z) {
				return
			}
		}
	}
}

// settle is the zone that a time is read in: its own, the declared one, or what the
// command line gives. The latter also says where an abbreviation is meant, if that
// place uses it, and stands in for an Area/City that does not exist.
func (r *reader) settle(z, declared zone, d day) (zone, bool) {
	if !z.written() {
		z = declared
	}
	given := r.options.Zone
	switch {
	case !z.written() && given != nil:
		return zone{name: given.String(), place: given}, true
	case given != nil && (z.place == nil || z.strict) && uses(given, z.name, d.year):
		return zone{name: z.name, place: given}, true
	case given != nil && z.place == nil && strings.Contains(z.name, "/"):
		r.overruled = z.name
		return zone{name: given.String(), place: given}, true
	}
	return z, z.place != nil
}

// askZone asks for the zone of times without a certain one. A flag that is given and
// did not help is not asked for again.
func (r *reader) askZone(offset int, z zone) {
	l, given := r.legacy, r.options.Zone
	switch {
	case !z.written():
		r.askOnce(offset, "no time zone is declared, so the times are not converted", "pm adopt --timezone Area/City")
	case given == nil:
		r.askOnce(offset, strconv.Quote(z.name)+" stands for no certain time zone, so the times are not converted", "pm adopt --timezone Area/City")
	default:
		r.askOnce(offset, strconv.Quote(z.name)+" is no time zone of "+given.String()+", so the times are not converted",
			cmp.Or(fillTimes(l.StartedAt.IsZero(), l.EndedAt.IsZero()), "start and end do not rest on it"))
	}
}

// sayOverruled says that a zone of the text gave way to that of the command line.
func (r *reader) sayOverruled() {
	if r.overruled != "" {
		r.ask(max(0, bytes.Index(r.src, []byte(r.overruled))), strconv.Quote(r.overruled)+" is no time zone that is known, so the times are read as --timezone "+
			r.options.Zone.String()+" says", fillTimes(true, true)+" where that is wrong")
	}
}

// uses reports that clocks of a place are called by an abbreviation, in any part of
// the year. Words for a region are for the user to say.
func uses(place *time.Location, name string, year int) bool {
	for _, region := range regions {
		if name == region {
			return true
		}
	}
	for _, month := range []time.Month{time.January, time.July} {
		if abbreviation, _ := time.Date(year, month, 15, 12, 0, 0, 0, place).Zone(); abbreviation == name {
			return true
		}
	}
	return false
}

// zoneName is what a zone is called in the report.
func zoneName(z zone) string {
	if name := z.place.String(); name != "" && !strings.ContainsAny(name[:1], "+-−") {
		return name
	}
	return z.name
}
