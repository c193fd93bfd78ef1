package repo

import (
	"bytes"
	"crypto/sha1"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/go-git/go-git/v5/plumbing"
)

// indexed is a repository whose index has a bit of everything: folders, names
// that begin alike, flags, and the extensions TREE and UNTR.
func indexed(t testing.TB, version string) *sandbox {
	s := newSandbox(t)
	for _, name := range []string{"a.md", "dir/a.md", "dir/b.md", "dir/sub/c.md", "dir-1/d.md", "dirt", "z.md", "é.md", strings.Repeat("long/", 60) + "x"} {
		s.write(name, name)
	}
	s.commitAll("first")
	s.run("update-index", "--index-version", version)
	s.run("update-index", "--assume-unchanged", "dir/b.md")
	if version != "2" {
		s.run("update-index", "--skip-worktree", "dir-1/d.md")
		s.write("intended.md", "i")
		s.run("add", "-N", "intended.md")
	}
	s.run("update-index", "--force-untracked-cache")
	s.run("status")
	s.run("write-tree")
	return s
}

func (s *sandbox) rawIndex() []byte {
	s.Helper()
	data, err := os.ReadFile(s.path(".git/index"))
	if err != nil {
		s.Fatal(err)
	}
	return data
}

func mustParseIndex(t testing.TB, data []byte) *index {
	t.Helper()
	x, err := parseIndex(data)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

var indexVersions = []string{"2", "3", "4"}

func TestIndexRoundTrip(t *testing.T) {
	t.Parallel()
	for _, version := range indexVersions {
		data := indexed(t, version).rawIndex()
		if got := mustParseIndex(t, data).encode(); !bytes.Equal(got, data) {
			t.Errorf("version %s does not come out as it went in", version)
		}
	}
}

// staged is what git sees of the index, flags included.
func (s *sandbox) staged() string { return s.run("ls-files", "--stage", "-v") }

func TestIndexPatchAsGit(t *testing.T) {
	t.Parallel()
	id := plumbing.NewHash("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391")
	names := []string{"a.md", "0", "dir/a.md", "dir/new.md", "dir/sub/c.md", "new/folder/x.md", "zz", "dir/b.md", "é.md"}
	for _, version := range indexVersions {
		ours, gits := indexed(t, version), indexed(t, version)
		ours.run("hash-object", "-w", os.DevNull)
		gits.run("hash-object", "-w", os.DevNull)
		for i, name := range names {
			x := mustParseIndex(t, ours.rawIndex())
			if i%3 == 2 {
				x.remove(name)
				gits.run("update-index", "--force-remove", name)
			} else {
				x.set(newIndexEntry(name, modeFile, id, indexStat{}))
				gits.run("update-index", "--add", "--cacheinfo", "100644,"+id.String()+","+name)
			}
			ours.write(".git/index", string(x.encode()))
			if got, want := ours.staged(), gits.staged(); got != want {
				t.Fatalf("version %s, after %s:\n%s\nwant\n%s", version, name, got, want)
			}
			if got, want := ours.run("write-tree"), gits.run("write-tree"); got != want {
				t.Errorf("version %s, after %s: tree %s, want %s", version, name, got, want)
			}
			ours.run("status")
		}
		if !mustParseIndex(t, ours.rawIndex()).has("UNTR") {
			t.Errorf("version %s: the untracked cache was switched off", version)
		}
	}
}

// TestIndexKeepsWhatIsTrue changes a path in place: only its own part of the
// extensions may change.
func TestIndexKeepsWhatIsTrue(t *testing.T) {
	t.Parallel()
	x := mustParseIndex(t, indexed(t, "2").rawIndex())
	old := slices.Clone(x.extensions)
	e, _ := x.entry("dir/sub/c.md")
	x.set(newIndexEntry(e.name, e.mode(), plumbing.Hash{1}, e.stat()))
	if !bytes.Equal(x.extension("UNTR"), old[slices.IndexFunc(old, func(e indexExtension) bool { return e.name == "UNTR" })].data) {
		t.Error("UNTR changed")
	}
	tree := string(x.extension("TREE"))
	for _, node := range []string{"\x00-1 ", "dir\x00-1 ", "sub\x00-1 ", "dir-1\x001 0\n"} {
		if !strings.Contains(tree, node) {
			t.Errorf("TREE has no %q: %q", node, tree)
		}
	}
}

func TestIndexDropsWhatIsNot(t *testing.T) {
	t.Parallel()
	x := &index{version: 2, extensions: []indexExtension{
		{"TREE", []byte("damaged")},
		{"REUC", []byte("kept")},
		{"UNTR", []byte{200}},
		{"FSMN", []byte("positions")},
		{"EOIE", []byte("offset")},
		{"IEOT", []byte("offsets")},
		{"WHAT", []byte("?")},
	}}
	x.set(newIndexEntry("a", modeFile, plumbing.Hash{}, indexStat{}))
	if len(x.extensions) != 1 || x.extension("REUC") == nil {
		t.Errorf("left are %v", x.extensions)
	}
	x = &index{version: 2, extensions: []indexExtension{{"FSMN", []byte("positions")}}}
	x.entries = []indexEntry{newIndexEntry("a", modeFile, plumbing.Hash{}, indexStat{})}
	x.set(newIndexEntry("a", modeFile, plumbing.Hash{1}, indexStat{}))
	if !x.has("FSMN") {
		t.Error("FSMN is gone though nothing moved")
	}
}

func TestIndexClash(t *testing.T) {
	t.Parallel()
	x := mustParseIndex(t, indexed(t, "2").rawIndex())
	for path, want := range map[string]string{
		"dir/a.md/x": "dir/a.md", "dir": "dir", "dir/sub": "dir/sub", "dirt/x/y": "dirt", "di": "", "dir/su": "", "dir/sub/c.md": "", "new/x": "",
	} {
		if got := x.clash(path); got != want {
			t.Errorf("%s clashes with %q, want %q", path, got, want)
		}
	}
}

func TestIndexDamaged(t *testing.T) {
	t.Parallel()
	good := indexed(t, "3").rawIndex()
	cut := func(n int) []byte { return resum(good[:n]) }
	for name, data := range map[string][]byte{
		"empty":         {},
		"not an index":  []byte(strings.Repeat("x", 100)),
		"checksum":      append(slices.Clone(good[:len(good)-1]), good[len(good)-1]^1),
		"cut in header": cut(10),
		"cut in entry":  cut(60),
		"cut in name":   cut(90),
		"version 1":     resum(slices.Concat([]byte("DIRC\x00\x00\x00\x01"), good[8:len(good)-20])),
		"version 5":     resum(slices.Concat([]byte("DIRC\x00\x00\x00\x05"), good[8:len(good)-20])),
		"huge count":    resum(slices.Concat(good[:8], []byte{0xff, 0xff, 0xff, 0xff}, good[12:len(good)-20])),
		"cut in ext":    cut(len(good) - 25),
	} {
		if _, err := parseIndex(data); err == nil || !strings.Contains(err.Error(), "damaged") {
			t.Errorf("%s: %v", name, err)
		}
	}
	zeros := append(slices.Clone(good[:len(good)-20]), make([]byte, 20)...)
	if _, err := parseIndex(zeros); err != nil {
		t.Errorf("index.skipHash: %v", err)
	}
}

func resum(body []byte) []byte {
	sum := sha1.Sum(body)
	return slices.Concat(body, sum[:])
}

func TestOffsetVarint(t *testing.T) {
	t.Parallel()
	for _, n := range []uint64{0, 1, 127, 128, 129, 16383, 16384, 16511, 16512, 1 << 20, 1<<32 - 1} {
		data := appendOffsetVarint(nil, n)
		if got, used := offsetVarint(append(data, 0xff)); got != n || used != len(data) {
			t.Errorf("%d comes back as %d in %d of %d bytes", n, got, used, len(data))
		}
	}
	if _, used := offsetVarint(bytes.Repeat([]byte{0xff}, 20)); used != 0 {
		t.Error("an endless number ends")
	}
}

// FuzzIndexPatch holds that any bytes are refused or can be patched, and that
// what comes out is an index with that path in it and the others as they were.
func FuzzIndexPatch(f *testing.F) {
	for _, version := range indexVersions {
		f.Add(indexed(f, version).rawIndex(), "dir/new.md")
	}
	f.Add([]byte("DIRC\x00\x00\x00\x02\x00\x00\x00\x00"), "a")
	f.Fuzz(func(t *testing.T, data []byte, path string) {
		x, err := parseIndex(data)
		if err != nil {
			// Behind a right checksum there is more to get wrong.
			if x, err = parseIndex(resum(data)); err != nil {
				return
			}
		}
		if path == "" || strings.ContainsRune(path, 0) || x.unsupported() != "" {
			return
		}
		before := slices.Clone(x.entries)
		x.set(newIndexEntry(path, modeFile, plumbing.Hash{1}, indexStat{}))
		again, err := parseIndex(x.encode())
		if err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
		if e, ok := again.entry(path); !ok || e.id() != (plumbing.Hash{1}) {
			t.Fatalf("%q is not in it", path)
		}
		same := func(a, b indexEntry) bool { return a.name == b.name && bytes.Equal(a.fixed, b.fixed) }
		isPath := func(e indexEntry) bool { return e.name == path }
		if !slices.EqualFunc(slices.DeleteFunc(before, isPath), slices.DeleteFunc(again.entries, isPath), same) {
			t.Fatal("another entry changed")
		}
	})
}

// BenchmarkIndexPatch changes one of 100,000 entries.
func BenchmarkIndexPatch(b *testing.B) {
	for _, version := range []uint32{2, 4} {
		x := &index{version: version}
		for i := range 100_000 {
			name := fmt.Sprintf("folder/%02d/file-%05d.md", i/1000, i)
			x.entries = append(x.entries, newIndexEntry(name, modeFile, plumbing.Hash{byte(i)}, indexStat{}))
		}
		data := x.encode()
		b.Run(fmt.Sprint("version ", version), func(b *testing.B) {
			for b.Loop() {
				x := mustParseIndex(b, data)
				x.set(newIndexEntry("folder/50/file-50000.md", modeFile, plumbing.Hash{1}, indexStat{}))
				x.encode()
			}
		})
	}
}
