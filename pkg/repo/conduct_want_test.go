package repo

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
)

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
	if refused.Reason == "" || refused.Way == "" || strings.Contains(refused.Error(), "exit status") {
		s.Errorf("says %q, with the way out %q", refused, refused.Way)
	}
	if c.written {
		s.wantContents(c.change)
	}
	s.Log(refused)
}

// takeWayOut does what the refusal says, and commits again what the files hold
// then: a way out that leads nowhere is none.
func (s *sandbox) takeWayOut(backend string, c conduct, err error) {
	s.Helper()
	refused, ok := errors.AsType[*Refused](err)
	if !ok || c.way == nil && c.mend == nil {
		return
	}
	for _, word := range c.way {
		if !strings.Contains(refused.Way, word) {
			s.Errorf("the way out %q does not name git %s", refused.Way, strings.Join(c.way, " "))
			break
		}
	}
	if c.way != nil {
		s.run(c.way...)
	}
	if c.mend != nil {
		c.mend(s)
	}
	change := Change{Message: "second try"}
	for _, p := range c.change.Paths {
		p.Was, _ = os.ReadFile(s.path(p.Path)) // nil where there is none
		if p.Was == nil && p.Want == nil {
			continue
		}
		change.Paths = append(change.Paths, p)
	}
	out, err := s.commit(backend, c, change, new(bytes.Buffer))
	if err != nil || out.Commit == "" || out.Commit != s.head() {
		s.Errorf("after the way out: %+v, %v", out, err)
	}
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

func (s *sandbox) wantCommitted(c conduct, out Outcome, before, now state) {
	s.Helper()
	if out.Commit != now.head || now.head == before.head || out.Ref != now.ref {
		s.Errorf("outcome is %+v, HEAD is %s, %s, and was %s", out, now.head, now.ref, before.head)
	}
	shown := s.run("diff-tree", "--root", "--pretty=format:%P", "--name-status", "--no-renames", "-r", "-z", "HEAD", "--")
	parents, changed, _ := strings.Cut(shown, "\n")
	got := strings.FieldsFunc(changed, func(r rune) bool { return r == 0 })
	if files := c.expectedFiles(); !slices.Equal(pairs(got), files) {
		s.Errorf("the commit holds %q, want %q", pairs(got), files)
	}
	if parents != before.head {
		s.Errorf("the parents are %s, want %s", parents, before.head)
	}
	if c.files == nil && len(now.ours) > 0 {
		s.Errorf("afterwards status says %q", now.ours)
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
