package repo

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// pair are two clones of one hub, with a history that both have.
type pair struct{ in, hub, ours, theirs *sandbox }

// pairIn is where they will be.
func pairIn(t *testing.T) pair {
	in := emptySandbox(t)
	in.write(filepath.Join(in.home(), ".gitconfig"), sandboxConfig+"[init]\n\tdefaultBranch = main\n[receive]\n\tautogc = false\n")
	at := func(dir string) *sandbox { s := *in; s.dir = filepath.Join(in.dir, dir); return &s }
	return pair{in: in, hub: at("hub.git"), ours: at("ours"), theirs: at("theirs")}
}

func newPair(t *testing.T) pair {
	t.Helper()
	p := pairIn(t)
	p.in.copyOf(&clones, func() *sandbox {
		made := pairIn(t)
		made.in.run("init", "-q", "--bare", "hub.git")
		made.in.run("clone", "-q", "hub.git", "ours")
		made.ours.commitFiles("base", "p/a.md", "a\n", "p/b.md", "b1\nb2\nb3\nb4\nb5\nb6\n", "other.txt", "other\n")
		made.ours.run("push", "-q", "origin", "HEAD")
		made.in.run("clone", "-q", "hub.git", "theirs")
		return made.in
	})
	for _, clone := range []*sandbox{p.ours, p.theirs} { // they know the hub by the name it had when it was made
		clone.write(".git/config", remoteURL.ReplaceAllString(clone.read(".git/config"), "${1}"+p.hub.dir))
	}
	return p
}

var remoteURL = regexp.MustCompile(`(?m)^(\s*url = ).*`)

// theirsHas lets the other clone push a commit of these files.
func (p pair) theirsHas(pairs ...string) {
	p.theirs.Helper()
	p.theirs.commitFiles("theirs", pairs...)
	p.theirs.run("push", "-q", "origin", "HEAD")
}

// lines merges Markdown files by their lines: all of both sides, but for those
// that one side took away. "!" stands for what only a person can decide.
func lines(fs.FS) (Merger, error) {
	return Merger{
		Way:   "merge by line",
		Knows: func(path string) bool { return strings.HasSuffix(path, ".md") },
		Merge: func(_, _ string, base, ours, theirs []byte) ([]byte, *Clash) {
			split := func(b []byte) []string { return strings.SplitAfter(string(b), "\n") }
			had, left, right := split(base), split(ours), split(theirs)
			var out []string
			for _, l := range slices.Concat(left, right) {
				gone := slices.Contains(had, l) && !(slices.Contains(left, l) && slices.Contains(right, l))
				if !gone && !slices.Contains(out, l) {
					out = append(out, l)
				}
			}
			text := strings.Join(out, "")
			if strings.Contains(text, "!") {
				return nil, &Clash{What: "line !", Way: "ask them"}
			}
			return []byte(text), nil
		},
	}, nil
}

func (s *sandbox) sync(o Sync) (Synced, error) {
	s.Helper()
	o.Own = "postmortem/"
	if o.Merger == nil {
		o.Merger = lines
	}
	o.Message = func(upstream string, paths []string) string {
		return "sync with " + upstream + "\n\nMerged: " + strings.Join(paths, " ") + "\n"
	}
	r := open(s, Options{Dir: s.dir, Environ: s.env, Marker: ".pm.yaml", Backend: "git"})
	return r.Sync(s.Context(), o)
}

// synced is what must be true after a sync that was not refused.
func (p pair) synced(t *testing.T, got Synced, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("refused: %v (%+v)", err, err)
	}
	if ours, hub := p.ours.head(), p.hub.head(); ours != hub {
		t.Errorf("HEAD is %s, the hub at %s", ours, hub)
	}
	p.ours.says("", "status", "--porcelain", "--untracked-files=no")
	p.ours.sound()
	p.hub.sound()
	t.Logf("%+v", got)
}

// syncCase is a merge that goes well.
type syncCase struct {
	name    string
	prepare func(p pair)
	want    map[string]string // files afterwards; "" for one that is gone
	merged  []string
	after   func(p pair)
}

