package incident

import (
	"errors"
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
)

// Publisher makes incidents fit to be shown outside: without what is marked as
// internal, without comments, and with roles in place of people. It is not safe
// for concurrent use.
type Publisher struct {
	process *Process
	hidden  []string // keys of the front matter, and of items as action_items.KEY
	names   names
}

// NewPublisher is one for an organisation; hidden are the front matter keys that are
// left out, those of action items as action_items.KEY.
func NewPublisher(p *Process, hidden []string) *Publisher {
	pub := &Publisher{process: p, hidden: append([]string{"aliases"}, hidden...)} // an old name may be what it was renamed for
	for n := range p.People {
		pub.names.person(p.People[n])
	}
	return pub
}

// Public is the incident as it may be shown: a document of its own, read again.
// Everything is made from that document, so that nothing can come from anywhere
// else. What is wrong with markers are *document.Refusals, joined; a file's name
// that holds one of a person is a *NamedError.
func (p *Publisher) Public(i *Incident) (*Incident, error) {
	front := i.Doc.Front()
	if front.Kind() != document.Mapping {
		return nil, &document.Refusal{Position: i.Doc.Position(0), Reason: "the front matter cannot be read, and so not what is internal in it", Way: "pm lint says more"}
	}
	body, err := i.Doc.WithoutInternal()
	roles := p.rolesIn(i)
	if name := roles.in(i.Path); name != "" {
		err = errors.Join(err, &NamedError{Path: i.Path, Name: name})
	}
	if err != nil {
		return nil, err
	}
	c := copier{roles: roles, hidden: p.hidden}
	var fields []document.Field
	for key, value := range front.Fields() {
		if v, ok := c.field(key, value); ok {
			fields = append(fields, document.Field{Key: c.roles.replace(key.Text()), Value: v})
		}
	}
	head, err := document.NewFront(fields...)
	if err != nil {
		return nil, &document.Refusal{Position: i.Doc.Position(0), Reason: "the front matter cannot be written for others: " + err.Error(), Way: "list the key under internal in the configuration"}
	}
	src := slices.Concat(head, []byte(roles.replace(string(body))))
	return Decode(i.Path, document.Parse(src), p.process), nil
}

// NamedError is a file whose name holds that of a person.
type NamedError struct{ Path, Name string }

// Error says which.
func (e *NamedError) Error() string { return "its name holds " + e.Name + ", a person" }

// copier makes values of the front matter anew.
type copier struct {
	roles  *roles
	hidden []string
}

// field is a key of the top; false for what is left out.
func (c copier) field(key, value document.Node) (document.Value, bool) {
	name := key.Text()
	if key.Kind() != document.Scalar || slices.Contains(c.hidden, name) {
		return document.Value{}, false
	}
	f, known := FieldByKey(name)
	if known && (f.Kind == PersonField || f.Kind == PersonsField) {
		return c.persons(value)
	}
	if name == "related" {
		return c.list(value, func(item document.Node) (document.Value, bool) {
			return document.StringValue(item.Text()), item.Kind() == document.Scalar && c.roles.in(item.Text()) == ""
		})
	}
	if known && f.Kind == ActionsField {
		return c.list(value, func(item document.Node) (document.Value, bool) { return c.mapping(item, name+".", "owner") })
	}
	if known && f.Kind == HistoryField {
		return c.list(value, func(item document.Node) (document.Value, bool) { return c.mapping(item, name+".", "by") })
	}
	return c.value(value)
}

// persons is a person or a list of them.
func (c copier) persons(n document.Node) (document.Value, bool) {
	if n.Kind() == document.Sequence {
		return c.list(n, c.persons)
	}
	if n.Kind() != document.Scalar || n.IsNull() {
		return document.Value{}, false
	}
	return document.StringValue(c.roles.of(n.Text())), true
}

func (c copier) list(n document.Node, item func(document.Node) (document.Value, bool)) (document.Value, bool) {
	if n.Kind() != document.Sequence {
		return document.Value{}, false
	}
	var items []document.Value
	for _, node := range n.Items() {
		if v, ok := item(node); ok {
			items = append(items, v)
		}
	}
	return document.ListValue(items...), true
}

// mapping copies what is not hidden; person is the key that holds one.
func (c copier) mapping(n document.Node, prefix, person string) (document.Value, bool) {
	if n.Kind() != document.Mapping {
		return c.value(n)
	}
	var fields []document.Field
	for key, value := range n.Fields() {
		if key.Kind() != document.Scalar || slices.Contains(c.hidden, prefix+key.Text()) {
			continue
		}
		v, ok := c.value(value)
		if key.Text() == person && person != "" {
			v, ok = c.persons(value)
		}
		if ok {
			fields = append(fields, document.Field{Key: oneLine(c.roles.replace(key.Text())), Value: v})
		}
	}
	if len(fields) == 0 {
		return document.Value{}, false
	}
	return document.MapValue(fields...), true
}

// value copies what is no person; people are named in it all the same.
func (c copier) value(n document.Node) (document.Value, bool) {
	switch {
	case n.Kind() == document.Sequence:
		return c.list(n, c.value)
	case n.Kind() == document.Mapping:
		return c.mapping(n, "", "")
	case n.IsNull():
		return document.Value{}, false
	}
	text := oneLine(c.roles.replace(n.Text()))
	if n.Tag() != "!!str" && text == n.Text() && !strings.ContainsAny(text, ":#") || n.Tag() == "!!timestamp" {
		return document.PlainValue(text), true
	}
	return document.StringValue(text), true
}
