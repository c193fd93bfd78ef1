package lint

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// memo is a file that was only remembered: its front matter as bytes. Linting
// one file of ten thousand should not decode the others; nearly all of them
// have neither the day nor an alias that anybody asks for.
type memo struct {
	path  string
	front []byte
}

// Others tells of all files there are that are not given to File, by path, once
// those that are have passed. It gives those whose content the rules that look
// across files ask for: Remember them. Of the rest the name is enough. The day an
// incident started is looked for in its name, where there is one: a start that
// was corrected by days is then not compared with.
func (l *Linter) Others(paths []string) []string {
	if len(l.across) == 0 {
		return nil
	}
	x := &l.index
	x.mu.Lock()
	for _, p := range paths {
		x.others = append(x.others, incident.IDFromPath(p))
	}
	x.mu.Unlock()
	days, aliases := x.asks()
	var asked []string
	for _, p := range paths {
		day, dated := dayOf(incident.IDFromPath(p))
		if aliases || len(days) > 0 && (!dated || days[day]) {
			asked = append(asked, p)
		}
	}
	return asked
}

// dayOf is the date that an ID begins with.
func dayOf(id string) (day string, ok bool) {
	if len(id) < len(time.DateOnly) {
		return "", false
	}
	day = id[:len(time.DateOnly)]
	_, err := time.Parse(time.DateOnly, day)
	return day, err == nil
}

// Remember indexes a file that is not to be reported on, for the rules that
// look across files; only its front matter is kept.
func (l *Linter) Remember(path string, src []byte) {
	if len(l.across) == 0 {
		return
	}
	m := memo{path: strings.Clone(path)}
	if s := document.Parse(src).FrontSpan(); !s.IsZero() {
		m.front = bytes.Clone(src[:s.End])
	}
	l.index.mu.Lock()
	defer l.index.mu.Unlock()
	l.index.memos = append(l.index.memos, m)
}

// recall turns what was remembered into entries, once all files have passed.
func (l *Linter) recall() {
	x := &l.index
	x.mu.Lock()
	memos := x.memos
	x.memos = nil
	x.mu.Unlock()
	days, aliases := x.asks()
	for _, m := range memos {
		if x.has(m.path) {
			continue // it was looked at after all
		}
		e := entry{path: m.path, id: incident.IDFromPath(m.path)}
		if aliases && bytes.Contains(m.front, []byte("aliases")) || startedOn(m.front, days) {
			e = newEntry(incident.Decode(m.path, document.Parse(m.front), l.options.Process), false)
		}
		x.add(e)
	}
}

// asks says what the files that are reported on want to know of the others: who
// started on the same day, and who goes by another name, where a related incident
// is not known by its file's name, or one of these files has an alias itself.
func (x *Index) asks() (days map[string]bool, aliases bool) {
	days = make(map[string]bool)
	for _, e := range x.sorted() {
		if !e.wanted() {
			continue
		}
		aliases = aliases || len(e.aliases) > 0 || slices.ContainsFunc(e.related, func(r reference) bool { return !x.known()[strings.ToLower(r.id)] })
		day, err := time.Parse(time.DateOnly, e.day)
		if err != nil {
			continue
		}
		// Written with an offset, a start of that day in UTC may lie a day off.
		for off := -1; off <= 1; off++ {
			days[day.AddDate(0, 0, off).Format(time.DateOnly)] = true
		}
	}
	return days, aliases
}

// startedOn reports that started_at is one of days, or is written in a way that
// only decoding tells.
func startedOn(front []byte, days map[string]bool) bool {
	if len(days) == 0 {
		return false
	}
	_, value, ok := bytes.Cut(front, []byte("started_at"))
	if !ok {
		return false
	}
	value = bytes.TrimLeft(value, `"': `)
	if len(value) < len(time.DateOnly) {
		return true
	}
	written := string(value[:len(time.DateOnly)])
	if _, err := time.Parse(time.DateOnly, written); err != nil {
		return true
	}
	return days[written]
}