var syncCases = []syncCase{
	{name: "lines that do not touch are merged by meaning too", prepare: func(p pair) {
		p.theirsHas("p/b.md", "b1\nb2\nb3\nb4\nb5\nB6\n")
		p.ours.commitFiles("ours", "p/b.md", "B1\nb2\nb3\nb4\nb5\nb6\n")
	}, want: map[string]string{"p/b.md": "B1\nb2\nb3\nb4\nb5\nB6\n"}, merged: []string{"p/b.md"}},
	{name: "lines that touch", prepare: func(p pair) {
		p.theirsHas("p/a.md", "a\ntheirs\n", "other.txt", "other\nmore\n")
		p.ours.commitFiles("ours", "p/a.md", "a\nours\n")
	}, want: map[string]string{"p/a.md": "a\nours\ntheirs\n", "other.txt": "other\nmore\n"}, merged: []string{"p/a.md"}},
	{name: "added by both", prepare: func(p pair) {
		p.theirsHas("p/[n] \"ä\".md", "n\ntheirs\n")
		p.ours.commitFiles("ours", "p/[n] \"ä\".md", "n\nours\n")
	}, want: map[string]string{"p/[n] \"ä\".md": "n\nours\ntheirs\n"}, merged: []string{"p/[n] \"ä\".md"}},
	{name: "added by both alike", prepare: func(p pair) {
		p.theirsHas("p/n.md", "n\n")
		p.ours.commitFiles("ours", "p/n.md", "n\n", "p/a.md", "a\nours\n")
	}, want: map[string]string{"p/n.md": "n\n"}},
	{name: "renamed by them, edited by us", prepare: func(p pair) {
		p.theirs.run("mv", "p/b.md", "p/c.md")
		p.theirsHas("p/c.md", "b1\nb2\nb3\nb4\nb5\nB6\n")
		p.ours.commitFiles("ours", "p/b.md", "b1\nb2\nb3\nb4\nb5\nours\nb6\n")
	}, want: map[string]string{"p/c.md": "b1\nb2\nb3\nb4\nb5\nours\nB6\n", "p/b.md": ""}, merged: []string{"p/c.md"}},
	{name: "renamed by us, edited by them", prepare: func(p pair) {
		p.theirsHas("p/b.md", "b1\nb2\nb3\nb4\nb5\ntheirs\nb6\n")
		p.ours.run("mv", "p/b.md", "p/c.md")
		p.ours.commitFiles("ours", "p/c.md", "B1\nb2\nb3\nb4\nb5\nb6\n")
	}, want: map[string]string{"p/c.md": "B1\nb2\nb3\nb4\nb5\nb6\ntheirs\n", "p/b.md": ""}, merged: []string{"p/c.md"}},
	{name: "renamed by both alike", prepare: func(p pair) {
		for _, s := range []*sandbox{p.theirs, p.ours} {
			s.run("mv", "p/b.md", "p/c.md")
		}
		p.theirsHas("p/c.md", "b1\nb2\nb3\nb4\nb5\nb6\ntheirs\n")
		p.ours.commitFiles("ours", "p/c.md", "b1\nb2\nb3\nb4\nb5\nb6\nours\n")
	}, want: map[string]string{"p/c.md": "b1\nb2\nb3\nb4\nb5\nb6\nours\ntheirs\n"}, merged: []string{"p/c.md"}},
	{name: "executable on one side", prepare: func(p pair) {
		if err := os.Chmod(p.theirs.path("p/a.md"), 0o755); err != nil {
			p.ours.Fatal(err)
		}
		p.theirsHas("p/a.md", "a\ntheirs\n")
		p.ours.commitFiles("ours", "p/a.md", "a\nours\n")
	}, merged: []string{"p/a.md"}, after: func(p pair) {
		if line := p.ours.run("ls-tree", "HEAD", "p/a.md"); !strings.HasPrefix(line, "100755 ") {
			p.ours.Errorf("the mode is lost: %s", line)
		}
	}},
	{name: "merge bases that differ", prepare: crissCross, want: map[string]string{
		"p/a.md": "a\nours 2\ntheirs 2\n", // both took away what the other had added before
	}, merged: []string{"p/a.md"}},
	{name: "a root below the top", prepare: func(p pair) {
		p.theirsHas("team/.pm.yaml", "version: 1\n", "team/x.md", "x\n")
		p.ours.run("pull", "-q")
		p.theirsHas("team/x.md", "x\ntheirs\n", "p/b.md", "b1\nb2\nb3\nb4\nb5\nB6\n")
		p.ours.commitFiles("ours", "team/x.md", "x\nours\n", "p/b.md", "b1\nours\nb2\nb3\nb4\nb5\nb6\n")
		p.ours.dir = filepath.Join(p.ours.dir, "team")
	}, merged: []string{"x.md"}, want: map[string]string{"x.md": "x\nours\ntheirs\n", "../p/b.md": "b1\nours\nb2\nb3\nb4\nb5\nB6\n"}},
	{name: "line endings of the work tree", prepare: func(p pair) {
		p.ours.run("config", "core.autocrlf", "true")
		p.theirsHas("p/a.md", "a\ntheirs\n")
		p.ours.commitFiles("ours", "p/a.md", "a\r\nours\r\n")
	}, want: map[string]string{"p/a.md": "a\r\nours\r\ntheirs\r\n"}, merged: []string{"p/a.md"}},
	{name: "options that would make another merge", prepare: func(p pair) {
		p.ours.run("config", "merge.ff", "false")
		p.ours.run("config", "merge.autoStash", "true")
		p.ours.run("config", "branch.main.mergeOptions", "--squash --no-commit")
		p.ours.run("config", "pull.rebase", "true")
		p.ours.run("config", "push.default", "nothing")
		p.theirsHas("p/a.md", "a\ntheirs\n")
		p.ours.commitFiles("ours", "p/a.md", "a\nours\n")
	}, want: map[string]string{"p/a.md": "a\nours\ntheirs\n"}, merged: []string{"p/a.md"}},
	{name: "a linked worktree", prepare: func(p pair) {
		p.ours.run("switch", "-q", "-c", "elsewhere")
		p.ours.run("worktree", "add", "-q", "../linked", "main")
		p.ours.dir = filepath.Join(filepath.Dir(p.ours.dir), "linked")
		p.theirsHas("p/a.md", "a\ntheirs\n")
		p.ours.commitFiles("ours", "p/a.md", "a\nours\n")
	}, want: map[string]string{"p/a.md": "a\nours\ntheirs\n"}, merged: []string{"p/a.md"}},
	{name: "hooks of a merge", prepare: func(p pair) {
		p.theirsHas("p/a.md", "a\ntheirs\n")
		p.ours.commitFiles("ours", "p/a.md", "a\nours\n")
		p.ours.hook("pre-merge-commit", `test "$(git show :p/a.md)" = "$(printf 'a\nours\ntheirs')" || exit 1`)
		p.ours.hook("prepare-commit-msg", `test "$2" = merge && echo prepared >>"$1"`)
		p.ours.hook("commit-msg", `sed -i.old s/prepared/checked/ "$1"; rm "$1.old"`)
		p.ours.hook("post-merge", `echo "$1" >.git/post-merge; test -n "$GIT_INDEX_FILE"; exit 1`)
	}, merged: []string{"p/a.md"}, after: func(p pair) {
		p.ours.says("sync with origin/main\n\nMerged: p/a.md\nchecked\n\n", "log", "-1", "--format=%B")
		p.ours.has(".git/post-merge", "0\n")
	}},
	{name: "somebody faster", prepare: func(p pair) {
		p.theirsHas("p/a.md", "a\ntheirs\n")
		p.ours.commitFiles("ours", "p/a.md", "a\nours\n")
		p.theirs.commitFiles("faster", "p/a.md", "a\ntheirs\nfaster\n")
		p.ours.hook("pre-push", "git --git-dir='"+p.theirs.path(".git")+"' push -q '"+p.hub.dir+"' main")
	}, want: map[string]string{"p/a.md": "a\nours\ntheirs\nfaster\n"}, merged: []string{"p/a.md"}},
}

