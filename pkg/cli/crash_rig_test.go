package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/postmortem-md/pm/pkg/repo"
)

// stepFromEnviron is what PM_TEST_STEP asks the pm of this test binary to do to
// itself: "list FILE", "kill N", or "CODE N" and "CODE N on" for an answer of the
// system to the N-th step, or to all from there on. The first is 0.
func stepFromEnviron() repo.StepFunc {
	words := strings.Fields(os.Getenv("PM_TEST_STEP"))
	if len(words) < 2 {
		return nil
	}
	if words[0] == "list" {
		return listSteps(words[1])
	}
	at, err := strconv.ParseInt(words[1], 10, 64)
	if err != nil {
		panic(err)
	}
	var count atomic.Int64
	return func(op, _ string) error {
		n := count.Add(1) - 1
		if n != at && (n < at || len(words) < 3) {
			return nil
		}
		if words[0] != "kill" {
			return answers[words[0]](op)
		}
		self, err := os.FindProcess(os.Getpid())
		if err != nil {
			panic(err)
		}
		_ = self.Kill()
		select {}
	}
}

// answers are those of a system that will not write. A full one still removes
// and renames, and git is started all the same.
var answers = map[string]func(op string) error{
	"full": func(op string) error {
		if slices.Contains([]string{"remove", "run", "lock", "chmod"}, op) {
			return nil
		}
		return syscall.ENOSPC
	},
	"broken": func(string) error { return syscall.EIO },
	"readonly": func(op string) error {
		if op == "run" || op == "fsync" {
			return nil
		}
		return syscall.EROFS
	},
}

func listSteps(path string) repo.StepFunc {
	var writing sync.Mutex
	return func(op, name string) error {
		writing.Lock()
		defer writing.Unlock()
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
		if err == nil {
			_, err = fmt.Fprintf(f, "%s %s\n", op, filepath.Base(name))
		}
		return errors.Join(err, f.Close())
	}
}

// rig is a repository with an incident in it, and with work of the user's lying
// about that must survive whatever happens: text typed into the incident, a file
// that is staged, one that is modified.
type rig struct {
	testing.TB
	dir string
	env []string
}

const (
	checkoutFile = "postmortems/2026/2026-03-01-checkout.md"
	searchFile   = "postmortems/2026/2026-03-01-search.md"
	renamedFile  = "postmortems/2026/2026-03-01-payments-time-out.md"
	createdFile  = "postmortems/2026/2026-03-01-mail-is-late.md"

	attachedFolder = "postmortems/2026/2026-03-01-checkout/"
)

const rigIncident = `---
title: %s
state: in-progress
severity: sev2
started_at: 2026-03-01T14:00:00Z
action_items:
  - id: add-canary-stage
    title: Add a canary stage
    owner: alice
    due: 2026-03-20
    status: open
history:
  - {state: in-progress, at: 2026-03-01T14:10:00Z, by: alice}
---

## Timeline

- 2026-03-01T14:02:00Z Alert fired
`

const typed = "\nA sentence typed before pm ran.\n"

func newRig(t testing.TB, backend string) *rig {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("needs git")
	}
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	r := &rig{TB: t, dir: filepath.Join(root, "work"), env: []string{
		"HOME=" + root, "PATH=" + os.Getenv("PATH"), "GIT_CONFIG_NOSYSTEM=1", "LC_ALL=C", "TZ=UTC",
		"TMPDIR=" + root, "USER=Alice Ames", "PM_AS_OF=2026-03-01T15:00:00Z",
		// The names of objects decide which folders are made: the same each time.
		"GIT_AUTHOR_DATE=2026-03-01T15:00:00Z", "GIT_COMMITTER_DATE=2026-03-01T15:00:00Z",
	}}
	if err := os.Mkdir(r.dir, 0o777); err != nil {
		t.Fatal(err)
	}
	r.git("init", "-q", "-b", "main", "--template=")
	for _, setting := range []string{"user.name Alice Ames", "user.email alice@example.com", "core.fsync none", "maintenance.auto false"} {
		key, value, _ := strings.Cut(setting, " ")
		r.git("config", key, value)
	}
	r.write(".pm.yaml", "git: {backend: "+backend+"}\n")
	r.write(checkoutFile, fmt.Sprintf(rigIncident, "Checkout"))
	r.write(searchFile, fmt.Sprintf(rigIncident, "Search"))
	r.write("staged.txt", "as committed\n")
	r.write("modified.txt", "as committed\n")
	r.git("add", "-A")
	r.git("commit", "-qm", "start")
	r.write("staged.txt", "as staged\n")
	r.git("add", "staged.txt")
	r.write("modified.txt", "as modified\n")
	r.write(checkoutFile, fmt.Sprintf(rigIncident, "Checkout")+typed)
	return r
}

