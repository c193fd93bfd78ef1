package config

import (
	"fmt"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// reader fills a Config from the nodes of one file and notes every problem on
// the way.
type reader struct {
	keys     table // passed in, for its rows refer to the reader
	doc      *document.Document
	file     string
	known    Known
	config   *Config
	origin   map[string]string // dotted key -> file:line
	problems []Problem
	later    []func() // checks of one key against others, once all are read
}

// read reads the whole file. A file that is not YAML has no keys, and all that
// can be said is why.
func (r *reader) read() {
	for _, f := range r.doc.Faults() {
		switch {
		case f.Kind == document.NotMapping && r.doc.Front().Kind() == document.Mapping:
			// Nothing but comments: the defaults.
		case f.Kind == document.NotMapping:
			r.problemAt(f.Span, "", "this is not a key: value line; "+strings.Join(r.keys.names(""), ", ")+" are the keys")
		default:
			r.problemAt(f.Span, "", f.Message+"; "+f.Help)
		}
	}
	r.mapping("", r.doc.Front())
	for _, check := range r.later {
		check()
	}
}

// mapping reads the keys below prefix, which ends in a dot unless it is empty.
func (r *reader) mapping(prefix string, n document.Node) {
	accepted, what := r.keys.names(prefix), "a key"
	if prefix != "" {
		what += " of " + strings.TrimSuffix(prefix, ".")
	}
	for key, value := range n.Fields() {
		name, ok := r.key(key, what, accepted)
		if !ok {
			continue
		}
		if k := r.keys.find(prefix + name); k != nil {
			r.note(prefix+name, key)
			k.read(r, k.name, value)
			continue
		}
		if r.isMapping(prefix+name, value) {
			r.mapping(prefix+name+".", value)
		}
	}
}

// key reads a key that must be one of accepted, and is called what.
func (r *reader) key(n document.Node, what string, accepted []string) (string, bool) {
	list := strings.Join(accepted, ", ")
	if n.Kind() != document.Scalar {
		r.problem(n, list, "a list or mapping stands where %s is meant", what)
		return "", false
	}
	if !contains(accepted, n.Text()) {
		r.problem(n, list, "%s is not %s%s", quote(n.Text()), what, suggestion(n.Text(), accepted))
		return "", false
	}
	return n.Text(), true
}

// note remembers where a key is set.
func (r *reader) note(name string, at document.Node) {
	r.origin[name] = fmt.Sprintf("%s:%d", r.file, r.doc.Position(at.Span().Start).Line)
}

// isMapping reports that the value of a key is a mapping, and else a problem.
func (r *reader) isMapping(name string, n document.Node) bool {
	if n.Kind() == document.Mapping {
		return true
	}
	r.problem(n, "", "%s %s, where key: value lines are meant", name, is(n))
	return false
}

// suggestion is ", did you mean X?" when something accepted is near.
func suggestion(word string, accepted []string) string {
	if near := incident.Nearest(word, accepted); near != "" {
		return ", did you mean " + near + "?"
	}
	return ""
}

func contains(list []string, word string) bool {
	for _, s := range list {
		if s == word {
			return true
		}
	}
	return false
}
