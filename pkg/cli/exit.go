package cli

import (
	"errors"
	"fmt"
	"io"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/repo"
	"github.com/postmortem-md/pm/pkg/report"
)

// The exit codes.
const (
	exitDone     = 0 // done; nothing found
	exitFindings = 1 // findings, or a refusal of the process
	exitUsage    = 2 // the command line or the configuration is wrong
	exitFailure  = 3 // I/O, Git, a refused commit, a concurrent writer
)

// errFindings ends a command with exitFindings when its output already said
// what was found.
var errFindings = errors.New("findings")

// exitCode is the one place where an error becomes an exit code.
func exitCode(err error) int {
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errFindings), is[*incident.TransitionError](err), is[*declined](err):
		return exitFindings
	case is[*usageError](err), is[*idError](err), is[*config.Error](err), is[*incident.AssignmentError](err),
		is[*incident.ItemError](err), is[*repo.OutsideError](err), is[*repo.NameError](err), unnamed(err):
		return exitUsage
	}
	return exitFailure
}

// unnamed reports a revision that is wrong as it was typed, not one that this
// clone cannot read.
func unnamed(err error) bool {
	rev, ok := errors.AsType[*repo.RevisionError](err)
	return ok && rev.Mistyped
}

func is[T error](err error) bool {
	var target T
	return errors.As(err, &target)
}

// finish writes what there is to say and gives the exit code. Findings are
// results, so their output is kept; that of any other failure is dropped.
func finish(stderr io.Writer, out *output, err error) int {
	if err == nil || errors.Is(err, errFindings) {
		if werr := out.release(); werr != nil {
			err = fmt.Errorf("writing the output: %w", werr)
		}
	}
	if err != nil && !errors.Is(err, errFindings) {
		fmt.Fprintf(stderr, "pm: %s\n", report.Clean(message(err), true))
	}
	return exitCode(err)
}

// exits is the part of a command's help about exit codes: what 0 means here,
// and what 1 means ("" when the command never ends with it).
func exits(done, findings string) string {
	s := "\n\nExit codes:\n  0  " + done + "\n"
	if findings != "" {
		s += "  1  " + findings + "\n"
	}
	return s + "  2  usage: a bad flag or value, an unknown or ambiguous ID, bad configuration\n" +
		"  3  failure: I/O, Git, a refused commit, a conflict with a concurrent writer"
}
