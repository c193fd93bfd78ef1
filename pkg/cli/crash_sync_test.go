//go:build unix

package cli

import (
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

const (
	theirsFile = "postmortems/2026/2026-03-01-theirs.md"
	oursFile   = "postmortems/2026/2026-03-01-ours.md"
)

// syncedTrials are syncs that are stopped at every step, by what is there to be
// synced.
var syncedTrials = []struct {
	name    string
	prepare func(ours, theirs *rig)
}{
	{"merge", parted},
	{"merge with hooks", func(ours, theirs *rig) {
		parted(ours, theirs)
		for _, hook := range []string{"pre-merge-commit", "prepare-commit-msg", "commit-msg", "post-merge", "pre-push"} {
			ours.hook(hook, `[ $# = 0 ] || [ ! -f "$1" ] || echo "seen by `+hook+`" >>"$1"`)
		}
	}},
	{"fast-forward", func(_, theirs *rig) { theirs.record("Theirs", "search") }},
	{"push", func(ours, _ *rig) { ours.record("Ours", "search") }},
	{"new branch", func(ours, theirs *rig) {
		theirs.record("Theirs", "search")
		ours.git("switch", "-q", "-c", "postmortem/x")
		ours.record("Ours", "search")
	}},
}

func parted(ours, theirs *rig) {
	theirs.record("Theirs", "search")
	ours.record("Ours", "search")
}

// record makes a new incident and adds to one that all have.
func (r *rig) record(title, shared string) {
	r.Helper()
	for _, args := range [][]string{
		{"new", title, "--started", "2026-03-01T14:00:00Z"},
		{"event", shared, "--at", "14:05", "Entry of " + title},
		{"action", "add", shared, "Change what " + title + " found", "--owner", "alice", "--due", "2026-03-20"},
	} {
		if got := r.pm("", args...); got.code != 0 {
			r.Fatalf("pm %q: %+v", args, got)
		}
	}
	if branch := r.git("branch", "--show-current"); branch == "main\n" && title == "Theirs" {
		r.git("push", "-q", "origin", "main")
	}
}

func (r *rig) hook(name, script string) {
	r.Helper()
	path := ".git/hooks/" + name
	r.write(path, "#!/bin/sh\n"+script+"\n")
	if err := os.Chmod(filepath.Join(r.dir, path), 0o755); err != nil {
		r.Fatal(err)
	}
}

// hubDir is the remote. It lies in the Git directory to be copied along with it.
const hubDir = ".git/hub.git"

// synced is a trial of pm sync.
type synced struct {
	*trial
	commits int    // in the end
	tree    string // of HEAD in the end
	before  string // HEAD
	takes   time.Duration
}

func newSynced(t *testing.T, prepare func(ours, theirs *rig)) *synced {
	t.Helper()
	ours := newRig(t, "git")
	ours.git("init", "-q", "--bare", "-b", "main", "--template=", hubDir)
	ours.git("--git-dir="+hubDir, "config", "core.fsync", "none")
	ours.git("--git-dir="+hubDir, "config", "receive.autogc", "false")
	ours.git("remote", "add", "origin", hubDir)
	ours.git("push", "-q", "-u", "origin", "main")
	theirs := &rig{TB: t, dir: filepath.Join(t.TempDir(), "theirs"), env: ours.env}
	ours.git("clone", "-q", filepath.Join(ours.dir, hubDir), theirs.dir)
	theirs.git("config", "user.name", "Bob Bell")
	theirs.git("config", "user.email", "bob@example.com")
	prepare(ours, theirs)
	s := &synced{trial: newTrial(ours, []string{"sync"}, []string{searchFile, theirsFile, oursFile})}
	calm := ours.copy()
	start := time.Now()
	calm.pm("", "sync")
	s.takes = time.Since(start)
	s.commits, s.tree, s.before = calm.commits(), calm.git("rev-parse", "HEAD^{tree}"), ours.git("rev-parse", "HEAD")
	return s
}

func eachSynced(t *testing.T, run func(t *testing.T, s *synced)) {
	t.Helper()
	for _, c := range syncedTrials {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			run(t, newSynced(t, c.prepare))
		})
	}
}

// whole checks that the work tree is as it was, or as merged, and no mixture.
func (s *synced) whole(r *rig) {
	s.Helper()
	s.eitherWay(r)
	same := func(files map[string]string) bool {
		for path, want := range files {
			if r.read(path) != want {
				return false
			}
		}
		return true
	}
	if !same(s.old) && !same(s.new) {
		s.Errorf("the work tree is a mixture: %s", r.git("status", "--porcelain"))
	}
	s.othersSound(r)
}

