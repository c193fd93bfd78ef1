package site

import "github.com/postmortem-md/pm/pkg/incident"

// servicesPage lists all services, and how often each was hit.
func (s *Site) servicesPage() []byte {
	return s.wrap(sheet{path: "services/index.html", title: "Services", section: "Services", class: "listing"}, func(w *writer) {
		w.html("<h1>Services</h1>\n")
		s.asOf(w)
		if len(s.services) == 0 {
			w.html("<p>No incident names a service yet.</p>\n")
			return
		}
		w.html(`<table class="stack"><thead><tr><th scope="col">Service</th><th scope="col" class="right">Incidents</th><th scope="col" class="right">In 90 days</th>`).
			html(`<th scope="col" class="right">Not closed</th><th scope="col" class="right">Open items</th><th scope="col">Last</th></tr></thead><tbody>` + "\n")
		for _, v := range s.services {
			w.html(`<tr><th scope="row">`).link(v.page, v.name).html("</th>")
			numberCell(w, "Incidents", len(v.incidents))
			numberCell(w, "In 90 days", v.since(s.now-90*day))
			numberCell(w, "Not closed", v.pending())
			numberCell(w, "Open items", len(v.due()))
			w.html(`<td data-name="Last">`)
			if b := v.incidents[0].began(); b.known() {
				w.day(b.time())
			}
			w.html("</td></tr>\n")
		}
		w.html("</tbody></table>\n")
	})
}

func (v *service) since(from instant) int {
	n := 0
	for _, f := range v.incidents {
		if f.began() >= from {
			n++
		}
	}
	return n
}

func (v *service) pending() int {
	n := 0
	for _, f := range v.incidents {
		if f.pending() {
			n++
		}
	}
	return n
}

// due are the open items of its incidents, the most late first.
func (v *service) due() []ownItem { return openItems(v.incidents) }

func openItems(all []*facts) []ownItem {
	var open []ownItem
	for _, f := range all {
		for n := range f.items {
			if f.items[n].status == incident.Open {
				open = append(open, ownItem{&f.items[n], f})
			}
		}
	}
	sortDue(open)
	return open
}

func (s *Site) servicePage(v *service) []byte {
	return s.wrap(sheet{path: v.page, title: v.name, section: "Services", class: "listing"}, func(w *writer) {
		w.html("<h1>").text(v.name).html("</h1>\n" + `<p class="lead">`).text(count(len(v.incidents), "incident")).html(" · ").
			num(v.pending()).html(" not closed</p>\n")
		if due := v.due(); len(due) > 0 {
			w.html("<section><h2>Open action items</h2>\n")
			s.asOf(w)
			s.itemTable(w, due, true)
			w.html("</section>\n")
		}
		w.html("<section><h2>Incidents</h2>\n")
		s.shortList(w, v.incidents)
		w.html("</section>\n")
	})
}