// copy is the same rig in a folder of its own.
func (r *rig) copy() *rig {
	r.Helper()
	return r.copyTo(r.TempDir())
}

func (r *rig) copyTo(dir string) *rig {
	r.Helper()
	if err := os.MkdirAll(dir, 0o777); err != nil {
		r.Fatal(err)
	}
	if out, err := exec.Command("cp", "-a", r.dir+"/.", dir).CombinedOutput(); err != nil {
		r.Fatalf("%v: %s", err, out)
	}
	return &rig{TB: r.TB, dir: dir, env: r.env}
}

func (r *rig) on(t testing.TB) *rig { return &rig{TB: t, dir: r.dir, env: r.env} }

func (r *rig) write(path, text string) {
	r.Helper()
	full := filepath.Join(r.dir, path)
	if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
		r.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o666); err != nil {
		r.Fatal(err)
	}
}

// read is a file's content, "" when it is not there.
func (r *rig) read(path string) string {
	r.Helper()
	data, err := os.ReadFile(filepath.Join(r.dir, path))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		r.Fatal(err)
	}
	return string(data)
}

func (r *rig) git(args ...string) string {
	r.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir, cmd.Env = r.dir, r.env
	out, err := cmd.CombinedOutput()
	if err != nil {
		r.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

func (r *rig) sh(line string) {
	r.Helper()
	cmd := exec.Command("sh", "-c", line)
	cmd.Dir, cmd.Env = r.dir, r.env
	if out, err := cmd.CombinedOutput(); err != nil {
		r.Fatalf("%s: %v\n%s", line, err, out)
	}
}

// ran is what became of a pm: its exit code is -1 when it was killed.
type ran struct {
	code     int
	out, err string
}

func (r *rig) pm(step string, args ...string) ran {
	r.Helper()
	var out, errs bytes.Buffer
	cmd := exec.Command("pm", args...)
	cmd.Dir, cmd.Env = r.dir, append(slices.Clone(r.env), "PM_TEST_STEP="+step)
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil && !is[*exec.ExitError](err) {
		r.Fatal(err)
	}
	return ran{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
}

// committed is a file's content in HEAD, "" when it is not there.
func (r *rig) committed(path string) string {
	r.Helper()
	if r.git("ls-tree", "--name-only", "HEAD", "--", path) == "" {
		return ""
	}
	return r.git("show", "HEAD:"+path)
}

// commits is how many there are after the first.
func (r *rig) commits() int {
	r.Helper()
	n, err := strconv.Atoi(strings.TrimSpace(r.git("rev-list", "--count", "HEAD")))
	if err != nil {
		r.Fatal(err)
	}
	return n - 1
}

// sound checks what must hold at any moment.
func (r *rig) sound() {
	r.Helper()
	if out := r.git("fsck", "--strict", "--no-dangling"); strings.Contains(out, "error") {
		r.Errorf("git fsck: %s", out)
	}
	if got := r.git("show", ":staged.txt"); got != "as staged\n" {
		r.Errorf("staged.txt is staged as %q", got)
	}
	if got := r.read("modified.txt"); got != "as modified\n" {
		r.Errorf("modified.txt holds %q", got)
	}
}

// settled checks what must hold once all is over: nothing lies about.
func (r *rig) settled() {
	r.Helper()
	r.sound()
	got := r.git("status", "--porcelain", "-uall")
	if strings.Replace(got, " M "+checkoutFile+"\n", "", 1) != " M modified.txt\nM  staged.txt\n" {
		r.Errorf("status says %q", got)
	}
	for _, path := range r.litter() {
		r.Errorf("%s was left behind", path)
	}
}

// litter are locks and temporary files.
func (r *rig) litter() (found []string) {
	_ = filepath.WalkDir(r.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if name != "pm.lock" && (strings.HasSuffix(name, ".lock") || strings.HasSuffix(name, ".tmp") ||
			strings.HasSuffix(name, ".spare") || name == "journal" || name == "PM_SYNC_MSG" || strings.HasPrefix(name, "tmp_obj_pm")) {
			found = append(found, path)
		}
		return nil
	})
	return found
}
