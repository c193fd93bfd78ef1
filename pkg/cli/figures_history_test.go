//go:build unix

package cli

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/sample"
)

// TestFiguresOfHistory measures pm log, pm verify and pm stats on a repository of
// PM_FIGURES incidents and as many commits beside git itself, stats beside verify, with either
// backend. It asserts nothing but that nothing is wrong with the history.
func TestFiguresOfHistory(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("PM_FIGURES"))
	if err != nil {
		t.Skip("PM_FIGURES is the number of incidents to measure with")
	}
	f := newFigures(t)
	r := f.bigRepository(n, n)
	for _, backend := range []string{"git", "builtin"} {
		f.compareHistory(backend+" log", r.pm(f, backend, "log", incident.IDFromPath(r.usual)), r.logBaseline(r.usual))
		f.compareHistory(backend+" log, long", r.pm(f, backend, "log", incident.IDFromPath(r.busiest)), r.logBaseline(r.busiest))
		f.compareHistory(backend+" verify", r.pm(f, backend, "verify"), r.verifyBaseline())
		f.compareHistory(backend+" stats to verify", r.pm(f, backend, "stats"), r.pm(f, backend, "verify"))
	}
	r.forget()
	for _, backend := range []string{"git", "builtin"} {
		f.compareHistory(backend+" stats by commits to verify", r.pm(f, backend, "stats"), r.pm(f, backend, "verify"))
	}
}

// bigRepository is a generated repository with a long history.
type bigRepository struct {
	t       *testing.T
	dir     string
	usual   string // path of an incident that four commits changed
	busiest string // of the one that most did
	blobs   string // a file that lists all versions of all incidents
}

// bigRepository makes incidents incidents in one commit, then commits more: most
// move an incident on or add to one, one in twenty is a merge.
func (f *figures) bigRepository(incidents, commits int) *bigRepository {
	r := &bigRepository{t: f.t, dir: filepath.Join(f.t.TempDir(), "big")}
	if err := os.MkdirAll(r.dir, 0o755); err != nil {
		f.t.Fatal(err)
	}
	r.git(nil, "init", "-q", "-b", "main")
	stream, in := io.Pipe()
	go func() {
		w := bufio.NewWriter(in)
		g := generator{w: w, r: rand.New(rand.NewPCG(1, 2)), touched: map[string]int{}}
		g.all(incidents, commits)
		r.usual, r.busiest = g.usual(4), g.busiest()
		_ = in.CloseWithError(w.Flush())
	}()
	r.git(stream, "fast-import", "--quiet")
	// fast-import stores each file as its difference from whichever came before;
	// -f has git choose, as it does for files that were committed by people.
	r.git(nil, "repack", "-adfq")
	r.git(nil, "gc", "-q")
	r.git(nil, "reset", "-q", "--hard", "main")
	var ids []string
	for line := range strings.Lines(string(r.git(nil, "log", "--raw", "--no-abbrev", "--no-renames", "--root", "--format=", "--", "postmortems"))) {
		ids = append(ids, strings.Fields(line)[2:4]...)
	}
	slices.Sort(ids)
	ids = slices.DeleteFunc(slices.Compact(ids), func(id string) bool { return strings.Trim(id, "0") == "" })
	r.blobs = filepath.Join(r.dir, ".git", "blobs")
	if err := os.WriteFile(r.blobs, []byte(strings.Join(ids, "\n")+"\n"), 0o644); err != nil {
		f.t.Fatal(err)
	}
	f.t.Logf("%d incidents, %s commits, %d versions", incidents, bytes.TrimSpace(r.git(nil, "rev-list", "--count", "HEAD")), len(ids))
	return r
}

func (r *bigRepository) git(in io.Reader, args ...string) []byte {
	cmd := exec.Command("git", args...)
	cmd.Dir, cmd.Stdin = r.dir, in
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		r.t.Fatalf("git %v: %v\n%s", args, err, errs.Bytes())
	}
	return out
}

