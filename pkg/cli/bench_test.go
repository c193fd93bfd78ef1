//go:build unix

package cli

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/postmortem-md/pm/pkg/sample"
)

// benchFiles runs f over a folder of PM_BENCH_N generated incidents, 1000 when
// that is not set, and reports the processor time of a file: wall time hides
// what other cores do.
func benchFiles(b *testing.B, f func(dir string)) {
	n, err := strconv.Atoi(os.Getenv("PM_BENCH_N"))
	if err != nil {
		n = 1000
	}
	dir := b.TempDir()
	sample.Generate(sample.Options{Seed: 1, N: n}, func(i sample.Incident) bool {
		err = writeNew(filepath.Join(dir, "postmortems", filepath.FromSlash(i.Path)), i.Data)
		return err == nil
	})
	if err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, ".pm.yaml"), []byte("version: 1\n"), 0o644); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.ResetTimer()
	before := cpu()
	for b.Loop() {
		f(dir)
	}
	b.ReportMetric(float64((cpu()-before).Microseconds())/float64(b.N*n), "cpu-us/file")
}

// cpu is the processor time that this process has used, in user and system
// mode.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func benchCommand(b *testing.B, args ...string) {
	benchFiles(b, func(dir string) {
		e := &Env{Out: io.Discard, Err: io.Discard, Dir: dir, Now: func() time.Time { return sample.Epoch }}
		if code := Run(context.Background(), e, args); code != 0 {
			b.Fatalf("pm %v exits %d", args, code)
		}
	})
}

func benchBaseline(b *testing.B, full bool) {
	benchFiles(b, func(dir string) {
		if err := readBaseline(dir, full); err != nil {
			b.Fatal(err)
		}
	})
}

func BenchmarkLint(b *testing.B)         { benchCommand(b, "lint") }
func BenchmarkBaselineLint(b *testing.B) { benchBaseline(b, true) }
func BenchmarkOverdue(b *testing.B)      { benchCommand(b, "overdue") }
func BenchmarkList(b *testing.B)         { benchCommand(b, "list", "--open") }
func BenchmarkSimilar(b *testing.B)      { benchCommand(b, "similar", "connection pool exhausted") }

func BenchmarkNew(b *testing.B)           { benchCommand(b, "new", "Checkout returns 5xx", "--dry-run") }
func BenchmarkRemind(b *testing.B)        { benchCommand(b, "remind") }
func BenchmarkCalendar(b *testing.B)      { benchCommand(b, "calendar") }
func BenchmarkBaselineFront(b *testing.B) { benchBaseline(b, false) }
