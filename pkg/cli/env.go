// Package cli is the command line: one file per command, each with its
// options, its flags and help, and a run that knows nothing of cobra.
package cli

import (
	"context"
	"fmt"
	"io"
	"runtime/debug"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/repo"
)

// Env is everything outside the arguments. Run works on a copy in which Dir,
// Now and Out already obey -C, --as-of and the rule that a failed command
// leaves standard output empty, so commands need not think of any of them.
type Env struct {
	In       io.Reader
	Out, Err io.Writer
	Dir      string
	Environ  []string
	Now      func() time.Time

	flags globals
	step  repo.StepFunc // for tests that stop the writing
}

// Run carries out a command line and returns the exit code.
func Run(ctx context.Context, e *Env, args []string) (code int) {
	defer func() {
		// A fault of pm's own must not look like one of the user's files.
		if r := recover(); r != nil {
			fmt.Fprintf(e.Err, "pm: a fault in pm itself: %v; please report it with what follows\n%s", r, debug.Stack())
			code = exitFailure
		}
		code = forDriver(args, code)
	}()
	ctx, stop := untilInterrupted(ctx)
	defer stop()
	inner := *e
	out := &output{w: e.Out}
	inner.Out = out
	return finish(e.Err, out, execute(ctx, &inner, args))
}

// getenv is the value of an environment variable; the last one wins, as in
// os/exec.
func (e *Env) getenv(key string) string {
	for i := len(e.Environ) - 1; i >= 0; i-- {
		if v, ok := strings.CutPrefix(e.Environ[i], key+"="); ok {
			return v
		}
	}
	return ""
}

// now is the present, in UTC and whole seconds: what is written into a file
// reads back as the same time.
func (e *Env) now() time.Time { return e.Now().UTC().Truncate(time.Second) }
