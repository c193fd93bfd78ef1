package repo

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// conduct is one thing a repository can do to a commit of ours. Every case runs
// against both backends: they give the same answer, or the built-in one refuses
// by name. What comes of it is a row of docs/git.md.
type conduct struct {
	name    string
	doc     string   // the row's words, in Markdown; the name when it says enough
	git     []string // further arguments of git init
	prepare func(*sandbox)
	breaks  func(*sandbox) (restore func()) // while pm is at it, git could not look at the repository
	root    string                          // the folder of the root, below the work tree's top
	change  Change                          // its paths are from the top
	open    Options                         // Dir is relative to the work tree; Environ is added to

	cause    Cause    // the refusal of both; "" for success
	builtin  Cause    // the built-in backend's own refusal, where it differs
	conflict string   // the reason of a *Conflict
	failure  string   // part of an error of the file system
	nothing  bool     // no commit, and no refusal
	written  bool     // refused after the files were written
	left     []string // with a refusal: what could not be put back
	files    []string // of the commit as status and path; the change's own when nil
	after    func(*sandbox)

	way  []string       // the way out that the refusal names, as arguments of git: then the commit passes
	mend func(*sandbox) // likewise, where the way out is no git command
}

// backends are both, the git binary first.
var backends = []string{"git", "builtin"}

func TestConduct(t *testing.T) {
	t.Parallel()
	page := newPage(t)
	for _, group := range conductGroups {
		for _, c := range group.cases {
			for _, backend := range backends {
				t.Run(c.name+"/"+backend, func(t *testing.T) {
					t.Parallel()
					page.note(t, group.title, c.row(), backend, c.run(t, backend))
				})
			}
		}
	}
	for _, c := range readingCases {
		for _, backend := range backends {
			t.Run("read "+c.name+"/"+backend, func(t *testing.T) {
				t.Parallel()
				page.note(t, readingTitle, c.row(), backend, c.run(t, backend))
			})
		}
	}
}

func (c conduct) row() string {
	if c.doc != "" {
		return c.doc
	}
	return c.name
}

// run holds a backend to the case, and returns what it had to say.
func (c conduct) run(t *testing.T, backend string) string {
	if backend == "builtin" && c.builtin != "" {
		c.cause, c.left, c.after, c.written = c.builtin, nil, nil, !c.change.TakeBack
		c.way, c.mend = nil, nil // the git binary, as the other column shows
	}
	s := baseSandbox(t, c.git...)
	if c.prepare != nil {
		c.prepare(s)
	}
	before := s.state(c.change)
	contents := s.contents(c.change)
	restore := func() {}
	if c.breaks != nil {
		restore = c.breaks(s)
	}
	var shown bytes.Buffer
	out, err := s.commit(backend, c, c.change, &shown)
	restore()
	now := s.state(c.change)
	switch {
	case c.failure != "":
		if err == nil || !strings.Contains(err.Error(), c.failure) {
			t.Errorf("got %v, want one about %s", err, c.failure)
		}
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
		s.wantCommitted(c, out, before, now)
	}
	if err != nil || c.nothing {
		if now.head != before.head {
			t.Errorf("HEAD went from %s to %s", before.head, now.head)
		}
	}
	if err != nil && !c.written && c.left == nil {
		if diff := cmp.Diff(contents, s.contents(c.change)); diff != "" {
			t.Errorf("files were not left as they were: %s", diff)
		}
	}
	if diff := cmp.Diff(before.rest, now.rest); diff != "" {
		t.Errorf("something else changed: %s", diff)
	}
	if err == nil && (backend == "builtin" || os.Getenv("PM_FULL") != "") {
		s.sound() // what git has written itself it need not be asked about
	} else { // HEAD and the index were looked at already
		s.tidy()
	}
	if c.after != nil {
		c.after(s)
	}
	s.noteShown(shown.String())
	s.takeWayOut(backend, c, err)
	return s.told(err)
}

func (s *sandbox) commit(backend string, c conduct, change Change, shown *bytes.Buffer) (Outcome, error) {
	s.Helper()
	if change.Message == "" {
		change.Message = "postmortem: test\n\nPostmortem: a\n"
	}
	change.Paths = slices.Clone(change.Paths)
	for i, p := range change.Paths {
		change.Paths[i].Path = strings.TrimPrefix(p.Path, c.root+"/")
	}
	o := s.options(backend, c.open)
	o.Err = shown
	if s.foreign {
		return s.commitAsNobody(o, change)
	}
	return open(s, o).Commit(context.Background(), change)
}

// options are those of a case for this sandbox.
func (s *sandbox) options(backend string, o Options) Options {
	o.Dir = filepath.Join(s.dir, o.Dir)
	o.Environ = slices.Concat(s.env, s.pm, o.Environ)
	o.Backend, o.Marker = backend, ".pm.yaml"
	return o
}
