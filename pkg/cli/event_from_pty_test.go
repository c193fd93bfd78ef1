//go:build unix

package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestEventFromAsks shows what would be added on a terminal, and adds it only when
// told to.
func TestEventFromAsks(t *testing.T) {
	for _, c := range []struct {
		name, keys string
		args       []string
		added      bool
	}{
		{"yes", "\r", nil, true},
		{"no", "n", nil, false},
		{"cancelled", "\x03", nil, false},
		{"not asked", "", []string{"--yes"}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			file := filepath.Join(dir, "postmortems", "2026-03-01-checkout.md")
			writeFile(t, filepath.Join(dir, ".pm.yaml"), "layout: flat\ngit: {commit: never}\n")
			writeFile(t, file, "---\ntitle: Checkout\nstate: in-progress\nseverity: sev2\nstarted_at: 2026-03-01T14:00:00Z\n---\n\n## Timeline\n")
			var log strings.Builder
			for range 20 {
				log.WriteString("2026-03-01T14:02:00Z seen \x1b[31mred\n")
			}
			for _, minute := range []string{"10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20", "21", "22", "23", "24", "25"} {
				log.WriteString("2026-03-01T14:" + minute + ":00Z again\n")
			}
			writeFile(t, filepath.Join(dir, "x.log"), log.String())
			term := startOnTerminal(t, dir, append([]string{"event", "checkout", "--from", "x.log"}, c.args...)...)
			if c.keys != "" {
				term.await("Add 17 entries to 2026-03-01-checkout?")
				term.send(c.keys)
			}
			shown, err := term.end()
			checkSilence(t, shown)
			if (err != nil) != (c.name == "cancelled") {
				t.Errorf("%v\n%q", err, shown)
			}
			if c.keys != "" && (!strings.Contains(shown, "2026-03-01T14:02:00Z seen") || !strings.Contains(shown, "… and 2 more") || strings.Contains(shown, "\x1b[31mred")) {
				t.Errorf("the entries were not shown as they should be:\n%q", shown)
			}
			data, err := os.ReadFile(file)
			if err != nil || strings.Contains(string(data), "again") != c.added {
				t.Errorf("added, want %v: %v\n%s", c.added, err, data)
			}
		})
	}
}
