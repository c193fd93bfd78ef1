package repo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"
)

// gitResult is what a git command that ran came to.
type gitResult struct {
	out  string
	err  string // standard error, in English
	code int
}

// stopPatience is how long git has to take its locks away after being told to
// stop, and how long a process that a hook left running may hold our pipes.
const stopPatience = 2 * time.Second

// command prepares a git call from the top of the work tree. Cancelling asks
// git to end: killed, it would leave its lock files behind.
func (g *gitBinary) command(ctx context.Context, env []string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, g.path, args...)
	cmd.Dir = g.dir()
	cmd.Env = env
	cmd.WaitDelay = stopPatience
	if runtime.GOOS != "windows" {
		cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	}
	return cmd
}

func (g *gitBinary) dir() string {
	if g.loc.top != "" {
		return g.loc.top
	}
	return g.loc.gitDir
}

// read runs a command that writes nothing, not even a refreshed index. The
// error is for a git that could not be run at all.
func (g *gitBinary) read(ctx context.Context, args ...string) (gitResult, error) {
	env := append(g.environ(), "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0")
	return g.run(ctx, g.command(ctx, env, args...))
}

func (g *gitBinary) run(ctx context.Context, cmd *exec.Cmd) (gitResult, error) {
	var out, errs bytes.Buffer
	cmd.Stdout = &out
	if cmd.Stderr == nil {
		cmd.Stderr = &errs
	}
	code, err := g.wait(ctx, cmd)
	return gitResult{out: out.String(), err: errs.String(), code: code}, err
}

// wait runs a prepared command to its end.
func (g *gitBinary) wait(ctx context.Context, cmd *exec.Cmd) (code int, err error) {
	if err := g.options.Step.at("run", cmd.Args[1]); err != nil {
		return 0, &Refused{Cause: CauseGit, Reason: "git could not be started: " + err.Error()}
	}
	start := time.Now()
	err = cmd.Run()
	_ = g.options.Step.at("ran", cmd.Args[1]) // too late to be refused
	if g.options.Trace != nil {
		fmt.Fprintf(g.options.Trace, "git %s (%.1f ms)\n", strings.Join(cmd.Args[1:], " "), float64(time.Since(start).Microseconds())/1000)
	}
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil || interrupted(cmd.ProcessState):
		return 0, &Refused{Cause: CauseGit, Reason: "interrupted while git was running"}
	case err == nil, errors.Is(err, exec.ErrWaitDelay):
		return cmd.ProcessState.ExitCode(), nil
	case errors.As(err, &exit):
		return exit.ExitCode(), nil
	}
	return 0, &Refused{Cause: CauseGit, Reason: "git could not be started: " + cause(err).Error()}
}

// interrupted says that git died of Ctrl-C, which a terminal sends to it and to us:
// it may be told first.
func interrupted(p *os.ProcessState) bool {
	if p == nil {
		return false
	}
	status, ok := p.Sys().(syscall.WaitStatus)
	return ok && status.Signaled() && status.Signal() == syscall.SIGINT
}

// environ is the user's environment with the paths that git would take
// relative to where pm was started made absolute, and without prompts. Where
// the work tree does not lead to the repository, git is told of both.
func (g *gitBinary) environ() []string {
	given := environment(g.options.Environ)
	env := slices.DeleteFunc(slices.Clone([]string(given)), misleads)
	if given.value("GIT_DIR") != "" {
		env = append(env, "GIT_DIR="+g.loc.gitDir)
	}
	if given.value("GIT_COMMON_DIR") != "" {
		env = append(env, "GIT_COMMON_DIR="+g.loc.commonDir)
	}
	if given.value("GIT_WORK_TREE") != "" && g.loc.top != "" {
		env = append(env, "GIT_WORK_TREE="+g.loc.top)
	}
	if g.apart() {
		env = append(env, "GIT_DIR="+g.loc.gitDir, "GIT_WORK_TREE="+g.loc.top)
	}
	return append(env, "GIT_TERMINAL_PROMPT=0")
}

// misleads picks what would have git read our arguments otherwise than they are
// meant (some editors set GIT_LITERAL_PATHSPECS for all that they start), and
// names that are set to nothing, which git takes for a folder without a name.
func misleads(entry string) bool {
	key, value, _ := strings.Cut(entry, "=")
	switch key {
	case "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS":
		return true
	case "GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE":
		return value == ""
	}
	return false
}

// apart says that core.worktree or GIT_WORK_TREE has put the work tree where
// git, started in it, would find another repository or none.
func (g *gitBinary) apart() bool {
	if g.loc.top == "" || environment(g.options.Environ).value("GIT_DIR") != "" {
		return false
	}
	found, ok := search(g.loc.top, environment(g.options.Environ))
	return !ok || found.gitDir != g.loc.gitDir
}

// commitEnviron asks for git's messages in English, which are read to tell
// failures apart, and leaves the character set as it was: under LC_ALL=C some
// hooks cannot read a file that is not ASCII.
func (g *gitBinary) commitEnviron() []string {
	given := environment(g.options.Environ)
	charset := given.value("LC_ALL")
	if charset == "" {
		charset = given.value("LC_CTYPE")
	}
	env := append(g.environ(), "LC_ALL=", "LC_MESSAGES=C", "LANGUAGE=C")
	if charset != "" {
		env = append(env, "LC_CTYPE="+charset)
	}
	return env
}

// pathspec names exactly one path from the top. A --literal-pathspecs would do
// too, but leaks into the hooks, whose own patterns then match nothing.
func pathspec(path string) string { return ":(top,literal)" + path }

func pathspecs(paths []string) []string {
	specs := make([]string, len(paths))
	for i, p := range paths {
		specs[i] = pathspec(p)
	}
	return specs
}

// maxArgs bounds the bytes of paths on one command line; Windows takes 32 KB.
const maxArgs = 24 << 10

// batches cuts a list into such as fit a command line.
func batches(specs []string) [][]string {
	var all [][]string
	start, size := 0, 0
	for i, s := range specs {
		if size += len(s) + 1; size > maxArgs && i > start {
			all = append(all, specs[start:i])
			start, size = i, len(s)+1
		}
	}
	if start < len(specs) {
		all = append(all, specs[start:])
	}
	return all
}
