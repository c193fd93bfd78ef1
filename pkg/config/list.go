package config

import (
	"github.com/postmortem-md/pm/pkg/document"
)

// list reads a list of different texts; false when it is no list. Items with
// faults are left out, so that they do not make others look wrong. check,
// unless nil, says what else is wrong with an item, "" for nothing.
func (r *reader) list(name string, n document.Node, check func(string) string) ([]string, bool) {
	if n.Kind() != document.Sequence {
		hint := ""
		if n.Kind() == document.Scalar && !n.IsNull() {
			hint = "; write [" + n.Text() + "]"
		}
		r.problem(n, "", "%s %s, where a list is meant%s", name, is(n), hint)
		return nil, false
	}
	out := make([]string, 0, n.Len())
	for _, item := range n.Items() {
		s, ok := r.text("an item of "+name, item)
		if ok && r.accepts(name, item, s, out, check) {
			out = append(out, s)
		}
	}
	return out, true
}

func (r *reader) accepts(name string, item document.Node, s string, before []string, check func(string) string) bool {
	if contains(before, s) {
		r.problem(item, "", "%s has %s twice", name, quote(s))
		return false
	}
	if check == nil {
		return true
	}
	if wrong := check(s); wrong != "" {
		r.problem(item, "", "%s: %s %s", name, quote(s), wrong)
		return false
	}
	return true
}

// texts reads a list into dst.
func (r *reader) texts(name string, n document.Node, dst *[]string, check func(string) string) {
	if list, ok := r.list(name, n, check); ok {
		*dst = list
	}
}

// amongst is list for items that must be accepted words.
func (r *reader) amongst(name string, n document.Node, accepted []string) ([]string, bool) {
	if n.Kind() != document.Sequence {
		return r.list(name, n, nil)
	}
	out := make([]string, 0, n.Len())
	for _, item := range n.Items() {
		s, ok := r.oneOf("an item of "+name, item, accepted)
		if ok && r.accepts(name, item, s, out, nil) {
			out = append(out, s)
		}
	}
	return out, true
}

// states reads a mapping from states to values.
func (r *reader) states(name string, n document.Node, accepted []string, read func(state string, key, value document.Node)) {
	if !r.isMapping(name, n) {
		return
	}
	for key, value := range n.Fields() {
		if state, ok := r.state(name, key, accepted); ok {
			r.note(name+"."+state, key)
			read(state, key, value)
		}
	}
}
