package repo

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// deceased is a sandbox in which a pm was killed having written p/a.md, with a
// lock of its own left and the spare that shows it.
func deceased(t *testing.T, change func(*note)) *sandbox {
	t.Helper()
	s := newSandbox(t)
	s.commitFiles("base", "p/a.md", "old\n", "other.md", "other\n")
	host, boot := thisHost()
	n := note{Host: host, Boot: boot, Head: "ref: refs/heads/main", Change: Change{
		Message: "postmortem: advance\n", TakeBack: true, Paths: []PathChange{modify("p/a.md", "old\n", "new\n")},
	}}
	if change != nil {
		change(&n)
	}
	data, err := json.Marshal(n)
	if err != nil {
		t.Fatal(err)
	}
	s.write(".git/pm/journal", string(data))
	s.write(".git/pm/..%2Findex.spare", "")
	if err := os.Link(s.path(".git/pm/..%2Findex.spare"), s.path(".git/index.lock")); err != nil {
		t.Fatal(err)
	}
	s.write("p/a.md", "new\n")
	return s
}

// nextCommits commits other.md and returns what was said beside it.
func (s *sandbox) nextCommits(backend string) (said string, err error) {
	s.Helper()
	var errs bytes.Buffer
	r := open(s, Options{Dir: s.dir, Environ: s.env, Backend: backend, Err: &errs})
	_, err = r.Commit(s.Context(), Change{Message: "next", Paths: []PathChange{modify("other.md", "other\n", "next\n")}})
	return errs.String(), err
}

// TestRecovered finishes what was begun where everything is as it was left, and
// leaves alone what somebody may still have a hand in.
func TestRecovered(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		note    func(*note)
		since   func(*sandbox)
		log     string // subjects, newest first
		held    string // by p/a.md in the end
		says    string
		want    Cause
		journal bool // stays
	}{
		{name: "finished", log: "next\npostmortem: advance\nbase\n", held: "new\n", says: "it is committed now"},
		{
			name: "edited since", since: func(s *sandbox) { s.write("p/a.md", "typed\n") },
			log: "next\nbase\n", held: "typed\n",
		},
		{
			name: "one of two edited since",
			note: func(n *note) { n.Change.Paths = append(n.Change.Paths, modify("other.txt", "x\n", "y\n")) },
			log:  "next\nbase\n", held: "new\n", says: "git diff shows how they stand",
		},
		{
			name: "another branch since",
			note: func(n *note) { n.Head = "ref: refs/heads/elsewhere" }, log: "next\nbase\n", held: "new\n", says: "on another branch",
		},
		{
			name: "another root", note: func(n *note) { n.Prefix = "sub" }, log: "next\nbase\n", held: "new\n", says: "in another folder",
		},
		{
			name: "another machine, which may be at it",
			note: func(n *note) { n.Host, n.Boot = "elsewhere.example.com", "x" },
			log:  "base\n", held: "new\n", says: "on the machine elsewhere.example.com", want: CauseLocked, journal: true,
		},
		{
			name: "restarted since", note: func(n *note) { n.Boot = "x" },
			log: "next\npostmortem: advance\nbase\n", held: "new\n", says: "it is committed now",
		},
		{
			name: "a container that was started again", note: func(n *note) { n.Host = "x" },
			log: "next\npostmortem: advance\nbase\n", held: "new\n", says: "it is committed now",
		},
		{
			name: "refused by a hook", since: func(s *sandbox) { s.hook("pre-commit", "git diff --cached --quiet -- p") },
			log: "next\nbase\n", held: "old\n", says: "so it was taken back",
		},
		{
			name: "refused by a hook, and no transition", note: func(n *note) { n.Change.TakeBack = false },
			since: func(s *sandbox) { s.hook("pre-commit", "git diff --cached --quiet -- p") },
			log:   "next\nbase\n", held: "new\n", says: "it could not be committed now",
		},
		{
			name: "a branch of its own, not switched to yet", note: func(n *note) { n.Change.Branch = "postmortem/a b" },
			log: "next\nbase\n", held: "new\n",
			says: "\n    git switch -c 'postmortem/a b' && git add -- p/a.md && git commit -m 'postmortem: advance' -- p/a.md\n",
		},
		{
			name: "a branch of its own, made and not switched to", note: func(n *note) { n.Change.Branch = "postmortem/a" },
			since: func(s *sandbox) { s.run("branch", "postmortem/a") },
			log:   "next\nbase\n", held: "new\n", says: "\n    git switch postmortem/a && git add -- p/a.md",
		},
		{
			name: "a branch of its own, and HEAD on a third one",
			note: func(n *note) { n.Head, n.Change.Branch = "ref: refs/heads/elsewhere", "postmortem/a" },
			log:  "next\nbase\n", held: "new\n", says: "\n    git switch -c postmortem/a && git add -- p/a.md",
		},
		{
			name: "a branch of its own, which HEAD is on", note: func(n *note) { n.Change.Branch = "postmortem/a" },
			since: func(s *sandbox) {
				s.run("symbolic-ref", "HEAD", "refs/heads/postmortem/a")
				s.run("update-ref", "HEAD", "main")
			},
			log: "next\npostmortem: advance\nbase\n", held: "new\n", says: "on the branch postmortem/a, which is checked out now",
		},
		{
			name: "a branch of its own, committed by hand since", note: func(n *note) { n.Change.Branch = "postmortem/a" },
			since: func(s *sandbox) {
				if err := os.Remove(s.path(".git/index.lock")); err != nil {
					s.Fatal(err)
				}
				s.run("commit", "-qm", "by hand", "--", "p/a.md")
			},
			log: "next\nby hand\nbase\n", held: "new\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if boot := strings.Contains(c.name, "container"); boot {
				if _, id := thisHost(); id == "" {
					t.Skip("this system does not number its runs")
				}
			}
			s := deceased(t, c.note)
			if c.since != nil {
				c.since(s)
			}
			said, err := s.nextCommits("git")
			s.wantCause(err, c.want)
			if !strings.Contains(said, c.says) || c.says == "" && said != "" {
				t.Errorf("it says %q, want %q", said, c.says)
			}
			s.says(c.log, "log", "--format=%s")
			s.has("p/a.md", c.held)
			if _, err := os.Lstat(s.path(".git/pm/journal")); (err == nil) != c.journal {
				t.Errorf("journal: %v", err)
			}
			if !c.journal {
				s.sound()
			}
		})
	}
}