// generator writes for git fast-import.
type generator struct {
	w        *bufio.Writer
	r        *rand.Rand
	versions [][]string // of each incident, in the states it went through
	at       []int      // which of them the incident is in
	extra    []string   // what was added to its end
	paths    []string
	touched  map[string]int
	mark     int
	last     int // incident that was changed last
}

func (g *generator) all(incidents, commits int) {
	sample.Generate(sample.Options{Seed: 7, N: incidents}, func(i sample.Incident) bool {
		g.versions = append(g.versions, versions(string(i.Data)))
		g.paths = append(g.paths, "postmortems/"+i.Path)
		return true
	})
	g.at, g.extra = make([]int, incidents), make([]string, incidents)
	g.commit("main", "start")
	g.file(".pm.yaml", "version: 1\n")
	for n := range g.paths {
		g.file(g.paths[n], g.versions[n][0])
	}
	for n := 1; n < commits; n++ {
		if n%20 > 0 {
			g.change("main")
			continue
		}
		// A branch that began before the last commit, so that the merge is one.
		fmt.Fprintf(g.w, "reset refs/heads/side\nfrom :%d\n\n", g.mark-1)
		was := g.mark
		g.change("side")
		side := g.mark
		path, text := g.paths[g.last], g.text(g.last)
		g.commit("main", "merge side")
		fmt.Fprintf(g.w, "from :%d\nmerge :%d\n", was, side)
		g.file(path, text)
		n += 1
	}
}

// change moves an incident on, or adds a line to it.
func (g *generator) change(branch string) {
	n := g.r.IntN(len(g.paths))
	if g.r.IntN(50) == 0 {
		n = 0 // so that one has a long history
	}
	g.last = n
	what := "edit"
	if g.at[n]+1 < len(g.versions[n]) && g.r.IntN(3) > 0 {
		g.at[n]++
		what = "advance"
	} else {
		g.extra[n] += "- Another line of reference, added later.\n"
	}
	g.touched[g.paths[n]]++
	g.commit(branch, what+" "+incident.IDFromPath(g.paths[n]))
	g.file(g.paths[n], g.text(n))
}

func (g *generator) text(n int) string { return g.versions[n][g.at[n]] + g.extra[n] }

func (g *generator) commit(branch, subject string) {
	g.mark++
	who := fmt.Sprintf("Alice Ames <alice@example.com> %d +0000", sample.Epoch.Unix()+int64(g.mark)*60)
	fmt.Fprintf(g.w, "commit refs/heads/%s\nmark :%d\nauthor %s\ncommitter %s\ndata %d\n%s\n", branch, g.mark, who, who, len(subject), subject)
}

func (g *generator) file(path, text string) {
	fmt.Fprintf(g.w, "M 100644 inline %s\ndata %d\n%s\n", path, len(text), text)
}

func (g *generator) busiest() string {
	best := g.paths[0]
	for _, path := range g.paths {
		if g.touched[path] > g.touched[best] {
			best = path
		}
	}
	return best
}

// usual is the last incident that a number of commits changed, or more.
func (g *generator) usual(commits int) string {
	for n := len(g.paths) - 1; n > 0; n-- {
		if g.touched[g.paths[n]] >= commits {
			return g.paths[n]
		}
	}
	return g.paths[0]
}

var historyLines = regexp.MustCompile(`(?m)^  - \{state: .*\n`)

// versions are what a generated incident was in each state on its way.
func versions(text string) []string {
	lines := historyLines.FindAllStringIndex(text, -1)
	var all []string
	for n := range lines {
		state, _, _ := strings.Cut(strings.TrimPrefix(text[lines[n][0]:], "  - {state: "), ",")
		head := regexp.MustCompile(`(?m)^state: .*$`).ReplaceAllString(text[:lines[n][1]], "state: "+state)
		all = append(all, head+text[lines[len(lines)-1][1]:])
	}
	// Dismissals want a reason, which samples do without.
	if strings.Contains(text, "\nstate: dismissed\n") {
		all = all[:len(all)-1]
	}
	return all
}

