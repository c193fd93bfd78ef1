package repo

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// builtin is the backend for this sandbox.
func (s *sandbox) builtin() *builtin {
	s.Helper()
	return &builtin{loc: s.location(), options: Options{Environ: s.env}}
}

// record commits with the built-in backend, as a Repo would: first asked, then
// done.
func (s *sandbox) record(message string, paths ...string) (Outcome, error) {
	s.Helper()
	b := s.builtin()
	if err := b.ready(context.Background(), paths); err != nil {
		return Outcome{}, err
	}
	return b.record(context.Background(), "", message, paths)
}

func (s *sandbox) mustRecord(message string, paths ...string) Outcome {
	s.Helper()
	outcome, err := s.record(message, paths...)
	if err != nil {
		s.Fatalf("committing %v: %v", paths, err)
	}
	if head := strings.TrimSpace(s.run("rev-parse", "HEAD")); head != outcome.Commit {
		s.Fatalf("HEAD is %s, not the commit %s", head, outcome.Commit)
	}
	s.check()
	return outcome
}

// check has git look for faults.
func (s *sandbox) check() {
	s.Helper()
	if out, err := s.try("fsck", "--strict", "--no-dangling"); err != nil || strings.Contains(out, "error") || strings.Contains(out, "warning") {
		s.Errorf("fsck: %v\n%s", err, out)
	}
	for _, lock := range []string{"index.lock", "HEAD.lock"} {
		if _, err := os.Lstat(s.path(".git/" + lock)); err == nil {
			s.Errorf("%s is left", lock)
		}
	}
}

func (s *sandbox) status() string { return s.run("status", "--porcelain") }

func (s *sandbox) refused(want Cause, paths ...string) *Refused {
	s.Helper()
	before := s.snapshot()
	_, err := s.record("x", paths...)
	var refused *Refused
	if !errors.As(err, &refused) {
		s.Fatalf("error %v, want a refusal", err)
	}
	if refused.Cause != want {
		s.Errorf("cause %s (%v), want %s", refused.Cause, refused, want)
	}
	if after := s.snapshot(); after != before {
		s.Errorf("a refused commit changed something:\n%s\n%s", before, after)
	}
	return refused
}

// snapshot is what a refusal must leave alone.
func (s *sandbox) snapshot() string {
	refs, _ := s.try("for-each-ref")
	staged, _ := s.try("ls-files", "--stage", "-v")
	head, _ := os.ReadFile(s.path(".git/HEAD"))
	return refs + staged + string(head)
}

func TestRecordLeavesTheRestAlone(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	for _, name := range []string{"a.md", "b.md", "dir/c.md", "dir/sub/d.md", "z.md"} {
		s.write(name, name+" one\n")
	}
	s.commitAll("first")
	s.write("a.md", "staged\n")
	s.run("add", "a.md")
	s.write("b.md", "modified\n")
	s.write("z.md", "staged\n")
	s.run("add", "z.md")
	s.write("z.md", "and modified\n")
	s.write("untracked.md", "?\n")
	s.write("added.md", "A\n")
	s.run("add", "added.md")
	s.run("update-index", "--assume-unchanged", "dir/c.md")
	before := s.status()

	s.write("dir/sub/d.md", "two\n")
	s.mustRecord("change d\n\nbody   \n\n\n# kept\nKey: value", "dir/sub/d.md")
	s.write("dir/new.md", "new\n")
	s.mustRecord("add new", "dir/new.md")
	if err := os.Remove(s.path("dir/new.md")); err != nil {
		t.Fatal(err)
	}
	s.mustRecord("remove new", "dir/new.md")

	if after := s.status(); after != before {
		t.Errorf("status was\n%sand is\n%s", before, after)
	}
	if flags := s.run("ls-files", "-v", "dir/c.md"); !strings.HasPrefix(flags, "h ") {
		t.Errorf("the flag of dir/c.md is gone: %s", flags)
	}
	wantLog := "remove new\nadd new\nchange d\nfirst\n"
	if got := s.run("log", "--format=%s"); got != wantLog {
		t.Errorf("log:\n%s", got)
	}
	if got := s.run("show", "--format=%B", "--name-status", "HEAD~2"); got != "change d\n\nbody\n\n# kept\nKey: value\n\n\nM\tdir/sub/d.md\n" {
		t.Errorf("commit: %q", got)
	}
	for _, ref := range []string{"HEAD", "main"} {
		if got := s.run("reflog", "show", "--format=%gs", ref); got != "commit: remove new\ncommit: add new\ncommit: change d\ncommit (initial): first\n" {
			t.Errorf("reflog of %s:\n%s", ref, got)
		}
	}
}

