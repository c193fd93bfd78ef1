package site

import (
	"cmp"
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/incident"
)

// person is somebody whom incidents name.
type person struct {
	key, name, team, page string
	left                  bool     // known, and not active any more
	owns, takesPart       []*facts // newest first
	items                 []ownItem
}

// ownItem is an action item with its incident.
type ownItem struct {
	*item
	of *facts
}

// people finds who is meant by what is written.
type people struct {
	byKey   map[string]*person
	written []map[string]*person // by root
	all     []*person            // by name
}

// indexPeople gathers who owns and takes part in what. A person has the same
// handle in every root.
func (s *Site) indexPeople() {
	s.people = people{byKey: map[string]*person{}, written: make([]map[string]*person, len(s.roots))}
	for n := range s.roots {
		s.people.written[n] = map[string]*person{}
	}
	for _, f := range s.all {
		owner := s.person(f.root, f.owner)
		if owner != nil {
			owner.owns = append(owner.owns, f)
		}
		for _, name := range f.participants {
			if p := s.person(f.root, name); p != nil && p != owner && (len(p.takesPart) == 0 || p.takesPart[len(p.takesPart)-1] != f) {
				p.takesPart = append(p.takesPart, f)
			}
		}
		for n := range f.items {
			if p := s.person(f.root, f.items[n].owner); p != nil {
				p.items = append(p.items, ownItem{&f.items[n], f})
			}
		}
	}
	slices.SortFunc(s.people.all, func(a, b *person) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.name), strings.ToLower(b.name)), strings.Compare(a.key, b.key))
	})
	names := takenNames{}
	for _, p := range s.people.all {
		p.page = "people/" + names.name(fileName(p.key), ".html", p.key)
	}
}

// person is who a root means by a name, nil for nobody. Who is new is added.
func (s *Site) person(root int, written string) *person {
	known := s.people.written[root]
	if p, ok := known[written]; ok {
		return p
	}
	p := personAs(s.roots[root].Process, written)
	if p != nil {
		if before := s.people.byKey[p.key]; before != nil {
			p = before
		} else {
			s.people.byKey[p.key] = p
			s.people.all = append(s.people.all, p)
		}
	}
	known[written] = p
	return p
}

// who is person for somebody who may have no page, which is "" then. It changes
// nothing, so that pages can be made side by side.
func (s *Site) who(root int, written string) *person {
	if p, ok := s.people.written[root][written]; ok {
		return p
	}
	p := personAs(s.roots[root].Process, written)
	if p != nil && s.people.byKey[p.key] != nil {
		return s.people.byKey[p.key]
	}
	return p
}

func personAs(process *incident.Process, written string) *person {
	name := strings.TrimPrefix(strings.TrimSpace(written), "@")
	if name == "" {
		return nil
	}
	if p, ok := process.PersonOf(written); ok {
		return &person{key: strings.ToLower(strings.TrimPrefix(p.Handle, "@")), name: cmp.Or(p.Name, p.Handle), team: p.Team, left: !p.Active}
	}
	return &person{key: strings.ToLower(name), name: name}
}

// due are a person's open items, the most late first.
func (p *person) due() []ownItem {
	var open []ownItem
	for _, a := range p.items {
		if a.status == incident.Open {
			open = append(open, a)
		}
	}
	sortDue(open)
	return open
}

// sortDue puts what is due first first, and what has no date last.
func sortDue(items []ownItem) {
	slices.SortStableFunc(items, func(a, b ownItem) int {
		if a.due.known() != b.due.known() {
			if a.due.known() {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.due, b.due)
	})
}

// overdue counts the items that are.
func overdue(items []ownItem, now instant) int {
	n := 0
	for _, a := range items {
		if a.late(now) > 0 {
			n++
		}
	}
	return n
}
