package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/repo"
)

type demoOptions struct {
	dir       string
	incidents int
	seed      uint64
	dirty     bool
}

func newDemoCmd(e *Env) *cobra.Command {
	var o demoOptions
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Play one incident's whole life in a temporary repository",
		Long: `Play one incident's whole life in a fresh temporary repository, printing each command before it
runs. Nothing needs to be configured, and no git binary. --incidents writes many generated
incidents instead, the same ones for the same --seed, to try pm at your scale.` +
			exits("played", ""),
		Example: "  pm demo\n  pm demo --incidents 1000 --dir /tmp/many",
		Args:    args(0, 0, ""),
		RunE:    func(cmd *cobra.Command, _ []string) error { return runDemo(cmd.Context(), e, o) },
	}
	cmd.Flags().StringVar(&o.dir, "dir", "", "play in `DIR`, a new or empty folder (default a temporary one)")
	cmd.Flags().IntVar(&o.incidents, "incidents", 0, "write `N` generated incidents instead")
	cmd.Flags().Uint64Var(&o.seed, "seed", 1, "of the generated incidents")
	cmd.Flags().BoolVar(&o.dirty, "dirty", false, "with --incidents: plant faults and print how many of each kind")
	return cmd
}

// runDemo lets its output through as it goes: a play is watched, and where it ends
// in an error, what led there is what is wanted.
func runDemo(ctx context.Context, e *Env, o demoOptions) error {
	if o.incidents < 0 {
		return usagef("--incidents %d: a number of incidents is positive", o.incidents)
	}
	dir, err := emptyDir(e, o.dir)
	if err != nil {
		return err
	}
	if err := stream(e); err != nil {
		return err
	}
	if o.incidents > 0 {
		return writeSample(e, dir, o)
	}
	if err := repo.Init(dir); err != nil {
		return err
	}
	p := newPlay(e, dir)
	for _, act := range acts {
		if err := p.perform(ctx, act); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(e.Out, "\nThe repository lies in %s; look around with git log, or delete it.\n", dir)
	return err
}

// emptyDir is the folder to play in: a new temporary one, or the one named,
// which must hold nothing yet.
func emptyDir(e *Env, given string) (string, error) {
	if given == "" {
		return os.MkdirTemp(e.getenv("TMPDIR"), "pm-demo-")
	}
	dir, err := filepath.Abs(joinDir(e.Dir, given))
	if err != nil {
		return "", err
	}
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return "", &usageError{given + " is not empty", "name a new folder"}
	}
	return dir, os.MkdirAll(dir, 0o755)
}

// play is the stage: a repository, an identity and a clock of its own, so that
// neither the user's configuration nor hooks nor the real time have a part.
type play struct {
	env *Env
	dir string
	now time.Time
}

func newPlay(e *Env, dir string) *play {
	return &play{env: e, dir: dir, now: time.Date(2026, 3, 1, 14, 6, 0, 0, time.UTC)}
}

// act is one step: words to the audience, text typed into the file, a command
// and the exit code it is expected to end with, after some time has passed.
type act struct {
	after time.Duration
	say   string
	write map[string]string // section heading -> text, as typed in an editor
	args  []string
	exit  int
}

// perform holds each command to the exit code that the script promises, so that the
// demo cannot quietly show something else than the tool does.
func (p *play) perform(ctx context.Context, a act) error {
	p.now = p.now.Add(a.after)
	if a.say != "" {
		fmt.Fprintf(p.env.Out, "\n# %s\n", a.say)
	}
	if err := p.write(a.write); err != nil {
		return err
	}
	if len(a.args) == 0 {
		return nil
	}
	fmt.Fprintf(p.env.Out, "$ pm %s\n", shellWords(a.args))
	code := Run(ctx, p.stage(), a.args)
	if code != a.exit {
		return fmt.Errorf("pm %s ended with exit code %d where the demo expects %d", a.args[0], code, a.exit)
	}
	if code != 0 {
		fmt.Fprintf(p.env.Out, "(exit code %d)\n", code)
	}
	return nil
}

// stage is what a command of the play sees of the outside. What it says on
// standard error is shown in its place among the rest.
func (p *play) stage() *Env {
	at := p.now.Format(time.RFC3339)
	environ := []string{
		"PATH=" + p.env.getenv("PATH"), "HOME=" + p.dir, "TERM=" + p.env.getenv("TERM"), "NO_COLOR=" + p.env.getenv("NO_COLOR"),
		"GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=" + os.DevNull, "GIT_CEILING_DIRECTORIES=" + filepath.Dir(p.dir),
		"GIT_AUTHOR_NAME=Alice Ames", "GIT_AUTHOR_EMAIL=alice@example.com", "GIT_AUTHOR_DATE=" + at,
		"GIT_COMMITTER_NAME=Alice Ames", "GIT_COMMITTER_EMAIL=alice@example.com", "GIT_COMMITTER_DATE=" + at,
	}
	if root := p.env.getenv("SYSTEMROOT"); root != "" {
		environ = append(environ, "SYSTEMROOT="+root) // Windows cannot start a process without it
	}
	now := p.now
	return &Env{In: strings.NewReader(""), Out: p.env.Out, Err: p.env.Out, Dir: p.dir, Environ: environ, Now: func() time.Time { return now }}
}

// write puts text under headings of the incident's file, as its owner would in
// an editor.
func (p *play) write(sections map[string]string) error {
	if len(sections) == 0 {
		return nil
	}
	file := filepath.Join(p.dir, "postmortems", "2026", demoID+".md")
	src, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	text := string(src)
	for _, heading := range sortedKeys(sections) {
		line := "## " + heading + "\n"
		if !strings.Contains(text, line) {
			return fmt.Errorf("the demo's file has no heading %q", heading)
		}
		text = strings.Replace(text, line, line+"\n"+sections[heading]+"\n", 1)
		fmt.Fprintf(p.env.Out, "# (typed under %q)\n", heading)
	}
	return os.WriteFile(file, []byte(text), 0o644)
}

// shellWords is a command line as it would be typed.
func shellWords(args []string) string {
	words := make([]string, len(args))
	for i, a := range args {
		words[i] = incident.ShellWord(a)
	}
	return strings.Join(words, " ")
}