// TestRecoveredOnItsBranch is the command that makes the branch, typed again: it
// finishes what it had begun.
func TestRecoveredOnItsBranch(t *testing.T) {
	t.Parallel()
	for _, backend := range backends {
		t.Run(backend, func(t *testing.T) {
			t.Parallel()
			s := deceased(t, func(n *note) { n.Change.Branch = "postmortem/a" })
			var errs bytes.Buffer
			r := open(s, Options{Dir: s.dir, Environ: s.env, Backend: backend, Err: &errs})
			refused := errors.New("it exists")
			if _, err := r.UpdateOn(s.Context(), "postmortem/a", func() (Change, error) { return Change{}, refused }); !errors.Is(err, refused) {
				t.Error(err)
			}
			if !strings.Contains(errs.String(), "on the branch postmortem/a, which is checked out now; it is committed now") {
				t.Errorf("it says %q", errs.String())
			}
			s.says("refs/heads/postmortem/a\n", "symbolic-ref", "HEAD")
			s.says("postmortem: advance\nbase\n", "log", "--format=%s")
			s.sound()
		})
	}
}

// TestJournalOfElsewhere is told of once, since it stands in the way of this
// machine's own. When it is gone, all is as ever.
func TestJournalOfElsewhere(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.commitFiles("base", "a.md", "0\n")
	file := s.path(".git/pm/journal")
	elsewhere := func(boot string) {
		data, err := json.Marshal(note{Host: "far\x1b.example.com", Boot: boot, Change: Change{Message: "postmortem: far"}})
		if err != nil {
			t.Fatal(err)
		}
		s.write(".git/pm/journal", string(data))
	}
	turn := byte('0')
	next := func(what string, told, journaled bool) {
		t.Helper()
		var errs bytes.Buffer
		var noted atomic.Bool // objects are written by several at once
		step := func(op, name string) error {
			if op == "write" && name == file {
				noted.Store(true)
			}
			return nil
		}
		r := open(s, Options{Dir: s.dir, Environ: s.env, Backend: "builtin", Err: &errs, Step: step})
		was, want := string(turn)+"\n", string(turn+1)+"\n"
		turn++
		if _, err := r.Commit(s.Context(), Change{Message: "next", Paths: []PathChange{modify("a.md", was, want)}}); err != nil {
			t.Fatal(err)
		}
		want = ""
		if told {
			want = "pm: " + file + ` exists: a pm on the machine far?.example.com was at "postmortem: far", or is; ` +
				"until that file is removed, which is safe once none runs there, pm here keeps no journal, and what it leaves when killed is not finished; git status shows how files stand\n"
		}
		if errs.String() != want || noted.Load() != journaled {
			t.Errorf("%s: noted %t, said %q, want %q", what, noted.Load(), errs.String(), want)
		}
	}
	next("none", false, true)
	elsewhere("x")
	next("the first time", true, false)
	next("the second time", false, false)
	elsewhere("y")
	next("another one", true, false)
	s.remove(file)
	next("removed", false, true)
	next("and removed", false, true)
	if left, err := os.ReadDir(s.path(".git/pm")); err != nil || len(left) > 0 {
		t.Errorf("left are %v, %v", left, err)
	}
}

