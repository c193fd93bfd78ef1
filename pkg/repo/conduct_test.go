package repo

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// conduct is one thing a repository can do to a commit of ours. Every case runs
// against both backends: they give the same answer, or the built-in one refuses
// by name.
type conduct struct {
	name    string
	git     []string // further arguments of git init
	prepare func(*sandbox)
	change  Change
	open    Options // Dir is relative to the work tree; Environ is added to

	cause    Cause    // the refusal of both; "" for success
	builtin  Cause    // the built-in backend's own refusal, where it differs
	conflict string   // the reason of a *Conflict
	nothing  bool     // no commit, and no refusal
	written  bool     // refused after the files were written
	left     []string // with a refusal: what could not be put back
	files    []string // of the commit as status and path; the change's own when nil
	after    func(*sandbox)
}

var backends = []string{"git", "builtin"}

func TestConduct(t *testing.T) {
	t.Parallel()
	for _, c := range slices.Concat(ordinaryConduct, refusedConduct, fileConduct, hookConduct, placeConduct) {
		for _, backend := range backends {
			t.Run(c.name+"/"+backend, func(t *testing.T) {
				t.Parallel()
				c.run(t, backend)
			})
		}
	}
}

func (c conduct) run(t *testing.T, backend string) {
	if backend == "builtin" && c.builtin != "" {
		c.cause, c.left, c.after, c.written = c.builtin, nil, nil, !c.change.TakeBack
	}
	s := newSandbox(t, c.git...)
	s.commitFiles("base", "p/a.md", "a\n", "other.txt", "other\n", "third.txt", "third\n")
	if c.prepare != nil {
		c.prepare(s)
	}
	head, others := s.head(), s.others(c.change)
	contents := s.contents(c.change)
	var shown bytes.Buffer
	out, err := s.commit(backend, c, &shown)
	switch {
	case c.conflict != "":
		s.wantConflict(err, c.conflict)
	case c.cause != "":
		s.wantRefused(c, err, c.cause)
	case err != nil:
		t.Fatalf("refused: %v (%+v)", err, err)
	case c.nothing:
		if out != (Outcome{}) {
			t.Errorf("committed nothing as %+v", out)
		}
	default:
		s.wantCommitted(c, out, head)
	}
	if c.conflict != "" || c.cause != "" || c.nothing {
		if now := s.head(); now != head {
			t.Errorf("HEAD went from %s to %s", head, now)
		}
	}
	if (c.conflict != "" || c.cause != "" && !c.written) && c.left == nil {
		if diff := cmp.Diff(contents, s.contents(c.change)); diff != "" {
			t.Errorf("files were not left as they were: %s", diff)
		}
	}
	if diff := cmp.Diff(others, s.others(c.change)); diff != "" {
		t.Errorf("something else changed: %s", diff)
	}
	s.sound()
	if c.after != nil {
		c.after(s)
	}
	s.noteShown(shown.String())
}

func (s *sandbox) commit(backend string, c conduct, shown *bytes.Buffer) (Outcome, error) {
	s.Helper()
	o := c.open
	o.Dir = filepath.Join(s.dir, o.Dir)
	o.Environ = append(slices.Clone(s.env), o.Environ...)
	o.Backend, o.Marker, o.Err = backend, ".pm.yaml", shown
	r := open(s, o)
	change := c.change
	if change.Message == "" {
		change.Message = "postmortem: test\n\nPostmortem: a\n"
	}
	return r.Commit(context.Background(), change)
}

func (s *sandbox) wantConflict(err error, reason string) {
	s.Helper()
	var conflict *Conflict
	if !errors.As(err, &conflict) || conflict.Reason != reason {
		s.Errorf("got %v, want a conflict: %s", err, reason)
	}
}

func (s *sandbox) wantRefused(c conduct, err error, cause Cause) {
	s.Helper()
	var refused *Refused
	if !errors.As(err, &refused) {
		s.Fatalf("got %v, want a refusal for %s", err, cause)
	}
	if refused.Cause != cause || refused.Written != c.written || !slices.Equal(refused.Left, c.left) {
		s.Errorf("got %+v, want cause %s, written %t, left %q", *refused, cause, c.written, c.left)
	}
	if refused.Reason == "" || strings.Contains(refused.Error(), "exit status") {
		s.Errorf("says %q", refused)
	}
	if c.written {
		s.wantContents(c.change)
	}
	s.Log(refused)
}

func (s *sandbox) wantContents(change Change) {
	s.Helper()
	for _, p := range change.Paths {
		got, err := os.ReadFile(s.path(p.Path))
		if p.Want == nil && !errors.Is(err, fs.ErrNotExist) || p.Want != nil && !bytes.Equal(got, p.Want) {
			s.Errorf("%s holds %q, want %q", p.Path, got, p.Want)
		}
	}
}

func (s *sandbox) wantCommitted(c conduct, out Outcome, before string) {
	s.Helper()
	if now := s.head(); out.Commit != now || now == before {
		s.Errorf("outcome is %+v, HEAD is %s and was %s", out, now, before)
	}
	want := "HEAD"
	if ref, err := s.try("symbolic-ref", "-q", "HEAD"); err == nil {
		want = strings.TrimSpace(ref)
	}
	if out.Ref != want {
		s.Errorf("moved %q, want %q", out.Ref, want)
	}
	got := strings.FieldsFunc(s.run("diff-tree", "--root", "--no-commit-id", "--name-status", "--no-renames", "-r", "-z", "HEAD"), func(r rune) bool { return r == 0 })
	if files := c.expectedFiles(); !slices.Equal(pairs(got), files) {
		s.Errorf("the commit holds %q, want %q", pairs(got), files)
	}
	if parent, _ := s.try("rev-parse", "-q", "--verify", "HEAD^"); strings.TrimSpace(parent) != before {
		s.Errorf("the parent is %s, want %s", parent, before)
	}
	for _, p := range c.change.Paths {
		if line := s.run("status", "--porcelain", "--", ":(top,literal)"+p.Path); line != "" && c.files == nil {
			s.Errorf("afterwards status says %q", line)
		}
	}
}

func pairs(fields []string) []string {
	var out []string
	for i := 0; i+1 < len(fields); i += 2 {
		out = append(out, fields[i]+" "+fields[i+1])
	}
	slices.Sort(out)
	return out
}

func (c conduct) expectedFiles() []string {
	if c.files != nil {
		return c.files
	}
	var files []string
	for _, p := range c.change.Paths {
		switch {
		case p.Was == nil:
			files = append(files, "A "+p.Path)
		case p.Want == nil:
			files = append(files, "D "+p.Path)
		default:
			files = append(files, "M "+p.Path)
		}
	}
	slices.Sort(files)
	return files
}