// forget takes the history out of every file in the work tree, so that only the
// commits know it.
func (r *bigRepository) forget() {
	paths, err := filepath.Glob(filepath.Join(r.dir, "postmortems", "*", "*.md"))
	if err != nil || len(paths) == 0 {
		r.t.Fatalf("no incidents: %v", err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			r.t.Fatal(err)
		}
		text = historyLines.ReplaceAll(bytes.Replace(text, []byte("\nhistory:\n"), []byte("\n"), 1), nil)
		if err := os.WriteFile(path, text, 0o644); err != nil {
			r.t.Fatal(err)
		}
	}
}

func (r *bigRepository) pm(f *figures, backend string, args ...string) func() *exec.Cmd {
	return func() *exec.Cmd {
		cmd := f.pm(r.dir, args...)()
		if backend == "builtin" {
			cmd.Env = append(cmd.Env, "PATH="+filepath.Dir(f.binary))
		}
		return cmd
	}
}

func (r *bigRepository) logBaseline(path string) func() *exec.Cmd {
	return func() *exec.Cmd {
		cmd := exec.Command("git", "log", "--raw", "--", path)
		cmd.Dir = r.dir
		return cmd
	}
}

func (r *bigRepository) verifyBaseline() func() *exec.Cmd {
	return func() *exec.Cmd {
		cmd := exec.Command("sh", "-c", "git log --raw --no-abbrev -- postmortems >/dev/null && git cat-file --batch <"+r.blobs+" >/dev/null")
		cmd.Dir = r.dir
		return cmd
	}
}

// compareHistory is compare with the memory of pm alone: what the system says of
// a process includes the git that it ran. Wall times count too, since git and pm
// work side by side.
func (f *figures) compareHistory(name string, command, baseline func() *exec.Cmd) {
	const runs = 7
	var cpu, wall, baseCPU, baseWall []time.Duration
	var byCPU, byWall []float64
	var most int64
	for range runs {
		a, b := f.watch(command(), &most), f.measure(baseline)
		cpu, wall, baseCPU, baseWall = append(cpu, a.cpu), append(wall, a.wall), append(baseCPU, b.cpu), append(baseWall, b.wall)
		byCPU, byWall = append(byCPU, float64(a.cpu)/float64(b.cpu)), append(byWall, float64(a.wall)/float64(b.wall))
	}
	ms := time.Millisecond
	f.t.Logf("%-34s cpu %v, wall %v, pm's own peak %d MB; baseline cpu %v, wall %v; ratio cpu %.2f, wall %.2f, medians of %d", name,
		median(cpu).Round(ms), median(wall).Round(ms), most>>20, median(baseCPU).Round(ms), median(baseWall).Round(ms), median(byCPU), median(byWall), runs)
}

// watch is measure that looks at the memory of the process while it runs, where
// the system has /proc.
func (f *figures) watch(cmd *exec.Cmd, most *int64) usage {
	start := time.Now()
	if err := cmd.Start(); err != nil {
		f.t.Fatal(err)
	}
	over := make(chan error)
	go func() { over <- cmd.Wait() }()
	for {
		select {
		case err := <-over:
			if err != nil {
				f.t.Fatalf("%v: %v", cmd.Args, err)
			}
			s := cmd.ProcessState
			return usage{cpu: s.UserTime() + s.SystemTime(), wall: time.Since(start)}
		case <-time.After(5 * time.Millisecond):
			*most = max(*most, highWater(cmd.Process.Pid))
		}
	}
}

// highWater is the most memory that a pm has had. Just started, a process still
// is the one that started it.
func highWater(pid int) int64 {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil || !bytes.HasPrefix(data, []byte("Name:\tpm\n")) {
		return 0
	}
	_, rest, _ := strings.Cut(string(data), "VmHWM:")
	var kilobytes int64
	if n, _ := fmt.Sscan(rest, &kilobytes); n == 0 {
		return 0
	}
	return kilobytes << 10
}
