package repo

import (
	"errors"
	"os"
	"strings"
	"testing"
)

// newForced is a pair of which both have a commit that the other clone then
// took away from the hub.
func newForced(t *testing.T) pair {
	t.Helper()
	p := newPair(t)
	p.theirsHas("p/secret.md", "hunter2\n")
	if _, err := p.ours.sync(Sync{}); err != nil {
		t.Fatal(err)
	}
	p.takeAway(1)
	return p
}

// takeAway forces the hub to what it had some commits ago.
func (p pair) takeAway(commits int) {
	p.theirs.Helper()
	p.theirs.run("reset", "-q", "--hard", "HEAD"+strings.Repeat("^", commits))
	p.theirs.run("push", "-q", "-f", "origin", "HEAD")
}

// forcedCase is a sync after a forced push. %s in says stands for the commit
// that was taken away.
type forcedCase struct {
	name    string
	prepare func(p pair)
	says    string
	dryRun  bool
}

var forcedCases = []forcedCase{
	{name: "no work of our own", prepare: func(pair) {}, says: "1 commit of main was taken off origin/main by a forced push: %s by Ada Lovelace; " +
		"git reset --keep origin/main takes it off main too; or git push, if it belongs there after all"},
	{name: "in a dry run", prepare: func(pair) {}, dryRun: true, says: "was taken off origin/main by a forced push: %s by Ada Lovelace; "},
	{name: "work of our own", prepare: func(p pair) {
		p.ours.commitFiles("ours", "p/a.md", "a\nours\n")
		p.ours.commitFiles("more", "p/a.md", "a\nours\nmore\n")
	}, says: "forced push: %s by Ada Lovelace; git rebase --onto origin/main %s main keeps your 2 other commits; or git push, if it belongs there after all"},
	{name: "work on both sides", prepare: func(p pair) {
		p.ours.commitFiles("ours", "p/a.md", "a\nours\n")
		p.theirsHas("p/b.md", "b\n")
	}, says: "%s by Ada Lovelace; git rebase --onto origin/main %s main keeps your other commit; or git merge origin/main && git push, if it belongs there after all"},
	{name: "fetched by git before", prepare: func(p pair) { p.ours.run("fetch", "-q") }, says: "forced push: %s by Ada Lovelace; "},
	{name: "fetched by git before, and more since", prepare: func(p pair) {
		p.ours.run("fetch", "-q")
		p.theirsHas("p/b.md", "b\n")
		p.ours.run("fetch", "-q")
		p.theirsHas("p/a.md", "a\nb\n")
	}, says: "forced push: %s by Ada Lovelace; "},
	{name: "a sync that was killed after the fetch", prepare: func(p pair) {
		_, err := p.ours.syncAt(func(op, name string) error {
			if op == "run" && name == "for-each-ref" {
				return errors.New("killed")
			}
			return nil
		})
		if err == nil {
			p.ours.Error("was not killed")
		}
	}, says: "forced push: %s by Ada Lovelace; "},
	{name: "merged with our own work", prepare: func(p pair) {
		p.ours.run("reset", "-q", "--hard", "HEAD^")
		p.ours.commitFiles("ours", "p/a.md", "a\nours\n")
		p.ours.run("merge", "-q", "-m", "merge", "HEAD@{2}")
	}, says: "forced push: %s by Ada Lovelace; git rebase --onto origin/main %s main keeps your 2 other commits; "},
}

func TestSyncForced(t *testing.T) {
	t.Parallel()
	for _, c := range forcedCases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newForced(t)
			secret := p.ours.head()
			c.prepare(p)
			p.ours.staysAway(t, p, strings.ReplaceAll(c.says, "%s", p.ours.abbreviated(secret)), c.dryRun)
		})
	}
}

func (s *sandbox) abbreviated(commit string) string {
	s.Helper()
	return strings.TrimSpace(s.run("rev-parse", "--short", commit))
}

