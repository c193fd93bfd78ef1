package cli

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestFullDiskAnywhere answers each step as a full, a broken and a read-only
// disk would, once and from there on. pm says so in one message and ends with 3,
// having changed nothing or recorded all of it; or it did not matter, and all is
// done. Once the disk is well again the next pm works.
func TestFullDiskAnywhere(t *testing.T) {
	eachTrial(t, func(t *testing.T, tr *trial) {
		points, met, failed := 0, 0, 0
		for _, fault := range []string{"full %", "full % on", "broken %", "readonly % on"} {
			for n := range tr.steps {
				// What cannot be removed stays: always the same file, of the
				// next write.
				stays := fault == "broken %" && strings.HasPrefix(tr.steps[n], "remove .pm-")
				if points++; stays || points%stride(t) != 0 {
					continue
				}
				met++
				r := tr.copy()
				step := strings.Replace(fault, "%", strconv.Itoa(n), 1)
				got := r.pm(step, tr.args...)
				if got.code != 0 {
					failed++
				}
				tr.answered(r, got)
				tr.carriedOut(r, got)
				tr.recovers(r, len(tr.new))
				if t.Failed() {
					t.Fatalf("%s, %s: %+v", step, tr.steps[n], got)
				}
			}
		}
		t.Logf("%d of %d faults, %d of them ended the command, all survived", met, points, failed)
	})
}

// carriedOut does what the message asks people to do. Where the disk did not
// even let the journal go, the next pm knows itself.
func (tr *trial) carriedOut(r *rig, got ran) {
	tr.Helper()
	if slices.ContainsFunc(r.litter(), func(path string) bool { return filepath.Base(path) == "journal" }) {
		return
	}
	if _, line, ok := strings.Cut(got.err, "\n    git "); ok {
		line, _, _ = strings.Cut(line, "\n")
		r.sh("git " + line)
	}
	if strings.Contains(got.err, "could not be put back") {
		r.git("commit", "-qm", "by hand", "--", checkoutFile)
	}
}

// answered holds what pm did to what it said.
func (tr *trial) answered(r *rig, got ran) {
	tr.Helper()
	got.err = strings.TrimPrefix(got.err, "pm: as of 2026-03-01T15:00:00Z (PM_AS_OF)\n")
	old, now := tr.eitherWay(r)
	made := r.commits()
	switch {
	case got.code == 0:
		if old > 0 || made != 1 {
			tr.Errorf("said to be done: %d files are old, %d commits", old, made)
		}
		return
	case got.code != 3 || got.out != "" || !strings.HasPrefix(got.err, "pm: ") || strings.Contains(got.err, "goroutine"):
		tr.Errorf("not a message and exit code 3")
	case made != 0:
		tr.Errorf("a commit was made all the same")
	case strings.HasPrefix(got.err, "pm: recorded, not committed"):
		if old > 0 {
			tr.Errorf("said to be recorded: %d files are old", old)
		}
	case strings.Contains(got.err, "could not be put back"):
		if now == 0 {
			tr.Errorf("said not to be put back: all files are old")
		}
	case now > 0:
		tr.Errorf("not said to be recorded: %d files are new", now)
	}
}
