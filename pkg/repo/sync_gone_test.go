package repo

import (
	"errors"
	"strings"
	"testing"
)

const goneBranch = "postmortem/x"

// newGone is a pair whose first clone is on a branch that it has pushed.
func newGone(t *testing.T) pair {
	t.Helper()
	p := newPair(t)
	p.ours.run("switch", "-q", "-c", goneBranch)
	p.ours.commitFiles("ours", "p/a.md", "a\nours\n")
	p.ours.run("push", "-q", "-u", "origin", goneBranch)
	return p
}

// mergedAndDeleted takes the branch into main at the hub and deletes it, as a hosting site
// does when a pull request is merged.
func (p pair) mergedAndDeleted() {
	p.hub.Helper()
	p.hub.run("update-ref", "refs/heads/main", "refs/heads/"+goneBranch)
	p.hub.run("update-ref", "-d", "refs/heads/"+goneBranch)
}

// staysGone fails the test unless a sync was refused because the branch is
// gone, and did not bring it back.
func (p pair) staysGone(t *testing.T, got Synced, err error) {
	t.Helper()
	refused, ok := errors.AsType[*Refused](err)
	if !ok || refused.Cause != CauseUpstream || !strings.Contains(refused.Error(), "origin has no branch postmortem/x any more; perhaps it was merged") {
		t.Errorf("got %+v, %v", got, err)
	}
	p.hub.says("", "for-each-ref", "refs/heads/postmortem")
	p.ours.sound()
	p.hub.sound()
}

// TestSyncGone never brings back a branch that was deleted at the remote.
func TestSyncGone(t *testing.T) {
	t.Parallel()
	more := func(p pair) { p.ours.commitFiles("more", "p/a.md", "a\nours\nmore\n") }
	for name, c := range map[string]struct {
		prepare func(p pair)
		dryRun  bool
	}{
		"with a commit to push": {prepare: func(p pair) { p.mergedAndDeleted(); more(p) }},
		"with nothing to push":  {prepare: func(p pair) { p.mergedAndDeleted() }},
		"in a dry run":          {prepare: func(p pair) { p.mergedAndDeleted(); more(p) }, dryRun: true},
		"pruned by the fetch": {prepare: func(p pair) {
			p.mergedAndDeleted()
			more(p)
			p.ours.run("config", "fetch.prune", "true")
		}},
		"pruned, and no other branch was fetched": {prepare: func(p pair) {
			p.mergedAndDeleted()
			more(p)
			p.ours.run("config", "fetch.prune", "true")
			p.ours.run("config", "remote.origin.fetch", "+refs/heads/postmortem/*:refs/remotes/origin/postmortem/*")
			p.ours.run("update-ref", "-d", "refs/remotes/origin/main")
		}},
		"pruned by somebody else": {prepare: func(p pair) {
			p.mergedAndDeleted()
			more(p)
			p.ours.run("fetch", "-q", "--prune")
		}},
		"with commits of theirs that were fetched and not merged": {prepare: func(p pair) {
			p.theirs.run("fetch", "-q")
			p.theirs.run("switch", "-q", goneBranch)
			p.theirsHas("p/b.md", "b1\n")
			p.ours.run("fetch", "-q")
			p.mergedAndDeleted()
			more(p)
		}},
		"pushed without an upstream": {prepare: func(p pair) {
			p.ours.run("branch", "--unset-upstream")
			p.mergedAndDeleted()
			more(p)
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newGone(t)
			c.prepare(p)
			head := p.ours.head()
			got, err := p.ours.sync(Sync{DryRun: c.dryRun})
			p.staysGone(t, got, err)
			if now := p.ours.head(); now != head {
				t.Errorf("HEAD went from %s to %s", head, now)
			}
		})
	}
}

// at lets something happen just before git runs a command, the first time.
func at(command string, happens func()) StepFunc {
	return func(op, name string) error {
		if op == "run" && name == command && happens != nil {
			now := happens
			happens = nil
			now()
		}
		return nil
	}
}

// syncAt is a sync during which something happens.
func (s *sandbox) syncAt(step StepFunc) (Synced, error) {
	s.Helper()
	r := open(s, Options{Dir: s.dir, Environ: s.env, Backend: "git", Step: step})
	return r.Sync(s.Context(), Sync{Own: "postmortem/", Merger: lines, Message: func(string, []string) string { return "sync\n" }})
}

