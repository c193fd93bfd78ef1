//go:build unix

package cli

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// gitWrapper stands before git on PATH and kills pm, or everything, before or
// after git has run a command.
const gitWrapper = `#!/bin/sh
fell() {
	case "$PM_TEST_WHO" in
	pm) kill -9 "$PPID" ;;
	all) kill -9 0 ;;
	esac
}
[ "$PM_TEST_GIT" != "before $1" ] || fell
PATH=${PATH#*:} git "$@"
code=$?
[ "$PM_TEST_GIT" != "after $1" ] || fell
exit $code
`

// killingHooks end everything, pm with git, from within git commit: before it
// has locked anything, holding its locks, when the branch has moved and the
// index has not.
var killingHooks = map[string]string{
	"pre-commit":                      "kill -9 0",
	"commit-msg":                      "kill -9 0",
	"reference-transaction":           `[ "$1" != prepared ] || kill -9 0`,
	"reference-transaction committed": `[ "$1" != committed ] || kill -9 0`,
	"post-index-change":               "kill -9 0",
	"post-commit":                     "kill -9 0",
}

// TestKilledWithGit kills pm while git runs, alone or together with git. A lock
// that git leaves is git's: pm names it and changes nothing, until somebody has
// removed it.
func TestKilledWithGit(t *testing.T) {
	base := newRig(t, "git")
	bin := t.TempDir()
	if err := os.WriteFile(filepath.Join(bin, "git"), []byte(gitWrapper), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, c := range crashed {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			tr := newTrial(base.on(t), c.args, c.files)
			passed, points, locked := first(t), 0, 0
			chosen := func() bool {
				passed++
				return passed%max(1, stride(t)/8) == 0 // there are fewer of these
			}
			survives := func(what string, r *rig) {
				points++
				tr.eitherWay(r)
				locked += tr.unlocked(r)
				tr.recovers(r, 1)
				if t.Failed() {
					t.Fatalf("after %s", what)
				}
			}
			for _, git := range tr.gitCommands() {
				for _, when := range []string{"before ", "after "} {
					for _, who := range []string{"pm", "all"} {
						if !chosen() {
							continue
						}
						r := tr.copy()
						r.killed("PATH="+bin+":"+os.Getenv("PATH"), "PM_TEST_WHO="+who, "PM_TEST_GIT="+when+git, tr.args)
						survives(who+" killed "+when+git, r)
					}
				}
			}
			for _, name := range slices.Sorted(maps.Keys(killingHooks)) {
				if !chosen() {
					continue
				}
				r := tr.copy()
				hook, _, _ := strings.Cut(name, " ")
				path := filepath.Join(r.dir, ".git/hooks", hook)
				r.write(".git/hooks/"+hook, "#!/bin/sh\n"+killingHooks[name]+"\n")
				if err := os.Chmod(path, 0o755); err != nil {
					t.Fatal(err)
				}
				r.killed("PM_TEST_WHO=", "", "", tr.args)
				if err := os.Remove(path); err != nil {
					t.Fatal(err)
				}
				survives("the hook "+name, r)
			}
			t.Logf("killed at %d points in and around git, %d locks of git's left, all survived", points, locked)
		})
	}
}

// gitCommands are the git commands that a trial runs, each once.
func (tr *trial) gitCommands() []string {
	var names []string
	for _, step := range tr.steps {
		if name, ok := strings.CutPrefix(step, "run "); ok && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// killed runs pm in a process group of its own, so that all of it can be killed,
// and waits for the last of it: a git that outlives its pm goes on committing.
func (r *rig) killed(env1, env2, env3 string, args []string) {
	r.Helper()
	if fell, words := r.fell(args, env1, env2, env3); !fell {
		r.Errorf("not killed: %s", words)
	}
}

// fell is killed, and says whether it was.
func (r *rig) fell(args []string, env ...string) (fell bool, words string) {
	r.Helper()
	cmd := exec.Command("pm", args...)
	cmd.Dir, cmd.Env = r.dir, append(slices.Clone(r.env), env...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	var errs bytes.Buffer
	cmd.Stderr = &errs
	ended, held, err := os.Pipe()
	if err != nil {
		r.Fatal(err)
	}
	defer ended.Close()
	cmd.ExtraFiles = []*os.File{held} // all of them inherit it
	err = cmd.Run()
	_ = held.Close()
	_, _ = io.ReadAll(ended)
	return cmd.ProcessState.ExitCode() == -1, fmt.Sprint(err, errs.String())
}

var namedLock = regexp.MustCompile(`(/\S+\.lock) exists: another git command is running, or one was killed; wait for it, or remove that file`)

// unlocked does as pm says about each lock of git's that stands in its way, and
// returns how many there were.
func (tr *trial) unlocked(r *rig) (locks int) {
	tr.Helper()
	for range 3 {
		before := map[string]string{}
		for path := range tr.new {
			before[path] = r.read(path)
		}
		got := r.pm("", tr.args...)
		match := namedLock.FindStringSubmatch(got.err)
		if got.code != 3 || match == nil {
			break
		}
		locks++
		for path, text := range before {
			if r.read(path) != text {
				tr.Errorf("refused for a lock, but %s has changed", path)
			}
		}
		if err := os.Remove(match[1]); err != nil {
			tr.Errorf("told to remove %v", err)
		}
	}
	stale, _ := filepath.Glob(filepath.Join(r.dir, ".git/next-index-*.lock"))
	for _, path := range stale { // git's own litter, which is in nobody's way
		_ = os.Remove(path)
	}
	return locks
}
