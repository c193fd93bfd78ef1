package repo

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/format/packfile"
)

// packedHistory is a sandbox whose objects lie in one pack, most as deltas: the
// versions of a file that grows, and of a folder.
func packedHistory(t *testing.T, options ...string) *sandbox {
	s := newSandbox(t)
	random := rand.New(rand.NewPCG(3, 1))
	var stream bytes.Buffer
	text := ""
	for n := range 60 {
		text += fmt.Sprintf("line %d of %x\n", n, random.Uint64())
		fmt.Fprintf(&stream, "commit refs/heads/main\ncommitter Ada <ada@example.com> %d +0000\ndata 0\n", 1772000000+n)
		fmt.Fprintf(&stream, "M 100644 inline grows\ndata %d\n%s\nM 100644 inline many/%d\ndata 1\n%d\n", len(text), text, n, n%7)
	}
	stream.WriteString("M 100644 inline empty\ndata 0\n\ntag v1\nfrom refs/heads/main\ntagger Ada <ada@example.com> 1772000000 +0000\ndata 5\na tag\n")
	s.fastImport(&stream)
	s.run(append(options, "repack", "-adfq", "--depth=30", "--window=30")...)
	s.run("prune-packed")
	return s
}

// allObjects are the names of all objects of a sandbox.
func (s *sandbox) allObjects() (all []plumbing.Hash) {
	s.Helper()
	for line := range strings.Lines(s.run("cat-file", "--batch-all-objects", "--batch-check=%(objectname)")) {
		all = append(all, plumbing.NewHash(strings.TrimSpace(line)))
	}
	if len(all) < 200 {
		s.Fatalf("%d objects", len(all))
	}
	return all
}

// TestPacksRead finds each object, whatever its delta names the base by, and
// however little is kept. What an object must be, its name says.
func TestPacksRead(t *testing.T) {
	t.Parallel()
	for name, option := range map[string]string{"by distance": "repack.useDeltaBaseOffset=true", "by name": "repack.useDeltaBaseOffset=false"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := packedHistory(t, "-c", option)
			bases := s.run("cat-file", "--batch-all-objects", "--batch-check=%(deltabase)")
			if deltas := strings.Count(bases, "\n") - strings.Count(bases, strings.Repeat("0", 40)); deltas < 50 {
				t.Fatalf("%d deltas do not test much", deltas)
			}
			for _, kept := range []int{0, 1 << 10, 1 << 20} {
				p := openPacks([]string{filepath.Join(s.dir, ".git", "objects")}, kept)
				defer p.close()
				for _, id := range s.allObjects() {
					if got, ok := p.object(id); !ok || plumbing.ComputeHash(got.kind, got.data) != id {
						t.Errorf("keeping %d, %s: %t, %s of %d bytes", kept, id, ok, got.kind, len(got.data))
					}
				}
			}
			if _, ok := openPacks([]string{filepath.Join(s.dir, ".git", "objects")}, 0).object(plumbing.NewHash(nameA)); ok {
				t.Error("an object that is not there is found")
			}
		})
	}
}

// TestPacksDamaged changes bytes of a pack one at a time, and cuts it off: what
// is read is what was written, or is left to go-git.
func TestPacksDamaged(t *testing.T) {
	t.Parallel()
	s := packedHistory(t)
	all := s.allObjects()
	names, err := filepath.Glob(filepath.Join(s.dir, ".git", "objects", "pack", "*.pack"))
	if err != nil || len(names) != 1 {
		t.Fatal(names, err)
	}
	whole := []byte(s.read(filepath.Join(".git", "objects", "pack", filepath.Base(names[0]))))
	if err := os.Chmod(names[0], 0o644); err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(4, 1))
	left := 0
	for range 50 {
		broken := bytes.Clone(whole)
		broken[random.IntN(len(broken))] ^= byte(1 + random.IntN(255))
		if random.IntN(10) == 0 {
			broken = broken[:random.IntN(len(broken))]
		}
		if err := os.WriteFile(names[0], broken, 0o644); err != nil {
			t.Fatal(err)
		}
		p := openPacks([]string{filepath.Join(s.dir, ".git", "objects")}, 1<<20)
		for _, id := range all {
			got, ok := p.object(id)
			if ok && plumbing.ComputeHash(got.kind, got.data) != id {
				t.Errorf("%s is read as %s %q", id, got.kind, got.data)
			}
			if !ok {
				left++
			}
		}
		p.close()
	}
	if left == 0 {
		t.Error("no damage was seen")
	}
}

// TestPackIndexDamaged reads nothing outside of an index.
func TestPackIndexDamaged(t *testing.T) {
	t.Parallel()
	s := packedHistory(t)
	all := s.allObjects()
	names, err := filepath.Glob(filepath.Join(s.dir, ".git", "objects", "pack", "*.idx"))
	if err != nil || len(names) != 1 {
		t.Fatal(names, err)
	}
	whole := s.read(filepath.Join(".git", "objects", "pack", filepath.Base(names[0])))
	for cut := 0; cut < len(whole); cut += 97 {
		path := filepath.Join(t.TempDir(), "cut.idx")
		for _, text := range []string{whole[:cut], whole[:cut] + strings.Repeat("\xff", len(whole)-cut)} {
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			x, ok := readPackIndex(path)
			for _, id := range all {
				if !ok {
					break
				}
				x.offset(id)
			}
			if ok && len(text) < packIndexNames+len(all)*packIndexEach {
				t.Errorf("cut at %d it is taken for whole", cut)
			}
		}
	}
}

// TestPackedTooLarge is for files of which git keeps the difference only: they
// must not be unpacked to learn how large they are.
func TestPackedTooLarge(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.write("large", strings.Repeat("a", MaxFileSize+1))
	s.commitAll("one")
	s.write("large", strings.Repeat("a", MaxFileSize+2))
	s.commitAll("two")
	s.run("-c", "core.bigFileThreshold=1g", "repack", "-adfq")
	s.run("prune-packed")
	o := s.session().objects
	for _, rev := range []string{"HEAD:large", "HEAD~:large"} {
		id := plumbing.NewHash(strings.TrimSpace(s.run("rev-parse", rev)))
		if _, ok := o.packed(id); ok {
			t.Errorf("%s is unpacked", rev)
		}
		if _, _, err := o.read(id, nil); !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: %v", rev, err)
		}
	}
}

// FuzzApplyDelta holds deltas to what go-git makes of them.
func FuzzApplyDelta(f *testing.F) {
	f.Add([]byte("some text"), []byte("\x09\x0c\x90\x05\x03new\x91\x05\x04"))
	f.Add([]byte("some text"), []byte("\x09\x02\xff\xff\xff\xff\xff\xff\xff\xff"))
	f.Add(bytes.Repeat([]byte("long"), 1<<15), []byte("\x80\x80\x08\x80\x80\x04\x80"))
	f.Add([]byte("x"), []byte("\x01\x01\x00"))
	f.Fuzz(func(t *testing.T, base, delta []byte) {
		const limit = 1 << 17
		got, ok := applyDelta(base, delta, limit)
		if !ok {
			return // go-git is asked then
		}
		// What go-git finds too short to be a delta makes nothing of nothing.
		if want, err := packfile.PatchDelta(base, delta); (err != nil || !bytes.Equal(got, want)) && len(delta) >= 4 && len(base) > 0 {
			t.Errorf("%q of %d bytes makes %d bytes, go-git's are %d, %v", delta, len(base), len(got), len(want), err)
		}
	})
}
