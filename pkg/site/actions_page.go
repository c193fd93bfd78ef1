package site

import (
	"cmp"
	"slices"

	"github.com/postmortem-md/pm/pkg/incident"
)

// maxItems is how many rows a table of the page of action items has: a browser
// shows no more with ease, and nobody reads as many. The pages of people and
// services have all.
const maxItems = 500

// actionsPage is what is still to be done: what is overdue, then what is open.
func (s *Site) actionsPage() []byte {
	return s.wrap(sheet{path: "actions.html", title: "Action items", section: "Action items", class: "listing"}, func(w *writer) {
		w.html("<h1>Action items</h1>\n")
		s.asOf(w)
		open := openItems(s.all)
		late := overdue(open, s.now) // they come first
		s.itemPart(w, "overdue", "Overdue", open[:late])
		s.followups(w)
		s.itemPart(w, "open", "Open", open[late:])
		if n := s.proposed(); n > 0 {
			w.html("<p>").text(count(n, "item")).html(" proposed, which nobody has decided on.</p>\n")
		}
	})
}

func (s *Site) itemPart(w *writer, id, title literal, items []ownItem) {
	w.html(`<section aria-labelledby="`).html(id).html(`"><h2 id="`).html(id).html(`">`).html(title)
	w.html(` <span class="count">`).text(thousands(len(items))).html("</span></h2>\n")
	if len(items) == 0 {
		w.html("<p>None.</p>\n")
	} else {
		s.itemTable(w, items[:min(len(items), maxItems)], true)
	}
	if more := len(items) - maxItems; more > 0 {
		w.html("<p>And ").text(thousands(more)).html(" more, which are on the pages of their owners and services.</p>\n")
	}
	w.html("</section>\n")
}

// followups lists incidents past their follow-up date, the most late first.
func (s *Site) followups(w *writer) {
	var late []*facts
	for _, f := range s.all {
		if f.late(s.now) > 0 {
			late = append(late, f)
		}
	}
	if len(late) == 0 {
		return
	}
	slices.SortStableFunc(late, func(a, b *facts) int { return cmp.Compare(a.followup, b.followup) })
	w.html(`<section aria-labelledby="followups"><h2 id="followups">Follow-ups overdue <span class="count">`).text(thousands(len(late))).html("</span></h2>\n")
	w.html(`<table class="stack"><thead><tr><th scope="col">Incident</th><th scope="col">Owner</th><th scope="col">Due</th><th scope="col">Late</th><th scope="col">State</th></tr></thead><tbody>` + "\n")
	for _, f := range late[:min(len(late), maxItems)] {
		w.html("<tr><td>").link(f.page, f.name()).html(" ")
		s.severityMark(w, f.severity)
		w.html(`</td><td data-name="Owner">`)
		s.personLink(w, f.root, f.owner)
		w.html(`</td><td data-name="Due">`).day(f.followup.time()).html(`</td><td data-name="Late"><span class="late">`).
			text(count(f.late(s.now), "day")).html(`</span></td><td data-name="State">`)
		stateMark(w, f.state)
		w.html("</td></tr>\n")
	}
	w.html("</tbody></table>\n")
	if more := len(late) - maxItems; more > 0 {
		w.html("<p>And ").text(thousands(more)).html(" more.</p>\n")
	}
	w.html("</section>\n")
}

func (s *Site) proposed() int {
	n := 0
	for _, f := range s.all {
		for _, a := range f.items {
			if a.status == incident.Proposed {
				n++
			}
		}
	}
	return n
}