func TestRecordEveryIndexVersion(t *testing.T) {
	t.Parallel()
	for _, version := range indexVersions {
		s := indexed(t, version)
		before := s.status()
		flags := s.run("ls-files", "-v")
		s.write("dir/sub/c.md", "changed\n")
		s.mustRecord("change", "dir/sub/c.md")
		s.write("dir/sub/new.md", "new\n")
		s.mustRecord("add", "dir/sub/new.md")
		s.remove("dir/sub/new.md")
		s.mustRecord("remove", "dir/sub/new.md")
		if after := s.status(); after != before {
			t.Errorf("version %s: status was\n%sand is\n%s", version, before, after)
		}
		if after := s.run("ls-files", "-v"); after != flags {
			t.Errorf("version %s: flags were\n%sand are\n%s", version, flags, after)
		}
		if got := mustParseIndex(t, s.rawIndex()).version; fmt.Sprint(got) != version && version != "3" {
			t.Errorf("version %s became %d", version, got)
		}
	}
}

func (s *sandbox) remove(path string) {
	s.Helper()
	if err := os.Remove(s.path(path)); err != nil {
		s.Fatal(err)
	}
}

// TestRecordAnything commits random sets of changes among files in every state
// and holds that nothing else moves.
func TestRecordAnything(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(5, 6))
	s := newSandbox(t)
	for i := range 12 {
		s.write(fmt.Sprintf("other/%d", i), fmt.Sprint(i))
	}
	s.write("p/seed", "seed\n")
	s.commitAll("first")
	for i := range 12 {
		name := fmt.Sprintf("other/%d", i)
		s.write(name, fmt.Sprintf("%d changed", i))
		if i%3 == 0 {
			s.run("add", name)
		}
		if i%4 == 0 {
			s.write(name, fmt.Sprintf("%d again", i))
		}
	}
	s.run("rm", "-q", "--cached", "other/7")
	before := s.status()
	for round := range 25 {
		changed := map[string]bool{}
		for range 1 + random.IntN(4) {
			name := fmt.Sprintf("p/%d/%d", random.IntN(3), random.IntN(4))
			if _, err := os.Lstat(s.path(name)); err == nil && random.IntN(2) == 0 {
				s.remove(name)
			} else {
				s.write(name, fmt.Sprintln(round, random.Uint64()))
			}
			changed[name] = true
		}
		paths := slices.Sorted(maps.Keys(changed))
		if _, err := s.record(fmt.Sprint("round ", round), paths...); err != nil {
			t.Fatal(err)
		}
		if after := s.status(); after != before {
			t.Fatalf("after %v status is\n%swas\n%s", paths, after, before)
		}
	}
	s.check()
}

func TestRecordModes(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.write("run.sh", "run\n")
	s.write("plain", "plain\n")
	if err := errors.Join(os.Chmod(s.path("run.sh"), 0o755), os.Symlink("plain", s.path("link"))); err != nil {
		t.Fatal(err)
	}
	s.mustRecord("modes", "run.sh", "plain", "link")
	if got := s.run("ls-tree", "--format=%(objectmode) %(path)", "HEAD"); got != "120000 link\n100644 plain\n100755 run.sh\n" {
		t.Errorf("modes\n%s", got)
	}
	s.run("config", "core.fileMode", "false")
	if err := errors.Join(os.Chmod(s.path("run.sh"), 0o644), os.Chmod(s.path("plain"), 0o755)); err != nil {
		t.Fatal(err)
	}
	s.write("run.sh", "changed\n")
	s.write("plain", "changed\n")
	s.mustRecord("the file system cannot tell", "run.sh", "plain")
	if got := s.run("ls-tree", "--format=%(objectmode) %(path)", "HEAD"); got != "120000 link\n100644 plain\n100755 run.sh\n" {
		t.Errorf("modes\n%s", got)
	}
	if got := s.status(); got != "" {
		t.Errorf("status %s", got)
	}
}

