package cli

import (
	"strconv"
	"strings"
	"testing"
)

// TestKilledOnANewBranch kills pm new --branch at every step and goes on with
// another command: that is committed to the branch which the user is on, nobody
// is taken to the new one, and the line that is shown finishes what was begun.
func TestKilledOnANewBranch(t *testing.T) {
	const branch = "postmortem/2026-03-01-mail-is-late"
	eachTrial(t, func(t *testing.T, tr *trial) {
		if tr.args[len(tr.args)-1] != "--branch" {
			t.Skip("makes no branch")
		}
		points, shown := 0, 0
		for n := first(t) % len(tr.steps); n < len(tr.steps); n += stride(t) {
			points++
			r := tr.copy()
			if got := r.pm("kill "+strconv.Itoa(n), tr.args...); got.code != -1 {
				t.Fatalf("step %d, %s: not killed: %+v", n, tr.steps[n], got)
			}
			on := r.head()
			got := r.pm("", "event", "search", "Seen again")
			if got.code != 0 || r.head() != on {
				t.Errorf("%+v, and HEAD is on %s, was on %s", got, r.head(), on)
			}
			if last := r.git("log", "-1", "--format=%s", "--name-only"); !strings.Contains(last, searchFile) || strings.Contains(last, createdFile) {
				t.Errorf("the commit is %q", last)
			}
			if _, line, ok := strings.Cut(got.err, "\n    git switch "); ok {
				shown++
				if on != "main" || r.committed(createdFile) != "" || r.read(createdFile) != tr.new[createdFile] {
					t.Errorf("on %s it shows %s", on, got.err)
				}
				line, _, _ = strings.Cut(line, "\n")
				r.sh("git switch " + line)
				if r.head() != branch || r.committed(createdFile) != tr.new[createdFile] {
					t.Errorf("%s leads to %s", line, r.head())
				}
			} else if on == "main" && r.read(createdFile) != "" {
				t.Errorf("nothing is said of the file: %q", got.err)
			}
			r.settled()
			if t.Failed() {
				t.Fatalf("after step %d of %d, %s", n, len(tr.steps), tr.steps[n])
			}
		}
		if stride(t) == 1 && shown == 0 {
			t.Error("no line was ever shown")
		}
		t.Logf("killed at %d of %d injection points, all survived; %d times a line finished it", points, len(tr.steps), shown)
	})
}

// head is the branch that is checked out.
func (r *rig) head() string {
	r.Helper()
	return strings.TrimSpace(r.git("symbolic-ref", "--short", "HEAD"))
}
