package lint

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// Index is what is remembered of files that have passed: a few strings each,
// and of those not reported on the front matter. It is safe for concurrent use.
type Index struct {
	mu      sync.Mutex
	entries map[string]entry // by path, so that linting a file again replaces it
	memos   []memo
	others  []string // IDs of which nothing but the file's name is known
	names   map[string]bool
	named   int              // how many files there were when names was made
	masks   map[string]*mask // by path, of the files with secrets in them
}

// entry is one file of the index.
type entry struct {
	path, id string
	aliases  []reference
	title    string // as written
	day      string // the UTC date it started, 2006-01-02; "" when unknown
	at       place  // of the title
	related  []reference
	scope    scope
	report   bool // findings about this file are wanted
	ignores  []lineIgnore
}

// place is a span as people see it; the document is gone when it is used.
type place struct{ start, end document.Position }

// reference is an incident that a file names: another one, or itself by a former ID.
type reference struct {
	id string
	at place
}

func (x *Index) add(e entry) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.entries == nil {
		x.entries = make(map[string]entry)
	}
	x.entries[e.path] = e
}

func (x *Index) has(path string) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	_, ok := x.entries[path]
	return ok
}

// sorted are the entries by path, so that findings do not depend on which
// worker was faster.
func (x *Index) sorted() []entry {
	x.mu.Lock()
	defer x.mu.Unlock()
	all := make([]entry, 0, len(x.entries))
	for _, e := range x.entries {
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b entry) int { return cmp.Compare(a.path, b.path) })
	return all
}

// newEntry takes from an incident what the index keeps. Places are worked out
// only for files that are reported on.
func newEntry(i *incident.Incident, report bool) entry {
	e := entry{
		path:   i.Path,
		id:     i.ID,
		title:  strings.Clone(i.Title.V),
		day:    day(i.StartedAt),
		scope:  scopeOf(i),
		report: report,
	}
	for _, a := range i.Aliases.V {
		r := reference{id: strings.Clone(a.V)}
		if report {
			r.at = placeOf(i.Doc, a.Span)
		}
		e.aliases = append(e.aliases, r)
	}
	if !report {
		return e
	}
	e.at = placeOf(i.Doc, i.Title.Span)
	for _, r := range i.Related.V {
		e.related = append(e.related, reference{strings.Clone(r.V), placeOf(i.Doc, r.Span)})
	}
	return e
}

func day(t incident.Value[time.Time]) string {
	if !t.Known() {
		return ""
	}
	return t.V.UTC().Format(time.DateOnly)
}

func placeOf(d *document.Document, s document.Span) place {
	return place{d.Position(s.Start), d.Position(s.End)}
}