// TestRecordRacyFile changes a file of the same size within the second of the
// last index: git must still see it once the index has a newer time.
func TestRecordRacyFile(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.setenv("GIT_OPTIONAL_LOCKS=0") // git status must not mend the index before we do
	s.write("racy", "one\n")
	s.write("quiet", "one\n")
	now := time.Now()
	s.run("add", "-A")
	s.run("commit", "-q", "-m", "first")
	s.write("racy", "two\n")
	for _, name := range []string{"racy", "quiet"} {
		if err := os.Chtimes(s.path(name), now, now); err != nil {
			t.Fatal(err)
		}
	}
	s.run("update-index", "-q", "--refresh")
	// As if both had been written in the second of the index: their times in
	// the entry are those on disk.
	x := mustParseIndex(t, s.rawIndex())
	for i, e := range x.entries {
		st, err := statIndex(s.path(e.name))
		if err != nil {
			t.Fatal(err)
		}
		x.entries[i] = newIndexEntry(e.name, e.mode(), e.id(), st)
	}
	s.write(".git/index", string(x.encode()))
	if err := os.Chtimes(s.path(".git/index"), now, now); err != nil {
		t.Fatal(err)
	}
	if got := s.status(); got != " M racy\n" {
		t.Fatalf("before: %q", got)
	}
	stamp := now.Add(time.Hour)
	s.write("new", "new\n")
	s.mustRecord("another file", "new")
	if err := os.Chtimes(s.path(".git/index"), stamp, stamp); err != nil {
		t.Fatal(err)
	}
	if got := s.status(); got != " M racy\n" {
		t.Errorf("after: %q", got)
	}
}

func TestRecordClashes(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.write("file", "x\n")
	s.write("dir/x", "x\n")
	s.commitAll("first")
	s.remove("file")
	s.write("file/x", "x\n")
	if refused := s.refused(CauseGit, "file/x"); !strings.Contains(refused.Reason, "a folder on the other") {
		t.Errorf("says %v", refused)
	}
	s.mustRecord("the file makes way", "file", "file/x")
	if got := s.run("ls-tree", "-r", "--name-only", "HEAD"); got != "dir/x\nfile/x\n" {
		t.Errorf("tree\n%s", got)
	}
	for _, path := range []string{".git/x", "a/../b", "/a", "a//b", "a/.GIT/x", ".git. /x", "git~1/x", ".git::$INDEX_ALLOCATION/x"} {
		if refused := s.refused(CauseGit, path); !strings.Contains(refused.Reason, "does not allow the path") {
			t.Errorf("%s: %v", path, refused)
		}
	}
}

func TestRecordLastFile(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.write("p/only", "x\n")
	s.commitAll("first")
	s.remove("p/only")
	s.mustRecord("nothing is left", "p/only")
	if got := s.run("ls-tree", "-r", "HEAD"); got != "" {
		t.Errorf("tree %s", got)
	}
	s.write("p/only", "back\n")
	s.mustRecord("something again", "p/only")
}

