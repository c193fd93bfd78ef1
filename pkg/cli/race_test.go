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
	"sync"
	"testing"
)

// raceRounds is how often each of the eight writes; PM_RACE=200 is the whole race.
func raceRounds() int {
	if n, err := strconv.Atoi(os.Getenv("PM_RACE")); err == nil {
		return n
	}
	return 3
}

// race is what the writers of a race were told.
type race struct {
	*rig
	sync.Mutex
	kept   []claim // acknowledged
	gone   []claim // refused with nothing changed
	waited map[string]int
	beside int // commits of git's own
}

// claim is a text that must, or must not, be in a file.
type claim struct{ file, text string }

// TestRaceOfCommands has eight processes of pm write to one clone, half of them
// without git on PATH and so with the built-in backend, to incidents of their
// own and to one they share, while git commits beside them. Nothing that was
// acknowledged is lost, nothing that was refused is there.
func TestRaceOfCommands(t *testing.T) {
	t.Parallel()
	const writers = 8
	r := &race{rig: newRig(t, "auto"), waited: make(map[string]int)}
	r.git("commit", "-qam", "all of it")
	for i := range writers {
		r.write(own(i), fmt.Sprintf(rigIncident, "Own "+strconv.Itoa(i)))
	}
	r.write("beside.txt", "")
	r.git("add", "-A")
	r.git("commit", "-qm", "incidents")
	before := r.commits()

	stop := make(chan struct{})
	var git, pms sync.WaitGroup
	git.Go(func() { r.commitBeside(stop) })
	for i := range writers {
		pms.Go(func() {
			for n := range raceRounds() {
				r.operation(i, n)
			}
		})
	}
	pms.Wait()
	close(stop)
	git.Wait()
	t.Logf("%d operations: %d acknowledged, %d refused for a lock with nothing changed; %d commits by git beside; waited %v",
		writers*raceRounds(), len(r.kept), len(r.gone), r.beside, r.waited)
	if n := r.commits() - before; n != len(r.kept)+r.beside {
		t.Errorf("%d commits for %d acknowledged and %d of git's", n, len(r.kept), r.beside)
	}
	r.held(writers)
}

func own(i int) string { return fmt.Sprintf("postmortems/2026/2026-03-01-own-%d.md", i) }

// commitBeside is somebody who uses git at the same time.
func (r *race) commitBeside(stop <-chan struct{}) {
	for n := 0; ; n++ {
		select {
		case <-stop:
			return
		default:
		}
		r.write("beside.txt", strconv.Itoa(n))
		cmd := exec.Command("git", "commit", "-q", "--only", "-m", "beside", "--", "beside.txt")
		if n%2 == 1 {
			cmd = exec.Command("sh", "-c", "git add beside.txt && git commit -q -m beside")
		}
		cmd.Dir, cmd.Env = r.dir, r.env
		if cmd.Run() == nil {
			r.beside++
		}
	}
}

// operation is one pm of one writer. Even writers use git, odd ones the built-in
// backend.
func (r *race) operation(writer, n int) {
	text := fmt.Sprintf("w%d-n%d-z", writer, n)
	file, id := own(writer), "own-"+strconv.Itoa(writer)
	if n%2 == writer/2%2 {
		file, id = searchFile, "search"
	}
	var args []string
	switch (writer + n) % 3 {
	case 0:
		args = []string{"event", id, text}
	case 1:
		args = []string{"action", "add", id, text, "--owner", "alice", "--due", "2026-03-20"}
	case 2:
		args = []string{"set", id, "tags+=" + text}
	}
	path := os.Getenv("PATH")
	if writer%2 == 1 {
		path = filepath.SplitList(path)[0] // pm alone
	}
	r.told(claim{file, text}, r.on(r.TB).with("PATH="+path).pm("", append(args, "--verbose")...))
}

func (r *rig) with(env ...string) *rig {
	return &rig{TB: r.TB, dir: r.dir, env: append(slices.Clone(r.env), env...)}
}

// told keeps count of what a pm said.
func (r *race) told(c claim, got ran) {
	r.Lock()
	defer r.Unlock()
	for line := range strings.Lines(got.err) {
		if rest, ok := strings.CutPrefix(line, "waiting for "); ok {
			what, _, _ := strings.Cut(strings.TrimSpace(rest), " (")
			r.waited[what]++
		}
	}
	switch {
	case got.code == 0:
		r.kept = append(r.kept, c)
	case got.code == 3 && strings.Contains(got.err, "pm: nothing was changed: ") && strings.Contains(got.err, "lock"):
		r.gone = append(r.gone, c)
	default:
		r.Errorf("%v: %+v", c, got)
	}
}

// held looks for everything that was acknowledged in the work tree and, once each
// file was written to again, in HEAD. Until then git itself may have undone a
// commit: its plain commit reads the index before it locks it, so that one that
// came between is staged the wrong way round, and goes into git's next commit.
func (r *race) held(writers int) {
	r.Helper()
	for _, c := range slices.Concat(r.kept, r.gone) {
		if kept, there := slices.Contains(r.kept, c), strings.Contains(r.read(c.file), c.text); kept != there {
			r.Errorf("%v: acknowledged %t, there %t", c, kept, there)
		}
	}
	r.Logf("%d not in HEAD before the last round", len(r.absent()))
	if got := r.pm("", "lint"); got.code != 0 {
		r.Errorf("lint: %+v", got)
	}
	// What git staged the wrong way round pm mends when it next comes by.
	r.Logf("git status before the last round: %q", r.git("status", "--porcelain"))
	for i := range writers {
		r.pm("", "event", "own-"+strconv.Itoa(i), "the end")
	}
	r.pm("", "event", "search", "the end")
	for _, c := range r.absent() {
		r.Errorf("%v was acknowledged, and HEAD lacks it", c)
	}
	r.git("commit", "-q", "--only", "--allow-empty", "-m", "beside", "--", "beside.txt")
	if got := r.git("status", "--porcelain"); got != "" {
		r.Errorf("status says %q", got)
	}
	if out := r.git("fsck", "--strict", "--no-dangling"); strings.Contains(out, "error") {
		r.Errorf("git fsck: %s", out)
	}
	for _, path := range r.litter() {
		r.Errorf("%s was left behind", path)
	}
}

// absent are the acknowledged texts that HEAD lacks.
func (r *race) absent() []claim {
	r.Helper()
	committed := map[string]string{}
	return slices.DeleteFunc(slices.Clone(r.kept), func(c claim) bool {
		if committed[c.file] == "" {
			committed[c.file] = r.git("show", "HEAD:"+c.file)
		}
		return strings.Contains(committed[c.file], c.text)
	})
}
