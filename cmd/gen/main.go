// Command gen writes what is made from the code: docs/ from the command tree,
// the rules, the fields and the configuration, and with -release the man pages
// and shell completions of the packages.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/postmortem-md/pm/pkg/cli"
)

func main() {
	release := flag.String("release", "", "write man pages and completions into this folder instead of docs/")
	epoch := flag.Int64("epoch", 0, "seconds since 1970 that man pages are dated with")
	out := flag.String("out", "docs", "folder of the documentation")
	flag.Parse()
	if err := run(*out, *release, *epoch); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(out, release string, epoch int64) error {
	if release != "" {
		return writeRelease(release, time.Unix(epoch, 0).UTC())
	}
	for name, text := range Docs() {
		if err := write(filepath.Join(out, name), text); err != nil {
			return err
		}
	}
	return nil
}

// Docs are the generated pages by file name.
func Docs() map[string][]byte {
	return map[string][]byte{
		"commands.md":      commands(cli.Command(env())),
		"rules.md":         rules(),
		"fields.md":        fields(),
		"configuration.md": configuration(),
		"metrics.md":       metrics(),
	}
}

// env is an outside world in which nothing is there: documentation must not
// depend on the machine it is made on.
func env() *cli.Env {
	return &cli.Env{Dir: ".", Now: func() time.Time { return time.Time{} }}
}

func write(file string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, text, 0o644)
}