func TestRecordBranchNames(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.write("x", "x\n")
	s.commitAll("first")
	s.run("branch", "a/b")
	s.run("pack-refs", "--all")
	s.run("symbolic-ref", "HEAD", "refs/heads/a")
	s.run("rm", "-q", "--cached", "x")
	if refused := s.refused(CauseGit, "x"); !strings.Contains(refused.Reason, "refs/heads/a/b") {
		t.Errorf("says %v", refused)
	}
	s.run("update-ref", "-d", "refs/heads/a/b")
	s.mustRecord("once it is gone", "x")
	s.run("symbolic-ref", "HEAD", "refs/heads/a/c")
	if refused := s.refused(CauseGit, "x"); !strings.Contains(refused.Reason, "refs/heads/a/c cannot be made where there is refs/heads/a") {
		t.Errorf("says %v", refused)
	}
	// What a deleted branch left behind is in nobody's way.
	s.run("symbolic-ref", "HEAD", "refs/heads/d")
	for _, dir := range []string{".git/refs/heads/d/e/f", ".git/logs/refs/heads/d/e"} {
		if err := os.MkdirAll(s.path(dir), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	s.mustRecord("over empty folders", "x")
}

func TestRecordReflogs(t *testing.T) {
	t.Parallel()
	for value, want := range map[string][]bool{"true": {true, true}, "false": {false, false}, "always": {true, true}, "": {true, true}} {
		s := newSandbox(t)
		if value != "" {
			s.run("config", "core.logAllRefUpdates", value)
		}
		s.write("x", "x\n")
		s.mustRecord("first\nline\n\nbody", "x")
		for i, path := range []string{".git/logs/HEAD", ".git/logs/refs/heads/main"} {
			data, err := os.ReadFile(s.path(path))
			if (err == nil) != want[i] {
				t.Errorf("core.logAllRefUpdates = %s: %s: %v", value, path, err)
			}
			if err == nil && !strings.HasSuffix(string(data), "\tcommit (initial): first line\n") {
				t.Errorf("%s: %s", path, data)
			}
		}
	}
	s := newSandbox(t)
	s.write("x", "x\n")
	s.commitAll("first")
	s.run("config", "core.logAllRefUpdates", "false")
	s.write("x", "y\n")
	s.mustRecord("a log that is there goes on", "x")
	if got := s.run("reflog", "--format=%gs", "main"); !strings.HasPrefix(got, "commit: a log that is there goes on\n") {
		t.Errorf("reflog %s", got)
	}
}

func TestRecordMessages(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]error{"": errEmptyMessage, "\n\t\n": errEmptyMessage, "a\x00b": errMessageNUL, "a\xffb": errMessageNotUTF8} {
		if _, err := cleanMessage(text); !errors.Is(err, want) {
			t.Errorf("%q: %v", text, err)
		}
	}
	s := newSandbox(t)
	s.run("commit", "-q", "--allow-empty", "-m", "first")
	for _, text := range []string{"a", "a\n", "\n\n a \n", "a\n\n\n\nb\n\n", "a\r\n\r\nb\r\n", "# a\n#b\n", "a\t \v\n\n \n b"} {
		got, err := cleanMessage(text)
		s.write("../message", text)
		s.run("commit", "-q", "--allow-empty", "--cleanup=whitespace", "-F", "../message")
		_, want, _ := strings.Cut(s.run("cat-file", "commit", "HEAD"), "\n\n")
		if err != nil || got != want {
			t.Errorf("%q becomes %q, %v, want %q", text, got, err, want)
		}
	}
}

// TestRecordMovedBranch has the branch move between reading it and locking it.
func TestRecordMovedBranch(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.write("x", "x\n")
	s.commitAll("first")
	session, err := s.builtin().open()
	if err != nil {
		t.Fatal(err)
	}
	defer session.close()
	name, old, err := session.head()
	if err != nil {
		t.Fatal(err)
	}
	s.run("commit", "-q", "--allow-empty", "-m", "meanwhile")
	move := refMove{session: session, name: name, old: old, new: old}
	err = errors.Join(move.prepare(), move.run(context.Background(), "x", func() error { return errors.New("reached") }))
	move.release()
	if !errors.Is(err, errRefMoved) {
		t.Errorf("error %v", err)
	}
	s.check()
}

// TestRecordRace lets two of us commit without the lock that pm processes
// share, and git beside them.
func TestRecordRace(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.commitFiles("first", "0", "", "1", "", "git", "")
	b := []*builtin{s.builtin(), s.builtin()}
	var writers sync.WaitGroup
	made := make([]int, 3)
	for i := range 2 {
		writers.Go(func() {
			for n := range rounds(t) {
				name := fmt.Sprint(i)
				s.write(name, fmt.Sprint(n+1))
				_, err := b[i].record(context.Background(), "", "by "+name, []string{name})
				var refused *Refused
				if err == nil {
					made[i]++
				} else if !errors.As(err, &refused) || refused.Cause != CauseLocked {
					t.Error(err)
				}
			}
		})
	}
	writers.Go(func() {
		for n := range rounds(t) {
			s.write("git", fmt.Sprint(n+1))
			if _, err := s.try("commit", "-q", "--only", "-m", "by git", "--", "git"); err == nil {
				made[2]++
			}
		}
	})
	writers.Wait()
	t.Logf("%d and %d by us, %d by git", made[0], made[1], made[2])
	for i, who := range []string{"by 0", "by 1", "by git"} {
		if n := strings.Count(s.run("log", "--format=%s"), who+"\n"); n != made[i] {
			t.Errorf("%s: %d commits of %d", who, n, made[i])
		}
	}
	s.check()
}
