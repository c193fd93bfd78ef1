package repo

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// cutOff is a clone whose sync was killed while git wrote the files: some hold
// what came in, one the beginning of it, one is gone.
func cutOff(t *testing.T) pair {
	t.Helper()
	p := newPair(t)
	p.theirs.run("rm", "-q", "other.txt")
	p.theirsHas("p/a.md", "a\ntheirs\n", "p/b.md", "b\n", "p/n.md", "new\n", "p/o.md", "new too\n", "p/z.md", "z\n")
	p.ours.run("fetch", "-q")
	p.ours.killedSync("origin/main")
	return p
}

// killedSync leaves the note of a sync, and what git had written by then.
func (s *sandbox) killedSync(upstream string) {
	s.Helper()
	r := open(s, Options{Dir: s.dir, Environ: s.env, Backend: "git"})
	n := r.note(Change{})
	n.Forward = strings.TrimSpace(s.run("rev-parse", upstream))
	r.journal.begin(n)
	s.write("p/a.md", "a\ntheirs\n")
	s.write("p/n.md", "new\n")
	s.write("p/o.md", "ne")
	s.write("p/b.md", "")
	if err := os.Remove(s.path("other.txt")); err != nil {
		s.Fatal(err)
	}
}

func (s *sandbox) recovered() error {
	s.Helper()
	return open(s, Options{Dir: s.dir, Environ: s.env, Backend: "git"}).recover(s.Context(), "")
}

// TestSyncUndo puts back the old files, whatever git had got done, and then syncs.
func TestSyncUndo(t *testing.T) {
	t.Parallel()
	p := cutOff(t)
	if err := p.ours.recovered(); err != nil {
		t.Error(err)
	}
	p.ours.says("", "status", "--porcelain")
	p.ours.sound()
	got, err := p.ours.sync(Sync{})
	p.synced(t, got, err)
}

// TestSyncUndoneBySync is the same, by pm sync itself, after another commit of
// theirs.
func TestSyncUndoneBySync(t *testing.T) {
	t.Parallel()
	p := cutOff(t)
	p.theirsHas("p/a.md", "a\ntheirs\nmore\n", "p/o.md", "another\n")
	got, err := p.ours.sync(Sync{})
	p.synced(t, got, err)
	p.ours.has("p/a.md", "a\ntheirs\nmore\n")
	p.ours.has("p/o.md", "another\n")
}

// TestSyncUndoKeeps leaves alone what cannot be git's.
func TestSyncUndoKeeps(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		prepare func(s *sandbox)
		left    string
	}{
		"text of somebody's": {func(s *sandbox) { s.write("p/a.md", "a\ntheirs\nand mine\n") }, " M p/a.md\n"},
		"what was there before": {func(s *sandbox) {
			long := time.Now().Add(-time.Hour)
			if err := os.Chtimes(s.path("p/a.md"), long, long); err != nil {
				s.Fatal(err)
			}
		}, " M p/a.md\n"},
		"a link": {func(s *sandbox) {
			s.write(".git/elsewhere", "new\n")
			if err := errors.Join(os.Remove(s.path("p/n.md")), os.Symlink("../.git/elsewhere", s.path("p/n.md"))); err != nil {
				s.Fatal(err)
			}
		}, "?? p/n.md\n"},
		"what is staged": {func(s *sandbox) { s.run("add", "p/a.md") }, " D other.txt\nM  p/a.md\n M p/b.md\n?? p/n.md\n?? p/o.md\n"},
		"what another branch has": {
			func(s *sandbox) { s.run("symbolic-ref", "HEAD", "refs/heads/x"); s.run("branch", "-q", "x", "main") },
			" D other.txt\n M p/a.md\n M p/b.md\n?? p/n.md\n?? p/o.md\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := cutOff(t)
			c.prepare(p.ours)
			if err := p.ours.recovered(); err != nil {
				t.Error(err)
			}
			p.ours.says(c.left, "status", "--porcelain", "-uall")
			p.ours.sound()
		})
	}
}

// TestSyncUndoBehindLink does not follow a folder that somebody has replaced.
func TestSyncUndoBehindLink(t *testing.T) {
	t.Parallel()
	p := cutOff(t)
	elsewhere := filepath.Join(filepath.Dir(p.ours.dir), "elsewhere")
	if err := errors.Join(os.Rename(p.ours.path("p"), elsewhere), os.Symlink(elsewhere, p.ours.path("p"))); err != nil {
		t.Fatal(err)
	}
	if err := p.ours.recovered(); err != nil {
		t.Error(err)
	}
	for name, want := range map[string]string{"a.md": "a\ntheirs\n", "n.md": "new\n", "b.md": ""} {
		if got, err := os.ReadFile(filepath.Join(elsewhere, name)); err != nil || string(got) != want {
			t.Errorf("%s holds %q, %v", name, got, err)
		}
	}
	if info, err := os.Lstat(p.ours.path("p")); err != nil || info.Mode().Type() != os.ModeSymlink {
		t.Errorf("the link is gone: %v, %v", info, err)
	}
}

// TestSyncUndoLocked waits for a git that may still be at it.
func TestSyncUndoLocked(t *testing.T) {
	t.Parallel()
	p := cutOff(t)
	p.ours.write(".git/index.lock", "")
	was := p.ours.run("status", "--porcelain")
	_, err := p.ours.sync(Sync{})
	if refused, ok := errors.AsType[*Refused](err); !ok || refused.Cause != CauseLocked || !strings.Contains(refused.Error(), "index.lock exists") {
		t.Errorf("got %v", err)
	}
	p.ours.says(was, "status", "--porcelain")
	if err := os.Remove(p.ours.path(".git/index.lock")); err != nil {
		t.Fatal(err)
	}
	got, err := p.ours.sync(Sync{})
	p.synced(t, got, err)
}

// TestSyncFinished is a sync that was killed when git had written the index too,
// and only the branch was not moved yet.
func TestSyncFinished(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	p.theirsHas("p/a.md", "a\ntheirs\n", "p/n.md", "new\n")
	p.ours.run("fetch", "-q")
	r := open(t, Options{Dir: p.ours.dir, Environ: p.ours.env, Backend: "git"})
	n := r.note(Change{})
	n.Forward = strings.TrimSpace(p.ours.run("rev-parse", "origin/main"))
	r.journal.begin(n)
	p.ours.run("update-index", "-q", "--refresh") // a copy has other inodes
	p.ours.run("read-tree", "-m", "-u", "HEAD", "origin/main")
	p.ours.write("p/b.md", "staged\n")
	p.ours.run("add", "p/b.md")
	p.theirsHas("p/a.md", "a\ntheirs\nmore\n")
	if _, err := p.ours.sync(Sync{}); err != nil {
		t.Errorf("refused: %v", err)
	}
	p.ours.has("p/a.md", "a\ntheirs\nmore\n")
	p.ours.says("M  p/b.md\n", "status", "--porcelain")
	p.ours.says(p.hub.head()+"\n", "rev-parse", "HEAD")
	p.ours.sound()
}