// crissCross gives both clones two merge bases: each has merged what the other
// had, and gone on.
func crissCross(p pair) {
	p.theirs.run("switch", "-q", "-c", "side")
	p.theirs.commitFiles("theirs 1", "p/a.md", "a\ntheirs 1\n")
	p.theirs.run("push", "-q", "-u", "origin", "side")
	p.ours.commitFiles("ours 1", "p/a.md", "a\nours 1\n")
	p.ours.run("push", "-q")
	first := p.ours.head()
	for _, s := range []*sandbox{p.ours, p.theirs} {
		s.run("fetch", "-q")
		other := "origin/side"
		if s == p.theirs {
			other = first
		}
		_, _ = s.try("merge", "-q", "-X", "ours", other)
		s.write("p/a.md", "a\nours 1\ntheirs 1\n")
		s.commitAll("merge")
	}
	p.ours.commitFiles("ours 2", "p/a.md", "a\nours 1\nours 2\n")
	p.theirs.commitFiles("theirs 2", "p/a.md", "a\ntheirs 1\ntheirs 2\n")
	p.theirs.run("push", "-q", "-f", "origin", "HEAD:main")
}

func TestSync(t *testing.T) {
	t.Parallel()
	for _, c := range syncCases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newPair(t)
			c.prepare(p)
			got, err := p.ours.sync(Sync{})
			p.synced(t, got, err)
			if !slices.Equal(got.Merged, c.merged) {
				t.Errorf("merged by meaning: %q, want %q", got.Merged, c.merged)
			}
			for path, want := range c.want {
				data, err := os.ReadFile(p.ours.path(path))
				if string(data) != want || (want == "") != errors.Is(err, fs.ErrNotExist) {
					t.Errorf("%s holds %q (%v), want %q", path, data, err, want)
				}
			}
			if c.after != nil {
				c.after(p)
			}
		})
	}
}

