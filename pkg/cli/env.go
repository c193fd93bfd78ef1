// Package cli is the command line: one file per command, each with its
// options, its flags and help, and a run that knows nothing of cobra.
package cli

import (
	"context"
	"io"
	"time"
)

// Env is everything outside the arguments.
type Env struct {
	In       io.Reader
	Out, Err io.Writer
	Dir      string
	Environ  []string
	Now      func() time.Time
}

// Run carries out a command line and returns the exit code.
func Run(ctx context.Context, e *Env, args []string) int { panic("unwritten") }
