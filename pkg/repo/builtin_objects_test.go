package repo

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/storage/filesystem/dotgit"
)

func (s *sandbox) session() *session {
	s.Helper()
	session, err := s.builtin().open()
	if err != nil {
		s.Fatal(err)
	}
	s.Cleanup(session.close)
	return session
}

func TestObjectsAreGits(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	o := s.session().objects
	for _, text := range []string{"", "a\n", strings.Repeat("long ", 100_000), "\x00\xff"} {
		s.write("x", text)
		want := strings.TrimSpace(s.run("hash-object", "x"))
		id, err := o.write(plumbing.BlobObject, []byte(text))
		if err != nil || id.String() != want {
			t.Fatalf("%s, %v, want %s", id, err, want)
		}
		if _, err := s.try("cat-file", "-e", want); err == nil {
			t.Error("it is there before it is on the disk")
		}
		if again, err := o.write(plumbing.BlobObject, []byte(text)); err != nil || again != id {
			t.Errorf("the second time: %s, %v", again, err)
		}
		if err := o.flush(nil, nil); err != nil {
			t.Fatal(err)
		}
		if got := s.run("cat-file", "blob", want); got != text {
			t.Errorf("git reads %d bytes of %d", len(got), len(text))
		}
		if _, data, err := o.read(id, nil); err != nil || string(data) != text {
			t.Errorf("%d bytes, %v", len(data), err)
		}
	}
	s.check()
}

// TestObjectsDiscarded leaves nothing of a commit that was not made.
func TestObjectsDiscarded(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	session := s.session()
	if _, err := session.objects.write(plumbing.BlobObject, []byte("never")); err != nil {
		t.Fatal(err)
	}
	stray := s.path(".git/objects/" + strayObject + "*")
	if written, err := filepath.Glob(stray); err != nil || len(written) != 1 {
		t.Errorf("written are %v, %v", written, err)
	}
	session.close()
	if left, err := filepath.Glob(stray); err != nil || len(left) != 0 {
		t.Errorf("left are %v, %v", left, err)
	}
}

// TestObjectsOfAnother has the same object written by two at once.
func TestObjectsOfAnother(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	one, two := s.session().objects, s.session().objects
	for _, o := range []*objects{one, two} {
		if _, err := o.write(plumbing.BlobObject, []byte("same")); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(one.flush(nil, nil), two.flush(nil, nil)); err != nil {
		t.Fatal(err)
	}
	s.check()
}

// TestObjectsRepacked reads on while git packs anew and takes the loose ones
// away.
func TestObjectsRepacked(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.write("x", "x\n")
	s.commitAll("first")
	o := s.session().objects
	id := plumbing.NewHash(strings.TrimSpace(s.run("rev-parse", "HEAD:x")))
	for round := range 3 {
		if data, err := o.readAs(plumbing.BlobObject, id); err != nil || string(data) != "x\n" {
			t.Fatalf("round %d: %q, %v", round, data, err)
		}
		o.trees = nil
		s.write("y", fmt.Sprint(round))
		s.commitAll("more")
		s.run("repack", "-q", "-a", "-d")
		s.run("prune-packed")
	}
}

func TestObjectsOfOtherKinds(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.write("x", "x\n")
	s.commitAll("first")
	o := s.session().objects
	head := plumbing.NewHash(strings.TrimSpace(s.run("rev-parse", "HEAD")))
	blob := plumbing.NewHash(strings.TrimSpace(s.run("rev-parse", "HEAD:x")))
	if _, err := o.readAs(plumbing.TreeObject, head); err == nil || !strings.Contains(err.Error(), "is a commit, not a tree") {
		t.Errorf("error %v", err)
	}
	if _, err := o.peel(blob, plumbing.TreeObject); err == nil || !strings.Contains(err.Error(), "is a blob, not a tree") {
		t.Errorf("error %v", err)
	}
	var missing *missingObjectError
	if _, err := o.readAs(plumbing.TreeObject, plumbing.Hash{1}); !errors.As(err, &missing) {
		t.Errorf("error %v", err)
	}
}

func TestObjectTooLarge(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.write("x", strings.Repeat("x", MaxFileSize+1))
	s.commitAll("large")
	for _, how := range []string{"loose", "packed"} {
		o := s.session().objects
		id := plumbing.NewHash(strings.TrimSpace(s.run("rev-parse", "HEAD:x")))
		if _, _, err := o.read(id, nil); !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: %v", how, err)
		}
		s.run("gc", "-q")
	}
}

func TestDamagedObjects(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "tree 123\n", "parent " + strings.Repeat("1", 40) + "\n", "tree " + strings.Repeat("1", 40) + "\nparent x\n"} {
		if _, err := parseCommit([]byte(text)); err == nil {
			t.Errorf("%q is a commit", text)
		}
	}
	if _, err := parseTag([]byte("object 123\n")); err == nil {
		t.Error("it is a tag")
	}
	for _, text := range []string{"100644 a", "100644 a\x00short", "x a\x0001234567890123456789", "100644\x0001234567890123456789", " a\x0001234567890123456789", "12345670 a\x0001234567890123456789"} {
		if _, err := parseTree([]byte(text)); !errors.Is(err, errBadTree) {
			t.Errorf("%q is a tree", text)
		}
	}
}

func TestObjectDirs(t *testing.T) {
	t.Parallel()
	root := folder(t)
	for _, name := range []string{"a", "b", "c", "with space"} {
		fill(t, root, name+"/objects/x", "")
	}
	fill(t, root, "a/objects/info/alternates", "# comment\n\n../../b/objects\n"+root+"/nowhere/objects\n\""+root+"/with space/objects\"\n../../a/objects\n",
		"b/objects/info/alternates", root+"/c/objects\r\n"+root+"/a/objects\n"+root+"/b/objects\n", "c/objects/info/alternates", root+"/b/objects\n")
	want := []string{root + "/a/objects", root + "/b/objects", root + "/c/objects", root + "/with space/objects"}
	if got := objectDirs(root+"/a/objects", nil); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	env := environment{"GIT_ALTERNATE_OBJECT_DIRECTORIES=" + root + "/c/objects:"}
	want = []string{root + "/a/objects", root + "/c/objects", root + "/b/objects", root + "/with space/objects"}
	if got := objectDirs(root+"/a/objects", env); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestObjectFolder honours GIT_OBJECT_DIRECTORY, as a hook on the server side
// needs it to see what is being pushed.
func TestObjectFolder(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.write("x", "x\n")
	s.commitAll("first")
	head := strings.TrimSpace(s.run("rev-parse", "HEAD"))
	fill(t, s.path(".."), "quarantine/objects/info/alternates", s.path(".git/objects")+"\n", "other/x", "")
	s.setenv("GIT_OBJECT_DIRECTORY=" + s.path("../quarantine/objects"))
	if _, err := s.treeID(head); err != nil {
		t.Error(err)
	}
	s.write("x", "y\n")
	s.mustRecord("into the quarantine", "x")
	s.setenv("GIT_OBJECT_DIRECTORY=" + s.path("../other"))
	if _, err := s.treeID(head); err == nil || !strings.Contains(err.Error(), "not called objects") {
		t.Errorf("error %v", err)
	}
}

// TestMissingPack is what go-git says of a pack that was listed and then went
// away, seen once in a clone that git had just fetched into.
func TestMissingPack(t *testing.T) {
	t.Parallel()
	if err := fmt.Errorf("reading: %w", dotgit.ErrPackfileNotFound); !isMissing(err) {
		t.Errorf("%v is not taken for a reason to list the packs again", err)
	}
}