// TestForeignLockStays has a lock of somebody else's where a killed pm also had
// one: it is named, and not touched.
func TestForeignLockStays(t *testing.T) {
	t.Parallel()
	for _, backend := range backends {
		t.Run(backend, func(t *testing.T) {
			t.Parallel()
			s := deceased(t, nil)
			lock := s.path(".git/index.lock")
			s.remove(lock)
			s.write(lock, "git's own")
			_, err := s.nextCommits(backend)
			s.wantCause(err, CauseLocked)
			if err == nil || !strings.Contains(err.Error(), lock) {
				t.Errorf("it says %v", err)
			}
			s.has(lock, "git's own")
			s.has("p/a.md", "new\n")
			s.has("other.md", "other\n")
			s.remove(lock)
			if said, err := s.nextCommits(backend); err != nil || !strings.Contains(said, "it is committed now") {
				t.Errorf("once it is gone: %q, %v", said, err)
			}
			s.sound()
		})
	}
}

// TestJournalTorn is one that breaks off: nothing was done after it.
func TestJournalTorn(t *testing.T) {
	t.Parallel()
	s := deceased(t, nil)
	s.write(".git/pm/journal", `{"Host":"x","Cha`)
	s.write(".git/objects/"+strayObject+"x", "")
	if said, err := s.nextCommits("builtin"); err != nil || said != "" {
		t.Errorf("%q, %v", said, err)
	}
	s.has("p/a.md", "new\n")
	s.sound()
	if stray, _ := filepath.Glob(s.path(".git/objects/" + strayObject + "*")); len(stray) > 0 {
		t.Errorf("left are %q", stray)
	}
}

// TestSpareNames go back to their targets, within the Git directory and outside.
func TestSpareNames(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	j := &journal{dir: filepath.Join(dir, "worktrees", "w", "pm"), open: true}
	if err := os.MkdirAll(j.dir, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"worktrees/w/index", "refs/heads/a b%2F+c", "refs/heads/ünïcode"} {
		target := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(target), 0o777); err != nil {
			t.Fatal(err)
		}
		lock := &lockFile{target: target, spare: j.spare(target)}
		for _, err := range []error{lock.write([]byte("x")), lock.take(t.Context())} {
			if err != nil {
				t.Fatal(err)
			}
		}
		if !j.releaseLocks() {
			t.Errorf("%s: not all released", name)
		}
		if _, err := os.Lstat(target + ".lock"); !os.IsNotExist(err) {
			t.Errorf("%s: the lock is left: %v", name, err)
		}
	}
	if long := j.spare(filepath.Join(dir, strings.Repeat("x", 250))); long != "" {
		t.Errorf("a name that no file can have: %s", long)
	}
	if (*journal)(nil).spare("x") != "" || (&journal{dir: dir}).spare("x") != "" {
		t.Error("a spare that nobody would know of")
	}
}
