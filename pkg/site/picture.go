package site

import (
	"strconv"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// timelinePicture draws an incident to scale: its phases as a bar, a flag for each
// time that the front matter knows, a tick for each entry of the timeline. All
// places across are shares of the width, so that the letters keep their size on a
// phone.
type timelinePicture struct {
	marks    []mark
	entries  []time.Time
	outside  int // entries too far off to be drawn
	from, to time.Time
}

// The heights of its parts, in pixels.
const (
	flagHeight = 20
	barHeight  = 14
	tickHeight = 10
	axisHeight = 22
)

// newTimelinePicture is false when too little is known for one.
func newTimelinePicture(i *incident.Incident) (*timelinePicture, bool) {
	p := &timelinePicture{marks: marksOf(i)}
	if len(p.marks) == 0 {
		return nil, false
	}
	p.from, p.to = p.marks[0].at, p.marks[len(p.marks)-1].at
	entries := i.Timeline()
	if !i.EndedAt.Known() { // then it goes on to the last thing that is known
		for _, e := range entries {
			if e.At.Known() && e.At.V.After(p.to) {
				p.to = e.At.V.UTC()
			}
		}
	}
	p.take(entries)
	return p, p.to.Sub(p.from) >= time.Minute
}

// take draws the entries of the incident itself and of a quarter of its length
// before and after, lest something a week later leave no room for it.
func (p *timelinePicture) take(entries []incident.Entry) {
	margin := p.to.Sub(p.from) / 4
	first, last := p.from.Add(-margin), p.to.Add(margin)
	for _, e := range entries {
		switch at := e.At.V.UTC(); {
		case !e.At.Known():
		case at.Before(first), at.After(last):
			p.outside++
		default:
			p.entries = append(p.entries, at)
			if at.Before(p.from) {
				p.from = at
			}
			if at.After(p.to) {
				p.to = at
			}
		}
	}
}

// x is the place of a time across, with a little room at both ends.
func (p *timelinePicture) x(t time.Time) float64 {
	return 1 + 98*float64(t.Sub(p.from))/float64(p.to.Sub(p.from))
}

func percent(f float64) string { return strconv.FormatFloat(f, 'f', 2, 64) + "%" }

func (p *timelinePicture) draw(w *writer) {
	bar := len(p.marks)*flagHeight + 4
	axis := bar + barHeight + tickHeight + 4
	w.html(`<figure class="picture"><svg role="img" aria-labelledby="picture-title picture-desc" width="100%"`).
		attr("height", strconv.Itoa(axis+axisHeight)).html(">\n")
	w.html(`<title id="picture-title">Timeline, to scale</title><desc id="picture-desc">`).text(p.describe()).html("</desc>\n")
	p.drawAxis(w, axis)
	p.drawPhases(w, bar)
	for _, at := range p.entries {
		line(w, "entry", p.x(at), bar+barHeight+3, bar+barHeight+tickHeight)
	}
	for n, m := range p.marks {
		line(w, "pole", p.x(m.at), n*flagHeight+6, bar+barHeight)
	}
	for n, m := range p.marks {
		p.drawFlag(w, m, n*flagHeight+14)
	}
	w.html("</svg>\n<figcaption>").text(p.caption()).html("</figcaption></figure>\n")
}

func line(w *writer, class literal, x float64, y1, y2 int) {
	w.html(`<line class="`).html(class).html(`"`).attr("x1", percent(x)).attr("x2", percent(x)).
		attr("y1", strconv.Itoa(y1)).attr("y2", strconv.Itoa(y2)).html("/>\n")
}

// drawPhases draws what lay between two marks, by the name of the first.
func (p *timelinePicture) drawPhases(w *writer, y int) {
	end := p.marks[len(p.marks)-1]
	for n, m := range p.marks {
		to := p.to
		if n+1 < len(p.marks) {
			to = p.marks[n+1].at
		} else if end.name == "ended" {
			break
		}
		w.html(`<rect class="phase `).html(m.name).html(`"`).attr("x", percent(p.x(m.at))).attr("width", percent(p.x(to)-p.x(m.at))).
			attr("y", strconv.Itoa(y)).attr("height", strconv.Itoa(barHeight)).html("/>\n")
	}
}

// drawFlag writes beside a pole, on the side where there is room.
func (p *timelinePicture) drawFlag(w *writer, m mark, y int) {
	x := p.x(m.at)
	w.html(`<text class="flag" dy="0"`).attr("x", percent(x)).attr("y", strconv.Itoa(y))
	if x > 55 {
		w.html(` text-anchor="end" dx="-5">`)
	} else {
		w.html(` dx="5">`)
	}
	w.html(`<tspan class="flag-name">`).html(m.name).html("</tspan> ").text(clock(m.at))
	if first := p.marks[0]; m.at.After(first.at) {
		w.html(` <tspan class="after">+`).text(duration(m.at.Sub(first.at))).html("</tspan>")
	}
	w.html("</text>\n")
}

// steps are the distances of the marks of an axis.
var steps = []time.Duration{
	time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 15 * time.Minute, 30 * time.Minute,
	time.Hour, 2 * time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour,
	24 * time.Hour, 2 * 24 * time.Hour, 7 * 24 * time.Hour, 14 * 24 * time.Hour, 28 * 24 * time.Hour,
}

// drawAxis marks round times, about five.
func (p *timelinePicture) drawAxis(w *writer, y int) {
	span := p.to.Sub(p.from)
	step := 0
	for step < len(steps)-1 && span/steps[step] > 5 {
		step++
	}
	size := steps[step]
	for span/size > 8 { // years
		size *= 2
	}
	w.html(`<line class="axis" x1="0" x2="100%"`).attr("y1", strconv.Itoa(y)).attr("y2", strconv.Itoa(y)).html("/>\n")
	at := p.from.Truncate(size)
	if at.Before(p.from) {
		at = at.Add(size)
	}
	for ; !at.After(p.to); at = at.Add(size) {
		label := at.Format("15:04")
		if size >= 24*time.Hour || label == "00:00" {
			label = at.Format("2 Jan")
		}
		line(w, "notch", p.x(at), y, y+4)
		w.html(`<text class="scale"`).attr("x", percent(p.x(at))).attr("y", strconv.Itoa(y+17))
		switch x := p.x(at); { // no label leaves the picture
		case x < 6:
			w.html(">")
		case x > 94:
			w.html(` text-anchor="end">`)
		default:
			w.html(` text-anchor="middle">`)
		}
		w.text(label).html("</text>\n")
	}
}

// describe says what the picture shows to whoever does not see it.
func (p *timelinePicture) describe() string {
	parts := make([]string, len(p.marks))
	for n, m := range p.marks {
		parts[n] = string(m.name) + " " + m.at.Format("2 Jan 2006 ") + clock(m.at)
		if n > 0 {
			parts[n] += ", " + duration(m.at.Sub(p.marks[0].at)) + " after the first"
		}
	}
	return strings.Join(parts, "; ") + "."
}

func (p *timelinePicture) caption() string {
	text := "To scale, " + p.from.Format("2 Jan 2006, ") + clock(p.from) + " to "
	if p.from.Format(time.DateOnly) != p.to.Format(time.DateOnly) {
		text += p.to.Format("2 Jan 2006, ")
	}
	text += clock(p.to) + " UTC."
	if len(p.entries) > 0 {
		text += " A tick is an entry of the timeline."
	}
	if p.outside > 0 {
		text += " Not drawn, because too far away: " + entryCount(p.outside) + "."
	}
	return text
}

func entryCount(n int) string {
	if n == 1 {
		return "1 entry"
	}
	return thousands(n) + " entries"
}

func (p *incidentPage) picture() {
	if t, ok := newTimelinePicture(p.incident); ok {
		t.draw(p.writer)
	}
}
