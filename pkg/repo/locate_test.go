package repo

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// gitDirAt makes what git would take for a Git directory.
func gitDirAt(t *testing.T, dir string) {
	t.Helper()
	fill(t, dir, "HEAD", "ref: refs/heads/main\n", "objects/x", "", "refs/x", "", "config", "")
}

func TestOpenFindsRoot(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	gitDirAt(t, filepath.Join(dir, "repo/.git"))
	gitDirAt(t, filepath.Join(dir, "bare.git"))
	for _, git := range []string{"store/main.git", "proj/.bare", "dotfiles/.git", "broken/.git"} {
		gitDirAt(t, filepath.Join(dir, git))
	}
	fill(t, dir,
		"repo/a/b/x", "", "repo/team/.pm.yaml", "", "repo/team/p/x", "", "repo/empty/.git/x", "",
		"store/main.git/worktrees/wt/HEAD", "x", "store/main.git/worktrees/wt/commondir", "../..\n",
		"wt/.git", "gitdir: ../store/main.git/worktrees/wt\n", "wt/sub/x", "",
		"lost/.git", "gitdir: nowhere\n", "plain/x/y", "", "plain/.pm.yaml", "",
		"bare.git/hooks/x", "",
		"proj/.bare/config", "[core]\n\tbare = true\n", "proj/.bare/worktrees/main/HEAD", "x", "proj/.bare/worktrees/main/commondir", "../..",
		"proj/.git", "gitdir: ./.bare\n", "proj/main/.git", "gitdir: ../.bare/worktrees/main\n",
		"dotfiles/.git/config", "[core]\n\tworktree = ../../repo/a ; elsewhere\n", "broken/.git/config", "[core\nworktree = /\n")
	cases := []struct {
		name, dir, root, top, prefix, gitDir, common string
		env                                          []string
	}{
		{name: "top", dir: "repo", root: "repo", top: "repo", gitDir: "repo/.git", common: "repo/.git"},
		{name: "below", dir: "repo/a/b", root: "repo", top: "repo", gitDir: "repo/.git", common: "repo/.git"},
		{name: "marker below top", dir: "repo/team/p", root: "repo/team", top: "repo", prefix: "team", gitDir: "repo/.git", common: "repo/.git"},
		{name: "empty .git is passed over", dir: "repo/empty", root: "repo", top: "repo", gitDir: "repo/.git", common: "repo/.git"},
		{name: "linked worktree", dir: "wt/sub", root: "wt", top: "wt", gitDir: "store/main.git/worktrees/wt", common: "store/main.git"},
		{name: "dangling gitfile", dir: "lost", root: "lost", top: "lost", gitDir: "lost/nowhere", common: "lost/nowhere"},
		{name: "bare", dir: "bare.git/hooks", root: "bare.git/hooks", gitDir: "bare.git", common: "bare.git"},
		{name: "bare beside its worktrees", dir: "proj", root: "proj", gitDir: "proj/.bare", common: "proj/.bare"},
		{name: "worktree of that", dir: "proj/main", root: "proj/main", top: "proj/main", gitDir: "proj/.bare/worktrees/main", common: "proj/.bare"},
		{name: "core.worktree", dir: "dotfiles", root: "repo/a", top: "repo/a", gitDir: "dotfiles/.git", common: "dotfiles/.git"},
		{name: "damaged configuration", dir: "broken", root: "broken", top: "broken", gitDir: "broken/.git", common: "broken/.git"},
		{name: "marker without git", dir: "plain/x", root: "plain"},
		{name: "ceiling", dir: "repo/a/b", env: []string{"GIT_CEILING_DIRECTORIES=" + filepath.Join(dir, "repo")}, root: "repo/a/b"},
		{name: "ceiling is not the folder itself", dir: "repo", env: []string{"GIT_CEILING_DIRECTORIES=" + filepath.Join(dir, "repo")}, root: "repo", top: "repo", gitDir: "repo/.git", common: "repo/.git"},
		{name: "GIT_DIR", dir: "plain/x", env: []string{"GIT_DIR=../../repo/.git"}, root: "plain/x", top: "plain/x", gitDir: "repo/.git", common: "repo/.git"},
		{name: "GIT_DIR and work tree", dir: "plain/x", env: []string{"GIT_DIR=" + filepath.Join(dir, "bare.git"), "GIT_WORK_TREE=.."}, root: "plain", top: "plain", gitDir: "bare.git", common: "bare.git"},
		{name: "GIT_DIR is here", dir: "bare.git", env: []string{"GIT_DIR=."}, root: "bare.git", gitDir: "bare.git", common: "bare.git"},
		{name: "GIT_WORK_TREE alone", dir: "repo/a", env: []string{"GIT_WORK_TREE=."}, root: "repo/a", top: "repo/a", gitDir: "repo/.git", common: "repo/.git"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := open(t, Options{Dir: filepath.Join(dir, c.dir), Environ: c.env, Marker: ".pm.yaml"})
			full := func(p string) string {
				if p == "" {
					return ""
				}
				return filepath.Join(dir, p)
			}
			for _, p := range []struct{ what, got, want string }{
				{"root", r.Root(), full(c.root)},
				{"top", r.loc.top, full(c.top)},
				{"prefix", r.Prefix(), c.prefix},
				{"git dir", r.loc.gitDir, full(c.gitDir)},
				{"common dir", r.loc.commonDir, full(c.common)},
			} {
				if p.got != p.want {
					t.Errorf("%s is %q, want %q", p.what, p.got, p.want)
				}
			}
		})
	}
}

func TestRel(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	fill(t, dir, "root/.pm.yaml", "", "root/p/a.md", "", "root/sub/x", "", "out.md", "")
	for link, target := range map[string]string{"root/in": "p", "root/away.md": "../out.md", "alias": "root"} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	r := open(t, Options{Dir: filepath.Join(dir, "root/sub"), Marker: ".pm.yaml"})
	for path, want := range map[string]string{
		"../p/a.md": "p/a.md", "x": "sub/x", "new/file.md": "sub/new/file.md", "..": ".", "../in/a.md": "p/a.md", "../in/new.md": "p/new.md",
		filepath.Join(dir, "root/p"): "p", filepath.Join(dir, "alias/p/a.md"): "p/a.md",
		"../../out.md": "", "../away.md": "", filepath.Join(dir, "root-not"): "", "/": "", "n\xff.md": "",
	} {
		got, err := r.Rel(path)
		var outside *OutsideError
		if path == "n\xff.md" {
			if _, ok := errors.AsType[*NameError](err); !ok {
				t.Errorf("Rel(%q): %v", path, err)
			}
			continue
		}
		if want == "" && (!errors.As(err, &outside) || outside.Path != path) || want != "" && (err != nil || got != want) {
			t.Errorf("Rel(%q) = %q, %v; want %q", path, got, err, want)
		}
	}
}

func TestFindGit(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	fill(t, dir, "plain/git", "", "real/git", "", "folder/git/x", "")
	if err := os.Chmod(filepath.Join(dir, "real/git"), 0o755); err != nil {
		t.Fatal(err)
	}
	list := string(filepath.ListSeparator)
	for path, want := range map[string]string{
		"real" + list + "." + list: "",
		filepath.Join(dir, "folder") + list + filepath.Join(dir, "plain") + list + filepath.Join(dir, "real"): filepath.Join(dir, "real/git"),
		"": "",
	} {
		if got := findGit(environment{"PATH=/usr/bin", "PATH=" + path}); got != want {
			t.Errorf("PATH=%s: %q, want %q", path, got, want)
		}
	}
}
