package config

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/postmortem-md/pm/pkg/document"
)

// quote shows a value in a message: control characters escaped, cut when long.
func quote(s string) string {
	const most = 60
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return strconv.Quote(s)
}

// is says what a node is, to follow the name of its key.
func is(n document.Node) string {
	switch {
	case n.IsNull():
		return "has no value"
	case n.Kind() == document.Sequence:
		return "is a list"
	case n.Kind() == document.Mapping:
		return "is a mapping"
	}
	return "is " + quote(n.Text())
}

// text reads one line of text. Whole numbers count as text, for severities and
// teams may be called 1; other types are slips.
func (r *reader) text(name string, n document.Node) (string, bool) {
	tag := n.Tag()
	if n.Kind() != document.Scalar || tag != "!!str" && tag != "!!int" {
		r.problem(n, "", "%s %s, where text is meant%s", name, is(n), quotes(n))
		return "", false
	}
	s := n.Text()
	switch {
	case strings.TrimSpace(s) != s || s == "":
		r.problem(n, "", "%s is empty, or has blanks around it", name)
	case strings.ContainsFunc(s, unicode.IsControl) || !utf8.ValidString(s):
		r.problem(n, "", "%s must be one line of text", name)
	default:
		return s, true
	}
	return "", false
}

// quotes is the advice for a scalar that YAML reads as something else.
func quotes(n document.Node) string {
	if n.Kind() == document.Scalar && !n.IsNull() {
		return "; put it between quotes"
	}
	return ""
}

// oneOf reads one of the accepted words.
func (r *reader) oneOf(name string, n document.Node, accepted []string) (string, bool) {
	list := strings.Join(accepted, ", ")
	if n.Kind() != document.Scalar || n.IsNull() {
		r.problem(n, list, "%s %s", name, is(n))
		return "", false
	}
	if !contains(accepted, n.Text()) {
		r.problem(n, list, "%s %s, which is not known%s", name, is(n), suggestion(n.Text(), accepted))
		return "", false
	}
	return n.Text(), true
}

// choose reads one of the accepted words into dst.
func (r *reader) choose(name string, n document.Node, dst *string, accepted ...string) {
	if s, ok := r.oneOf(name, n, accepted); ok {
		*dst = s
	}
}

// truth reads true or false; yes and on are other words to YAML 1.2.
func (r *reader) truth(name string, n document.Node, dst *bool) {
	if n.Kind() != document.Scalar || n.Tag() != "!!bool" {
		r.problem(n, "true, false", "%s %s", name, is(n))
		return
	}
	*dst = strings.EqualFold(n.Text(), "true")
}

// date reads a day.
func (r *reader) date(name string, n document.Node, dst *time.Time) {
	day, err := time.Parse(time.DateOnly, n.Text())
	if n.Kind() != document.Scalar || err != nil || day.Year() < 1 {
		r.problem(n, "a day, such as 2026-12-01", "%s %s, which is not a day", name, is(n))
		return
	}
	*dst = day
}

// version reads the version of the format. There is one so far.
func (r *reader) version(name string, n document.Node) {
	if n.Kind() != document.Scalar || n.Tag() != "!!int" || n.Text() != "1" {
		r.problem(n, "1", "%s %s, which this pm does not read", name, is(n))
	}
}
