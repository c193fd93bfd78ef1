package repo

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// reading is one repository, or one revision of it, to be read by both
// backends: the files of the work tree, and those of HEAD, of its branch, of
// the tag v1, of its object name, abbreviated or not, and of its tree.
type reading struct {
	name    string
	doc     string // the row of docs/git.md; the name when it says enough
	git     []string
	prepare func(*sandbox)
	open    Options

	rev     string   // that alone is asked for
	want    []string // its files; those of the base commit when nil
	refused bool     // by both
	builtin bool     // refused by the built-in backend alone
	way     []string // out of the refusal, as arguments of git
}

func (c reading) row() string {
	if c.doc != "" {
		return c.doc
	}
	return c.name
}

// baseListing is what the base commit holds.
var baseListing = []string{"other.txt=other\n", "p/a.md=a\n", "third.txt=third\n"}

func (c reading) run(t *testing.T, backend string) string {
	s := baseSandbox(t, c.git...)
	if c.prepare != nil {
		c.prepare(s)
	}
	r := open(t, s.options(backend, c.open))
	if !s.bare {
		s.wantWorkTree(r)
	}
	want := c.want
	if want == nil {
		want = baseListing
	}
	if c.rev != "" {
		return s.told(c.one(s, r, backend, want))
	}
	names := strings.Fields(s.run("rev-parse", "HEAD", "HEAD^{tree}"))
	head, tree := names[0], names[1]
	revs := []string{"HEAD", "main", "v1", head[:9], tree}
	if c.prepare == nil && c.git == nil {
		revs = append(revs, "@", "refs/heads/main", "heads/main", "tags/v1", "v1^{}", head, strings.ToUpper(head[:12]), tree[:12], "HEAD^{tree}", "main:")
	}
	var said []string
	for _, rev := range revs {
		c.rev = rev
		err := c.one(s, r, backend, want)
		if text := strings.ReplaceAll(s.told(err), head[:9], "ID"); !slices.Contains(said, text) {
			said = append(said, text)
		}
	}
	if len(said) != 1 && !t.Failed() {
		t.Errorf("different answers: %q", said)
	}
	return said[0]
}

// one reads one revision, in bulk and by a look-up.
func (c reading) one(s *sandbox, r *Repo, backend string, want []string) error {
	s.Helper()
	got, err := contentsAt(r, s, c.rev)
	refused := c.refused || c.builtin && backend == "builtin"
	if !refused {
		if err != nil || !slices.Equal(got, want) {
			s.Errorf("%s: %q, %v, want %q", c.rev, got, err, want)
		}
		return err
	}
	if err == nil {
		s.Fatalf("%s: %q, want a refusal", c.rev, got)
	}
	if reason, way, _ := strings.Cut(err.Error(), "; "); reason == "" || way == "" {
		s.Errorf("%s: says %v, without a way out", c.rev, err)
	}
	if c.way != nil && !s.Failed() {
		if !strings.Contains(err.Error(), strings.Join(c.way, " ")) {
			s.Errorf("%v does not name git %s", err, strings.Join(c.way, " "))
		}
		s.run(c.way...)
		if got, err := contentsAt(r, s, c.rev); err != nil || !slices.Equal(got, want) {
			s.Errorf("after the way out: %q, %v", got, err)
		}
	}
	return err
}

// contentsAt is the listing of a revision, or what stood in the way of it.
func contentsAt(r *Repo, s *sandbox, rev string) ([]string, error) {
	tree, err := r.At(s.Context(), rev)
	if err != nil {
		return nil, err
	}
	got, err := lookedUp(tree.FS())
	if rev != "HEAD" {
		return got, rootCause(err)
	}
	var bulk []string
	for f := range tree.Files(s.Context(), []string{"."}, nil, nil) {
		if f.Err != nil {
			return nil, rootCause(f.Err)
		}
		bulk = append(bulk, f.Path+"="+string(f.Data))
	}
	if err != nil || !slices.Equal(got, bulk) {
		s.Errorf("%s: %q when looked up, %v, and %q in bulk", rev, got, err, bulk)
	}
	return bulk, nil
}

// lookedUp is the listing of a tree, file by file.
func lookedUp(fsys fs.FS) ([]string, error) {
	var got []string
	err := fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, path)
		got = append(got, path+"="+string(data))
		return err
	})
	return got, err
}

// rootCause is a refusal without the path of the file that it was met at.
func rootCause(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	return err
}

// wantWorkTree holds Files to what is on disk.
func (s *sandbox) wantWorkTree(r *Repo) {
	s.Helper()
	var want []string
	err := filepath.WalkDir(r.Root(), func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			if _, err := os.Lstat(filepath.Join(path, ".git")); path != r.Root() && (err == nil || d.Name() == ".git") {
				return fs.SkipDir
			}
			return nil
		}
		data, readErr := os.ReadFile(path)
		name, relErr := filepath.Rel(r.Root(), path)
		if name != ".git" {
			want = append(want, filepath.ToSlash(name)+"="+string(data))
		}
		return errors.Join(err, readErr, relErr)
	})
	if err != nil {
		s.Fatal(err)
	}
	got := listing(r.Files(s.Context(), []string{"."}, nil, func(path string) bool { return path != ".git" }))
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		s.Errorf("the work tree holds %q, want %q", got, want)
	}
}
