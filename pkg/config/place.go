package config

import (
	"path"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
)

// dir reads a folder, or a list of folders and globs.
func (r *reader) dir(name string, n document.Node) {
	if n.Kind() == document.Scalar && !n.IsNull() {
		s, ok := r.text(name, n)
		if ok && r.passes(name, n, s, isInside) {
			r.config.Dir = []string{path.Clean(s)}
		}
		return
	}
	list, ok := r.list(name, n, isInside)
	if !ok {
		return
	}
	if n.Len() == 0 {
		r.problem(n, "", "%s names no folder", name)
	}
	for i := range list {
		list[i] = path.Clean(list[i])
	}
	r.config.Dir = list
}

// template reads a built-in name, or the path of a template of one's own.
func (r *reader) template(name string, n document.Node) {
	s, ok := r.text(name, n)
	switch {
	case !ok:
	case contains(r.known.Templates, s):
		r.config.Template = s
	case !strings.Contains(s, "/") && path.Ext(s) == "":
		r.problem(n, strings.Join(r.known.Templates, ", ")+", or the path of a template in this repository",
			"%s %s, which is not built in%s", name, is(n), suggestion(s, r.known.Templates))
	case r.passes(name, n, s, isInside):
		r.config.Template = path.Clean(s)
	}
}

// rules reads the severities of lint rules.
func (r *reader) rules(name string, n document.Node) {
	if !r.isMapping(name, n) {
		return
	}
	for key, value := range n.Fields() {
		rule, ok := r.key(key, "a rule", r.known.Rules)
		if !ok {
			continue
		}
		r.note(name+"."+rule, key)
		if s, ok := r.oneOf(name+"."+rule, value, ruleSeverities); ok {
			r.config.Rules[rule] = s
		}
	}
}

var ruleSeverities = []string{"off", "info", "warning", "error"}

// subject reads the shape of commit subjects.
func (r *reader) subject(name string, n document.Node) {
	s, ok := r.text(name, n)
	if !ok {
		return
	}
	if strings.Count(s, changeWord) != 1 || strings.ContainsAny(strings.Replace(s, changeWord, "", 1), "{}") {
		r.problem(n, `a line with `+changeWord+` in it once, such as "chore(postmortem): `+changeWord+`"`,
			"%s %s, which does not say where the change goes", name, is(n))
		return
	}
	r.config.Git.Subject = s
}
