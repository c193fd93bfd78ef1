package site

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// entriesShown is how many incidents the feed has.
const entriesShown = 50

// feed is an Atom feed (RFC 4287) of the incidents that changed last. Where the
// address of the site is not known, links are relative to the feed, as the format
// allows, and IDs are made of the files' paths.
func (s *Site) feed() []byte {
	latest := slices.Clone(s.all)
	slices.SortStableFunc(latest, func(a, b *facts) int { return cmp.Compare(b.upd, a.upd) })
	latest = latest[:min(len(latest), entriesShown)]
	var newest instant
	if len(latest) > 0 {
		newest = latest[0].upd
	}
	w := &writer{}
	w.html(`<?xml version="1.0" encoding="utf-8"?>` + "\n" + `<feed xmlns="http://www.w3.org/2005/Atom">` + "\n<title>").text(s.options.Title).html("</title>\n<id>").text(s.idOf("")).html("</id>\n")
	w.html("<updated>").text(stamp(newest)).html("</updated>\n<author><name>").text(s.options.Title).html("</name></author>\n")
	w.html(`<link rel="alternate" type="text/html"`).attr("href", s.absolute("index.html")).html("/>\n")
	if s.options.BaseURL != "" {
		w.html(`<link rel="self" type="application/atom+xml"`).attr("href", s.absolute("feed.xml")).html("/>\n")
	}
	for _, f := range latest {
		w.html("<entry>\n<title>").text(f.name()).html("</title>\n<id>").text(s.idOf(memoryKey(s.roots[f.root].Name, f.path))).html("</id>\n<updated>").text(stamp(f.upd)).html("</updated>\n")
		w.html(`<link rel="alternate" type="text/html"`).attr("href", s.absolute(f.page)).html("/>\n")
		for _, term := range []string{f.severity, string(f.state)} {
			if term != "" {
				w.html("<category").attr("term", term).html("/>\n")
			}
		}
		w.html("<summary>").text(s.summaryOf(f)).html("</summary>\n</entry>\n")
	}
	w.html("</feed>\n")
	return w.finish()
}

// summaryOf is never empty, because an entry without content must have one.
func (s *Site) summaryOf(f *facts) string {
	parts := slices.DeleteFunc([]string{f.severity, string(f.state), s.byline(f)}, func(p string) bool { return p == "" })
	return cmp.Or(f.summary, strings.Join(parts, " · "), f.id)
}

func (s *Site) absolute(path string) string { return s.options.BaseURL + escapePath(path) }

// idOf is what a feed knows something by for ever: a UUID made of names, version 8
// of RFC 9562.
func (s *Site) idOf(key string) string {
	e := &encoder{}
	e.strs([]string{"pm site", s.options.BaseURL, key})
	if s.options.BaseURL == "" {
		e.str(s.options.Title)
	}
	u := e.sum()
	u[6], u[8] = u[6]&0x0f|0x80, u[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}

// stamp is a time of the feed, which has to have one.
func stamp(i instant) string { return i.time().Format(time.RFC3339) }
