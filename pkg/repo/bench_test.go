package repo

import (
	"fmt"
	"os"
	"strconv"
	"testing"
	"time"
)

// trackedFiles is the size of the work tree that commits are timed in.
func trackedFiles(b *testing.B) int {
	b.Helper()
	if n, err := strconv.Atoi(os.Getenv("PM_BENCH_N")); err == nil {
		return n
	}
	return 1000
}

// BenchmarkCommit times one commit of one file with either backend. Each is
// followed by git commit --only of the same file, so that the ratio holds on a
// machine with other things to do.
func BenchmarkCommit(b *testing.B) {
	s := newSandbox(b)
	for i := range trackedFiles(b) {
		s.write(fmt.Sprintf("src/%d/%d.txt", i%100, i), strconv.Itoa(i))
	}
	s.commitFiles("base", "p/a.md", "0\n")
	content, n := "0\n", 0
	next := func() string {
		n++
		return strconv.Itoa(n) + "\n"
	}
	ours := func(backend string) {
		r, want := s.open(backend, "."), next()
		if _, err := r.Commit(b.Context(), Change{Message: "change", Paths: []PathChange{modify("p/a.md", content, want)}}); err != nil {
			b.Fatal(err)
		}
		content = want
	}
	gits := func() {
		content = next()
		s.write("p/a.md", content)
		s.run("commit", "-q", "--only", "-m", "change", "--", "p/a.md")
	}
	for _, backend := range []string{"git", "builtin"} {
		b.Run(backend, func(b *testing.B) {
			var our, git time.Duration
			for b.Loop() {
				our += timed(func() { ours(backend) })
				git += timed(gits)
			}
			b.ReportMetric(float64(our)/float64(git), "times-git")
		})
	}
}

func timed(f func()) time.Duration {
	start := time.Now()
	f()
	return time.Since(start)
}
