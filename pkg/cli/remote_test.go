package cli

import (
	"bytes"
	"context"
	"net/http"
	"net/http/cgi"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// hub is a bare repository behind smart HTTP on a loopback address.
type hub struct {
	*testing.T
	git, home, dir, url string
	password            atomic.Value // a string, asked for when it is not empty
	asked               atomic.Int32 // how often
}

func newHub(t *testing.T) *hub {
	t.Helper()
	git, err := exec.LookPath("git")
	if err != nil {
		t.Skip("needs git")
	}
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	h := &hub{T: t, git: git, home: root, dir: filepath.Join(root, "hub.git")}
	h.password.Store("")
	h.write(filepath.Join(root, ".gitconfig"), "[init]\n\tdefaultBranch = main\n[core]\n\tfsync = none\n[maintenance]\n\tauto = false\n[gc]\n\tauto = 0\n[receive]\n\tautogc = false\n")
	h.run(root, "init", "-q", "--bare", h.dir)
	backend := &cgi.Handler{
		Path: git, Args: []string{"http-backend"},
		Env: []string{"GIT_PROJECT_ROOT=" + root, "GIT_HTTP_EXPORT_ALL=1", "REMOTE_USER=somebody", "HOME=" + root, "GIT_CONFIG_NOSYSTEM=1"},
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, given, _ := r.BasicAuth(); given != h.password.Load() {
			h.asked.Add(1)
			w.Header().Set("WWW-Authenticate", `Basic realm="hub"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		backend.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	h.url = server.URL + "/hub.git"
	return h
}

func (h *hub) write(path, text string) {
	h.Helper()
	if err := os.WriteFile(path, []byte(text), 0o755); err != nil {
		h.Fatal(err)
	}
}

// environ is that of one person, to whom nothing of this machine counts.
func (h *hub) environ(name string) []string {
	return []string{
		"HOME=" + h.home, "PATH=" + os.Getenv("PATH"), "GIT_CONFIG_NOSYSTEM=1", "TERM=dumb", "TZ=UTC",
		"GIT_AUTHOR_NAME=" + name, "GIT_AUTHOR_EMAIL=" + name + "@example.com",
		"GIT_COMMITTER_NAME=" + name, "GIT_COMMITTER_EMAIL=" + name + "@example.com",
	}
}

// run is git in a folder.
func (h *hub) run(dir string, args ...string) string {
	h.Helper()
	cmd := exec.Command(h.git, args...)
	cmd.Dir, cmd.Env = dir, h.environ("git")
	out, err := cmd.CombinedOutput()
	if err != nil {
		h.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

// laptop is a clone of the hub that belongs to somebody.
type laptop struct {
	*hub
	name, dir string
}

func (h *hub) laptop(name string) *laptop {
	h.Helper()
	l := &laptop{h, name, filepath.Join(h.home, name)}
	h.run(h.home, "clone", "-q", h.url, l.dir)
	return l
}

// try runs pm and gives back its exit code and what it said.
func (l *laptop) try(args ...string) (code int, stdout, stderr string) {
	l.Helper()
	var out, errs bytes.Buffer
	e := &Env{
		In: strings.NewReader(""), Out: &out, Err: &errs, Dir: l.dir, Environ: l.environ(l.name),
		Now: func() time.Time { return time.Date(2026, 3, 1, 15, 0, 0, 0, time.UTC) },
	}
	code = Run(context.Background(), e, args)
	return code, out.String(), errs.String()
}

// pm runs a command that must succeed. It may be called on any goroutine.
func (l *laptop) pm(args ...string) string {
	l.Helper()
	code, out, errs := l.try(args...)
	if code != exitDone {
		l.Errorf("%s: pm %s: exit %d\n%s", l.name, strings.Join(args, " "), code, errs)
	}
	return out
}

// refused runs a command that must fail, with words on standard error.
func (l *laptop) refused(words string, args ...string) {
	l.Helper()
	code, out, errs := l.try(args...)
	if code != exitFailure || out != "" || !strings.Contains(errs, words) {
		l.Errorf("pm %s: exit %d, stdout %q\n%s\nwant words %q", strings.Join(args, " "), code, out, errs, words)
	}
}

func TestSyncOverHTTP(t *testing.T) {
	t.Parallel()
	h := newHub(t)
	alice := h.laptop("alice")
	alice.pm("new", "Checkout returns 5xx")
	alice.pm("sync")
	bob := h.laptop("bob")
	bob.pm("event", "checkout", "--at", "14:05", "Rolled back")
	alice.pm("event", "checkout", "--at", "14:03", "Alert fired")
	if out := bob.pm("sync"); out != "synced main with origin/main: 0 commits in, 1 commit out\n" {
		t.Errorf("bob: %s", out)
	}
	if out := alice.pm("sync"); !strings.Contains(out, ": 1 commit in, 2 commits out (merge ") {
		t.Errorf("alice: %s", out)
	}
	bob.pm("sync")
	text := h.run(h.dir, "show", "main:postmortems/2026/2026-03-01-checkout-returns-5xx.md")
	if a, b := strings.Index(text, "14:03:00Z Alert fired"), strings.Index(text, "14:05:00Z Rolled back"); a < 0 || b < a {
		t.Errorf("the hub has\n%s", text)
	}
	if a, b := h.run(alice.dir, "rev-parse", "HEAD"), h.run(bob.dir, "rev-parse", "HEAD"); a != b {
		t.Errorf("alice is at %s, bob at %s", a, b)
	}
}

// TestSyncProtectedMain is a hub that takes main by pull request only: the
// server's words reach the user, and a branch is the way out.
func TestSyncProtectedMain(t *testing.T) {
	t.Parallel()
	h := newHub(t)
	alice := h.laptop("alice")
	alice.pm("init")
	alice.pm("sync")
	h.write(filepath.Join(h.dir, "hooks", "pre-receive"), "#!/bin/sh\nwhile read old new ref; do\n"+
		"case $ref in refs/heads/main) printf 'main is protected\\033[31m, open a pull request\\n' >&2; exit 1;; esac\ndone\n"+
		"echo 'To open a pull request, visit http://hub/pulls' >&2\n")
	alice.pm("new", "Checkout returns 5xx")
	head := h.run(alice.dir, "rev-parse", "HEAD")
	code, out, errs := alice.try("sync")
	if code != exitFailure || out != "" || !strings.HasPrefix(errs, "pm: nothing was changed: origin does not take main: pre-receive hook declined; if that branch is protected") {
		t.Errorf("exit %d, %q\n%s", code, out, errs)
	}
	if !strings.Contains(errs, "git switch -c postmortem/NAME && pm sync && git branch -f main origin/main, which also puts main back (") || !strings.Contains(errs, "open a pull request\n") || strings.Contains(errs, "\x1b") {
		t.Errorf("says %q", errs)
	}
	if now := h.run(alice.dir, "rev-parse", "HEAD"); now != head {
		t.Errorf("HEAD went from %s to %s", head, now)
	}

	h.run(alice.dir, "switch", "-q", "-c", "postmortem/by-hand")
	code, out, errs = alice.try("sync")
	if code != exitDone || out != "synced postmortem/by-hand with origin/postmortem/by-hand: 0 commits in, 1 commit out\n" || errs != "To open a pull request, visit http://hub/pulls\n" {
		t.Errorf("exit %d, %q, %q", code, out, errs)
	}
	h.run(alice.dir, "branch", "-q", "-f", "main", "origin/main")
	if got := h.run(alice.dir, "rev-list", "--count", "main", "--not", "origin/main"); got != "0" {
		t.Errorf("main is %s commits ahead", got)
	}

	// Two responders share a branch that one of them has made.
	bob := h.laptop("bob")
	bob.pm("new", "Queue stuck", "--branch")
	bob.pm("sync")
	if got := h.run(bob.dir, "rev-parse", "--abbrev-ref", "@{upstream}"); got != "origin/postmortem/2026-03-01-queue-stuck" {
		t.Errorf("the upstream is %s", got)
	}
	h.run(alice.dir, "fetch", "-q")
	h.run(alice.dir, "switch", "-q", "postmortem/2026-03-01-queue-stuck")
	alice.pm("event", "queue", "--at", "14:10", "Seen by alice")
	bob.pm("event", "queue", "--at", "14:11", "Seen by bob")
	alice.pm("sync")
	bob.pm("sync")
	text := h.run(h.dir, "show", "postmortem/2026-03-01-queue-stuck:postmortems/2026/2026-03-01-queue-stuck.md")
	if !strings.Contains(text, "Seen by alice") || !strings.Contains(text, "Seen by bob") {
		t.Errorf("the hub has\n%s", text)
	}
	// What came in is merged although main itself is not taken.
	h.run(alice.dir, "switch", "-q", "main")
	alice.pm("new", "Disk full")
	h.run(h.dir, "update-ref", "refs/heads/main", h.run(h.dir, "commit-tree", "main^{tree}", "-p", "main", "-m", "merged by the hub"))
	alice.refused("pm: origin/main is merged into main, but not pushed: origin does not take main: pre-receive hook declined; ", "sync")
	if got := h.run(alice.dir, "rev-list", "--count", "main..origin/main"); got != "0" {
		t.Errorf("main lacks %s commits", got)
	}
}

// TestSyncDeletedBranch is a branch that the hub has merged and deleted: what is
// recorded there afterwards must not bring it back.
func TestSyncDeletedBranch(t *testing.T) {
	t.Parallel()
	h := newHub(t)
	alice := h.laptop("alice")
	alice.pm("init")
	alice.pm("sync")
	alice.pm("new", "Queue stuck", "--branch")
	alice.pm("sync")
	const branch = "refs/heads/postmortem/2026-03-01-queue-stuck"
	h.run(h.dir, "update-ref", "refs/heads/main", branch)
	h.run(h.dir, "update-ref", "-d", branch)
	alice.pm("event", "queue", "--at", "14:10", "Seen by alice")
	for _, args := range [][]string{{"sync", "--dry-run"}, {"sync"}} {
		alice.refused("pm: nothing was changed: origin has no branch postmortem/2026-03-01-queue-stuck any more; perhaps it was merged; git switch another branch, or ", args...)
	}
	if got := h.run(h.dir, "for-each-ref", "--format=%(refname)"); got != "refs/heads/main" {
		t.Errorf("the hub has %s", got)
	}
}

// TestSyncSameBranch is two people who record one incident, each on a new
// branch of that name, before they know of each other.
func TestSyncSameBranch(t *testing.T) {
	t.Parallel()
	h := newHub(t)
	alice := h.laptop("alice")
	alice.pm("init")
	alice.pm("sync")
	bob := h.laptop("bob")
	for _, l := range []*laptop{alice, bob} {
		l.pm("new", "Queue stuck", "--branch", "--started", "14:00")
		l.pm("event", "queue", "--at", "14:10", "Seen by "+l.name)
		l.pm("sync")
	}
	alice.pm("sync")
	text := h.run(h.dir, "show", "postmortem/2026-03-01-queue-stuck:postmortems/2026/2026-03-01-queue-stuck.md")
	for _, l := range []*laptop{alice, bob} {
		if strings.Count(text, "Seen by "+l.name) != 1 {
			t.Errorf("the hub has\n%s", text)
		}
		if got := h.run(l.dir, "rev-parse", "--abbrev-ref", "@{upstream}"); got != "origin/postmortem/2026-03-01-queue-stuck" {
			t.Errorf("the upstream of %s is %s", l.name, got)
		}
	}
}

// TestSyncCredentials is a hub that wants a password. Nobody is there to type
// it, so it comes from a credential helper or the sync says what to do.
func TestSyncCredentials(t *testing.T) {
	t.Parallel()
	h := newHub(t)
	alice := h.laptop("alice")
	alice.pm("new", "Checkout returns 5xx")
	h.password.Store("swordfish")
	alice.refused("pm: nothing was changed: origin does not let you in: could not read Username for 'http://127.0.0.1:", "sync")
	alice.refused("; git fetch origin must work without asking: see git help credentials", "sync")
	h.run(alice.dir, "config", "credential.helper", "!f() { echo username=alice; echo password=wrong; }; f")
	alice.refused("origin does not let you in: Authentication failed", "sync")
	h.run(alice.dir, "config", "credential.helper", "!f() { echo username=alice; echo password=swordfish; }; f")
	asked := h.asked.Load()
	alice.pm("sync")
	if h.asked.Load() == asked {
		t.Error("the hub never asked for the password")
	}
	h.run(alice.dir, "config", "--unset", "credential.helper")
	h.run(alice.dir, "remote", "set-url", "origin", strings.Replace(h.url, "//", "//alice:secret-word@", 1))
	code, _, errs := alice.try("sync")
	if code != exitFailure || strings.Contains(errs, "secret-word") || !strings.Contains(errs, "origin does not let you in") {
		t.Errorf("exit %d: %s", code, errs)
	}
}
