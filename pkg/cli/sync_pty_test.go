//go:build unix

package cli

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestSyncPassword answers git's questions on a terminal, where they may be
// asked.
func TestSyncPassword(t *testing.T) {
	t.Parallel()
	h := newHub(t)
	alice := h.laptop("alice")
	alice.pm("new", "Checkout returns 5xx")
	h.password = "swordfish"
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
