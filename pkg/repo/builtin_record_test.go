package repo

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
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
