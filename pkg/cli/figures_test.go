//go:build unix

package cli

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/adrg/frontmatter"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	markdown "github.com/yuin/goldmark/text"
	"go.yaml.in/yaml/v3"
)

// TestFigures measures whole processes beside their baselines and prints the
// ratios; make bench runs it with PM_FIGURES=10000, the number of incidents.
// It asserts nothing: a figure depends on the machine, and is read by people.
func TestFigures(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("PM_FIGURES"))
	if err != nil {
		t.Skip("PM_FIGURES is the number of incidents to measure with")
	}
	f := newFigures(t)
	dir := f.sample(n)
	f.compare("lint", dir, f.pm(dir, "lint"), f.baseline(dir, "full"))
	f.compare("overdue", dir, f.pm(dir, "overdue"), f.baseline(dir, "front"))
	f.compare("list", dir, f.pm(dir, "list"), f.baseline(dir, "front"))
	f.compare("similar", dir, f.pm(dir, "similar", f.someID(dir)), f.pm(dir, "list"))
	f.compare("words", dir, f.pm(dir, "similar", "connection pool exhausted"), f.pm(dir, "list"))
	f.compare("new", dir, f.pm(dir, "new", "Checkout returns 5xx", "--dry-run"), f.pm(dir, "new", "the incident", "--dry-run"))
	f.growth(n)
	f.version()
	f.initialisation()
}

type figures struct {
	t      *testing.T
	binary string
}

func newFigures(t *testing.T) *figures {
	f := &figures{t, filepath.Join(t.TempDir(), "pm")}
	build := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", f.binary, "../../cmd/pm")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building pm: %v\n%s", err, out)
	}
	return f
}

// sample writes n incidents of about 7 KB.
func (f *figures) sample(n int) string {
	dir := filepath.Join(f.t.TempDir(), "incidents")
	if out, err := exec.Command(f.binary, "demo", "--incidents", strconv.Itoa(n), "--dir", dir).CombinedOutput(); err != nil {
		f.t.Fatalf("generating: %v\n%s", err, out)
	}
	return dir
}

func (f *figures) pm(dir string, args ...string) func() *exec.Cmd {
	return func() *exec.Cmd {
		cmd := exec.Command(f.binary, args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "PM_AS_OF=2026-11-02T00:00:00Z")
		return cmd
	}
}

// baseline is this test binary reading and parsing the same files, as
// pm-baseline.
func (f *figures) baseline(dir, what string) func() *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		f.t.Fatal(err)
	}
	return func() *exec.Cmd {
		cmd := exec.Command(self, filepath.Join(dir, "postmortems"), what)
		cmd.Args[0] = "pm-baseline"
		return cmd
	}
}

// someID is one of the incidents in a folder.
func (f *figures) someID(dir string) string {
	files, err := filepath.Glob(filepath.Join(dir, "postmortems", "*", "*.md"))
	if err != nil || len(files) == 0 {
		f.t.Fatalf("no incidents in %s: %v", dir, err)
	}
	return strings.TrimSuffix(filepath.Base(files[len(files)/2]), ".md")
}

// usage is what one process cost.
type usage struct {
	cpu, wall time.Duration
	peak      int64 // bytes
}

func (f *figures) measure(command func() *exec.Cmd) usage {
	cmd := command()
	cmd.Stdout = io.Discard
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	start := time.Now()
	if err := cmd.Run(); err != nil {
		f.t.Fatalf("%v: %v\n%s", cmd.Args, err, stderr.Bytes())
	}
	s := cmd.ProcessState
	return usage{s.UserTime() + s.SystemTime(), time.Since(start), peak(s.SysUsage().(*syscall.Rusage))}
}

// compare runs a command and its baseline in turn and prints medians, the ratio
// pair by pair, because the machine's speed drifts.
func (f *figures) compare(name, dir string, command, baseline func() *exec.Cmd) {
	const runs = 7
	var cpu, wall, base []time.Duration
	var ratios []float64
	var most int64
	for range runs {
		a, b := f.measure(command), f.measure(baseline)
		cpu, wall, base = append(cpu, a.cpu), append(wall, a.wall), append(base, b.cpu)
		ratios = append(ratios, float64(a.cpu)/float64(b.cpu))
		most = max(most, a.peak)
	}
	f.t.Logf("%-8s cpu %v, wall %v, peak %d MB; baseline cpu %v; ratio %.2f (%.2f to %.2f), median of %d", name, median(cpu).Round(time.Millisecond),
		median(wall).Round(time.Millisecond), most>>20, median(base).Round(time.Millisecond), median(ratios), slices.Min(ratios), slices.Max(ratios), runs)
}

// growth compares the cost of a file among a hundred times as many.
func (f *figures) growth(n int) {
	small, large := n/10, n*10
	a, b := f.sample(small), f.sample(large)
	var few, many []time.Duration
	for range 5 {
		few = append(few, f.measure(f.pm(a, "lint")).cpu/time.Duration(small))
	}
	for range 3 {
		many = append(many, f.measure(f.pm(b, "lint")).cpu/time.Duration(large))
	}
	f.t.Logf("lint cpu a file: %v at %d, %v at %d; ratio %.2f", median(few), small, median(many), large, float64(median(many))/float64(median(few)))
}

// version compares start-up with that of git.
func (f *figures) version() {
	var ours, gits []time.Duration
	for range 100 {
		ours = append(ours, f.measure(f.pm(".", "version")).wall)
		gits = append(gits, f.measure(func() *exec.Cmd { return exec.Command("git", "version") }).wall)
	}
	f.t.Logf("version: pm %v, git %v; ratio %.2f, medians of 100", median(ours), median(gits), float64(median(ours))/float64(median(gits)))
}

// initialisation sums what packages do before main, by the runtime's own trace.
func (f *figures) initialisation() {
	var sums []float64
	for range 21 {
		cmd := exec.Command(f.binary, "version")
		cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
		trace, err := cmd.CombinedOutput()
		if err != nil {
			f.t.Fatal(err)
		}
		sum := 0.0
		for line := range strings.Lines(string(trace)) {
			var pkg string
			var at, clock float64
			if k, _ := fmt.Sscanf(line, "init %s @%f ms, %f ms clock", &pkg, &at, &clock); k == 3 {
				sum += clock
			}
		}
		sums = append(sums, sum)
	}
	f.t.Logf("package initialisation: %.2f ms, median of %d", median(sums), len(sums))
}

func median[T int | float64 | time.Duration](values []T) T {
	slices.Sort(values)
	return values[len(values)/2]
}

// runBaseline is readBaseline as a program: pm-baseline DIR front|full.
func runBaseline() {
	if err := readBaseline(os.Args[1], os.Args[2] == "full"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// readBaseline reads the Markdown files below a folder one after the other and
// does with them what no tool of this kind can do without: front matter by adrg
// into a YAML node, and if full the body by goldmark.
func readBaseline(dir string, full bool) error {
	parser := goldmark.New(goldmark.WithExtensions(extension.Table, extension.TaskList)).Parser()
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".md" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var node yaml.Node
		rest, err := frontmatter.MustParse(bytes.NewReader(data), &node, frontmatter.NewFormat("---", "---", yaml.Unmarshal))
		if err == nil && full {
			parser.Parse(markdown.NewReader(rest))
		}
		return err
	})
}
