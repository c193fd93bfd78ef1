//go:build unix

package cli

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestSyncPassword answers git's questions on a terminal, where they may be
// asked.
func TestSyncPassword(t *testing.T) {
	t.Parallel()
	h := newHub(t)
	alice := h.laptop("alice")
	alice.pm("new", "Checkout returns 5xx")
	h.password.Store("swordfish")
	h.run(alice.dir, "remote", "set-url", "origin", strings.Replace(h.url, "//", "//alice@", 1))
	h.run(alice.dir, "config", "credential.helper", "store --file="+filepath.Join(h.home, "passwords"))
	term := startOnTerminal(t, alice.dir, "sync")
	term.await("Password for 'http://alice@127.0.0.1:")
	term.send("swordfish\n")
	shown, err := term.end()
	if err != nil || !strings.Contains(shown, "synced main with origin/main") {
		t.Errorf("%v\n%q", err, shown)
	}
}

// TestSyncHangs ends a sync that waits for a credential helper which never
// answers: the terminal says what it waits for, and Ctrl-C leaves nothing behind.
func TestSyncHangs(t *testing.T) {
	t.Parallel()
	h := newHub(t)
	alice := h.laptop("alice")
	alice.pm("new", "Checkout returns 5xx")
	head := h.run(alice.dir, "rev-parse", "HEAD")
	h.password.Store("swordfish")
	started := filepath.Join(h.home, "started")
	h.write(filepath.Join(h.home, "helper"), "#!/bin/sh\necho $$ >'"+started+"'\nexec sleep 600\n")
	h.run(alice.dir, "config", "credential.helper", filepath.Join(h.home, "helper"))
	term := startOnTerminal(t, alice.dir, "sync")
	term.await("fetching from origin ...")
	for pid, err := []byte(nil), error(nil); len(pid) == 0; pid, err = os.ReadFile(started) {
		select {
		case <-term.closed:
			t.Fatalf("pm ended: %v\n%q", err, term.text())
		case <-time.After(5 * time.Millisecond):
		}
	}
	term.send("\x03")
	shown, err := term.end()
	if exit, ok := errors.AsType[*exec.ExitError](err); !ok || exit.ExitCode() != exitFailure || !strings.Contains(shown, "nothing was changed: interrupted while fetching from origin") {
		t.Errorf("%v\n%q", err, shown)
	}
	if now := h.run(alice.dir, "rev-parse", "HEAD"); now != head {
		t.Errorf("HEAD went from %s to %s", head, now)
	}
	h.password.Store("")
	h.run(alice.dir, "config", "--unset", "credential.helper")
	alice.pm("sync") // nothing is in its way
}