// refusedSync is a sync that is refused with everything as it was.
type refusedSync struct {
	name    string
	prepare func(p pair)
	cause   Cause
	says    string
	dirty   bool // other work is in the tree
}

func parted(p pair) {
	p.theirsHas("p/a.md", "a\ntheirs\n")
	p.ours.commitFiles("ours", "p/a.md", "a\nours\n")
}

var refusedSyncs = []refusedSync{
	{name: "a conflict by meaning", cause: CauseConflict, says: "only a person can put together, in p/a.md (line !); ask them; merge by line; git merge origin/main shows where; ", prepare: func(p pair) {
		p.theirsHas("p/a.md", "a\n!\n")
		p.ours.commitFiles("ours", "p/a.md", "a\nours\n")
	}},
	{name: "a conflict in another file", cause: CauseConflict, says: "only a person can put together, in other.txt", prepare: func(p pair) {
		p.theirsHas("p/a.md", "a\ntheirs\n", "other.txt", "theirs\n")
		p.ours.commitFiles("ours", "p/a.md", "a\nours\n", "other.txt", "ours\n")
	}},
	{name: "deleted there, changed here", cause: CauseConflict, says: "only a person can put together, in p/a.md", prepare: func(p pair) {
		p.theirs.run("rm", "-q", "p/a.md")
		p.theirsHas("other.txt", "other\nmore\n")
		p.ours.commitFiles("ours", "p/a.md", "a\nours\n")
	}},
	{name: "renamed to two names", cause: CauseConflict, says: "p/c.md, p/d.md", prepare: func(p pair) {
		p.theirs.run("mv", "p/b.md", "p/c.md")
		p.theirsHas()
		p.ours.run("mv", "p/b.md", "p/d.md")
		p.ours.commitAll("ours")
	}},
	{name: "a file where they have a folder", cause: CauseConflict, says: "only a person can put together, in p/n", prepare: func(p pair) {
		p.theirsHas("p/n/x.txt", "x\n")
		p.ours.commitFiles("ours", "p/n", "n\n")
	}},
	{name: "another branch checked out during the fetch", cause: CauseChanged, says: "main is not checked out any more", prepare: func(p pair) {
		p.theirsHas("p/a.md", "a\ntheirs\n")
		p.ours.run("branch", "other")
		p.ours.hook("reference-transaction", `[ "$1" != committed ] || ! grep -q refs/remotes || echo ref: refs/heads/other >"$(git rev-parse --git-dir)/HEAD"`)
	}},
	{name: "a name that a shell would run", cause: CauseUpstream, says: "git push -u REMOTE 'a;b' gives it one", prepare: func(p pair) {
		p.ours.run("checkout", "-q", "-b", "a;b")
	}},
	{name: "no commit in common", cause: CauseUpstream, says: "have no commit in common", prepare: func(p pair) {
		p.theirs.run("checkout", "-q", "--orphan", "postmortem/x")
		p.theirs.commitFiles("theirs", "p/a.md", "a\ntheirs\n")
		p.theirs.run("push", "-q", "origin", "HEAD")
		p.ours.run("switch", "-q", "-c", "postmortem/x")
	}},
	{name: "too shallow", cause: CauseUnsupported, says: "this clone is too shallow to find where postmortem/x and origin/postmortem/x parted; git fetch --unshallow", prepare: func(p pair) {
		top := filepath.Dir(p.ours.dir)
		if err := os.RemoveAll(p.ours.dir); err != nil {
			p.ours.Fatal(err)
		}
		p.theirsHas("p/a.md", "a\n1\n")
		p.hub.run("clone", "-q", "--depth=1", "--no-single-branch", "file://"+p.hub.dir, filepath.Join(top, "ours"))
		p.theirs.run("switch", "-q", "-c", "postmortem/x", "HEAD~1")
		p.theirsHas("p/a.md", "a\n2\n")
		p.ours.run("switch", "-q", "-c", "postmortem/x")
		p.ours.commitFiles("ours", "p/a.md", "a\n1\nours\n")
	}},
	{name: "a hook before the merge", cause: CauseHook, says: "the pre-merge-commit hook refused the merge", prepare: func(p pair) {
		parted(p)
		p.ours.hook("pre-merge-commit", "echo no >&2; exit 1")
	}},
	{name: "a hook on the message", cause: CauseHook, says: "the commit-msg hook refused the merge", prepare: func(p pair) {
		parted(p)
		p.ours.hook("commit-msg", "exit 1")
	}},
	{name: "a hook that stages files", cause: CauseHook, says: "a hook changed the files of the merge", prepare: func(p pair) {
		parted(p)
		p.ours.hook("pre-merge-commit", "git add p/a.md")
	}},
	{name: "nobody commits", cause: CauseIdentity, says: "git does not know who you are", prepare: func(p pair) {
		parted(p)
		p.ours.run("config", "--global", "--unset", "user.email")
		p.ours.run("config", "user.useConfigOnly", "true")
	}},
	{name: "no signature to be had", cause: CauseSigning, says: "git could not sign the commit", prepare: func(p pair) {
		parted(p)
		p.ours.run("config", "commit.gpgsign", "true")
		p.ours.run("config", "gpg.program", "/bin/false")
	}},
	{name: "no signature on theirs", cause: CauseSigning, says: "merge.verifySignatures asks for one", prepare: func(p pair) {
		parted(p)
		p.ours.run("config", "merge.verifySignatures", "true")
	}},
	{name: "work in the way of a merge", cause: CauseChanged, says: "not committed: p/a.md; ", dirty: true, prepare: func(p pair) {
		parted(p)
		p.ours.run("config", "branch.main.mergeOptions", "--autostash")
		p.ours.write("p/a.md", "a\nours\nunsaved\n")
	}},
	{name: "work in the way of a fast-forward", cause: CauseChanged, says: "not committed: p/a.md; ", dirty: true, prepare: func(p pair) {
		p.theirsHas("p/a.md", "a\ntheirs\n")
		p.ours.run("config", "merge.autoStash", "true")
		p.ours.write("p/a.md", "a\nunsaved\n")
		p.ours.run("add", "p/a.md")
	}},
	{name: "work in the way, and a file that comes in", cause: CauseChanged, says: "not committed: p/n.md, p/a.md; ", dirty: true, prepare: func(p pair) {
		p.theirsHas("p/a.md", "a\ntheirs\n", "p/n.md", "n\n")
		p.ours.write("p/a.md", "a\ntheirs\n")
		p.ours.write("p/n.md", "unsaved\n")
		p.ours.run("add", "p/n.md")
	}},
	{name: "a file that comes in, and something else staged", cause: CauseChanged, says: "not committed: p/a.md; ", dirty: true, prepare: func(p pair) {
		p.theirsHas("p/a.md", "a\ntheirs\n")
		p.ours.write("p/a.md", "a\nstaged\n")
		p.ours.run("add", "p/a.md")
		p.ours.write("p/a.md", "a\ntheirs\n")
	}},
	{name: "a link to what comes in", cause: CauseChanged, says: "not committed: p/a.md; ", dirty: true, prepare: func(p pair) {
		p.theirsHas("p/a.md", "a\ntheirs\n")
		p.ours.write(".git/elsewhere", "a\ntheirs\n")
		if err := errors.Join(os.Remove(p.ours.path("p/a.md")), os.Symlink("../.git/elsewhere", p.ours.path("p/a.md"))); err != nil {
			p.ours.Fatal(err)
		}
	}},
	{name: "a lock that a killed push left at the remote", cause: CauseRemote, says: "origin cannot update main now: failed to update ref; ", prepare: func(p pair) {
		p.ours.commitFiles("ours", "p/a.md", "a\nours\n")
		p.hub.write("refs/heads/main.lock", "")
	}},
	{name: "a lock at the remote on a new branch", cause: CauseRemote, says: "origin cannot update postmortem/x now: failed to update ref; ", prepare: func(p pair) {
		p.ours.run("switch", "-q", "-c", "postmortem/x")
		p.hub.write("refs/heads/postmortem/x.lock", "")
	}},
	{name: "a lock of git's", cause: CauseLocked, says: "index.lock", prepare: func(p pair) {
		parted(p)
		p.ours.write(".git/index.lock", "")
		p.ours.kept = map[string]bool{"index.lock": true}
	}},
	{name: "several upstreams", cause: CauseUpstream, says: "main has several upstreams", prepare: func(p pair) {
		p.ours.run("config", "--add", "branch.main.merge", "refs/heads/second")
	}},
	{name: "an upstream that is gone", cause: CauseUpstream, says: "origin has no branch postmortem/x any more", prepare: func(p pair) {
		p.ours.run("switch", "-q", "-c", "postmortem/x")
		p.ours.commitFiles("ours", "p/a.md", "a\nours\n")
		p.ours.run("push", "-q", "-u", "origin", "postmortem/x")
		p.hub.run("branch", "-qD", "postmortem/x")
		p.ours.run("config", "fetch.prune", "true")
	}},
	{name: "a new branch and no remote", cause: CauseUpstream, says: "this repository has no remote; git remote add origin URL", prepare: func(p pair) {
		p.ours.run("switch", "-q", "-c", "postmortem/x")
		p.ours.run("remote", "remove", "origin")
	}},
	{name: "a new branch and too many remotes", cause: CauseUpstream, says: "which of the remotes blue, red the new branch postmortem/x is for; git config branch.postmortem/x.remote REMOTE", prepare: func(p pair) {
		p.ours.run("remote", "rename", "origin", "red")
		p.ours.run("remote", "add", "blue", "../hub.git")
		p.ours.run("branch", "-q", "--unset-upstream")
		p.ours.run("switch", "-q", "-c", "postmortem/x")
	}},
	{name: "a merge in progress", cause: CauseOperation, says: "a merge is in progress", prepare: func(p pair) {
		p.ours.run("update-ref", "MERGE_HEAD", "HEAD")
	}},
}