func (s *synced) othersSound(r *rig) {
	s.Helper()
	if got := r.read(checkoutFile); !strings.HasSuffix(got, typed) {
		s.Errorf("what was typed is lost: %q", got)
	}
	if out := r.git("--git-dir="+hubDir, "fsck", "--strict", "--no-dangling"); strings.Contains(out, "error") {
		s.Errorf("the hub: %s", out)
	}
}

// recovers runs pm sync again, after which all is as if nobody had disturbed it.
func (s *synced) recovers(r *rig) {
	s.Helper()
	s.trial.recovers(r, s.commits)
	if got := r.git("rev-parse", "HEAD^{tree}"); got != s.tree {
		s.Errorf("HEAD has the tree %s, want %s", got, s.tree)
	}
	branch := strings.TrimSpace(r.git("symbolic-ref", "HEAD"))
	if head, hub := r.git("rev-parse", "HEAD"), r.git("--git-dir="+hubDir, "rev-parse", branch); head != hub {
		s.Errorf("HEAD is %s, the hub has %s", head, hub)
	}
	r.git("merge-base", "--is-ancestor", strings.TrimSpace(s.before), "HEAD")
	if up := r.git("rev-parse", "--symbolic-full-name", "@{upstream}"); !strings.HasSuffix(up, strings.TrimPrefix(branch, "refs/heads")+"\n") {
		s.Errorf("the upstream is %s", up)
	}
	s.othersSound(r)
}

// TestSyncKilledAnywhere kills pm sync at every step: before and after each run
// of git, and at each change to the disk of its own.
func TestSyncKilledAnywhere(t *testing.T) {
	eachSynced(t, func(t *testing.T, s *synced) {
		points := 0
		step := max(1, stride(t)/3) // there are fewer of these
		for n := first(t) % min(step, len(s.steps)); n < len(s.steps); n += step {
			points++
			r := s.copy()
			if got := r.pm("kill "+strconv.Itoa(n), "sync"); got.code != -1 {
				t.Fatalf("step %d, %s: not killed: %+v", n, s.steps[n], got)
			}
			s.whole(r)
			s.recovers(r)
			if t.Failed() {
				t.Fatalf("after step %d of %d, %s", n, len(s.steps), s.steps[n])
			}
		}
		t.Logf("killed at %d of %d injection points, all survived", points, len(s.steps))
	})
}

// syncKillers end everything, pm with git, from within git, by the name of a
// hook here, or of one of the hub's.
var syncKillers = map[string]string{
	"pre-merge-commit":                            "kill -9 0",
	"prepare-commit-msg":                          "kill -9 0",
	"commit-msg":                                  "kill -9 0",
	"post-merge":                                  "kill -9 0",
	"pre-push":                                    "kill -9 0",
	"post-index-change of a scratch index":        `case $GIT_INDEX_FILE in *pm-sync-*) kill -9 0 ;; esac`,
	"post-index-change of the index":              `case $GIT_INDEX_FILE in *pm-sync-*) ;; *) kill -9 0 ;; esac`,
	"reference-transaction prepared the fetch":    `[ "$1" != prepared ] || ! grep -q refs/remotes/ || kill -9 0`,
	"reference-transaction committed the fetch":   `[ "$1" != committed ] || ! grep -q refs/remotes/ || kill -9 0`,
	"reference-transaction prepared ORIG_HEAD":    `[ "$1" != prepared ] || ! grep -q ORIG_HEAD || kill -9 0`,
	"reference-transaction prepared the branch":   `[ "$1" != prepared ] || ! grep -q refs/heads/ || kill -9 0`,
	"reference-transaction committed the branch":  `[ "$1" != committed ] || ! grep -q refs/heads/ || kill -9 0`,
	"hub:pre-receive":                             "kill -9 0",
	"hub:update":                                  "kill -9 0",
	"hub:reference-transaction prepared the hub":  `[ "$1" != prepared ] || kill -9 0`,
	"hub:reference-transaction committed the hub": `[ "$1" != committed ] || kill -9 0`,
	"hub:post-receive":                            "kill -9 0",
	"checkout of the first file":                  searchFile,
	"checkout of the last file":                   theirsFile,
}

