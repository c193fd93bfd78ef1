package tracker

import (
	"fmt"
	"strings"
)

// Set are the tickets of one file, to be found by what action items call them.
type Set struct {
	Tickets []Ticket
	byName  map[string]int
	byItem  map[string][]int
	taken   []bool // by Find
}

// ambiguous stands for a ticket that several are called by a name: owner/repo#7 of two
// servers.
const ambiguous = -1

// NewSet puts tickets in order. Numbers alone are names where all are of one
// repository. A ticket that is there twice and says two things is an *Error.
func NewSet(tickets []Ticket) (*Set, error) {
	s := &Set{Tickets: tickets, byName: map[string]int{}, byItem: map[string][]int{}, taken: make([]bool, len(tickets))}
	var wrong faults
	one := oneRepo(tickets)
	for n, t := range tickets {
		if t.Item != "" {
			s.byItem[t.Item] = append(s.byItem[t.Item], n)
		}
		for _, name := range t.names {
			first, twice := s.byName[name]
			switch {
			case strings.HasPrefix(name, "num:") && !one:
			case !twice:
				s.byName[name] = n
			case first == ambiguous:
			case tickets[first].repo != t.repo:
				s.byName[name] = ambiguous
			case !tickets[first].says(t):
				wrong.add(&Error{Record: n + 1, Reason: fmt.Sprintf("is %s again, and says something else", t.Name), Way: "leave one of them"})
			}
		}
	}
	return s, wrong.err()
}

func oneRepo(tickets []Ticket) bool {
	for _, t := range tickets {
		if t.repo != tickets[0].repo {
			return false
		}
	}
	return true
}

// says reports that two tickets ask the same of an item.
func (t Ticket) says(other Ticket) bool {
	return t.State == other.State && t.Closed.Equal(other.Closed) && t.Due.Equal(other.Due)
}

// Find is the ticket that an action item has, by what is written there.
func (s *Set) Find(text string) (Ticket, bool) {
	for _, name := range written(text) {
		if n, ok := s.byName[name]; ok && n != ambiguous {
			s.taken[n] = true
			return s.Tickets[n], true
		}
	}
	return Ticket{}, false
}

// For are the tickets whose text says that they are for an action item, ID#ITEM.
func (s *Set) For(item string) []Ticket {
	var all []Ticket
	for _, n := range s.byItem[item] {
		s.taken[n] = true
		all = append(all, s.Tickets[n])
	}
	return all
}

// Left are the tickets that nobody asked for.
func (s *Set) Left() []Ticket {
	var all []Ticket
	for n, t := range s.Tickets {
		if !s.taken[n] {
			all = append(all, t)
		}
	}
	return all
}
