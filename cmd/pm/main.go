// Command pm runs the incident-postmortem process from a Git repository.
package main

import (
	"context"
	"os"
	"time"

	"github.com/postmortem-md/pm/pkg/cli"
)

func main() {
	os.Exit(cli.Run(context.Background(), &cli.Env{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Dir: ".", Environ: os.Environ(), Now: time.Now}, os.Args[1:]))
}
