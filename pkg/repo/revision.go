package repo

import "strings"

// RevisionError is a revision whose tree cannot be read: no such name, a form
// that is not understood, or objects that a shallow or partial clone lacks.
type RevisionError struct {
	Rev    string
	Reason string // what is wrong, without the revision
	Way    string // what to do, "" when there is nothing to add
}

func (e *RevisionError) Error() string {
	var b strings.Builder
	b.WriteString("revision ")
	b.WriteString(e.Rev)
	b.WriteString(": ")
	b.WriteString(e.Reason)
	if e.Way != "" {
		b.WriteString("; ")
		b.WriteString(e.Way)
	}
	return b.String()
}
