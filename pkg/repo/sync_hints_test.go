package repo

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSyncUnborn tells a clone that was made of an empty repository what is there
// by now: a first commit of its own would have nothing in common with it.
func TestSyncUnborn(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		prepare func(p pair)
		way     string
	}{
		{name: "the remote has the branch", prepare: func(pair) {}, way: "git pull fetches what origin has"},
		{name: "the remote has nothing", prepare: func(p pair) { p.hub.run("update-ref", "-d", "refs/heads/main") }, way: "pm new makes the first"},
		{name: "the remote has other branches", prepare: func(p pair) {
			p.hub.run("branch", "-m", "main", "trunk")
		}, way: "git fetch && git switch trunk if that is the branch to work on; else pm new makes the first"},
		{name: "no upstream is configured", prepare: func(p pair) {
			p.ours.run("config", "--remove-section", "branch.main")
		}, way: "git pull origin main fetches what origin has"},
		{name: "no remote", prepare: func(p pair) { p.ours.run("remote", "remove", "origin") }, way: "pm new makes the first"},
		{name: "a remote that cannot be reached", prepare: func(p pair) {
			p.ours.run("remote", "set-url", "origin", "../gone.git")
		}, way: "git pull fetches what origin has; if it has nothing, pm new makes the first"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newPair(t)
			top := filepath.Dir(p.ours.dir)
			p.ours.dir = filepath.Join(top, "early")
			p.theirs.runIn(top, "init", "-q", "early")
			p.ours.run("remote", "add", "origin", p.hub.dir)
			p.ours.run("config", "branch.main.remote", "origin")
			p.ours.run("config", "branch.main.merge", "refs/heads/main")
			c.prepare(p)
			_, err := p.ours.sync(Sync{})
			if refused, ok := errors.AsType[*Refused](err); !ok || refused.Error() != "the branch main has no commit yet; "+c.way {
				t.Errorf("got %v", err)
			}
		})
	}
}

// TestSyncSSH shows what ssh said, not only what git made of it.
func TestSyncSSH(t *testing.T) {
	t.Parallel()
	const git = "fatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.\n"
	for said, want := range map[string]string{
		"ssh: connect to host 127.0.0.1 port 1: Connection refused\r\n":                                         "cannot be reached: ssh: connect to host 127.0.0.1 port 1: Connection refused",
		"Warning: Permanently added 'host' to the list of known hosts.\ngit@host: Permission denied (key).\r\n": "does not let you in: git@host: Permission denied (key).",
		"@@@@@@\n@ WARNING: changed @\nHost key verification failed.\r\n":                                       "does not let you in: Host key verification failed.",
		"ERROR: Repository not found.\n":                                                                        "cannot be reached: ERROR: Repository not found.",
		"remote: \nremote: no such thing\n":                                                                     "cannot be reached: Could not read from remote repository.",
		"":                                                                                                      "cannot be reached: Could not read from remote repository.",
		"hint: x\nfatal: 'x' is not there\n":                                                                    "cannot be reached: 'x' is not there",
	} {
		if got := (&syncing{up: upstream{remote: "origin"}}).unreachable(said + git); got.Reason != "origin "+want {
			t.Errorf("%q: %q, want %q", said, got.Reason, want)
		}
	}
	p := newPair(t)
	p.ours.write("../ssh", "#!/bin/sh\nprintf 'ssh: connect to host hub port 22: Connection refused\\r\\n' >&2\nexit 255\n")
	if err := os.Chmod(p.ours.path("../ssh"), 0o755); err != nil {
		t.Fatal(err)
	}
	p.ours.run("config", "core.sshCommand", p.ours.path("../ssh"))
	p.ours.run("remote", "set-url", "origin", "ssh://hub/x.git")
	if _, err := p.ours.sync(Sync{}); err == nil || err.Error() != "origin cannot be reached: ssh: connect to host hub port 22: Connection refused" {
		t.Errorf("got %v", err)
	}
}

// TestSyncUpstreamNotSet pushes a new branch while git cannot write its
// configuration, and gives it its upstream the next time.
func TestSyncUpstreamNotSet(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	p.ours.run("switch", "-q", "-c", "postmortem/x")
	p.ours.commitFiles("ours", "p/a.md", "a\nours\n")
	p.ours.write(".git/config.lock", "")
	var said bytes.Buffer
	r := open(t, Options{Dir: p.ours.dir, Environ: p.ours.env, Backend: "git", Err: &said})
	if got, err := r.Sync(t.Context(), Sync{Own: "postmortem/", Merger: lines}); err != nil || got.Out != 1 {
		t.Errorf("%+v, %v", got, err)
	}
	if !strings.HasPrefix(said.String(), "pm: postmortem/x is pushed, but git could not make origin/postmortem/x its upstream: could not lock config file .git/config: File exists; pm sync does when run again") {
		t.Errorf("said %q", said.String())
	}
	if err := os.Remove(p.ours.path(".git/config.lock")); err != nil {
		t.Fatal(err)
	}
	if got, err := p.ours.sync(Sync{}); err != nil {
		t.Errorf("%+v, %v", got, err)
	}
	p.ours.says("origin/postmortem/x\n", "rev-parse", "--abbrev-ref", "@{upstream}")
}

// TestSyncBranchWithEquals keeps merge options of a branch away whose name git -c
// would take apart.
func TestSyncBranchWithEquals(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	p.ours.run("switch", "-q", "-c", "postmortem/a=b")
	p.ours.run("push", "-q", "-u", "origin", "HEAD")
	p.theirs.run("fetch", "-q")
	p.theirs.run("switch", "-q", "postmortem/a=b")
	p.theirsHas("p/a.md", "a\ntheirs\n")
	p.ours.run("config", "branch.postmortem/a=b.mergeOptions", "--autostash")
	p.ours.write("p/a.md", "a\nunsaved\n")
	got, err := p.ours.sync(Sync{})
	if refused, ok := errors.AsType[*Refused](err); !ok || refused.Cause != CauseChanged {
		t.Errorf("%+v, %v", got, err)
	}
	p.ours.has("p/a.md", "a\nunsaved\n")
	p.ours.run("checkout", "-q", "p/a.md")
	got, err = p.ours.sync(Sync{})
	if err != nil || got.In != 1 {
		t.Errorf("%+v, %v", got, err)
	}
}
