package repo

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// made is a repository that is made once and copied from then on: most of what
// a test costs are the processes it starts.
type made struct {
	once sync.Once
	dir  string // of the work tree; its parent is to be removed
}

// fresh has no commit yet; base has the first commit of every case, tagged v1;
// clones has a hub and two clones of it.
var fresh, base, clones made

// copyOf fills the work tree with a copy.
func (s *sandbox) copyOf(m *made, build func() *sandbox) {
	s.Helper()
	m.once.Do(func() {
		built := build()
		dir, err := os.MkdirTemp("", "pm-made-*")
		if err != nil {
			s.Fatal(err)
		}
		m.dir = filepath.Join(dir, "work")
		if err := os.CopyFS(m.dir, os.DirFS(built.dir)); err != nil {
			s.Fatal(err)
		}
	})
	if err := os.CopyFS(s.dir, os.DirFS(m.dir)); err != nil {
		s.Fatal(err)
	}
}

func removeMade() {
	for _, m := range []*made{&fresh, &base, &clones} {
		if m.dir != "" {
			_ = os.RemoveAll(filepath.Dir(m.dir))
		}
	}
}

// baseSandbox is a sandbox with the first commit, dated alike each time.
func baseSandbox(t testing.TB, initArgs ...string) *sandbox {
	t.Helper()
	if len(initArgs) > 0 {
		s := newSandbox(t, initArgs...)
		s.firstCommit()
		return s
	}
	s := emptySandbox(t)
	s.copyOf(&base, func() *sandbox {
		s := initSandbox(t)
		s.firstCommit()
		return s
	})
	return s
}

func (s *sandbox) firstCommit() {
	s.Helper()
	dated := *s
	dated.setenv("GIT_AUTHOR_DATE=@1772373600 +0000", "GIT_COMMITTER_DATE=@1772373600 +0000")
	dated.commitFiles("base", "p/a.md", "a\n", "other.txt", "other\n", "third.txt", "third\n")
	dated.run("tag", "-a", "-m", "first version", "v1")
}
