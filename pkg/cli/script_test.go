package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets the test binary stand in for pm, so that scripts run the real
// command line without building it.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"pm": func() {
			e := &Env{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Dir: ".", Environ: os.Environ(), Now: time.Now}
			e.step = stepFromEnviron()
			os.Exit(Run(context.Background(), e, os.Args[1:]))
		},
		"pm-baseline": runBaseline,
	})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "../../testdata/script",
		Setup:         setupScript,
		Condition:     condition,
		UpdateScripts: os.Getenv("PM_UPDATE_SCRIPTS") != "",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"onlyfiles": cmdOnlyFiles,
			"fsck":      cmdFsck,
			"exits":     cmdExits,
			"state":     cmdState,
			"others":    cmdOthers,
			"fill":      cmdFill,
			"large":     cmdLarge,
		},
	})
}

// setupScript cuts a script off from the machine: its own HOME, no system
// configuration, a stopped clock, one identity.
func setupScript(env *testscript.Env) error {
	env.Setenv("HOME", env.WorkDir)
	env.Setenv("XDG_CONFIG_HOME", env.WorkDir)
	env.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	env.Setenv("GIT_AUTHOR_NAME", "Alice Ames")
	env.Setenv("GIT_AUTHOR_EMAIL", "alice@example.com")
	env.Setenv("GIT_COMMITTER_NAME", "Alice Ames")
	env.Setenv("GIT_COMMITTER_EMAIL", "alice@example.com")
	env.Setenv("PM_AS_OF", "2026-03-01T15:00:00Z")
	env.Setenv("TERM", "dumb")
	env.Setenv("PMBIN", filepath.SplitList(env.Getenv("PATH"))[0]) // pm alone, for a PATH without git
	env.Setenv("NOPM", strings.Join(filepath.SplitList(env.Getenv("PATH"))[1:], string(filepath.ListSeparator)))
	return os.WriteFile(env.WorkDir+"/.gitconfig", []byte("[init]\n\tdefaultBranch = main\n"), 0o644)
}

// cmdExits runs pm and checks its exit code: exits 2 pm new --bogus. Unlike
// "! exec" it tells a refusal from a failure. stdout and stderr are checked
// with the usual commands.
func cmdExits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND [ARGUMENT...]")
	}
	code := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		code = -1
		if e, ok := errors.AsType[*exec.ExitError](err); ok {
			code = e.ExitCode()
		}
	}
	if fmt.Sprint(code) != args[0] {
		ts.Fatalf("exit code %d, want %s", code, args[0])
	}
}

// cmdOnlyFiles checks that a commit changes exactly the files named:
// onlyfiles HEAD path...
func cmdOnlyFiles(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: onlyfiles COMMIT [PATH...]")
	}
	got := strings.Fields(mustPrint(ts, "git", "show", "--format=", "--name-only", "--no-renames", args[0]))
	want := slices.Sorted(slices.Values(args[1:]))
	slices.Sort(got)
	if !slices.Equal(got, want) {
		ts.Fatalf("%s changes %q, want %q", args[0], got, want)
	}
}

// cmdFsck checks that the repository is sound.
func cmdFsck(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: fsck")
	}
	mustPrint(ts, "git", "fsck", "--strict", "--no-dangling")
}

// mustPrint is what a command prints; the script fails when the command does.
func mustPrint(ts *testscript.TestScript, name string, args ...string) string {
	ts.Check(ts.Exec(name, args...))
	return ts.ReadFile("stdout")
}

// cmdState checks the last transition everywhere it is said: state FROM TO
// looks at the trailer of HEAD, and at state and history in the one file that
// HEAD changes.
func cmdState(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: state FROM TO")
	}
	from, to := args[0], args[1]
	if got := mustPrint(ts, "git", "show", "-s", "--format=%(trailers:key=Postmortem-State)"); strings.TrimSpace(got) != "Postmortem-State: "+from+" -> "+to {
		ts.Fatalf("trailer %q, want %s -> %s", got, from, to)
	}
	path := strings.TrimSpace(mustPrint(ts, "git", "show", "--format=", "--name-only"))
	src := ts.ReadFile(path)
	if !strings.Contains(src, "\nstate: "+to+"\n") {
		ts.Fatalf("%s is not in state %s", path, to)
	}
	last := src[strings.LastIndex(src, "\n  - {state: ")+1:]
	if !strings.HasPrefix(last, "  - {state: "+to+", ") {
		ts.Fatalf("the last line of history is %q", last)
	}
}

// cmdOthers checks that what life.txtar left lying about is as it was: one file
// staged, one modified, nothing else.
func cmdOthers(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: others")
	}
	got := mustPrint(ts, "git", "status", "--porcelain", "staged.txt", "modified.txt")
	if want := " M modified.txt\nA  staged.txt\n"; got != want {
		ts.Fatalf("status of the other files:\n%swant:\n%s", got, want)
	}
	if got := mustPrint(ts, "git", "show", ":staged.txt"); got != "staged\n" {
		ts.Fatalf("staged.txt is staged as %q", got)
	}
	if got := ts.ReadFile("modified.txt"); got != "as modified\n" {
		ts.Fatalf("modified.txt holds %q", got)
	}
}

// cmdFill writes a paragraph under a heading of $FILE, as a person would in an
// editor: fill HEADING TEXT.
func cmdFill(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: fill HEADING TEXT")
	}
	path := ts.MkAbs(ts.Getenv("FILE"))
	data, err := os.ReadFile(path)
	ts.Check(err)
	heading := "## " + args[0] + "\n"
	if !strings.Contains(string(data), heading) {
		ts.Fatalf("%s has no heading %q", path, args[0])
	}
	ts.Check(os.WriteFile(path, []byte(strings.Replace(string(data), heading, heading+"\n"+args[1]+"\n", 1)), 0o644))
}

// cmdLarge lets a file grow beyond what pm reads: large FILE.
func cmdLarge(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: large FILE")
	}
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_APPEND|os.O_WRONLY, 0o644)
	ts.Check(err)
	line := strings.Repeat("x", 1<<10) + "\n"
	for range 16 {
		_, err = f.WriteString(strings.Repeat(line, 1<<10))
		ts.Check(err)
	}
	ts.Check(f.Close())
}

// condition knows [root]: permissions mean nothing to it.
func condition(name string) (bool, error) {
	if name == "root" {
		return os.Geteuid() == 0, nil
	}
	return false, fmt.Errorf("unknown condition %q", name)
}
