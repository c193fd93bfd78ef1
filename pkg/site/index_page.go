package site

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/postmortem-md/pm/pkg/incident"
)

// newest is how many incidents the first page lists; the others are found by its
// filters, and in the pages of the years.
const newest = 60

// indexPage is the first page. chunks are the names of the files that its search
// reads.
func (s *Site) indexPage(chunks []string) []byte {
	return s.wrap(sheet{path: "index.html", section: "Incidents", class: "index", script: true}, func(w *writer) {
		w.html("<h1>Incidents</h1>\n")
		s.glance(w)
		s.filters(w, chunks)
		w.html(`<section aria-labelledby="list-title"><h2 id="list-title">`)
		if len(s.all) > newest {
			w.html("Newest")
		} else {
			w.html("All incidents")
		}
		w.html(`</h2><div id="list">` + "\n")
		if len(s.all) == 0 {
			w.html("<p>There are no incidents yet. <code>pm new</code> records the first.</p>\n")
		} else {
			s.incidentList(w, s.all[:min(newest, len(s.all))])
		}
		w.html("</div></section>\n")
		s.yearLinks(w)
	})
}

// glance are the four numbers that most readers want.
func (s *Site) glance(w *writer) {
	open, items, late, recent := 0, 0, 0, 0
	for _, f := range s.all {
		if f.pending() {
			open++
		}
		if b := f.began(); b > s.now-90*day && b <= s.now {
			recent++
		}
		for n := range f.items {
			if f.items[n].status == incident.Open {
				items++
			}
			if f.items[n].late(s.now) > 0 {
				late++
			}
		}
	}
	w.html(`<dl class="glance">` + "\n")
	for _, g := range []struct {
		n    int
		what literal
	}{{recent, "incidents in 90 days"}, {open, "not closed"}, {items, "open action items"}, {late, "overdue"}} {
		w.html("<div><dt>").html(g.what).html("</dt><dd>").text(thousands(g.n)).html("</dd></div>\n")
	}
	w.html("</dl>\n")
	s.asOf(w)
}

// filters is the form of site.js, which shows it: without scripts there would be
// nothing behind it.
func (s *Site) filters(w *writer, chunks []string) {
	w.html(`<form id="find" role="search" aria-label="Incidents" hidden`).attr("data-chunks", strings.Join(chunks, " ")).html(">\n")
	w.html(`<div class="field query"><label for="q">Search all text</label><input id="q" name="q" type="search" autocomplete="off" spellcheck="false"></div>` + "\n")
	s.choose(w, "severity", "Severity", s.occurring(func(f *facts) []string { return []string{f.severity} }, s.severities()))
	s.choose(w, "state", "State", s.occurring(func(f *facts) []string { return []string{string(f.state)} }, incident.StateNames()))
	services := make([]string, len(s.services))
	for n, v := range s.services {
		services[n] = v.name
	}
	s.choose(w, "service", "Service", services)
	s.choose(w, "owner", "Owner", s.owners())
	var years []string
	for _, y := range s.years() {
		years = append(years, strconv.Itoa(y.year))
	}
	s.choose(w, "year", "Year", years)
	w.html(`<button type="reset">Clear</button>` + "\n" + `<p id="found" role="status"></p>` + "\n</form>\n")
}

func (s *Site) choose(w *writer, name, label literal, values []string) {
	w.html(`<div class="field"><label for="`).html(name).html(`">`).html(label).html(`</label><select id="`).html(name).html(`" name="`).html(name).html(`"><option value="">any</option>`)
	for _, v := range values {
		w.html("<option>").text(v).html("</option>")
	}
	w.html("</select></div>\n")
}

// occurring are those of all values that some incident has, in their order, then
// others that incidents have.
func (s *Site) occurring(of func(*facts) []string, all []string) []string {
	has := map[string]bool{}
	for _, f := range s.all {
		for _, v := range of(f) {
			has[v] = true
		}
	}
	var found []string
	for _, v := range all {
		if has[v] {
			found = append(found, v)
			delete(has, v)
		}
	}
	delete(has, "")
	return append(found, slices.Sorted(maps.Keys(has))...)
}

// owners are the names of those who own an incident.
func (s *Site) owners() []string {
	var names []string
	for _, p := range s.people.all {
		if len(p.owns) > 0 && (len(names) == 0 || names[len(names)-1] != p.name) {
			names = append(names, p.name)
		}
	}
	return names
}

// year is the incidents of one year, newest first; 0 those whose day is not known.
type year struct {
	year      int
	incidents []*facts
}

// page is where they are listed.
func (y year) page() string {
	if y.year == 0 {
		return "years/unknown.html"
	}
	return "years/" + strconv.Itoa(y.year) + ".html"
}

func (y year) name() string {
	if y.year == 0 {
		return "no date"
	}
	return strconv.Itoa(y.year)
}

// years are all years with incidents, the newest first.
func (s *Site) years() []year {
	var all []year
	for _, f := range s.all {
		if y := yearOf(f); len(all) == 0 || all[len(all)-1].year != y {
			all = append(all, year{year: y})
		}
		last := &all[len(all)-1]
		last.incidents = append(last.incidents, f)
	}
	return all
}

func (s *Site) yearLinks(w *writer) {
	years := s.years()
	if len(years) == 0 {
		return
	}
	w.html(`<nav class="years" aria-label="Years"><h2>By year</h2><ul>` + "\n")
	for _, y := range years {
		w.html("<li>").link(y.page(), y.name()).html(` <span class="detail">`).text(count(len(y.incidents), "incident")).html("</span></li>\n")
	}
	w.html("</ul></nav>\n")
}

func (s *Site) yearPage(y year) []byte {
	return s.wrap(sheet{path: y.page(), title: "Incidents of " + y.name(), section: "Incidents", class: "listing"}, func(w *writer) {
		w.html("<h1>Incidents of ").text(y.name()).html("</h1>\n" + `<p class="lead">`).text(count(len(y.incidents), "incident")).html("</p>\n")
		s.incidentList(w, y.incidents)
	})
}
