package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/postmortem-md/pm/pkg/repo"
)

const readme = "../../README.md"

// TestReadmeTour runs the README's tour and compares every byte it shows.
// PM_UPDATE_README=1 writes what the commands really print; read it then.
func TestReadmeTour(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	tour := &tour{t: t, dir: filepath.Join(t.TempDir(), "shop")}
	if err := os.Mkdir(tour.dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := repo.Init(tour.dir); err != nil {
		t.Fatal(err)
	}
	want := consoleBlock.ReplaceAllFunc(text, tour.play)
	if tour.commands < 10 {
		t.Errorf("the tour has only %d commands", tour.commands)
	}
	if bytes.Equal(text, want) {
		return
	}
	if os.Getenv("PM_UPDATE_README") == "" {
		t.Fatalf("the README's tour is stale; it should read\n%s", want)
	}
	if err := os.WriteFile(readme, want, 0o644); err != nil {
		t.Fatal(err)
	}
}

var (
	consoleBlock = regexp.MustCompile("(?s)```console\n.*?```")
	commitHash   = regexp.MustCompile(` [0-9a-f]{7}\b`)
)

// tour is the README's repository, fourteen minutes into the incident.
type tour struct {
	t        *testing.T
	dir      string
	commands int
}

// play gives a block with the output that its commands print.
func (r *tour) play(block []byte) []byte {
	var b bytes.Buffer
	b.WriteString("```console\n")
	for line := range strings.SplitSeq(string(block), "\n") {
		if command, ok := strings.CutPrefix(line, "$ pm "); ok {
			b.WriteString(line + "\n")
			b.Write(r.run(command))
		}
	}
	b.WriteString("```")
	return b.Bytes()
}

func (r *tour) run(command string) []byte {
	r.commands++
	r.t.Setenv("PM_AS_OF", "")
	var out bytes.Buffer
	at := time.Date(2026, 3, 1, 14, 16+r.commands, 0, 0, time.UTC)
	e := &Env{
		In: strings.NewReader(""), Out: &out, Err: &out, Dir: r.dir, Now: func() time.Time { return at },
		Environ: []string{
			"PATH=" + os.Getenv("PATH"), "HOME=" + r.dir, "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=" + os.DevNull,
			"GIT_AUTHOR_NAME=Alice Ames", "GIT_AUTHOR_EMAIL=alice@example.com",
			"GIT_COMMITTER_NAME=Alice Ames", "GIT_COMMITTER_EMAIL=alice@example.com",
		},
	}
	if code := Run(context.Background(), e, words(command)); code > exitFindings {
		r.t.Errorf("pm %s: exit code %d\n%s", command, code, out.Bytes())
	}
	return commitHash.ReplaceAll(out.Bytes(), []byte(" 1a2b3c4"))
}

// words splits a command line at spaces outside double quotes.
func words(line string) []string {
	var all []string
	for i, part := range strings.Split(line, `"`) {
		if i%2 == 1 {
			all = append(all, part)
		} else {
			all = append(all, strings.Fields(part)...)
		}
	}
	return all
}
