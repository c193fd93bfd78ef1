package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// crashed are the commands that are stopped at every step, and the files that
// each changes.
var crashed = []struct {
	name  string
	args  []string
	files []string
}{
	{"new", []string{"new", "Mail is late", "--started", "2026-03-01T14:00:00Z"}, []string{createdFile}},
	{"new on a branch", []string{"new", "Mail is late", "--started", "2026-03-01T14:00:00Z", "--branch"}, []string{createdFile}},
	{"advance", []string{"advance", "checkout", "--set", "ended_at=2026-03-01T14:30:00Z"}, []string{checkoutFile}},
	{"action done", []string{"action", "done", "checkout#canary"}, []string{checkoutFile}},
	{"action done in two", []string{"action", "done", "checkout#canary", "search#canary"}, []string{checkoutFile, searchFile}},
	{"rename", []string{"rename", "checkout", "Payments time out"}, []string{checkoutFile, renamedFile}},
	{"attach", []string{"attach", "checkout", "staged.txt", "modified.txt"}, []string{checkoutFile, attachedFolder + "staged.txt", attachedFolder + "modified.txt"}},
}

// stride is how many of the points are passed over from one to the next: most
// by default, none with PM_KILLPOINTS=all.
func stride(t *testing.T) int {
	t.Helper()
	switch n, err := strconv.Atoi(os.Getenv("PM_KILLPOINTS")); {
	case os.Getenv("PM_KILLPOINTS") == "all":
		return 1
	case err == nil && n > 0:
		return n
	}
	return 150
}

// first is where a sample begins: not at the same point of each trial.
func first(t *testing.T) int {
	t.Helper()
	return len(t.Name()) * 7 % stride(t)
}

// trial is a command on a rig, with what it does when nobody disturbs it.
type trial struct {
	*rig
	args     []string
	old, new map[string]string // content of its files
	steps    []string
}

func eachTrial(t *testing.T, run func(t *testing.T, tr *trial)) {
	t.Helper()
	for _, backend := range []string{"git", "builtin"} {
		base := newRig(t, backend)
		for _, c := range crashed {
			t.Run(c.name+"/"+backend, func(t *testing.T) {
				t.Parallel()
				run(t, newTrial(base.on(t), c.args, c.files))
			})
		}
	}
}

func newTrial(r *rig, args, files []string) *trial {
	r.Helper()
	tr := &trial{rig: r, args: args, old: map[string]string{}, new: map[string]string{}}
	list := filepath.Join(r.TempDir(), "steps")
	calm := r.copy()
	if got := calm.pm("list "+list, args...); got.code != 0 {
		r.Fatalf("undisturbed: %+v", got)
	}
	for _, path := range files {
		tr.old[path], tr.new[path] = r.read(path), calm.read(path)
	}
	calm.settled()
	data, err := os.ReadFile(list)
	if err != nil {
		r.Fatal(err)
	}
	tr.steps = strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	return tr
}

// TestKilledAnywhere kills pm at every step and looks at what is left: each file
// is the old or the new one, the repository is sound, what the user had lying
// about is there, and the next pm works.
func TestKilledAnywhere(t *testing.T) {
	eachTrial(t, func(t *testing.T, tr *trial) {
		points := 0
		for n := first(t) % len(tr.steps); n < len(tr.steps); n += stride(t) {
			points++
			r := tr.copy()
			if got := r.pm("kill "+strconv.Itoa(n), tr.args...); got.code != -1 {
				t.Fatalf("step %d, %s: not killed: %+v", n, tr.steps[n], got)
			}
			tr.eitherWay(r)
			tr.recovers(r, 1)
			if t.Failed() {
				t.Fatalf("after step %d of %d, %s", n, len(tr.steps), tr.steps[n])
			}
		}
		t.Logf("killed at %d of %d injection points, all survived", points, len(tr.steps))
	})
}

// eitherWay checks that each file is the old or the new one.
func (tr *trial) eitherWay(r *rig) (old, now int) {
	tr.Helper()
	r.sound()
	for path, want := range tr.new {
		switch r.read(path) {
		case want:
			now++
		case tr.old[path]:
			old++
		default:
			tr.Errorf("%s holds %q", path, r.read(path))
		}
	}
	return old, now
}

// recovers runs the command again, which may find that it was done already. In
// the end the change is there, in so many commits at most.
func (tr *trial) recovers(r *rig, most int) {
	tr.Helper()
	if got := r.pm("", "status"); got.code != 0 {
		tr.Errorf("status: %+v", got)
	}
	// Of a rename, the file that was looked up may be gone once the killed pm's is
	// finished, which is then said.
	if got := r.pm("", tr.args...); got.code > 1 && !(tr.args[0] == "rename" && strings.Contains(got.err, "it is committed now")) {
		tr.Errorf("the same again: %+v", got)
	}
	r.settled()
	if old, _ := tr.eitherWay(r); old > 0 {
		tr.Errorf("the change is not there")
	}
	for path, want := range tr.new {
		if got := r.committed(path); got != want {
			tr.Errorf("%s is committed as %q", path, got)
		}
	}
	if n := r.commits(); n < 1 || n > most {
		tr.Errorf("%d commits were made of it", n)
	}
}

// TestKilledWhileRecovering kills the pm that clears up as well.
func TestKilledWhileRecovering(t *testing.T) {
	eachTrial(t, func(t *testing.T, tr *trial) {
		last := tr.stepBefore("rename main", "rename 2026-03-01-mail-is-late", "ran commit")
		killed := tr.copy()
		killed.pm("kill "+strconv.Itoa(last), tr.args...)
		list := filepath.Join(t.TempDir(), "steps")
		killed.copy().pm("list "+list, tr.args...)
		data, err := os.ReadFile(list)
		if err != nil {
			t.Fatal(err)
		}
		steps := strings.Count(string(data), "\n")
		points := 0
		for n := first(t) % steps; n < steps; n += stride(t) {
			points++
			r := killed.copy()
			r.pm("kill "+strconv.Itoa(n), tr.args...)
			tr.eitherWay(r)
			tr.recovers(r, 1)
			if t.Failed() {
				t.Fatalf("after step %d of %d", n, steps)
			}
		}
		t.Logf("killed again at %d of %d injection points, all survived", points, steps)
	})
}

// stepBefore is the number of the last step that is one of these.
func (tr *trial) stepBefore(names ...string) int {
	tr.Helper()
	for n, step := range slices.Backward(tr.steps) {
		if slices.Contains(names, step) {
			return n
		}
	}
	tr.Fatalf("no step is one of %q: %q", names, tr.steps)
	return 0
}
