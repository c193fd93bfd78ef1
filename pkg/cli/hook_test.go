package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestPushRefusedOverHTTP pushes an incident that is not complete to a server
// whose hook is pm: whoever pushes reads why, and the server keeps nothing.
func TestPushRefusedOverHTTP(t *testing.T) {
	t.Parallel()
	h := newHub(t)
	l := h.laptop("alice")
	l.pm("new", "Checkout returns 5xx", "--started", "14:00")
	h.run(l.dir, "push", "-q", "origin", "main")
	h.write(filepath.Join(h.dir, "hooks", "pre-receive"), "#!/bin/sh\nexec pm hook pre-receive\n")
	before := h.objects()

	file := strings.TrimSpace(h.run(l.dir, "ls-files", "*.md"))
	h.run(l.dir, "switch", "-q", "-c", "work")
	replaceIn(t, filepath.Join(l.dir, file), "state: in-progress\n", "state: resolved\n")
	h.run(l.dir, "commit", "-q", "-a", "-m", "typed over")
	cmd := exec.Command(h.git, "push", "origin", "work")
	cmd.Dir, cmd.Env = l.dir, h.environ("alice")
	out, err := cmd.CombinedOutput()
	if err == nil {
		t.Fatalf("the push went through:\n%s", out)
	}
	for _, want := range []string{
		"remote: pm: work is refused: its incidents are not complete",
		"remote: " + file + ":3:8: error: ended_at is missing, and resolved asks for it [required-field]",
		"remote:     fill it in: pm set 2026-03-01-checkout-returns-5xx ended_at=",
		"[remote rejected] work -> work (pre-receive hook declined)",
	} {
		if !strings.Contains(string(out), want) {
			t.Errorf("the pusher does not read %q:\n%s", want, out)
		}
	}
	if after := h.objects(); after != before {
		t.Errorf("the hub has\n%s\nand had\n%s", after, before)
	}

	replaceIn(t, filepath.Join(l.dir, file), "state: resolved\n", "state: in-progress\n")
	l.pm("advance", "checkout", "--to", "resolved", "--set", "ended_at=14:30")
	h.run(l.dir, "push", "-q", "origin", "work")
}

// objects are all refs and objects of the hub.
func (h *hub) objects() string {
	h.Helper()
	return h.run(h.dir, "for-each-ref") + "\n" + h.run(h.dir, "cat-file", "--batch-all-objects", "--batch-check")
}

func replaceIn(t *testing.T, file, was, want string) {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil || strings.Count(string(src), was) != 1 {
		t.Fatalf("%s has not one %q: %v", file, was, err)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(src), was, want, 1)), 0o666); err != nil {
		t.Fatal(err)
	}
}