// arm lets a killer wait, and gives back what takes it away.
func (r *rig) arm(name string) (disarm func()) {
	r.Helper()
	place, _, _ := strings.Cut(name, " ")
	if place == "checkout" {
		r.write(".git/info/attributes", syncKillers[name]+" filter=killer\n")
		r.git("config", "filter.killer.smudge", "kill -9 0")
		return func() {
			r.git("config", "--unset", "filter.killer.smudge")
			r.remove(".git/info/attributes")
		}
	}
	dir := ".git/"
	if hook, ok := strings.CutPrefix(place, "hub:"); ok {
		place, dir = hook, hubDir+"/"
	}
	was := r.read(dir + "hooks/" + place)
	r.write(dir+"hooks/"+place, "#!/bin/sh\n"+syncKillers[name]+"\n")
	if err := os.Chmod(filepath.Join(r.dir, dir, "hooks", place), 0o755); err != nil {
		r.Fatal(err)
	}
	return func() {
		if was == "" {
			r.remove(dir + "hooks/" + place)
			return
		}
		r.write(dir+"hooks/"+place, was)
	}
}

func (r *rig) remove(path string) {
	r.Helper()
	if err := os.Remove(filepath.Join(r.dir, path)); err != nil {
		r.Fatal(err)
	}
}

// unlocked does as pm says about locks, at the remote too.
func (s *synced) unlocked(r *rig) (locks int) {
	s.Helper()
	locks = s.trial.unlocked(r)
	got := r.pm("", "sync")
	if got.code != 0 && !strings.Contains(got.err, "if that does not help, a push was killed there and has left a lock") {
		s.Errorf("no lock is named: %+v", got)
	}
	for _, path := range r.litter() { // some are in nobody's way
		if strings.Contains(path, hubDir) && strings.HasSuffix(path, ".lock") {
			locks++
			_ = os.Remove(path)
		}
	}
	return locks
}

// TestSyncKilledWithGit kills pm sync while git runs, alone or together with
// git, here and at the remote.
func TestSyncKilledWithGit(t *testing.T) {
	bin := t.TempDir()
	if err := os.WriteFile(filepath.Join(bin, "git"), []byte(gitWrapper), 0o755); err != nil {
		t.Fatal(err)
	}
	eachSynced(t, func(t *testing.T, s *synced) {
		passed, points, locked := first(t), 0, 0
		chosen := func() bool {
			passed++
			return passed%max(1, stride(t)/3) == 0
		}
		survives := func(what string, r *rig) {
			points++
			if !strings.HasPrefix(what, "checkout ") { // git takes a file away before it writes the new one
				s.eitherWay(r)
			}
			s.othersSound(r)
			locked += s.unlocked(r)
			s.recovers(r)
			if t.Failed() {
				t.Fatalf("after %s", what)
			}
		}
		for _, git := range s.gitCommands() {
			for _, when := range []string{"before ", "after "} {
				for _, who := range []string{"pm", "all"} {
					if !chosen() {
						continue
					}
					r := s.copy()
					r.killed("PATH="+bin+":"+os.Getenv("PATH"), "PM_TEST_WHO="+who, "PM_TEST_GIT="+when+git, s.args)
					survives(who+" killed "+when+git, r)
				}
			}
		}
		for _, name := range slices.Sorted(maps.Keys(syncKillers)) {
			if !chosen() {
				continue
			}
			r := s.copy()
			disarm := r.arm(name)
			if fell, _ := r.fell(s.args); !fell {
				continue // this sync does nothing of the kind
			}
			disarm()
			survives(name, r)
		}
		t.Logf("killed at %d points in and around git, %d locks of git's left, all survived", points, locked)
	})
}

// TestSyncKilledAnytime kills pm sync and its git at any moment: between their
// steps and within them. PM_KILLS asks for more kills.
func TestSyncKilledAnytime(t *testing.T) {
	t.Parallel()
	kills := 2
	if n, err := strconv.Atoi(os.Getenv("PM_KILLS")); err == nil {
		kills = n
	}
	s := newSynced(t, parted)
	locked, late := 0, 0
	for range kills {
		r := s.copy()
		if !r.killedAfter(rand.N(s.takes), s.args) {
			late++
		}
		s.othersSound(r)
		locked += s.unlocked(r)
		s.recovers(r)
		if t.Failed() {
			break
		}
	}
	t.Logf("%d kills, %d of them too late, %d locks of git's left", kills, late, locked)
}

// killedAfter kills pm and all that it has started after a while, and says
// whether it was still at it.
func (r *rig) killedAfter(while time.Duration, args []string) bool {
	r.Helper()
	cmd := exec.Command("pm", args...)
	cmd.Dir, cmd.Env = r.dir, r.env
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		r.Fatal(err)
	}
	time.Sleep(while)
	_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
	_ = cmd.Wait()
	return cmd.ProcessState.ExitCode() == -1
}
