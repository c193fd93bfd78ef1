//go:build unix

package cli

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestFiguresCommit measures pm advance beside git commit --only of such a file,
// whole processes in turn, in a work tree of PM_FIGURES_FILES tracked files. It
// asserts nothing, as TestFigures.
func TestFiguresCommit(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("PM_FIGURES_FILES"))
	if err != nil {
		t.Skip("PM_FIGURES_FILES is the number of tracked files to measure among")
	}
	const runs = 21
	f, r := newFigures(t), newRig(t, "auto")
	for i := range n {
		r.write(fmt.Sprintf("src/%d/%d.txt", i%100, i), strconv.Itoa(i))
	}
	for i := range 3 * runs {
		r.write(own(i), fmt.Sprintf(rigIncident, "Own "+strconv.Itoa(i)))
	}
	r.git("add", "-A")
	r.git("commit", "-qm", "files")
	r.git("config", "--unset", "core.fsync") // as people have it

	wall, cpu := map[string][]time.Duration{}, map[string][]time.Duration{}
	next := 0
	measure := func(kind string, command func(i int) *exec.Cmd) {
		u := f.measure(func() *exec.Cmd { return r.inside(command(next)) })
		wall[kind], cpu[kind] = append(wall[kind], u.wall), append(cpu[kind], u.cpu)
		next++
	}
	for range runs {
		measure("git", func(i int) *exec.Cmd {
			r.write(own(i), strings.Replace(fmt.Sprintf(rigIncident, "Own"), "in-progress", "resolved", 1))
			return exec.Command("git", "commit", "-q", "--only", "-m", "advance", "--", own(i))
		})
		for _, backend := range []string{"pm with git", "pm built-in"} {
			measure(backend, func(i int) *exec.Cmd {
				cmd := exec.Command(f.binary, "advance", filepath.Base(own(i)), "--set", "ended_at=2026-03-01T14:30:00Z")
				cmd.Args[2] = strings.TrimSuffix(cmd.Args[2], ".md")
				if backend == "pm built-in" {
					cmd.Env = append(cmd.Env, "PATH="+filepath.Dir(f.binary))
				}
				return cmd
			})
		}
	}
	for _, backend := range []string{"pm with git", "pm built-in"} {
		t.Logf("advance among %d files: %s %v, git commit --only %v; ratio %.2f wall (%.2f to %.2f pair by pair), %.2f cpu; medians of %d", n, backend,
			median(slices.Clone(wall[backend])), median(slices.Clone(wall["git"])), median(ratios(wall[backend], wall["git"])),
			quantile(ratios(wall[backend], wall["git"]), 0.1), quantile(ratios(wall[backend], wall["git"]), 0.9), median(ratios(cpu[backend], cpu["git"])), runs)
	}
}

// inside runs a command in the rig, whose environment comes first.
func (r *rig) inside(cmd *exec.Cmd) *exec.Cmd {
	cmd.Dir = r.dir
	cmd.Env = append(slices.Clone(r.env), cmd.Env...)
	return cmd
}

func ratios(a, b []time.Duration) []float64 {
	all := make([]float64, len(a))
	for i := range a {
		all[i] = float64(a[i]) / float64(b[i])
	}
	return all
}

func quantile(values []float64, q float64) float64 {
	median(values) // sorts
	return values[int(q*float64(len(values)-1))]
}