func TestSyncRefused(t *testing.T) {
	t.Parallel()
	for _, c := range refusedSyncs {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newPair(t)
			c.prepare(p)
			head, status, hub := p.ours.head(), p.ours.run("status", "--porcelain=v2"), p.hub.head()
			got, err := p.ours.sync(Sync{})
			var refused *Refused
			if !errors.As(err, &refused) || refused.Cause != c.cause || !strings.Contains(refused.Error(), c.says) {
				t.Fatalf("got %+v, %v; want %s: %q", got, err, c.cause, c.says)
			}
			var unpushed *Unpushed
			if errors.As(err, &unpushed) {
				t.Errorf("says that something was merged: %+v", unpushed)
			}
			if now := p.ours.head(); now != head {
				t.Errorf("HEAD went from %s to %s", head, now)
			}
			if now := p.hub.head(); now != hub {
				t.Errorf("the hub went from %s to %s", hub, now)
			}
			p.ours.says(status, "status", "--porcelain=v2")
			if c.dirty == (status == "") {
				t.Errorf("status was %q", status)
			}
			p.ours.sound()
			t.Log(refused)
		})
	}
}

// signer is a program that signs whatever it gets, and finds every signature
// good.
const signer = `#!/bin/sh
cat >/dev/null
case "$*" in
*--verify*) printf '[GNUPG:] NEWSIG\n[GNUPG:] GOODSIG 1234567890ABCDEF Ada\n[GNUPG:] TRUST_FULLY 0 pgp\n' ;;
*) echo '[GNUPG:] SIG_CREATED ' >&2; printf '%s\n' '-----BEGIN PGP SIGNATURE-----' '' x '-----END PGP SIGNATURE-----' ;;
esac
`

