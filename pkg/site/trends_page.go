package site

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/postmortem-md/pm/pkg/stats"
)

// trendsPage shows how the incidents and the process develop.
func (s *Site) trendsPage() []byte {
	return s.wrap(sheet{path: "trends.html", title: "Trends", section: "Trends", class: "trends"}, func(w *writer) {
		m := s.measure()
		w.html("<h1>Trends</h1>\n")
		s.asOf(w)
		w.html(`<p class="lead">Incidents that were dismissed are left out. A time is a median with the 90th percentile, of all incidents that say it; n is how many those are. Of fewer than ten a percentile says little.</p>` + "\n" + `<div class="charts">` + "\n")
		for _, c := range []chart{
			s.byMonth(m),
			byQuarter(m, "time-to-resolve", "Time to resolve", "From the start to the end, by the quarter in which it began."),
			byQuarter(m, "time-to-mitigate", "Time to mitigate", "From the start until the impact was over."),
			byQuarter(m, "time-to-detect", "Time to detect", "From the start until somebody knew."),
			itemsByQuarter(m),
			inStates(m),
			counted("services", "By service", "Incidents of the last 24 months; one may name several.", "Service", m.services),
			counted("triggers", "By trigger", "Incidents of the last 24 months; one may have several.", "Trigger", m.triggers),
		} {
			c.write(w)
		}
		w.html("</div>\n")
	})
}

func (s *Site) byMonth(m measures) chart {
	c := chart{id: "months", title: "Incidents by month", about: "By severity, the last 24 months.", height: plotTotal, head: []literal{"Month"}}
	var classes []literal
	for _, name := range m.severities {
		classes = append(classes, "fill-"+s.rank(name))
		c.legend = append(c.legend, key{"fill-" + s.rank(name), name})
	}
	classes = append(classes, "fill-none")
	most, sum, busiest := 0, 0, 0
	for n, each := range m.months {
		total := 0
		for _, k := range each.count {
			total += k
		}
		if sum += total; total > most {
			most, busiest = total, n
		}
		c.rows = append(c.rows, []string{each.month.Format("Jan 2006"), numbers(each.count, m.severities), strconv.Itoa(total)})
	}
	c.head = append(c.head, "By severity", "All")
	c.description = fmt.Sprintf("%s in %d months, most in %s: %d.", count(sum, "incident"), len(m.months), m.months[busiest].month.Format("January 2006"), most)
	if sum == 0 {
		c.rows = nil
	}
	c.draw = func(w *writer) {
		axis := scaleFor(most)
		axis.draw(w)
		for n, each := range m.months {
			axis.stack(w, n, len(m.months), each.count, classes)
			if month := each.month; month.Month() == time.January {
				columnLabel(w, n, len(m.months), month.Format("2006"))
			} else if month.Month() == time.July {
				columnLabel(w, n, len(m.months), month.Format("Jul"))
			}
		}
	}
	return c
}

// numbers are those of the severities that occur.
func numbers(counts []int, names []string) string {
	text := ""
	for n, k := range counts {
		if k == 0 {
			continue
		}
		if text != "" {
			text += ", "
		}
		name := "none"
		if n < len(names) {
			name = names[n]
		}
		text += strconv.Itoa(k) + " " + name
	}
	return text
}

// byQuarter draws a median as a dot, with a line up to the 90th percentile.
func byQuarter(m measures, id, title, about literal) chart {
	of := func(q quarterly) stats.Distribution { return taken(q.Group, string(id)) }
	c := chart{id: id, title: title, about: about, height: plotTotal, head: []literal{"Quarter", "n", "Median", "90th percentile"}}
	c.legend = []key{{"dot", "median"}, {"reach", "up to the 90th percentile"}}
	most, sum := 0, 0
	var last stats.Distribution
	for _, q := range m.quarters {
		sp := of(q)
		most, sum = max(most, int(sp.P90/time.Second)), sum+sp.N
		row := []string{quarterName(q.begin), strconv.Itoa(sp.N), "", ""}
		if sp.N > 0 {
			row[2], row[3] = duration(sp.Median), duration(sp.P90)
			last = sp
		}
		c.rows = append(c.rows, row)
	}
	c.description = fmt.Sprintf("%s in %d quarters; the latest median is %s.", count(sum, "incident"), len(m.quarters), duration(last.Median))
	if sum == 0 {
		c.rows = nil
	}
	c.draw = func(w *writer) {
		axis := scaleForTime(most)
		axis.draw(w)
		for n, q := range m.quarters {
			if sp := of(q); sp.N > 0 {
				axis.reach(w, n, len(m.quarters), sp)
			}
			columnLabel(w, n, len(m.quarters), quarterLabel(q.begin))
		}
	}
	return c
}