// staysAway fails the test unless two syncs in a row are refused and move nothing.
func (s *sandbox) staysAway(t *testing.T, p pair, says string, dryRun bool) {
	t.Helper()
	head, hub := s.head(), p.hub.head()
	for range 2 {
		got, err := s.sync(Sync{DryRun: dryRun})
		refused, ok := errors.AsType[*Refused](err)
		if !ok || refused.Cause != CauseUpstream || !strings.Contains(refused.Error(), says) {
			t.Errorf("got %+v, %v; want %q", got, err, says)
		}
		if now := s.head(); now != head {
			t.Errorf("HEAD went from %s to %s", head, now)
		}
		if now := p.hub.head(); now != hub {
			t.Errorf("the hub went from %s to %s", hub, now)
		}
	}
	s.sound()
}

// TestSyncForcedFreshClone has no log of the upstream before the fetch that is
// forced.
func TestSyncForcedFreshClone(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	p.theirsHas("p/secret.md", "hunter2\n")
	p.hub.run("clone", "-q", p.hub.dir, "../fresh")
	p.ours.dir = p.ours.path("../fresh")
	p.takeAway(1)
	p.ours.staysAway(t, p, "1 commit of main was taken off origin/main", false)
}

// TestSyncForcedOfOurs takes away what this clone pushed itself, two commits.
func TestSyncForcedOfOurs(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	p.ours.commitFiles("first", "p/secret.md", "hunter\n")
	first := p.ours.head()
	p.ours.commitFiles("second", "p/secret.md", "hunter2\n")
	if _, err := p.ours.sync(Sync{}); err != nil {
		t.Fatal(err)
	}
	p.theirs.run("pull", "-q")
	p.takeAway(2)
	p.ours.staysAway(t, p, "2 commits of main were taken off origin/main by a forced push, the first "+p.ours.abbreviated(first)+" by Ada Lovelace; ", false)
}

// TestSyncForcedTwice takes two lines of commits away, so that no one commit
// divides them from what is our own.
func TestSyncForcedTwice(t *testing.T) {
	t.Parallel()
	p := newForced(t)
	was := p.ours.head()
	p.theirsHas("p/secret2.md", "hunter3\n")
	p.ours.run("fetch", "-q")
	p.ours.run("merge", "-q", "-m", "both", "origin/main")
	p.takeAway(1)
	p.ours.staysAway(t, p, "2 commits of main were taken off origin/main by a forced push, the first ", false)
	p.ours.run("merge-base", "--is-ancestor", was, "HEAD")
}

// TestSyncForcedWaysOut takes the ways that the refusal names.
func TestSyncForcedWaysOut(t *testing.T) {
	t.Parallel()
	own := func(p pair) { p.ours.commitFiles("ours", "p/a.md", "a\nours\n") }
	for _, c := range []struct {
		name    string
		prepare func(p pair)
		way     func(p pair, secret string)
		out     int
		secret  string // files of that name afterwards
	}{
		{name: "reset", prepare: func(pair) {}, way: func(p pair, _ string) { p.ours.run("reset", "-q", "--keep", "origin/main") }},
		{name: "rebase", prepare: own, way: func(p pair, secret string) {
			p.ours.run("rebase", "-q", "--onto", "origin/main", secret, "main")
		}, out: 1},
		{name: "push", prepare: own, way: func(p pair, _ string) { p.ours.run("push", "-q") }, secret: "p/secret.md\n"},
		{name: "merge and push", prepare: func(p pair) { own(p); p.theirsHas("p/b.md", "b\n") }, way: func(p pair, _ string) {
			p.ours.run("merge", "-q", "-m", "merge", "origin/main")
			p.ours.run("push", "-q")
		}, secret: "p/secret.md\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newForced(t)
			secret := p.ours.head()
			c.prepare(p)
			if _, err := p.ours.sync(Sync{}); err == nil {
				t.Fatal("was not refused")
			}
			c.way(p, secret)
			got, err := p.ours.sync(Sync{})
			p.synced(t, got, err)
			if got.Out != c.out {
				t.Errorf("%d commits out, want %d", got.Out, c.out)
			}
			p.hub.says(c.secret, "ls-tree", "-r", "--name-only", "main", "p/secret.md")
		})
	}
}