// signs gives a clone a key.
func (s *sandbox) signs() {
	s.Helper()
	s.write("../signer", signer)
	if err := os.Chmod(s.path("../signer"), 0o755); err != nil {
		s.Fatal(err)
	}
	s.run("config", "gpg.program", s.path("../signer"))
	s.run("config", "commit.gpgsign", "true")
}

// TestSyncSigned lets git sign the merge commit as it is configured to.
func TestSyncSigned(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	parted(p)
	p.ours.signs()
	got, err := p.ours.sync(Sync{})
	p.synced(t, got, err)
	if commit := p.ours.run("cat-file", "commit", got.Commit); !strings.Contains(commit, "gpgsig -----BEGIN") {
		t.Errorf("the merge is not signed:\n%s", commit)
	}
}

// TestSyncVerified merges what is signed when that is asked for. Nobody asked
// that our own merge be signed.
func TestSyncVerified(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	p.theirs.signs()
	parted(p)
	p.ours.signs()
	p.ours.run("config", "commit.gpgsign", "false")
	p.ours.run("config", "merge.verifySignatures", "true")
	got, err := p.ours.sync(Sync{})
	p.synced(t, got, err)
	if !slices.Equal(got.Merged, []string{"p/a.md"}) {
		t.Errorf("merged %q", got.Merged)
	}
}

