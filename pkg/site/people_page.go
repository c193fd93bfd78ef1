package site

import (
	"slices"

	"github.com/postmortem-md/pm/pkg/incident"
)

// peoplePage lists everybody, and what is in their hands.
func (s *Site) peoplePage() []byte {
	return s.wrap(sheet{path: "people/index.html", title: "People", section: "People", class: "listing"}, func(w *writer) {
		w.html("<h1>People</h1>\n")
		s.asOf(w)
		if len(s.people.all) == 0 {
			w.html("<p>No incident names anybody yet.</p>\n")
			return
		}
		teams := slices.ContainsFunc(s.people.all, func(p *person) bool { return p.team != "" })
		w.html(`<table class="stack"><thead><tr><th scope="col">Name</th>`)
		if teams {
			w.html(`<th scope="col">Team</th>`)
		}
		w.html(`<th scope="col" class="right">Owns</th><th scope="col" class="right">Takes part in</th><th scope="col" class="right">Open items</th><th scope="col" class="right">Overdue</th></tr></thead><tbody>` + "\n")
		for _, p := range s.people.all {
			due := p.due()
			w.html(`<tr><th scope="row">`).link(p.page, p.name)
			if p.left {
				w.html(` <span class="detail">not active</span>`)
			}
			w.html("</th>")
			if teams {
				w.html(`<td data-name="Team">`).text(p.team).html("</td>")
			}
			numberCell(w, "Owns", len(p.owns))
			numberCell(w, "Takes part in", len(p.takesPart))
			numberCell(w, "Open items", len(due))
			numberCell(w, "Overdue", overdue(due, s.now))
			w.html("</tr>\n")
		}
		w.html("</tbody></table>\n")
	})
}

// numberCell leaves zero blank, so that a column shows where there is something.
func numberCell(w *writer, name literal, n int) {
	w.html(`<td class="right" data-name="`).html(name).html(`">`)
	if n > 0 {
		w.text(thousands(n))
	}
	w.html("</td>")
}

func (s *Site) personPage(p *person) []byte {
	return s.wrap(sheet{path: p.page, title: p.name, section: "People", class: "listing"}, func(w *writer) {
		w.html("<h1>").text(p.name).html("</h1>\n" + `<p class="lead">`)
		if p.team != "" {
			w.html("Team ").text(p.team).html(" · ")
		}
		done := 0
		for _, a := range p.items {
			if a.status == incident.Done {
				done++
			}
		}
		w.text(count(len(p.owns), "incident")).html(" owned · ").text(count(done, "action item")).html(" done</p>\n")
		if due := p.due(); len(due) > 0 {
			w.html("<section><h2>Open action items</h2>\n")
			s.asOf(w)
			s.itemTable(w, due, false)
			w.html("</section>\n")
		}
		for _, part := range []struct {
			title literal
			all   []*facts
		}{{"Owns", p.owns}, {"Takes part in", p.takesPart}} {
			if len(part.all) > 0 {
				w.html("<section><h2>").html(part.title).html("</h2>\n")
				s.shortList(w, part.all)
				w.html("</section>\n")
			}
		}
	})
}

// maxListed is how many incidents the page of a person or a service lists.
const maxListed = 100

// shortList lists the newest incidents and says how many there are besides.
func (s *Site) shortList(w *writer, all []*facts) {
	s.incidentList(w, all[:min(len(all), maxListed)])
	if more := len(all) - maxListed; more > 0 {
		w.html("<p>And ").text(thousands(more)).html(" before these; the <a").to("index.html").html(">filters</a> find them.</p>\n")
	}
}

// itemTable lists action items; owners is left out on a person's own page.
func (s *Site) itemTable(w *writer, items []ownItem, owners bool) {
	w.html(`<table class="stack"><thead><tr><th scope="col">What</th>`)
	if owners {
		w.html(`<th scope="col">Owner</th>`)
	}
	w.html(`<th scope="col">Due</th><th scope="col">Late</th><th scope="col">Incident</th></tr></thead><tbody>` + "\n")
	for _, a := range items {
		w.html("<tr><td>").text(a.name()).html("</td>")
		if owners {
			w.html(`<td data-name="Owner">`)
			s.personLink(w, a.of.root, a.owner)
			w.html("</td>")
		}
		w.html(`<td data-name="Due">`)
		if a.due.known() {
			w.day(a.due.time())
		}
		if a.moved > 0 {
			w.html(` <span class="detail">moved `).num(a.moved).html("×</span>")
		}
		w.html(`</td><td data-name="Late">`)
		if days := a.late(s.now); days > 0 {
			w.html(`<span class="late">`).text(count(days, "day")).html("</span>")
		}
		w.html(`</td><td data-name="Incident">`).link(a.of.page, a.of.name()).html(" ")
		s.severityMark(w, a.of.severity)
		w.html("</td></tr>\n")
	}
	w.html("</tbody></table>\n")
}

// name is what an item is called.
func (a *item) name() string {
	switch {
	case a.title != "":
		return a.title
	case a.id != "":
		return a.id
	}
	return "an item without a title"
}
