package repo

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestRecordUntilKilled is no test by itself: TestRecordKilledAnywhere runs it
// in a process of its own.
func TestRecordUntilKilled(t *testing.T) {
	dir := os.Getenv("PM_TEST_RECORD_IN")
	if dir == "" {
		t.Skip("run by TestRecordKilledAnywhere")
	}
	loc := location{top: dir, gitDir: filepath.Join(dir, ".git"), commonDir: filepath.Join(dir, ".git")}
	b := &builtin{loc: loc, options: Options{Environ: os.Environ()}}
	for i := 0; ; i++ {
		name := fmt.Sprintf("p/%d.md", i%7)
		if err := os.WriteFile(filepath.Join(dir, name), fmt.Appendln(nil, os.Getpid(), i), 0o666); err != nil {
			t.Fatal(err)
		}
		out, err := b.record(context.Background(), "", fmt.Sprint("commit ", i), []string{name})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println("made " + out.Commit)
	}
}

// TestRecordKilledAnywhere kills a process that commits, at any moment. What it
// said it had made is there, git finds no fault, and after the locks of the
// dead are removed, as git asks people to, the next commit goes through.
func TestRecordKilledAnywhere(t *testing.T) {
	t.Parallel()
	kills := 4
	if n, err := strconv.Atoi(os.Getenv("PM_KILLS")); err == nil {
		kills = n
	}
	s := newSandbox(t)
	s.commitFiles("first", "p/seed.md", "seed\n", "other.md", "other\n")
	s.write("other.md", "staged\n")
	s.run("add", "other.md")
	for range kills {
		made := s.recordUntilKilled(time.Duration(rand.N(60)) * time.Millisecond)
		s.removeLocks()
		history := s.run("rev-list", "HEAD")
		for _, id := range made {
			if !strings.Contains(history, id) {
				t.Errorf("%s was acknowledged and is lost", id)
			}
		}
		s.check()
		for line := range strings.Lines(s.status()) {
			if !strings.Contains(line, " p/") && line != "M  other.md\n" {
				t.Errorf("status says %s", line)
			}
		}
		s.run("add", "p")
		s.write("p/after.md", strconv.Itoa(rand.Int()))
		s.mustRecord("after the crash", "p/after.md")
	}
}

// recordUntilKilled waits for a first commit and then as long as it is told.
func (s *sandbox) recordUntilKilled(after time.Duration) (made []string) {
	s.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestRecordUntilKilled$")
	cmd.Dir, cmd.Env = s.dir, append([]string{"PM_TEST_RECORD_IN=" + s.dir}, s.env...)
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		s.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		id, ok := strings.CutPrefix(lines.Text(), "made ")
		if !ok {
			s.Fatalf("it says %s", lines.Text())
		}
		if made = append(made, id); len(made) == 1 {
			time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
		}
	}
	_ = cmd.Wait() // it was killed
	return made
}

// removeLocks is what git tells people to do once no git is running.
func (s *sandbox) removeLocks() {
	s.Helper()
	for _, pattern := range []string{"*.lock", "refs/heads/*.lock"} {
		locks, err := filepath.Glob(s.path(".git/" + pattern))
		if err != nil {
			s.Fatal(err)
		}
		for _, lock := range locks {
			if filepath.Base(lock) != lockName {
				s.remove(lock)
			}
		}
	}
}
