package site

import (
	"fmt"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// incidentPage is the page of one incident. It reads the file, and so finds out
// what its text links to, which the key of the page depends on.
func (s *Site) incidentPage(f *facts) ([]byte, error) {
	r := &s.roots[f.root]
	src, err := r.Read(f.path)
	if err != nil {
		return nil, err
	}
	if digestOf(src) != f.hash {
		return nil, fmt.Errorf("%s was changed while the site was made; make it again", f.path)
	}
	i := incident.Decode(f.path, document.Parse(src), r.Process)
	t := sheet{path: f.page, title: f.name(), section: "Incidents", class: "incident"}
	page := s.wrap(t, func(w *writer) {
		b := s.renderBody(f, i, w.base)
		f.read, f.targets, f.summary = true, b.targets, b.summary
		f.words = s.wordsOf(f, i.Doc)
		p := incidentPage{s, w, f, i}
		p.article(b)
	})
	return page, nil
}

// incidentPage writes the parts of the page.
type incidentPage struct {
	site *Site
	*writer
	facts    *facts
	incident *incident.Incident
}

func (p *incidentPage) article(b *body) {
	p.html("<article>\n")
	p.header()
	p.html(`<div class="columns">` + "\n" + `<aside class="facts" aria-label="Facts">` + "\n")
	p.fields()
	p.contents(b)
	p.html("</aside>\n" + `<div class="text">` + "\n")
	p.picture()
	p.html(`<div class="prose">` + "\n")
	p.b = append(p.b, b.b...)
	p.html("</div>\n")
	p.actions()
	p.history()
	p.related()
	p.attachments()
	p.html("</div>\n</div>\n</article>\n")
}

// header says at a glance what it is and where it stands.
func (p *incidentPage) header() {
	f := p.facts
	p.html(`<header class="head">` + "\n" + `<p class="id">`).text(f.id).html("</p>\n<h1>").text(f.name()).html("</h1>\n" + `<p class="marks">`)
	p.site.severityMark(p.writer, f.severity)
	stateMark(p.writer, f.state)
	if f.started.known() {
		p.when(f.started.time())
	}
	if d, ok := f.started.lasted(f.ended); ok {
		p.html(`<span class="took">`).text(duration(d)).html("</span>")
	}
	if days := f.late(p.site.now); days > 0 {
		p.html(`<span class="late">follow-up `).text(count(days, "day")).html(" late</span>")
	}
	p.html("</p>\n")
	if p.incident.Doc.Front().Kind() == document.None {
		p.html(`<p class="note">The front matter of this file cannot be read; <code>pm lint</code> says why.</p>` + "\n")
	}
	p.html("</header>\n")
}

// contents names the parts of the page.
func (p *incidentPage) contents(b *body) {
	p.html(`<nav class="contents" aria-label="On this page"><h2>On this page</h2><ul>` + "\n")
	entry := func(id, text string) {
		p.html("<li><a").attr("href", "#"+id).html(">").text(text).html("</a></li>\n")
	}
	for _, h := range b.headings {
		if h.level == 2 && h.id != "" {
			entry(h.id, h.text)
		}
	}
	for _, part := range p.parts() {
		entry(part.id, part.title)
	}
	p.html("</ul></nav>\n")
}

// part is one of those behind the text.
type part struct{ id, title string }

var (
	actionsPart     = part{"actions", "Action items"}
	historyPart     = part{"history", "History"}
	relatedPart     = part{"related", "Related incidents"}
	attachmentsPart = part{"attachments", "Attachments"}
)

// parts are those that this incident has.
func (p *incidentPage) parts() []part {
	var all []part
	for _, c := range []struct {
		has bool
		part
	}{
		{len(p.incident.ActionItems.V) > 0 || p.incident.NoActionsReason.Known(), actionsPart},
		{len(p.incident.History.V) > 0, historyPart},
		{len(p.incident.Related.V) > 0 || len(p.site.mentions[p.facts]) > 0, relatedPart},
		{len(p.facts.files) > 0, attachmentsPart},
	} {
		if c.has {
			all = append(all, c.part)
		}
	}
	return all
}

func (p *incidentPage) has(want part) bool {
	for _, each := range p.parts() {
		if each == want {
			return true
		}
	}
	return false
}

// open begins a part.
func (p *incidentPage) open(t part) {
	p.html("<section").attr("aria-labelledby", t.id).html("><h2").attr("id", t.id).html(">").text(t.title).html("</h2>\n")
}

// fields are those of the front matter that the header does not show.
func (p *incidentPage) fields() {
	i := p.incident
	p.html(`<h2>Facts</h2>` + "\n<dl>\n")
	p.person("Owner", i.Owner.V)
	p.persons("Participants", i.Participants.V)
	p.person("Facilitator", i.Facilitator.V)
	p.servicesField()
	p.moments()
	p.took()
	p.list("Triggers", i.Triggers.V)
	p.list("Tags", i.Tags.V)
	p.list("Alerts", i.Alerts.V)
	p.list("Also known as", i.Aliases.V)
	p.date("Follow-up due", i.FollowupDue)
	p.date("Brought in on", i.Adopted)
	p.field("Dismissed as", i.DismissedBecause.V)
	p.html("</dl>\n")
}

func (p *incidentPage) field(name literal, value string) {
	if value != "" {
		p.html("<div><dt>").html(name).html("</dt><dd>").text(value).html("</dd></div>\n")
	}
}

func (p *incidentPage) person(name literal, written string) {
	if p.site.who(p.facts.root, written) != nil {
		p.html("<div><dt>").html(name).html("</dt><dd>")
		p.site.personLink(p.writer, p.facts.root, written)
		p.html("</dd></div>\n")
	}
}

// several begins a field with a list of values; each is called for all.
func (p *incidentPage) several(name literal, values []incident.Value[string], each func(string)) {
	if len(values) == 0 {
		return
	}
	p.html("<div><dt>").html(name).html("</dt><dd>")
	for n, v := range values {
		if n > 0 {
			p.html(", ")
		}
		each(v.V)
	}
	p.html("</dd></div>\n")
}

func (p *incidentPage) list(name literal, values []incident.Value[string]) {
	p.several(name, values, func(v string) { p.text(v) })
}

func (p *incidentPage) persons(name literal, values []incident.Value[string]) {
	p.several(name, values, func(v string) { p.site.personLink(p.writer, p.facts.root, v) })
}

func (p *incidentPage) servicesField() {
	p.several("Services", p.incident.Services.V, func(v string) {
		if at := p.site.serviceOf(v); at != nil {
			p.link(at.page, v)
			return
		}
		p.text(v)
	})
}

func (p *incidentPage) date(name literal, v incident.Value[time.Time]) {
	if v.Known() {
		p.html("<div><dt>").html(name).html("</dt><dd>").day(v.V).html("</dd></div>\n")
	}
}
