package repo

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// fill writes files below dir: path, contents, path, contents.
func fill(t testing.TB, dir string, pairs ...string) {
	t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		path := filepath.Join(dir, filepath.FromSlash(pairs[i]))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(pairs[i+1]), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// folder is a temporary folder by its real name.
func folder(t testing.TB) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func open(t testing.TB, o Options) *Repo {
	t.Helper()
	r, err := Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

// listing is a bulk read as one line a file: path=contents or path!error.
func listing(seq func(func(File) bool)) []string {
	var lines []string
	for f := range seq {
		if f.Err != nil {
			lines = append(lines, f.Path+"!"+cause(f.Err).Error())
			continue
		}
		lines = append(lines, f.Path+"="+string(f.Data))
	}
	return lines
}

func isMarkdown(path string) bool { return strings.HasSuffix(path, ".md") }

func TestFiles(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	fill(t, dir,
		"p/2026/b.md", "b", "p/2026/a.md", "a", "p/2026-x.md", "x", "p/2026/a/note.md", "attached", "p/c.txt", "no",
		"teams/one/p/t.md", "t", "teams/two/p/u.md", "u", "teams/.hidden/p/h.md", "h",
		"p/other/.git", "gitdir: elsewhere", "p/other/z.md", "z", "[x]/l.md", "l")
	outside := folder(t)
	fill(t, outside, "secret.md", "secret")
	for link, target := range map[string]string{
		"p/leaves.md": filepath.Join(outside, "secret.md"), "p/inside.md": "2026/a.md", "p/dir": "2026", "out": outside, "in": "p/2026",
	} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	r := open(t, Options{Dir: dir})
	followed := errSymlink.Error()
	cases := []struct {
		name string
		dirs []string
		want []string
	}{
		{"byte order, links told", []string{"p"}, []string{
			"p/2026-x.md=x", "p/2026/a.md=a", "p/2026/b.md=b", "p/inside.md!" + followed, "p/leaves.md!" + followed,
		}},
		{"glob", []string{"teams/*/p"}, []string{"teams/one/p/t.md=t", "teams/two/p/u.md=u"}},
		{"any depth", []string{"**/p/**/2026"}, []string{"p/2026/a.md=a", "p/2026/b.md=b"}},
		{"overlapping", []string{"./p/2026/", "p", "p"}, []string{
			"p/2026-x.md=x", "p/2026/a.md=a", "p/2026/b.md=b", "p/inside.md!" + followed, "p/leaves.md!" + followed,
		}},
		{"a file", []string{"p/2026/b.md", "p/c.txt"}, []string{"p/2026/b.md=b"}},
		{"literal brackets", []string{"[x]"}, []string{"[x]/l.md=l"}},
		{"missing", []string{"nowhere", "no*"}, nil},
		{"named link inside", []string{"in"}, []string{"in/a.md=a", "in/b.md=b"}},
		{"named link outside", []string{"out"}, []string{"out!" + errEscapes.Error()}},
		{"dots", []string{"../x"}, []string{"../x!" + errEscapes.Error()}},
	}
	enter := func(dir string) bool { return filepath.Base(dir) != "a" }
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := listing(r.Files(context.Background(), c.dirs, enter, isMarkdown))
			if !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
			var names, wantNames []string
			for name := range r.Names(context.Background(), c.dirs, enter, isMarkdown) {
				names = append(names, name)
			}
			for _, line := range c.want {
				wantNames = append(wantNames, line[:strings.IndexAny(line, "=!")])
			}
			if !slices.Equal(names, wantNames) {
				t.Errorf("names %q, want %q", names, wantNames)
			}
		})
	}
}

func TestFilesStops(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	fill(t, dir, "a.md", "a", "b.md", "b", "c/d.md", "d")
	r := open(t, Options{Dir: dir})
	for f := range r.Files(context.Background(), []string{"."}, nil, nil) {
		if f.Path != "a.md" {
			t.Errorf("went on to %s", f.Path)
		}
		break
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if got := listing(r.Files(ctx, []string{"."}, nil, nil)); !slices.Equal(got, []string{".!context canceled"}) {
		t.Errorf("cancelled: %q", got)
	}
}

func TestFileTooLarge(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	fill(t, dir, "a.md", strings.Repeat("x", MaxFileSize+1), "b.md", strings.Repeat("y", MaxFileSize))
	r := open(t, Options{Dir: dir})
	got := listing(r.Files(context.Background(), []string{"."}, nil, nil))
	if len(got) != 2 || got[0] != "a.md!larger than 16 MiB" || len(got[1]) != len("b.md=")+MaxFileSize {
		t.Errorf("got %d files, first %.40q", len(got), got[0])
	}
	if _, err := r.ReadFile("a.md"); !errors.Is(err, ErrTooLarge) {
		t.Errorf("ReadFile: %v", err)
	}
	if data, err := r.ReadFile("b.md"); err != nil || len(data) != MaxFileSize {
		t.Errorf("ReadFile: %d bytes, %v", len(data), err)
	}
}

// BenchmarkFiles reads 1,000 files of 7 KB.
func BenchmarkFiles(b *testing.B) {
	dir := folder(b)
	text := strings.Repeat("a line of text\n", 500)
	for i := range 1000 {
		fill(b, dir, filepath.Join("p", string(rune('a'+i%26)), "f"+string(rune('a'+i/26))+".md"), text)
	}
	r := open(b, Options{Dir: dir})
	for b.Loop() {
		for f := range r.Files(context.Background(), []string{"p"}, nil, isMarkdown) {
			if f.Err != nil {
				b.Fatal(f.Err)
			}
		}
	}
}
