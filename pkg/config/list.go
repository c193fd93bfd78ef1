package config

import (
	"github.com/postmortem-md/pm/pkg/document"
)

// maxItems bounds lists: each item is compared with those before it.
const maxItems = 1000

// items reads a list of different texts, each by read; false when it is no
// list. Items with faults are left out, so that they do not make others look
// wrong.
func (r *reader) items(name string, n document.Node, read func(what string, item document.Node) (string, bool)) ([]string, bool) {
	if n.Kind() != document.Sequence {
		hint := ""
		if n.Kind() == document.Scalar && !n.IsNull() {
			hint = "; write [" + n.Text() + "]"
		}
		r.problem(n, "", "%s %s, where a list is meant%s", name, is(n), hint)
		return nil, false
	}
	if n.Len() > maxItems {
		r.problem(n, "", "%s has more than %d items", name, maxItems)
		return nil, false
	}
	out := make([]string, 0, n.Len())
	for _, item := range n.Items() {
		s, ok := read("an item of "+name, item)
		switch {
		case !ok:
		case contains(out, s):
			r.problem(item, "", "%s has %s twice", name, quote(s))
		default:
			out = append(out, s)
		}
	}
	return out, true
}

// list reads a list of texts. check, unless nil, says what else is wrong with
// an item, "" for nothing.
func (r *reader) list(name string, n document.Node, check func(string) string) ([]string, bool) {
	return r.items(name, n, func(what string, item document.Node) (string, bool) {
		s, ok := r.text(what, item)
		return s, ok && r.passes(name, item, s, check)
	})
}

// passes notes what check says about a text.
func (r *reader) passes(name string, n document.Node, s string, check func(string) string) bool {
	if check == nil {
		return true
	}
	wrong := check(s)
	if wrong != "" {
		r.problem(n, "", "%s: %s %s", name, quote(s), wrong)
	}
	return wrong == ""
}

// texts reads a list into dst.
func (r *reader) texts(name string, n document.Node, dst *[]string, check func(string) string) {
	if list, ok := r.list(name, n, check); ok {
		*dst = list
	}
}

// amongst reads a list of accepted words.
func (r *reader) amongst(name string, n document.Node, accepted []string) ([]string, bool) {
	return r.items(name, n, func(what string, item document.Node) (string, bool) { return r.oneOf(what, item, accepted) })
}

// states reads a mapping from states to values.
func (r *reader) states(name string, n document.Node, accepted []string, read func(state string, value document.Node)) {
	if !r.isMapping(name, n) {
		return
	}
	for key, value := range n.Fields() {
		if state, ok := r.state(name, key, accepted); ok {
			r.note(name+"."+state, key)
			read(state, value)
		}
	}
}