// TestSyncNotForced is what rewrites history, and takes nothing away that was
// on the upstream.
func TestSyncNotForced(t *testing.T) {
	t.Parallel()
	for name, prepare := range map[string]func(p pair){
		"our own work rebased": func(p pair) {
			p.ours.commitFiles("ours", "p/a.md", "a\nours\n")
			p.theirsHas("p/b.md", "b\n")
			p.ours.run("pull", "-q", "--rebase")
			p.ours.run("commit", "-q", "--amend", "-m", "again")
		},
		"merged and squashed at the hub": func(p pair) {
			p.ours.commitFiles("ours", "p/a.md", "a\nours\n")
			p.ours.run("push", "-q", "origin", "HEAD:refs/heads/postmortem/x")
			p.theirsHas("p/a.md", "a\nours\n")
			p.hub.run("branch", "-qD", "postmortem/x")
		},
		"taken away here too": func(p pair) {
			p.ours.commitFiles("ours", "p/a.md", "a\nours\n")
			p.ours.run("push", "-q")
			p.ours.run("reset", "-q", "--hard", "HEAD^")
			p.ours.run("push", "-q", "-f")
			p.ours.commitFiles("better", "p/a.md", "a\nbetter\n")
		},
		"taken away, and put back": func(p pair) {
			p.theirsHas("p/b.md", "b\n")
			p.ours.run("pull", "-q")
			was := p.theirs.head()
			p.takeAway(1)
			p.ours.run("fetch", "-q")
			p.theirs.run("push", "-q", "origin", was+":main")
			p.ours.commitFiles("ours", "p/a.md", "a\nours\n")
		},
		"a clone that keeps no logs": func(p pair) {
			p.ours.run("config", "core.logAllRefUpdates", "false")
			p.theirsHas("p/secret.md", "hunter2\n")
			p.ours.run("pull", "-q")
			p.takeAway(1)
			if err := os.RemoveAll(p.ours.path(".git/logs")); err != nil {
				p.ours.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPair(t)
			prepare(p)
			got, err := p.ours.sync(Sync{})
			p.synced(t, got, err)
		})
	}
}

// TestSyncMirrorLags fetches from a mirror that has not yet what was pushed to
// the address for pushing.
func TestSyncMirrorLags(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	p.hub.run("clone", "-q", "--bare", p.hub.dir, "../primary.git")
	p.ours.run("config", "remote.origin.pushurl", p.ours.path("../primary.git"))
	for _, content := range []string{"a\nours\n", "a\nours\nmore\n"} {
		p.ours.commitFiles("ours", "p/a.md", content)
		if got, err := p.ours.sync(Sync{}); err != nil {
			t.Errorf("%+v, %v", got, err)
		}
	}
}

// TestSyncOvertakenFetch is a fetch that asked the remote before another process
// pushed from this clone, and wrote down what it was told after that: the
// remote-tracking branch goes back, and nobody forced anything.
func TestSyncOvertakenFetch(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	was := p.ours.head()
	p.ours.commitFiles("ours", "p/a.md", "a\nours\n")
	p.ours.run("push", "-q")
	p.ours.commitFiles("more", "p/a.md", "a\nours\nmore\n")
	got, err := p.ours.syncAt(at("for-each-ref", func() {
		p.ours.run("update-ref", "-m", "fetch: forced-update", "refs/remotes/origin/main", was)
	}))
	p.synced(t, got, err)
	if got.Out != 1 {
		t.Errorf("%+v", got)
	}
}
