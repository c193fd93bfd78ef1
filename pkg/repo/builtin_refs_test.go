package repo

import (
	"errors"
	"os"
	"testing"

	"github.com/go-git/go-git/v5/plumbing"
)

func TestRefNamesAsGit(t *testing.T) {
	t.Parallel()
	s := emptySandbox(t)
	for _, name := range []string{
		"refs/heads/main", "refs/heads/a/b/c", "refs/heads/é", "refs/heads/-x", "refs/heads/x@y", "refs/heads/@", "refs/heads/a.b", "HEAD/x",
		"", "@", "refs/heads/", "/refs/heads/x", "refs//x", "refs/heads/.x", "refs/.heads/x", "refs/heads/x.", "refs/heads/a..b", "refs/heads/x.lock",
		"refs/heads.lock/x", "refs/heads/a b", "refs/heads/a~b", "refs/heads/a^b", "refs/heads/a:b", "refs/heads/a?", "refs/heads/a*", "refs/heads/a[",
		"refs/heads/a\\b", "refs/heads/a@{b", "refs/heads/a\tb", "refs/heads/a\x7f", "../refs/x", "refs/../../x",
	} {
		_, err := s.try("check-ref-format", "--allow-onelevel", name)
		if got := validRefName(name); got != (err == nil) {
			t.Errorf("%q: %v, git %v", name, got, err)
		}
	}
}

func TestParseRef(t *testing.T) {
	t.Parallel()
	const digits = "0123456789abcdef0123456789ABCDEF01234567"
	id := plumbing.NewHash(digits)
	for text, want := range map[string]ref{
		digits + "\n":                {id: id},
		digits:                       {id: id},
		digits + "\tbranch 'x' of y": {id: id},
		"ref: refs/heads/main\n":     {symbolic: "refs/heads/main"},
		"ref:refs/heads/main  \n":    {symbolic: "refs/heads/main"},
	} {
		if got, err := parseRef([]byte(text), "x"); err != nil || got != want {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "\n", digits[:39], digits + "0", "x" + digits[1:], "ref: ../../x", "ref: ", "ref refs/heads/x"} {
		var broken *brokenRefError
		if _, err := parseRef([]byte(text), "x"); !errors.As(err, &broken) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func FuzzParseRef(f *testing.F) {
	f.Add([]byte("ref: refs/heads/main\n"))
	f.Add([]byte("0123456789abcdef0123456789abcdef01234567\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := parseRef(data, "x")
		if err == nil && got.symbolic != "" && !validRefName(got.symbolic) {
			t.Errorf("%q leads to %q", data, got.symbolic)
		}
	})
}

// TestLooseRefWins is a ref that is packed, and was moved since.
func TestLooseRefWins(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	const packed, loose = "1111111111111111111111111111111111111111", "2222222222222222222222222222222222222222"
	fill(t, dir, "refs/heads/both", loose+"\n", "packed-refs", "# pack-refs with: peeled fully-peeled sorted \n"+
		packed+" refs/heads/both\n"+packed+" refs/heads/packed\n"+packed+" refs/tags/v1\n^"+loose+"\n")
	r := refs{gitDir: dir, commonDir: dir}
	for name, want := range map[string]string{"refs/heads/both": loose, "refs/heads/packed": packed, "refs/tags/v1": packed} {
		if _, id, err := r.resolve(name); err != nil || id.String() != want {
			t.Errorf("%s: %s, %v", name, id, err)
		}
	}
	for _, name := range []string{"refs/heads", "refs/heads/none", "refs/heads/both/below", "refs/tags/v"} {
		if _, _, err := r.resolve(name); !errors.Is(err, errNoRef) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestRefsOfWorktree keeps apart what belongs to one work tree.
func TestRefsOfWorktree(t *testing.T) {
	t.Parallel()
	r := refs{gitDir: "/g", commonDir: "/c"}
	for name, want := range map[string]string{
		"HEAD": "/g/HEAD", "MERGE_HEAD": "/g/MERGE_HEAD", "refs/bisect/bad": "/g/refs/bisect/bad", "refs/worktree/x": "/g/refs/worktree/x",
		"refs/rewritten/x": "/g/refs/rewritten/x", "refs/heads/x": "/c/refs/heads/x", "refs/bisectors/x": "/c/refs/bisectors/x",
	} {
		if got := r.path(name); got != want {
			t.Errorf("%s is at %s", name, got)
		}
	}
	if r.logPath("HEAD") != "/g/logs/HEAD" || r.logPath("refs/heads/x") != "/c/logs/refs/heads/x" {
		t.Error("a log is elsewhere")
	}
}

func TestRemoveEmptyFolders(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	fill(t, dir, "kept/a/file", "x")
	if err := os.MkdirAll(dir+"/gone/a/b", 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(dir+"/kept/c/d", 0o777); err != nil {
		t.Fatal(err)
	}
	removeEmptyFolders(dir + "/gone")
	removeEmptyFolders(dir + "/kept")
	removeEmptyFolders(dir + "/nowhere")
	if isDir(dir+"/gone") || isDir(dir+"/kept/c") || !isDir(dir+"/kept/a") {
		t.Error("the wrong folders are gone")
	}
}
