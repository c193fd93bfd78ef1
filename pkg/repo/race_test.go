package repo

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// rounds is how often each writer of the race commits; PM_RACE asks for more.
func rounds(t *testing.T) int {
	t.Helper()
	if n, err := strconv.Atoi(os.Getenv("PM_RACE")); err == nil {
		return n
	}
	return 6
}

// tally counts what the writers of a race were told.
type tally struct {
	sync.Mutex
	commits      []string
	refused      int
	conflicts    int
	acknowledged map[string]bool // lines that must be there in the end
}

// append adds a line to a file by a commit, as a pm process of its own would.
func (s *sandbox) appendLine(backend, path, line string) (Outcome, error) {
	r, err := Open(s.Context(), Options{Dir: s.dir, Environ: s.env, Backend: backend})
	if err != nil {
		return Outcome{}, err
	}
	defer r.Close()
	return r.Update(s.Context(), func() (Change, error) {
		was, err := r.ReadFile(path)
		want := slices.Concat(was, []byte(line+"\n"))
		return Change{Message: line, TakeBack: true, Paths: []PathChange{{Path: path, Was: was, Want: want}}}, err
	})
}

func (c *tally) write(t *testing.T, s *sandbox, backend, path, line string) {
	out, err := s.appendLine(backend, path, line)
	c.Lock()
	defer c.Unlock()
	var refused *Refused
	var conflict *Conflict
	switch {
	case err == nil:
		c.commits = append(c.commits, out.Commit)
		c.acknowledged[path+" "+line] = true
	case errors.As(err, &refused) && refused.Cause == CauseLocked && !refused.Written:
		c.refused++
	case errors.As(err, &conflict):
		c.conflicts++
	default:
		t.Errorf("%s: %v", line, err)
	}
}

// TestRace lets pm with either backend write to one file, and to one each,
// while git commits beside them. Nothing that was acknowledged may be lost.
func TestRace(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.commitFiles("base", "shared.md", "", "git.md", "", "builtin.md", "", "beside.md", "")
	c := &tally{acknowledged: make(map[string]bool)}
	var writers sync.WaitGroup
	for _, backend := range []string{"git", "builtin"} {
		for _, path := range []string{"shared.md", backend + ".md"} {
			writers.Go(func() {
				for i := range rounds(t) {
					c.write(t, s, backend, path, fmt.Sprintf("%s %s %d", backend, path, i))
				}
			})
		}
	}
	beside := 0
	writers.Go(func() {
		for i := range rounds(t) {
			s.write("beside.md", strconv.Itoa(i))
			if _, err := s.try("commit", "-q", "--only", "-m", "beside", "--", "beside.md"); err == nil {
				beside++
			}
		}
	})
	writers.Wait()
	t.Logf("%d commits, %d refused for a lock, %d conflicts; %d by git beside", len(c.commits), c.refused, c.conflicts, beside)
	s.settled(c, beside)
}

// settled holds a repository after a race to what was acknowledged.
func (s *sandbox) settled(c *tally, beside int) {
	s.Helper()
	if n := strings.TrimSpace(s.run("rev-list", "--count", "HEAD")); n != strconv.Itoa(1+len(c.commits)+beside) {
		s.Errorf("%s commits, want 1 and %d and %d", n, len(c.commits), beside)
	}
	history := s.run("log", "--format=%H %s", "--name-only")
	for _, id := range c.commits {
		if !strings.Contains(history, id) {
			s.Errorf("%s was acknowledged and is lost", id)
		}
	}
	for pair := range c.acknowledged {
		path, line, _ := strings.Cut(pair, " ")
		if text := s.run("show", "HEAD:"+path); !strings.Contains(text, line+"\n") {
			s.Errorf("%q was acknowledged and is not in %s", line, path)
		}
	}
	s.sound()
	s.run("reset", "-q") // the same, after the last round
	s.run("checkout", "--", "beside.md")
	s.says("", "status", "--porcelain")
}
