package cli

import (
	"fmt"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/repo"
)

// usageError is a command line that cannot be carried out as typed.
type usageError struct {
	reason string
	next   string // what to do; "" when the reason says it
}

// Error leaves out what to do; message adds it.
func (e *usageError) Error() string { return e.reason }

func usagef(format string, args ...any) error {
	return &usageError{reason: fmt.Sprintf(format, args...)}
}

// declined is what the process does not want done, as opposed to what cannot
// be done: a name that exists, a trigger that needs no postmortem.
type declined struct {
	reason string
	next   string
}

// Error leaves out what to do; message adds it.
func (e *declined) Error() string { return e.reason }

// idError is a reference to an incident that names none, or several.
type idError struct {
	ref        string
	candidates []string
	files      bool             // the candidates are paths: the ID is that of several files
	near       []string         // IDs that it may be a slip for, when there are no candidates
	onBranch   *repo.BranchFile // what it names where the configuration's refs point to; nil for nothing
}

// Error is the short form; message lists the candidates.
func (e *idError) Error() string { return fmt.Sprintf("no incident %q", e.ref) }

// located adds the file to an error that knows only offsets or positions.
type located struct {
	err  error
	path string // as shown to the user
	doc  *document.Document
}

// Error names the file alone; message works out the line.
func (e *located) Error() string { return e.path + ": " + e.err.Error() }

// Unwrap keeps the exit code that of the error inside.
func (e *located) Unwrap() error { return e.err }

// unchanged ends a command that found everything as it was asked to be.
type unchanged struct{ where string }

// Error is the line printed; it is a result and no failure.
func (u *unchanged) Error() string { return "nothing to change in " + u.where }

// typedError is what came in the way of a text that was typed into a copy.
type typedError struct {
	err   error
	draft string // where it is
}

func (e *typedError) Error() string { return e.err.Error() }
func (e *typedError) Unwrap() error { return e.err }

// kept is a refused commit together with the command that makes it later.
type kept struct {
	err    error
	next   string
	needed bool // the way that the refusal itself names does not do
}

// Error is that of the refusal; message adds the command.
func (k *kept) Error() string { return k.err.Error() }

// Unwrap keeps the exit code that of the refusal.
func (k *kept) Unwrap() error { return k.err }