func (s scale) reach(w *writer, n, of int, sp stats.Distribution) {
	x, width := columnsOf(n, of)
	middle := percent(x + width/2)
	low, high := pixels(s.y(int(sp.Median/time.Second))), pixels(s.y(int(sp.P90/time.Second)))
	w.html(`<line class="reach"`).attr("x1", middle).attr("x2", middle).attr("y1", low).attr("y2", high).html("/>")
	w.html(`<circle class="dot" r="4.5"`).attr("cx", middle).attr("cy", low).html("/>\n")
}

// quarterLabel names the year where it begins, since there is no room for all.
func quarterLabel(begin time.Time) string {
	if begin.Month() == time.January {
		return begin.Format("Q1 ’06")
	}
	return "Q" + strconv.Itoa(int(begin.Month()+2)/3)
}

func quarterName(begin time.Time) string {
	return "Q" + strconv.Itoa(int(begin.Month()+2)/3) + " " + strconv.Itoa(begin.Year())
}

// itemsByQuarter tells apart what was done by its date and what was not, by the
// share that pm stats calls action items on time.
func itemsByQuarter(m measures) chart {
	c := chart{
		id: "items", title: "Action items by due date", about: "Of each quarter: done by then, or later or not yet.", height: plotTotal,
		head:   []literal{"Quarter", "On time", "Not on time"},
		legend: []key{{"fill-good", "on time"}, {"fill-bad", "late or overdue"}},
	}
	most, onTime, sum := 0, 0, 0
	for _, q := range m.quarters {
		n, of := held(q.Group, "actions-on-time")
		most, sum, onTime = max(most, of), sum+of, onTime+n
		c.rows = append(c.rows, []string{quarterName(q.begin), strconv.Itoa(n), strconv.Itoa(of - n)})
	}
	c.description = fmt.Sprintf("%d of %s were done on time.", onTime, count(sum, "item"))
	if sum == 0 {
		c.rows = nil
	}
	c.draw = func(w *writer) {
		axis := scaleFor(most)
		axis.draw(w)
		for k, q := range m.quarters {
			n, of := held(q.Group, "actions-on-time")
			axis.stack(w, k, len(m.quarters), []int{n, of - n}, []literal{"fill-good", "fill-bad"})
			columnLabel(w, k, len(m.quarters), quarterLabel(q.begin))
		}
	}
	return c
}

func inStates(m measures) chart {
	c := chart{
		id: "states", title: "Time in each state", about: "The median of the last 24 months, of stays that have ended.", height: len(m.states) * rowHeight,
		head: []literal{"State", "n", "Median", "90th percentile"},
	}
	for _, r := range m.states {
		c.rows = append(c.rows, []string{r.name, strconv.Itoa(r.N), duration(r.Median), duration(r.P90)})
	}
	if len(m.states) > 0 {
		longest := slices.MaxFunc(m.states, func(a, b ranked) int { return int(a.Median - b.Median) })
		c.description = "Longest in " + longest.name + ": " + duration(longest.Median) + "."
	}
	c.draw = func(w *writer) {
		bars(w, m.states, func(r ranked) int { return int(r.Median / time.Second) }, func(r ranked) string { return duration(r.Median) + ", n = " + strconv.Itoa(r.N) })
	}
	return c
}

func counted(id, title, about, head literal, rows []ranked) chart {
	c := chart{id: id, title: title, about: about, height: len(rows) * rowHeight, head: []literal{head, "Incidents"}}
	for _, r := range rows {
		c.rows = append(c.rows, []string{r.name, thousands(r.n)})
	}
	if len(rows) > 0 {
		c.description = "Most often " + rows[0].name + ": " + thousands(rows[0].n) + "."
	}
	c.draw = func(w *writer) {
		bars(w, rows, func(r ranked) int { return r.n }, func(r ranked) string { return thousands(r.n) })
	}
	return c
}
