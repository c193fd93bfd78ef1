package site

import (
	"strconv"
	"time"
)

// chart is a picture with a title, a description for whoever does not see it, and
// the table behind it. All places across are shares of the width.
type chart struct {
	id, title   literal
	about       literal // a sentence below the title
	description string
	head        []literal
	rows        [][]string // of the table; the first cell names the row
	legend      []key
	height      int
	draw        func(*writer)
}

// key explains a colour.
type key struct {
	class literal
	name  string
}

func (c *chart) write(w *writer) {
	w.html(`<figure class="chart"><figcaption><h2 id="`).html(c.id).html(`">`).html(c.title).html("</h2><p>").html(c.about).html("</p></figcaption>\n")
	if len(c.rows) == 0 {
		w.html("<p>Nothing to show yet.</p></figure>\n")
		return
	}
	if len(c.legend) > 0 {
		w.html(`<ul class="legend">`)
		for _, k := range c.legend {
			w.html(`<li><span class="swatch `).html(k.class).html(`"></span>`).text(k.name).html("</li>")
		}
		w.html("</ul>\n")
	}
	w.html(`<svg role="img" width="100%" aria-labelledby="`).html(c.id).html(`-title `).html(c.id).html(`-desc"`).attr("height", strconv.Itoa(c.height)).html(">\n")
	w.html(`<title id="`).html(c.id).html(`-title">`).html(c.title).html(`</title><desc id="`).html(c.id).html(`-desc">`).text(c.description).html("</desc>\n")
	c.draw(w)
	w.html("</svg>\n")
	c.table(w)
	w.html("</figure>\n")
}

// table has every number that the picture shows.
func (c *chart) table(w *writer) {
	w.html(`<details><summary>Table: `).html(c.title).html(`</summary><section class="scroll" tabindex="0"`).attr("aria-label", string(c.title)).html(`><table><thead><tr>`)
	for n, h := range c.head {
		w.html(`<th scope="col"`)
		if n > 0 {
			w.html(` class="right"`)
		}
		w.html(">").html(h).html("</th>")
	}
	w.html("</tr></thead><tbody>\n")
	for _, row := range c.rows {
		w.html(`<tr><th scope="row">`).text(row[0]).html("</th>")
		for _, cell := range row[1:] {
			w.html(`<td class="right">`).text(cell).html("</td>")
		}
		w.html("</tr>\n")
	}
	w.html("</tbody></table></section></details>\n")
}

// The frame of a chart with columns: room for the numbers of its scale at the
// left, in percent, and for what the columns are called, in pixels.
const (
	plotLeft   = 8.0
	plotHeight = 180
	plotTop    = 14
	plotBottom = plotTop + plotHeight
	plotTotal  = plotBottom + 24
)

// columnsOf is where the nth of some columns begins and how wide it is.
func columnsOf(n, of int) (x, width float64) {
	each := (100 - plotLeft) / float64(of)
	return plotLeft + each*float64(n), each
}

// scale is the top of an axis, and the distance of its lines.
type scale struct {
	top, step int
	label     func(int) string
}

// scaleFor is an axis of counts with three or four lines.
func scaleFor(most int) scale {
	step := 1
	for _, factor := range []int{2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000} {
		if most <= 4*step {
			break
		}
		step = factor
	}
	return scale{max(step, (most+step-1)/step*step), step, thousands}
}

// durationSteps are the distances of lines of an axis of time, in seconds.
var durationSteps = []int{
	60, 2 * 60, 5 * 60, 10 * 60, 15 * 60, 20 * 60, 30 * 60, 3600, 2 * 3600, 3 * 3600, 6 * 3600, 12 * 3600,
	day, 2 * day, 5 * day, 10 * day, 20 * day, 50 * day, 100 * day, 200 * day, 500 * day,
}

// scaleForTime is the same for durations, in seconds.
func scaleForTime(most int) scale {
	step := durationSteps[0]
	for _, s := range durationSteps {
		if step = s; most <= 4*s {
			break
		}
	}
	return scale{max(step, (most+step-1)/step*step), step, func(n int) string { return duration(time.Duration(n) * time.Second) }}
}

// y is the height of a value, counted from the top.
func (s scale) y(value int) float64 {
	return plotBottom - plotHeight*min(1, float64(value)/float64(s.top))
}

func (s scale) draw(w *writer) {
	for v := 0; v <= s.top; v += s.step {
		y := pixels(s.y(v))
		w.html(`<line class="grid" x1="0" x2="100%"`).attr("y1", y).attr("y2", y).html("/>")
		if v > 0 {
			w.html(`<text class="scale" x="0" dy="-3"`).attr("y", y).html(">").text(s.label(v)).html("</text>")
		}
		w.html("\n")
	}
}

func pixels(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) }

// columnLabel writes below a column.
func columnLabel(w *writer, n, of int, text string) {
	x, width := columnsOf(n, of)
	w.html(`<text class="scale" text-anchor="middle"`).attr("x", percent(x+width/2)).attr("y", strconv.Itoa(plotBottom+17)).html(">").text(text).html("</text>\n")
}

// stack draws one column of several values, the first at the bottom.
func (s scale) stack(w *writer, n, of int, values []int, classes []literal) {
	x, width := columnsOf(n, of)
	sum := 0
	for k, v := range values {
		if v == 0 {
			continue
		}
		top, bottom := s.y(sum+v), s.y(sum)
		sum += v
		w.html(`<rect class="`).html(classes[k]).html(`"`).attr("x", percent(x+width*0.14)).attr("width", percent(width*0.72)).
			attr("y", pixels(top)).attr("height", pixels(max(0.5, bottom-top-1))).html("/>\n")
	}
}

// The frame of a chart with a bar a row.
const (
	rowHeight = 40
	barThick  = 12
)

// bars draws a bar for each row below its name, and its number behind it.
func bars(w *writer, rows []ranked, value func(ranked) int, label func(ranked) string) {
	most := 1
	for _, r := range rows {
		most = max(most, value(r))
	}
	for n, r := range rows {
		y := n * rowHeight
		w.html(`<text class="bar-name" x="0"`).attr("y", strconv.Itoa(y+14)).html(">").text(r.name).html("</text>")
		w.html(`<text class="bar-value" x="100%" text-anchor="end"`).attr("y", strconv.Itoa(y+14)).html(">").text(label(r)).html("</text>")
		w.html(`<rect class="rail" x="0" width="100%"`).attr("y", strconv.Itoa(y+20)).attr("height", strconv.Itoa(barThick)).html("/>")
		w.html(`<rect class="bar" x="0"`).attr("width", percent(100*float64(value(r))/float64(most))).attr("y", strconv.Itoa(y+20)).attr("height", strconv.Itoa(barThick)).html("/>\n")
	}
}