// TestSyncGoneMeanwhile deletes the branch between the fetch and the push.
func TestSyncGoneMeanwhile(t *testing.T) {
	t.Parallel()
	for _, prune := range []string{"false", "true"} {
		t.Run("fetch.prune="+prune, func(t *testing.T) {
			t.Parallel()
			p := newGone(t)
			p.ours.run("config", "fetch.prune", prune)
			p.ours.commitFiles("more", "p/a.md", "a\nours\nmore\n")
			got, err := p.ours.syncAt(at("push", p.mergedAndDeleted))
			p.staysGone(t, got, err)
		})
	}
}

// TestSyncGoneAfterMerge says that the merge was made, and only not pushed.
func TestSyncGoneAfterMerge(t *testing.T) {
	t.Parallel()
	p := newGone(t)
	p.theirs.run("fetch", "-q")
	p.theirs.run("switch", "-q", goneBranch)
	p.theirsHas("p/b.md", "b1\n")
	p.ours.commitFiles("more", "p/a.md", "a\nours\nmore\n")
	got, err := p.ours.syncAt(at("push", p.mergedAndDeleted))
	p.staysGone(t, got, err)
	if unpushed, ok := errors.AsType[*Unpushed](err); !ok || unpushed.Synced.In != 1 {
		t.Errorf("got %+v", err)
	}
}

// TestSyncGonePushedAnew takes the way out that the refusal names.
func TestSyncGonePushedAnew(t *testing.T) {
	t.Parallel()
	p := newGone(t)
	p.mergedAndDeleted()
	p.ours.commitFiles("more", "p/a.md", "a\nours\nmore\n")
	_, err := p.ours.sync(Sync{})
	refused, ok := errors.AsType[*Refused](err)
	if !ok || !strings.HasSuffix(refused.Way, "or git push -u origin postmortem/x makes it anew") {
		t.Fatalf("got %v", err)
	}
	p.ours.run("push", "-q", "-u", "origin", goneBranch)
	p.ours.commitFiles("still more", "p/a.md", "a\nours\nmore\nstill more\n")
	if got, err := p.ours.sync(Sync{}); err != nil || got.Out != 1 {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestSyncOverwritesNothing rewrites our branch between the merge and the push:
// what the remote has must not be pushed away by it.
func TestSyncOverwritesNothing(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	was := p.hub.head()
	p.ours.commitFiles("ours", "p/a.md", "a\nours\n")
	synced := p.ours.head()
	got, err := p.ours.syncAt(at("push", func() {
		p.ours.run("reset", "-q", "--soft", "HEAD~1")
		p.ours.run("commit", "-q", "--amend", "-m", "another history")
	}))
	if err != nil {
		t.Errorf("%+v, %v", got, err)
	}
	if now := p.hub.head(); now != synced {
		t.Errorf("the hub went from %s to %s, want %s", was, now, synced)
	}
	p.hub.run("merge-base", "--is-ancestor", was, "HEAD")
}

// TestSyncPushURLs pushes to two places, of which one has missed something.
func TestSyncPushURLs(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	p.hub.run("clone", "-q", "--bare", p.hub.dir, "../second.git")
	p.theirsHas("p/b.md", "b\n")
	p.ours.commitFiles("ours", "p/a.md", "a\nours\n")
	for _, url := range []string{"../hub.git", "../second.git"} {
		p.ours.run("remote", "set-url", "--add", "--push", "origin", url)
	}
	got, err := p.ours.sync(Sync{})
	p.synced(t, got, err)
	p.hub.says(p.ours.head()+"\n", "--git-dir=../second.git", "rev-parse", "main")
}

// TestSyncSubmodules pushes what a submodule has too, where git is told to.
func TestSyncSubmodules(t *testing.T) {
	t.Parallel()
	for setting, value := range map[string]string{"push.recurseSubmodules": "on-demand", "submodule.recurse": "true"} {
		t.Run(setting, func(t *testing.T) {
			t.Parallel()
			p := newPair(t)
			p.hub.run("clone", "-q", "--bare", p.hub.dir, "../sub.git")
			p.ours.run("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", p.ours.path("../sub.git"), "sub")
			p.ours.commitAll("a submodule")
			p.ours.run("push", "-q", "origin", "main")
			p.ours.write("sub/p/a.md", "a\nsub\n")
			p.ours.run("-C", "sub", "commit", "-qam", "in the submodule")
			p.ours.commitAll("the submodule's")
			p.ours.run("config", setting, value)
			got, err := p.ours.sync(Sync{})
			p.synced(t, got, err)
			p.ours.says(p.ours.run("-C", "sub", "rev-parse", "HEAD"), "--git-dir=../sub.git", "rev-parse", "main")
		})
	}
}
