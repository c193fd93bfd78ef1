package repo

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestCommitUntilKilled is no test by itself: TestKilledAnytime runs it in a
// process of its own.
func TestCommitUntilKilled(t *testing.T) {
	dir := os.Getenv("PM_TEST_COMMIT_IN")
	if dir == "" {
		t.Skip("run by TestKilledAnytime")
	}
	for i := 0; ; i++ {
		r, err := Open(t.Context(), Options{Dir: dir, Environ: os.Environ(), Backend: os.Getenv("PM_TEST_BACKEND")})
		if err != nil {
			t.Fatal(err)
		}
		name := fmt.Sprintf("p/%d.md", i%7)
		out, err := r.Update(t.Context(), func() (Change, error) {
			was, _ := r.ReadFile(name)
			return Change{Message: fmt.Sprint("commit ", i), Paths: []PathChange{{Path: name, Was: was, Want: fmt.Appendln(nil, os.Getpid(), i)}}}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println("made " + out.Commit)
		_ = r.Close()
	}
}

// TestKilledAnytime kills a process that commits, at any moment: between its
// steps and within them. What it said it had made is there, git finds no fault,
// and the next commit goes through with nobody clearing up. PM_KILLS asks for
// more kills.
func TestKilledAnytime(t *testing.T) {
	t.Parallel()
	for _, backend := range backends {
		t.Run(backend, func(t *testing.T) {
			t.Parallel()
			kills := 3
			if n, err := strconv.Atoi(os.Getenv("PM_KILLS")); err == nil {
				kills = n
			}
			s := newSandbox(t)
			s.commitFiles("first", "p/seed.md", "seed\n", "other.md", "other\n")
			s.write("other.md", "staged\n")
			s.run("add", "other.md")
			locks := 0
			for range kills {
				made := s.commitUntilKilled(backend, time.Duration(rand.N(60))*time.Millisecond)
				if len(s.locks()) > 0 {
					locks++
				}
				s.survived(backend, made)
			}
			t.Logf("%d kills, %d of them left a lock of git's, all survived", kills, locks)
		})
	}
}

func (s *sandbox) survived(backend string, made []string) {
	s.Helper()
	r := open(s, Options{Dir: s.dir, Environ: s.env, Backend: backend})
	was, _ := r.ReadFile("p/after.md")
	after := Change{Message: "after", Paths: []PathChange{{Path: "p/after.md", Was: was, Want: []byte(strconv.Itoa(rand.Int()))}}}
	_, err := r.Commit(s.Context(), after)
	for range 10 { // a git that outlived its pm may still be at it
		if refused, ok := errors.AsType[*Refused](err); ok && refused.Cause == CauseLocked && backend == "git" {
			_, err = r.Commit(s.Context(), after)
		}
	}
	if err != nil {
		s.Fatal(err)
	}
	history := s.run("rev-list", "HEAD")
	for _, id := range made {
		if !strings.Contains(history, id) {
			s.Errorf("%s was acknowledged and is lost", id)
		}
	}
	s.sound()
	if got := s.run("status", "--porcelain"); got != "M  other.md\n" {
		s.Errorf("status says %q", got)
	}
}

// locks are those of git's that exist.
func (s *sandbox) locks() []string {
	var found []string
	for _, name := range []string{"index.lock", "HEAD.lock", "refs/heads/main.lock"} {
		if _, err := os.Lstat(s.path(".git/" + name)); err == nil {
			found = append(found, name)
		}
	}
	return found
}

// commitUntilKilled waits for a first commit and then as long as it is told.
func (s *sandbox) commitUntilKilled(backend string, after time.Duration) (made []string) {
	s.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestCommitUntilKilled$")
	cmd.Dir, cmd.Env = s.dir, append([]string{"PM_TEST_COMMIT_IN=" + s.dir, "PM_TEST_BACKEND=" + backend}, s.env...)
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