// TestSyncUnpushed tells a push that failed after a merge from a sync that
// changed nothing.
func TestSyncUnpushed(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	parted(p)
	p.ours.hook("pre-push", "echo not today >&2; exit 1")
	_, err := p.ours.sync(Sync{})
	var unpushed *Unpushed
	if !errors.As(err, &unpushed) || unpushed.Refused.Cause != CauseHook || unpushed.Synced.In != 1 || !strings.Contains(unpushed.Refused.Output, "not today") {
		t.Fatalf("got %+v", err)
	}
	p.ours.has("p/a.md", "a\nours\ntheirs\n")
	if err := os.Remove(p.ours.path(".git/hooks/pre-push")); err != nil {
		t.Fatal(err)
	}
	got, err := p.ours.sync(Sync{})
	p.synced(t, got, err)
	if got.In != 0 || got.Out != 2 {
		t.Errorf("the second time: %+v", got)
	}
}

// TestSyncDryRun fetches and does nothing else.
func TestSyncDryRun(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	parted(p)
	head, hub := p.ours.head(), p.hub.head()
	got, err := p.ours.sync(Sync{DryRun: true})
	if err != nil || got.In != 1 || got.Out != 2 || got.Commit != "" || !slices.Equal(got.Merged, []string{"p/a.md"}) {
		t.Errorf("%+v, %v", got, err)
	}
	if p.ours.head() != head || p.hub.head() != hub {
		t.Error("something moved")
	}
	p.ours.has("p/a.md", "a\nours\n")
	p.ours.sound()
}

// TestSyncRemote is where a new branch goes when there are several remotes.
func TestSyncRemote(t *testing.T) {
	t.Parallel()
	for name, prepare := range map[string]func(s *sandbox){
		"the branch it came from": func(s *sandbox) {},
		"configured":              func(s *sandbox) { s.run("config", "branch.postmortem/x.pushRemote", "red") },
		"configured for all":      func(s *sandbox) { s.run("config", "remote.pushDefault", "red") },
		"the only one":            func(s *sandbox) { s.run("remote", "remove", "blue"); s.run("remote", "remove", "origin") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPair(t)
			p.ours.run("remote", "rename", "origin", "red")
			p.ours.run("remote", "add", "blue", "../gone.git")
			p.ours.run("remote", "add", "origin", "../gone.git")
			if name != "the branch it came from" {
				p.ours.run("branch", "--unset-upstream")
			}
			p.ours.run("switch", "-q", "-c", "postmortem/x")
			p.ours.commitFiles("ours", "p/a.md", "a\nours\n")
			p.ours.run("switch", "-q", "--detach")
			p.ours.run("switch", "-q", "postmortem/x")
			prepare(p.ours)
			got, err := p.ours.sync(Sync{})
			if err != nil || got.Upstream != "red/postmortem/x" || !got.New || got.Out != 1 {
				t.Errorf("%+v, %v", got, err)
			}
			p.ours.says("red/postmortem/x\n", "rev-parse", "--abbrev-ref", "@{upstream}")
			again, err := p.ours.sync(Sync{})
			if err != nil || again.In+again.Out != 0 || again.New {
				t.Errorf("again: %+v, %v", again, err)
			}
		})
	}
}

// TestSyncInterrupted stops a sync while a hook of the merge runs.
func TestSyncInterrupted(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	parted(p)
	p.ours.hook("pre-merge-commit", "touch '"+p.ours.path("../started")+"'; sleep 60")
	head := p.ours.head()
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		for ctx.Err() == nil {
			if _, err := os.Stat(p.ours.path("../started")); err == nil {
				cancel()
			}
		}
	}()
	r := open(t, Options{Dir: p.ours.dir, Environ: p.ours.env, Backend: "git"})
	_, err := r.Sync(ctx, Sync{Merger: lines, Message: func(string, []string) string { return "x\n" }})
	if err == nil {
		t.Error("was not interrupted")
	}
	if now := p.ours.head(); now != head {
		t.Errorf("HEAD went from %s to %s", head, now)
	}
	p.ours.says("", "status", "--porcelain")
	p.ours.sound()
}

