package site

import (
	"path"
	"strconv"
	"strings"

	"github.com/postmortem-md/pm/pkg/history"
	"github.com/postmortem-md/pm/pkg/incident"
)

// actions is the table of action items, with how far their due dates slipped.
func (p *incidentPage) actions() {
	if !p.has(actionsPart) {
		return
	}
	p.open(actionsPart)
	if reason := p.incident.NoActionsReason.V; reason != "" {
		p.html("<p>None: ").text(reason).html("</p>\n")
	}
	if len(p.incident.ActionItems.V) > 0 {
		p.html(`<table class="stack"><thead><tr><th scope="col">What</th><th scope="col">Owner</th><th scope="col">Due</th><th scope="col">Status</th></tr></thead><tbody>` + "\n")
		slips := history.Slips((&history.Trail{}).Moves(p.incident))
		for _, a := range p.incident.ActionItems.V {
			p.action(a, slips)
		}
		p.html("</tbody></table>\n")
	}
	p.html("</section>\n")
}

func (p *incidentPage) action(a incident.ActionItem, slips []history.Slip) {
	p.html(`<tr><td>`)
	if a.Title.V == "" {
		p.text(a.Name())
	} else {
		p.text(a.Title.V)
	}
	p.actionDetail(a)
	p.html(`</td><td data-name="Owner">`)
	p.site.personLink(p.writer, p.facts.root, a.Owner.V)
	p.html(`</td><td data-name="Due">`)
	if a.Due.Known() {
		p.day(a.Due.V)
	}
	for _, s := range slips {
		if a.ID.Known() && s.Item == a.ID.V {
			p.slip(s)
		}
	}
	p.html(`</td><td data-name="Status">`)
	statusMark(p.writer, a.Status.V)
	if days := a.DaysLate(p.site.now.time()); days > 0 {
		p.html(" ")
		lateness(p.writer, days)
	}
	if a.DoneAt.Known() && a.Status.V == incident.Done {
		p.html(" ").day(a.DoneAt.V)
	}
	p.html("</td></tr>\n")
}

// actionDetail is what few readers need: what it is for, its ticket, what shows
// that it is done, why it was dropped.
func (p *incidentPage) actionDetail(a incident.ActionItem) {
	if a.Kind.V == "" && a.Ticket.V == "" && a.Evidence.V == "" && a.Reason.V == "" {
		return
	}
	p.html(`<p class="detail">`)
	first := true
	more := func(name literal, value string, show func(string)) {
		if value == "" {
			return
		}
		if !first {
			p.html(" · ")
		}
		first = false
		p.html(name)
		show(value)
	}
	more("", a.Kind.V, func(v string) { p.text(v) })
	more("ticket ", a.Ticket.V, p.webLink)
	more("evidence ", a.Evidence.V, p.webLink)
	more("because ", a.Reason.V, func(v string) { p.text(v) })
	p.html("</p>")
}

// webLink is a value that may be the address of a page. Anything else is text.
func (p *incidentPage) webLink(value string) {
	b := body{writer: p.writer, site: p.site, facts: p.facts}
	scheme, _ := schemeOf(value)
	if scheme != "http" && scheme != "https" {
		p.text(value)
		return
	}
	b.anchorTag(b.resolve([]byte(value)))
	p.text(shortAddress(value)).html("</a>")
}

// shortAddress leaves out of an address what nobody reads.
func shortAddress(value string) string {
	_, rest, _ := strings.Cut(value, "://")
	return strings.TrimSuffix(rest, "/")
}

func (p *incidentPage) slip(s history.Slip) {
	p.html(`<p class="detail">moved `)
	if s.Times == 1 {
		p.html("once")
	} else {
		p.num(s.Times).html(" times")
	}
	if s.Days != 0 {
		sign := ""
		if s.Days > 0 {
			sign = "+"
		}
		p.html(", ").text(sign + strconv.Itoa(s.Days) + " days")
	}
	p.html(", first ").day(s.From).html("</p>")
}

func statusMark(w *writer, status incident.Status) {
	w.html(`<span class="status `)
	switch status {
	case incident.Done:
		w.html("done")
	case incident.Open:
		w.html("open")
	default:
		w.html("other")
	}
	w.html(`">`).text(string(status)).html("</span>")
}

// history is the table of transitions, with the time spent in each state.
func (p *incidentPage) history() {
	if !p.has(historyPart) {
		return
	}
	p.open(historyPart)
	p.html(`<table class="stack"><thead><tr><th scope="col">State</th><th scope="col">Entered</th><th scope="col">By</th><th scope="col">Stayed</th></tr></thead><tbody>` + "\n")
	echoes := p.incident.Echoes()
	for n, line := range p.incident.History.V {
		p.html("<tr><td>")
		stateMark(p.writer, line.State.V)
		switch {
		case echoes[n]:
			p.html(`<p class="detail">again: it did not move</p>`)
		case line.Reason.Known():
			p.html(`<p class="detail">`).text(line.Reason.V).html("</p>")
		}
		p.html(`</td><td data-name="Entered">`)
		if line.At.Known() {
			p.when(line.At.V)
		}
		p.html(`</td><td data-name="By">`)
		p.site.personLink(p.writer, p.facts.root, line.By.V)
		p.html(`</td><td data-name="Stayed">`)
		if !echoes[n] {
			p.text(p.stayed(n, echoes))
		}
		p.html("</td></tr>\n")
	}
	p.html("</tbody></table>\n</section>\n")
}

// stayed is how long an incident was in the state that a line of history entered;
// "" where that goes on, since a page does not change from day to day.
func (p *incidentPage) stayed(n int, echoes []bool) string {
	lines := p.incident.History.V
	for next := n + 1; next < len(lines); next++ {
		if echoes[next] {
			continue
		}
		if d, ok := instantOf(lines[n].At).lasted(instantOf(lines[next].At)); ok {
			return duration(d)
		}
		return ""
	}
	return ""
}

// related lists what this incident names, and what names it.
func (p *incidentPage) related() {
	if !p.has(relatedPart) {
		return
	}
	p.open(relatedPart)
	there := p.site.relatedTo(p.facts)
	for _, f := range p.site.mentions[p.facts] {
		if !contains(there, f) {
			there = append(there, f)
		}
	}
	if len(there) > 0 {
		p.site.incidentList(p.writer, there)
	}
	for _, id := range p.facts.related {
		if p.site.find(id, p.facts.root) == nil {
			p.html("<p>").text(id).html(", of which there is no file here</p>\n")
		}
	}
	p.html("</section>\n")
}

func contains(all []*facts, f *facts) bool {
	for _, each := range all {
		if each == f {
			return true
		}
	}
	return false
}

// attachments lists all files of the incident's folder, linked in the text or not.
func (p *incidentPage) attachments() {
	if !p.has(attachmentsPart) {
		return
	}
	p.open(attachmentsPart)
	folder := strings.TrimSuffix(p.facts.path, path.Ext(p.facts.path)) + "/"
	p.html(`<ul class="files">` + "\n")
	for _, f := range p.facts.files {
		name := strings.TrimPrefix(f.path, folder)
		p.html("<li>")
		if f.page == "" {
			p.text(name).html(` <span class="detail">`).text(fileSize(f.size)).html(", too large to be copied here</span>")
		} else {
			p.link(f.page, name).html(` <span class="detail">`).text(fileSize(f.size)).html("</span>")
		}
		p.html("</li>\n")
	}
	p.html("</ul>\n</section>\n")
}
