package report

import "math"

// The room of a chart, in units of its own.
const (
	chartWidth  = 720
	chartHeight = 150
	chartTop    = 18 // for the value above the highest bar
	chartBottom = 22 // for the labels
)

// chart draws bars as SVG with a title and a description; each bar is named, too.
// The axis begins at 0.
func (h *htmlWriter) chart(c chart) {
	h.charts++
	h.rawf("<figure>\n<figcaption>%s</figcaption>\n", escaped(c.title))
	h.rawf("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"chart%d-title chart%d-desc\">\n", chartWidth, chartTop+chartHeight+chartBottom, h.charts, h.charts)
	h.rawf("<title id=\"chart%d-title\">%s</title>\n<desc id=\"chart%d-desc\">%s</desc>\n", h.charts, escaped(c.title), h.charts, escaped(c.description()))
	step := float64(chartWidth) / float64(max(1, len(c.values)))
	most := largest(c.values)
	for n, v := range c.values {
		left := step * float64(n)
		if middle := left + step/2; labelled(n, len(c.values)) {
			h.rawf("<text class=%q x=\"%.1f\" y=\"%d\">%s</text>\n", alternate(n), middle, chartTop+chartHeight+chartBottom-6, escaped(c.labels[n]))
		}
		if math.IsNaN(v) {
			continue
		}
		height := 0.0
		if most > 0 {
			height = v / most * chartHeight
		}
		top := chartTop + chartHeight - height
		class := ""
		if c.outside[n] {
			class = ` class="outside"`
		}
		h.rawf("<g%s><title>%s: %s</title><rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/></g>\n", class, escaped(c.labels[n]), escaped(c.words[n]), left+step*0.15, top, step*0.7, height)
		if v == most {
			h.rawf("<text class=\"value\" x=\"%.1f\" y=\"%.1f\">%s</text>\n", max(left+step/2, 40), top-4, escaped(c.words[n]))
			most = math.Nextafter(most, math.Inf(1)) // one is enough; the scale stays as good as it was
		}
	}
	h.rawf("<line x1=\"0\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>\n</svg>\n</figure>\n", chartWidth, chartTop+chartHeight, chartTop+chartHeight)
}

// maxLabels is how many labels stand side by side without touching.
const maxLabels = 13

// labelled reports that bar n of all has a label.
func labelled(n, all int) bool { return n%(all/maxLabels+1) == 0 }

// alternate is the class of a label: a narrow screen shows every other one.
func alternate(n int) string {
	if n%2 == 1 {
		return "label second"
	}
	return "label"
}

// description is a chart in words.
func (c chart) description() string {
	first, last, most := -1, -1, -1
	for n, v := range c.values {
		if math.IsNaN(v) {
			continue
		}
		if first < 0 {
			first = n
		}
		last = n
		if most < 0 || v > c.values[most] {
			most = n
		}
	}
	if first < 0 {
		return "No data."
	}
	tell := func(n int) string { return c.words[n] + " in " + c.labels[n] }
	return "Bars by month: from " + tell(first) + " to " + tell(last) + ", at most " + tell(most) + ". The table below has every value."
}
