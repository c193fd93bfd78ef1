package incident

import (
	"cmp"
	"strconv"

	"github.com/postmortem-md/pm/pkg/document"
)

// FaultKind says what sort of fault a Fault is.
type FaultKind string

// The faults of values.
const (
	WrongType    FaultKind = "type"    // not what the field holds
	UnknownValue FaultKind = "unknown" // right type, but not one of the accepted values
	NotUTC       FaultKind = "not-utc" // a time that is not RFC 3339 in UTC; V is known when an offset is written
)

// Fault is a value that is not what its field holds.
type Fault struct {
	Kind    FaultKind
	Subject string // the key, or action_items[ID].due and the like
	Span    document.Span
	Message string // begins with the subject
	Help    string
	Fix     []document.Edit // nil when a person must decide

	known bool    // the value could be read all the same
	at    subject // what Subject puts into words
}

// unusable reports that the value does not count as one. A time without a zone
// is none either: nobody knows when that was.
func (f *Fault) unusable() bool { return f.Kind == WrongType || f.Kind == NotUTC && !f.known }

// subject names the place of a value in the front matter. It is put into words
// only when there is a fault.
type subject struct {
	list  string // participants, action_items, history
	index int    // in list, from 0
	id    string // of the action item, when it has one
	key   string
}

// top is the key of the front matter that the place is under.
func (s subject) top() string { return cmp.Or(s.list, s.key) }

// String names an item by its id where it has one, because indexes move with every
// edit and what is compared between two versions of a file must not.
func (s subject) String() string {
	if s.list == "" {
		return s.key
	}
	item := s.id
	if item == "" {
		item = strconv.Itoa(s.index)
	}
	name := s.list + "[" + item + "]"
	if s.key != "" {
		name += "." + s.key
	}
	return name
}

// complaint is a fault before it has a place.
type complaint struct {
	kind  FaultKind
	says  string // what is wrong, to follow the subject: "is not a date"
	help  string
	fix   []document.Edit
	known bool
}

// fault gives a complaint its place.
func (d *decoder) fault(s subject, n document.Node, c *complaint) {
	name := s.String()
	if d.aliased {
		c.fix = nil // it belongs to the place that the alias names
	}
	d.incident.Faults = append(d.incident.Faults, Fault{
		Kind: c.kind, Subject: name, Span: n.Span(), Message: name + " " + c.says, Help: c.help, Fix: c.fix, known: c.known, at: s,
	})
}

// shape names what a node is, for messages.
func shape(n document.Node) string {
	switch n.Kind() {
	case document.Sequence:
		return "a list"
	case document.Mapping:
		return "a mapping"
	}
	return quote(n.Text())
}