func TestSyncBuiltin(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	var refused *Refused
	r := open(t, Options{Dir: p.ours.dir, Environ: p.ours.env, Backend: "builtin"})
	if _, err := r.Sync(t.Context(), Sync{}); !errors.As(err, &refused) || refused.Cause != CauseUnsupported {
		t.Errorf("got %v", err)
	}
}

func TestParseTreeMerge(t *testing.T) {
	t.Parallel()
	const tree = "3b15206824cb29c1cb3f1670e77d862ed7e81e55"
	blob := "28ce6a8b26aa170e1de65536fe8abe1832bd3242"
	for _, c := range []struct {
		out                    string
		conflicted, unsolvable []string
		wrong                  bool
	}{
		{out: tree + "\x00"},
		{out: tree + "\x00100644 " + blob + " 2\tn\tw.md\x00100644 " + blob + " 3\tn\tw.md\x00\x001\x00n\tw.md\x00CONFLICT (contents)\x00CONFLICT (add/add): Merge conflict\n\x00", conflicted: []string{"n\tw.md"}},
		{
			out:        tree + "\x00100644 " + blob + " 1\tz\x00\x002\x00z\x00y\x00CONFLICT (modify/delete)\x00text\n\x001\x00a\x00Auto-merging\x00text\n\x00",
			conflicted: []string{"z"}, unsolvable: []string{"z", "y"},
		},
		{out: tree + "\x00120000 " + blob + " 2\tlink\x00\x00", conflicted: []string{"link"}, unsolvable: []string{"link"}},
		{out: "", wrong: true},
		{out: "error", wrong: true},
		{out: tree + "\x00100644 " + blob + "\x00\x00", wrong: true},
		{out: tree + "\x00\x003\x00a\x00", wrong: true},
		{out: tree + "\x00\x00-1\x00a\x00b\x00", wrong: true},
	} {
		m, ok := parseTreeMerge(c.out)
		if ok == c.wrong || ok && (!slices.Equal(m.conflicted, c.conflicted) || !slices.Equal(m.unsolvable, c.unsolvable)) {
			t.Errorf("%q: %+v, %t", c.out, m, ok)
		}
	}
}

func TestMaskPasswords(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]string{
		"unable to access 'https://al:s3cret@host/x.git/': no":  "unable to access 'https://***@host/x.git/': no",
		"for 'https://al:p@ss@host'":                            "for 'https://***@host'",
		"https://token@host/ and ssh://git@host/x, no URL: a@b": "https://***@host/ and ssh://git@host/x, no URL: a@b",
		"ssh://git:secret@host":                                 "ssh://***@host",
		"https://host/@x":                                       "https://host/@x",
		"":                                                      "",
	} {
		if got := maskPasswords(words); got != want {
			t.Errorf("%q becomes %q, want %q", words, got, want)
		}
	}
}

func TestRejection(t *testing.T) {
	t.Parallel()
	for out, again := range map[string]bool{
		"To x\n!\ta:b\t[rejected] (fetch first)\nDone\n":                                          true,
		"!\ta:b\t[rejected] (non-fast-forward)\n":                                                 true,
		"!\ta:b\t[remote rejected] (cannot lock ref 'refs/heads/main': is at 1 but expected 2)\n": true,
		"!\ta:b\t[remote rejected] (failed to update ref)\n":                                      true,
		"!\ta:b\t[remote rejected] (pre-receive hook declined)\n":                                 false,
		"!\ta:b\t[remote rejected] (protected branch hook declined)\n":                            false,
	} {
		answer, ok := rejection(out)
		if !ok || outrun(answer) != again {
			t.Errorf("%q: %q, %t", out, answer, ok)
		}
	}
	if _, ok := rejection("To x\n \ta:b\t1..2\nDone\n"); ok {
		t.Error("a push that was taken passes for a rejection")
	}
	if !bytes.Equal([]byte(remoteWords("remote: one\nremote:   \nerror: two\nremote: three  \n")), []byte("one\nthree\n")) {
		t.Error("the server's words are not told apart")
	}
}
