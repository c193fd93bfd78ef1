package repo

import (
	"errors"
	"os"
	"slices"
	"testing"
)

// fileConduct are files that are not what the caller read.
var fileConduct = []conduct{
	{name: "changed meanwhile", doc: "somebody else has changed the file", change: changeA, conflict: reasonChanged, prepare: func(s *sandbox) {
		s.write("p/a.md", "somebody else\n")
	}},
	{name: "gone meanwhile", doc: "somebody else has removed it", change: changeA, conflict: reasonGone, prepare: func(s *sandbox) {
		if err := os.Remove(s.path("p/a.md")); err != nil {
			s.Fatal(err)
		}
	}},
	{name: "there already", doc: "a new file is there already", change: Change{Paths: []PathChange{modify("p/a.md", "a\n", "b\n"), create("other.txt", "mine\n")}}, conflict: reasonExists},
	{name: "removed but changed meanwhile", doc: "a file to be removed was changed", change: Change{Paths: []PathChange{remove("p/a.md", "old\n")}}, conflict: reasonChanged},
	{name: "symlink", doc: "the file is a symlink", change: changeA, conflict: reasonLink, prepare: func(s *sandbox) {
		s.write("elsewhere.md", "a\n")
		s.link("../elsewhere.md", "p/a.md")
	}},
	{name: "behind a symlink", doc: "the file lies behind a symlink", change: Change{Paths: []PathChange{create("q/b.md", "b\n")}}, conflict: reasonLink, prepare: func(s *sandbox) {
		s.link("p", "q")
	}},
	{name: "behind a symlink out of the root", doc: "likewise, and it leads out of the repository", change: Change{Paths: []PathChange{create("q/b.md", "b\n")}}, conflict: reasonLink, prepare: func(s *sandbox) {
		s.link("/tmp", "q")
	}},
	{name: "a folder", doc: "the file is a folder", change: Change{Paths: []PathChange{create("p", "b\n")}}, conflict: reasonFolder},
}

func (s *sandbox) link(target, path string) {
	s.Helper()
	_ = os.Remove(s.path(path))
	if err := os.Symlink(target, s.path(path)); err != nil {
		s.Fatal(err)
	}
}

func TestChangeIsCheckedFirst(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	fill(t, dir, "a", "a")
	r := open(t, Options{Dir: dir})
	for name, paths := range map[string][]PathChange{
		"none": nil, "outside": {create("../x", "")}, "absolute": {create("/x", "")}, "root": {create(".", "")},
		"git's": {create("p/.GIT/hooks/pre-commit", "")}, "twice": {modify("a", "a", "b"), remove("a", "a")},
	} {
		if out, err := r.Commit(t.Context(), Change{Paths: paths, NoCommit: true}); err == nil {
			t.Errorf("%s: accepted, %+v", name, out)
		}
	}
}

// TestPartialFailure fails the last of three writes.
func TestPartialFailure(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	// Permissions do not bind root: what stands in the way of the temporary
	// file does.
	fill(t, dir, "p/a.md", "a", "q/.pm-b.md.tmp/x", "")
	r := open(t, Options{Dir: dir})
	_, err := r.Commit(t.Context(), Change{NoCommit: true, Paths: []PathChange{
		modify("p/a.md", "a", "changed"), create("n/new.md", "new"), create("q/b.md", "b"),
	}})
	if err == nil || err.Error() != "write q/b.md: file exists" {
		t.Errorf("says %v", err)
	}
	if got := listing(r.Files(t.Context(), []string{"."}, nil, nil)); !slices.Equal(got, []string{"p/a.md=a", "q/.pm-b.md.tmp/x="}) {
		t.Errorf("left %q", got)
	}
}

func TestNoRepository(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	fill(t, dir, "p/a.md", "a\n")
	r := open(t, Options{Dir: dir, Environ: os.Environ()})
	_, err := r.Commit(t.Context(), takingBack(changeA))
	refused, ok := errors.AsType[*Refused](err)
	if !ok || refused.Cause != CauseNoRepository || !refused.Written {
		t.Errorf("got %+v", err)
	}
	if data, _ := r.ReadFile("p/a.md"); string(data) != "a, changed\n" {
		t.Errorf("holds %q", data)
	}
	if _, err := r.Committer(t.Context()); !errors.Is(err, ErrNoGit) {
		t.Errorf("committer: %v", err)
	}
}
