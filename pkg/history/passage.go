package history

import (
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// Passage is an incident's entry into a state, as a commit saw it.
type Passage struct {
	State incident.State
	At    time.Time // when the commit was authored
}

// Passages finds when incidents changed state by the commits alone, for files
// whose own history does not say. It is told of changes, parents before their
// children. A file's first appearance counts as the entry into the state that it
// has there; a rename is not followed.
type Passages struct{ byPath map[string][]Passage }

// Change takes what a commit made of a file. A merge that takes a state over from
// one of its parents moved nothing.
func (p *Passages) Change(at time.Time, c Change) {
	if c.After == nil || c.After.State() == "" {
		return
	}
	for _, b := range c.Before {
		if b != nil && b.State() == c.After.State() {
			return
		}
	}
	if p.byPath == nil {
		p.byPath = map[string][]Passage{}
	}
	known := p.byPath[c.Path]
	if n := len(known); n > 0 && known[n-1].State == c.After.State() {
		return // two branches moved it to the same state
	}
	p.byPath[c.Path] = append(known, Passage{c.After.State(), at})
}

// Of are the passages of the file at a path, in order.
func (p *Passages) Of(path string) []Passage { return p.byPath[path] }
