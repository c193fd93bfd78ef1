package site

import (
	"cmp"
	"context"
	"flag"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/postmortem-md/pm/pkg/config"
)

var update = flag.Bool("update", false, "write the golden files")

// shelf is a folder in memory. Every write of it has another time.
type shelf struct {
	mu      sync.Mutex
	files   map[string][]byte
	changed map[string]int64
	clock   int64
	written []string
	fail    string // a path that cannot be written
}

func newShelf() *shelf { return &shelf{files: map[string][]byte{}, changed: map[string]int64{}} }

func (s *shelf) Empty() (bool, error) { return len(s.files) == 0, nil }

func (s *shelf) ReadFile(name string) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if data, ok := s.files[name]; ok {
		return data, nil
	}
	return nil, fs.ErrNotExist
}

func (s *shelf) Stat(name string) (size, changed int64, err error) {
	data, err := s.ReadFile(name)
	s.mu.Lock()
	defer s.mu.Unlock()
	return int64(len(data)), s.changed[name], err
}

func (s *shelf) Write(name string, data []byte) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if name == s.fail {
		return 0, fs.ErrPermission
	}
	s.clock++
	s.files[name], s.changed[name] = slices.Clone(data), s.clock
	s.written = append(s.written, name)
	return s.clock, nil
}

func (s *shelf) Create(name string, data []byte) (int64, error) {
	if _, err := s.ReadFile(name); err == nil {
		return 0, fs.ErrExist
	}
	return s.Write(name, data)
}

func (s *shelf) Remove(name string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.files[name]; !ok {
		return fs.ErrNotExist
	}
	delete(s.files, name)
	return nil
}

// takeWritten are the files that were written since the last call, but the manifest.
func (s *shelf) takeWritten() []string {
	all := slices.DeleteFunc(s.written, func(name string) bool { return name == ManifestName })
	s.written = nil
	slices.Sort(all)
	return all
}

var now = time.Date(2026, 3, 1, 15, 0, 0, 0, time.UTC)

// rootOf is a repository in memory: Markdown files below postmortems, but for those
// in the folder of another.
func rootOf(t testing.TB, files fstest.MapFS) Root {
	t.Helper()
	var policy []byte
	if f := files[config.FileName]; f != nil {
		policy = f.Data
	}
	c, err := config.Parse(config.FileName, policy, config.Known{})
	if err != nil {
		t.Fatal(err)
	}
	return Root{
		Process: c.Process, Policy: policy, FS: files,
		Read:   func(name string) ([]byte, error) { return fs.ReadFile(files, name) },
		Inside: func(name string) bool { return strings.HasPrefix(name, "postmortems/") },
		Files: func(context.Context) iter.Seq[File] {
			return func(yield func(File) bool) {
				for _, name := range slices.Sorted(maps.Keys(files)) {
					if path.Ext(name) == ".md" && files[path.Dir(name)+".md"] == nil && !yield(File{Path: name, Data: files[name].Data}) {
						return
					}
				}
			}
		},
	}
}

// small is the repository of testdata.
func small(t testing.TB) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	tree := os.DirFS("testdata/small")
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(tree, name)
		files[name] = &fstest.MapFile{Data: data, Mode: 0o644, ModTime: now}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func build1(t testing.TB, files fstest.MapFS, o Options, on *shelf) Result {
	t.Helper()
	o.Title, o.Now = cmp.Or(o.Title, "Postmortems"), now
	result, err := Build(context.Background(), o, []Root{rootOf(t, files)}, on)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// TestPages compares every page of a small repository with what it was.
func TestPages(t *testing.T) {
	on := newShelf()
	build1(t, small(t), Options{}, on)
	var names []string
	for name, data := range on.files {
		if name == ManifestName || strings.HasPrefix(name, "assets/") {
			continue
		}
		names = append(names, name)
		golden := path.Join("testdata/golden", name)
		if *update {
			if err := os.MkdirAll(path.Dir(golden), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(golden, data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Error(err)
		}
		if d := gocmp.Diff(string(want), string(data)); d != "" {
			t.Errorf("%s (-want +got; go test -update rewrites it):\n%s", name, d)
		}
	}
	var want []string
	_ = fs.WalkDir(os.DirFS("testdata/golden"), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			want = append(want, name)
		}
		return nil
	})
	slices.Sort(names)
	if d := gocmp.Diff(want, names); d != "" {
		t.Errorf("files (-want +got):\n%s", d)
	}
}

// TestAssets: each is there, and none asks for anything elsewhere.
func TestAssets(t *testing.T) {
	for _, name := range append([]string{"withheld.svg"}, assetNames...) {
		text := asset(name)
		if text == "" {
			t.Errorf("%s is empty", name)
		}
		for _, word := range []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "@import", "url("} {
			if strings.Contains(text, word) {
				t.Errorf("%s has %s", name, word)
			}
		}
		if rest := strings.ReplaceAll(text, "http://www.w3.org/2000/svg", ""); strings.Contains(rest, "://") {
			t.Errorf("%s names another host", name)
		}
	}
}
