package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
)

// maxProblems bounds what is said about a file that is no configuration at all.
const maxProblems = 100

// Problem is one wrong key or value.
type Problem struct {
	Position document.Position
	Message  string // what is wrong
	Accepted string // the accepted values or keys; "" when there is no list
}

// Error is everything wrong with one configuration file.
type Error struct {
	File     string
	Problems []Problem // in order of place
	More     int       // how many further ones were left out
}

// Error is one line for each problem:
//
//	.pm.yaml:3:8: default_severity "sve1" is not known, did you mean sev1?; accepted: sev1, sev2
func (e *Error) Error() string {
	var b strings.Builder
	for i, p := range e.Problems {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s:%d:%d: %s", e.File, p.Position.Line, p.Position.Column, p.Message)
		if p.Accepted != "" {
			b.WriteString("; accepted: " + p.Accepted)
		}
	}
	if e.More > 0 {
		fmt.Fprintf(&b, "\n%s: and %d more", e.File, e.More)
	}
	return b.String()
}

// problem notes what is wrong at a node.
func (r *reader) problem(n document.Node, accepted, format string, args ...any) {
	r.problemAt(n.Span(), accepted, fmt.Sprintf(format, args...))
}

func (r *reader) problemAt(at document.Span, accepted, message string) {
	r.problems = append(r.problems, Problem{
		Position: r.doc.Position(at.Start), Message: message, Accepted: accepted,
	})
}

// error is all problems in order of place. Cross-checks come last, and an alias
// repeats what is wrong with the value it names.
func (r *reader) error() *Error {
	slices.SortStableFunc(r.problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Position.Line, b.Position.Line), cmp.Compare(a.Position.Column, b.Position.Column))
	})
	all := slices.Compact(r.problems)
	shown := all[:min(len(all), maxProblems)]
	return &Error{File: r.file, Problems: shown, More: len(all) - len(shown)}
}
