package repo

import (
	"errors"
	"strings"
	"testing"
)

// otherName gives the first clone a branch that git let track main by itself.
func otherName(p pair) {
	p.ours.run("switch", "-q", "-c", "fix/typo", "origin/main")
	p.ours.commitFiles("typo", "p/a.md", "b\n")
}

// TestSyncOtherName pushes to a branch of another name only where git push would.
func TestSyncOtherName(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		config []string // of our clone: key, value
		pushed bool
	}{
		{name: "git's default"},
		{name: "simple", config: []string{"push.default", "simple"}},
		{name: "current", config: []string{"push.default", "current"}},
		{name: "nothing", config: []string{"push.default", "nothing"}},
		{name: "upstream", config: []string{"push.default", "upstream"}, pushed: true},
		{name: "tracking", config: []string{"push.default", "tracking"}, pushed: true},
		{name: "the push remote of the branch is the same", config: []string{"branch.fix/typo.pushRemote", "origin"}},
		{name: "a refspec of this branch", config: []string{"remote.origin.push", "refs/heads/fix/typo:refs/heads/main"}, pushed: true},
		{name: "a short one", config: []string{"remote.origin.push", "+fix/typo:main"}, pushed: true},
		{name: "of whatever is checked out", config: []string{"remote.origin.push", "HEAD:refs/heads/main"}, pushed: true},
		{name: "of all such", config: []string{"remote.origin.push", "refs/heads/fix/*:refs/heads/m*"}},
		{name: "of another branch", config: []string{"push.default", "upstream", "remote.origin.push", "refs/heads/x:refs/heads/main"}},
		{name: "to another branch", config: []string{"push.default", "upstream", "remote.origin.push", "HEAD"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newPair(t)
			p.theirsHas("p/b.md", "b\n")
			otherName(p)
			for i := 0; i < len(c.config); i += 2 {
				p.ours.run("config", c.config[i], c.config[i+1])
			}
			if c.pushed {
				got, err := p.ours.sync(Sync{})
				p.synced(t, got, err)
				return
			}
			head, hub := p.ours.head(), p.hub.head()
			meant := "; git config push.default upstream"
			if p.ours.run("config", "--default", "", "remote.origin.push") != "\n" {
				meant = "; git push origin HEAD:main"
			}
			for _, dryRun := range []bool{true, false} {
				got, err := p.ours.sync(Sync{DryRun: dryRun})
				p.ours.refusedOtherName(t, meant, got, err)
			}
			if p.ours.head() != head || p.hub.head() != hub {
				t.Error("something moved")
			}
			p.ours.sound()
		})
	}
}

func (s *sandbox) refusedOtherName(t *testing.T, meant string, got Synced, err error) {
	t.Helper()
	refused, ok := errors.AsType[*Refused](err)
	if !ok || refused.Cause != CauseUpstream ||
		!strings.HasPrefix(refused.Reason, "fix/typo has commits, and its upstream is a branch of another name, origin/main, where git push would not take them") ||
		!strings.HasPrefix(refused.Way, "git push -u origin HEAD pushes them to origin/fix/typo; git branch --unset-upstream if there should be none; ") ||
		!strings.HasSuffix(refused.Way, meant+" if they are meant for origin/main") {
		t.Errorf("got %+v, %v", got, err)
	}
}

// TestSyncOtherNameWaysOut takes the ways that the refusal names.
func TestSyncOtherNameWaysOut(t *testing.T) {
	t.Parallel()
	for want, way := range map[string][]string{
		"refs/heads/fix/typo": {"push", "-q", "-u", "origin", "HEAD"},
		"refs/heads/main":     {"config", "push.default", "upstream"},
	} {
		t.Run(want, func(t *testing.T) {
			t.Parallel()
			p := newPair(t)
			otherName(p)
			p.ours.run(way...)
			if got, err := p.ours.sync(Sync{}); err != nil {
				t.Errorf("%+v, %v", got, err)
			}
			p.hub.says(p.ours.head()+"\n", "rev-parse", want)
		})
	}
}

// TestSyncOtherNameForward brings in what came, as git pull does, where there is
// nothing to push; and where the branch is one that pm names, it says so.
func TestSyncOtherNameForward(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	p.ours.run("switch", "-q", "-c", "postmortem/x", "origin/main")
	p.theirsHas("p/b.md", "b\n")
	for want := 1; want >= 0; want-- {
		got, err := p.ours.sync(Sync{})
		p.synced(t, got, err)
		if got.In != want || got.Out != 0 {
			t.Errorf("%+v, want %d in", got, want)
		}
	}
	p.ours.commitFiles("ours", "p/a.md", "a\nours\n")
	_, err := p.ours.sync(Sync{})
	refused, ok := errors.AsType[*Refused](err)
	if !ok || !strings.HasPrefix(refused.Way, "git branch --unset-upstream && pm sync pushes them to origin/postmortem/x; ") {
		t.Fatalf("got %v", err)
	}
	p.ours.run("branch", "--unset-upstream")
	if got, err := p.ours.sync(Sync{}); err != nil || got.Upstream != "origin/postmortem/x" {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestSyncPushedElsewhere is a branch that a refspec of its remote takes to
// another name than its upstream's.
func TestSyncPushedElsewhere(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	p.ours.run("config", "remote.origin.push", "HEAD:refs/for/main")
	p.ours.commitFiles("ours", "p/a.md", "a\nours\n")
	hub := p.hub.head()
	_, err := p.ours.sync(Sync{})
	if refused, ok := errors.AsType[*Refused](err); !ok || refused.Error() != "remote.origin.push has git push take main to refs/for/main, not to its upstream; git pull && git push" {
		t.Errorf("got %v", err)
	}
	if p.hub.head() != hub {
		t.Error("the hub moved")
	}
}
