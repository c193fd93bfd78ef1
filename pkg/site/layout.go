package site

import (
	"strings"

	"github.com/postmortem-md/pm/pkg/incident"
)

// policy is what a browser lets a page do: show what lies in the site, and run the
// scripts that lie there. Nothing is asked of anybody else.
const policy = "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'"

// LivePolicy lets a page be told that something changed, too.
const LivePolicy = policy + "; connect-src 'self'"

// sheet is what differs from page to page around its content.
type sheet struct {
	path    string // of the page, from the site's first folder
	title   string
	section string // the entry of the menu that the page belongs to
	class   literal
	script  bool // the page has the filters
}

// menu are the parts of the site.
var menu = []struct{ name, page string }{
	{"Incidents", "index.html"},
	{"Action items", "actions.html"},
	{"People", "people/index.html"},
	{"Services", "services/index.html"},
	{"Trends", "trends.html"},
}

// wrap makes a page around its content.
func (s *Site) wrap(t sheet, content func(*writer)) []byte {
	w := &writer{base: strings.Repeat("../", strings.Count(t.path, "/")), b: make([]byte, 0, 16<<10)}
	s.head(w, t)
	w.html("<body").attr("class", string(t.class)).html(">\n")
	w.html(`<a class="skip" href="#main">Skip to the content</a>` + "\n")
	w.html(`<header class="site"><a class="name"`).to("index.html").html(">").text(s.options.Title).html("</a>\n")
	w.html(`<nav aria-label="Site"><ul>`)
	for _, m := range menu {
		w.html("<li><a").to(m.page)
		if m.name == t.section {
			if m.page == t.path {
				w.html(` aria-current="page"`)
			} else {
				w.html(` class="here"`)
			}
		}
		w.html(">").text(m.name).html("</a></li>")
	}
	w.html("</ul></nav></header>\n" + `<main id="main" tabindex="-1">` + "\n")
	content(w)
	w.html("</main>\n" + `<footer class="site"><p>All times are in UTC. <a`).to("feed.xml").html(">Feed</a></p></footer>\n</body>\n</html>\n")
	return w.finish()
}

func (s *Site) head(w *writer, t sheet) {
	rules := policy
	if s.options.Live {
		rules = LivePolicy
	}
	w.html("<!DOCTYPE html>\n" + `<html lang="en">` + "\n<head>\n" + `<meta charset="utf-8">` + "\n")
	w.html(`<meta http-equiv="Content-Security-Policy"`).attr("content", rules).html(">\n")
	w.html(`<meta name="viewport" content="width=device-width, initial-scale=1">` + "\n")
	w.html(`<meta name="color-scheme" content="light dark">` + "\n" + `<meta name="referrer" content="no-referrer">` + "\n")
	title := s.options.Title
	if t.title != "" {
		title = t.title + " · " + title
	}
	w.html("<title>").text(title).html("</title>\n")
	w.html(`<link rel="icon" type="image/svg+xml"`).to("assets/icon.svg").html(">\n")
	w.html(`<link rel="stylesheet"`).to("assets/site.css").html(">\n")
	w.html(`<link rel="alternate" type="application/atom+xml"`).attr("title", s.options.Title).to("feed.xml").html(">\n")
	if t.script {
		w.html("<script defer").attr("src", w.base+"assets/site.js").html("></script>\n")
	}
	if s.options.Live {
		w.html("<script defer").attr("src", w.base+"assets/live.js").html("></script>\n")
	}
	w.html("</head>\n")
}

// asOf says which day what is overdue counts from.
func (s *Site) asOf(w *writer) {
	w.html(`<p class="asof">As of `).day(s.now.time()).html("</p>\n")
}

// ranks are the classes of severities, the worst first; there is a colour for each.
var ranks = []literal{"r0", "r1", "r2", "r3"}

// severityMark names a severity, with a mark beside the word: colour alone says
// nothing.
func (s *Site) severityMark(w *writer, name string) {
	if name == "" {
		return
	}
	w.html(`<span class="sev `).html(s.rank(name)).html(`">`).text(name).html("</span>")
}

func (s *Site) rank(severity string) literal {
	n, ok := s.severity[severity]
	if !ok {
		return "none"
	}
	return ranks[min(n, len(ranks)-1)]
}

// stateMark names a state.
func stateMark(w *writer, state incident.State) {
	if state == "" {
		return
	}
	w.html(`<span class="state `)
	switch state {
	case incident.Closed, incident.Dismissed:
		w.html("over")
	case incident.InProgress:
		w.html("now")
	default:
		w.html("under-way")
	}
	w.html(`">`).text(string(state)).html("</span>")
}

// personLink leads to a person's page, where there is one.
func (s *Site) personLink(w *writer, root int, written string) {
	switch p := s.who(root, written); {
	case p == nil:
	case p.page == "":
		w.text(p.name)
	default:
		w.link(p.page, p.name)
	}
}

// lateness says how late something is.
func lateness(w *writer, days int) {
	w.html(`<span class="late">`).text(count(days, "day")).html(" late</span>")
}

// incidentList lists incidents.
func (s *Site) incidentList(w *writer, all []*facts) {
	w.html(`<ol class="incidents">` + "\n")
	for _, f := range all {
		s.incidentRow(w, f)
	}
	w.html("</ol>\n")
}

// incidentRow is a line of such a list; site.js makes the same of what it finds.
func (s *Site) incidentRow(w *writer, f *facts) {
	w.html(`<li><div class="what"><a`).to(f.page).html(">").text(f.name()).html("</a>")
	if f.owner != "" || len(f.services) > 0 {
		w.html(`<p class="who">`).text(s.byline(f)).html("</p>")
	}
	w.html(`</div><div class="how">`)
	if began := f.began(); began.known() {
		w.day(began.time())
	}
	s.severityMark(w, f.severity)
	stateMark(w, f.state)
	if d, ok := f.started.lasted(f.ended); ok {
		w.html(`<span class="took">`).text(duration(d)).html("</span>")
	}
	w.html("</div></li>\n")
}

// byline is what an incident was about and who owns it.
func (s *Site) byline(f *facts) string {
	parts := f.services
	if p := s.who(f.root, f.owner); p != nil {
		parts = append(parts[:len(parts):len(parts)], p.name)
	}
	return strings.Join(parts, " · ")
}

// yearOf is the year that an incident is listed under, 0 when it is not known.
func yearOf(f *facts) int {
	if b := f.began(); b.known() {
		return b.time().Year()
	}
	return 0
}
