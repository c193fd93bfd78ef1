package history

import (
	"slices"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
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
type Passages struct {
	byPath map[string][]Passage
	byText map[string]incident.State // what stands under state, and what it says
}

// State is what a version of a file says of its incident's state; "" when it says
// nothing. Where the line is plain nothing else is parsed, and that only once.
func (p *Passages) State(src []byte) incident.State {
	raw, ok := scan(src, "state")
	if !ok {
		return stateOf(src)
	}
	if p.byText == nil {
		p.byText = map[string]incident.State{}
	}
	s, known := p.byText[raw]
	if !known {
		s = stateOf([]byte("---\n" + raw + "---\n"))
		p.byText[raw] = s
	}
	return s
}

// stateOf copies what it gives, since the incident shares the file's bytes.
func stateOf(src []byte) incident.State {
	return incident.State(clone(string(incident.Decode("", document.Parse(src), nil).State.V)))
}

// Change takes what a commit made of a file: the state in each parent and in the
// commit, "" where there is none. A merge that takes a state over from one of its
// parents moved nothing.
func (p *Passages) Change(path string, at time.Time, before []incident.State, after incident.State) {
	known := p.byPath[path]
	same := len(known) > 0 && known[len(known)-1].State == after // two branches moved it there
	if after == "" || same || slices.Contains(before, after) {
		return
	}
	if p.byPath == nil {
		p.byPath = map[string][]Passage{}
	}
	p.byPath[path] = append(known, Passage{after, at})
}

// Of are the passages of the file at a path, in order.
func (p *Passages) Of(path string) []Passage { return p.byPath[path] }
