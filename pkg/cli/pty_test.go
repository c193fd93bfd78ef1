//go:build unix

package cli

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/creack/pty"

	"github.com/postmortem-md/pm/pkg/repo"
)

// terminal is a pseudo-terminal that shows what it is told and never answers.
type terminal struct {
	t      *testing.T
	tty    *os.File
	cmd    *exec.Cmd
	mu     sync.Mutex
	shown  bytes.Buffer
	closed chan struct{}
}

// startOnTerminal runs pm with a terminal at both ends. TestMain has put pm on
// PATH.
func startOnTerminal(t *testing.T, dir string, args ...string) *terminal {
	t.Helper()
	return startOnTerminalOf(t, dir, pty.Winsize{Rows: 40, Cols: 100}, args...)
}

// startOnTerminalOf is the same on a terminal of some size.
func startOnTerminalOf(t *testing.T, dir string, size pty.Winsize, args ...string) *terminal {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, "pm", args...)
	cmd.Dir = dir
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "TERM=xterm-256color", "PM_AS_OF=2026-03-01T15:00:00Z",
		"GIT_CONFIG_NOSYSTEM=1", "USER=alice",
	}
	tty, err := pty.StartWithSize(cmd, &size)
	if err != nil {
		t.Skipf("no pseudo-terminal: %v", err)
	}
	term := &terminal{t: t, tty: tty, cmd: cmd, closed: make(chan struct{})}
	go term.watch()
	return term
}

func (term *terminal) watch() {
	defer close(term.closed)
	buf := make([]byte, 4096)
	for {
		n, err := term.tty.Read(buf)
		term.mu.Lock()
		term.shown.Write(buf[:n])
		term.mu.Unlock()
		if err != nil {
			return
		}
	}
}

func (term *terminal) text() string {
	term.mu.Lock()
	defer term.mu.Unlock()
	return term.shown.String()
}

// await blocks until the words are on the screen, or the program is gone.
func (term *terminal) await(words string) {
	term.t.Helper()
	for !strings.Contains(term.text(), words) {
		select {
		case <-term.closed:
			term.t.Fatalf("pm ended without showing %q:\n%q", words, term.text())
		case <-time.After(5 * time.Millisecond):
		}
	}
}

func (term *terminal) send(keys string) {
	term.t.Helper()
	if _, err := io.WriteString(term.tty, keys); err != nil {
		term.t.Fatal(err)
	}
}

// end waits for the program and gives what it showed.
func (term *terminal) end() (string, error) {
	<-term.closed
	return term.text(), term.cmd.Wait()
}

// checkSilence fails on any sequence that a terminal would answer.
func checkSilence(t *testing.T, shown string) {
	t.Helper()
	for name, query := range map[string]string{
		"cursor position":   "\x1b[6n",
		"device status":     "\x1b[5n",
		"device attributes": "\x1b[c",
		"secondary":         "\x1b[>c",
		"version":           "\x1b[>q",
		"foreground":        "\x1b]10;?",
		"background":        "\x1b]11;?",
		"cursor colour":     "\x1b]12;?",
		"mode":              "$p",
		"keyboard":          "\x1b[?u",
		"capability":        "\x1bP+q",
		"window size":       "\x1b[18t",
	} {
		if strings.Contains(shown, query) {
			t.Errorf("pm asked the terminal for its %s:\n%q", name, shown)
		}
	}
}

// TestFormNew fills in the form of a bare pm new on a terminal that answers
// nothing: it must come up, work and end all the same.
func TestFormNew(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, ".pm.yaml"), "layout: flat\ngit: {commit: never}\n")
	term := startOnTerminal(t, dir, "new")
	term.await("What went wrong?")
	term.send("Queue stuck\r")
	term.await("Severity")
	term.send("\r")
	term.send("\r")
	term.await("unresolved-incident")
	term.send("\r")
	shown, err := term.end()
	if err != nil {
		t.Fatalf("pm new: %v\n%q", err, shown)
	}
	checkSilence(t, shown)
	data, err := os.ReadFile(filepath.Join(dir, "postmortems/2026-03-01-queue-stuck.md"))
	if err != nil || !strings.Contains(string(data), `title: "Queue stuck"`) {
		t.Errorf("the incident was not recorded: %v\n%s", err, data)
	}
}

// TestFormHint says in the form which incident a title is like, where it is asked
// why a postmortem is held, and that page fits on 20 rows all the same.
func TestFormHint(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, ".pm.yaml"), "layout: flat\ngit: {commit: never}\ntriggers: {add: [a1, a2, a3, a4, a5, a6]}\n")
	writeFile(t, filepath.Join(dir, "postmortems/2026-01-01-queue-stuck-behind-lock.md"),
		"---\ntitle: Queue stuck behind a lock\nstate: follow-up\naction_items:\n  - {id: a, title: Add a timeout, status: open}\n---\n")
	term := startOnTerminalOf(t, dir, pty.Winsize{Rows: 20, Cols: 60}, "new")
	term.await("What went wrong?")
	term.send("Queue stuck behind lock\r")
	term.await("Severity")
	term.send("\r\r")
	term.await("Like 2026-01-01-queue-stuck-behind-lock")
	term.await("user-facing-outage")
	term.send("\r")
	shown, err := term.end()
	if err != nil {
		t.Fatalf("pm new: %v\n%q", err, shown)
	}
	checkSilence(t, shown)
	for _, want := range []string{
		"1 action item still", "pm: like 2026-01-01-queue-stuck-behind-lock (follow-up), 1 action item still to be done",
		"#a: Add a timeout (open)", "related+=2026-01-01-queue-stuck-behind-lock triggers+=repeated-incident",
	} {
		if !strings.Contains(shown, want) {
			t.Errorf("%q is missing:\n%q", want, shown)
		}
	}
}

// TestFormTriage asks for what happened, then what is so, then what is said against
// a postmortem, and answers as for the words of a command line.
func TestFormTriage(t *testing.T) {
	for _, c := range []struct{ held, none, says, next string }{
		{" ", "", "Hold a postmortem: user-facing-outage", "pm new 'Queue stuck' --trigger user-facing-outage"},
		{"", " ", "No postmortem is needed: minor-problem", "pm dismiss ID --as minor-problem --reason TEXT"},
		{"", "", "No postmortem is needed: no trigger applies", "pm dismiss ID --as WORD --reason TEXT"},
	} {
		term := startOnTerminalOf(t, t.TempDir(), pty.Winsize{Rows: 20, Cols: 60}, "triage")
		term.await("What happened?")
		term.send("Queue stuck\r")
		term.await("Could users not do what they came for?")
		term.send(c.held + "\r")
		term.await("Was it small")
		term.send(c.none + "\r")
		shown, err := term.end()
		if err != nil || !strings.Contains(shown, c.says) || !strings.Contains(shown, c.next) {
			t.Errorf("pm triage: %v; want %q and %q\n%q", err, c.says, c.next, shown)
		}
		checkSilence(t, shown)
	}
}

// rowsUsed replays what a form drew and gives the most rows that one frame took:
// it moves only by lines and redraws from its own top.
func rowsUsed(shown string) int {
	most := 0
	for _, frame := range strings.Split(shown, "What went wrong?") {
		most = max(most, strings.Count(frame, "\n"))
	}
	return most
}

// TestFormFits shows the form on terminals of 24 and of 20 rows: with a line more
// than there are rows, the question itself would scroll off the top.
func TestFormFits(t *testing.T) {
	for _, rows := range []uint16{24, 20} {
		dir := t.TempDir()
		writeFile(t, filepath.Join(dir, ".pm.yaml"), "layout: flat\ngit: {commit: never}\n")
		term := startOnTerminalOf(t, dir, pty.Winsize{Rows: rows, Cols: 60}, "new")
		term.await("What went wrong?")
		term.await("enter")
		if n := rowsUsed(term.text()); n >= int(rows) {
			t.Errorf("the form takes %d rows of %d:\n%q", n+1, rows, term.text())
		}
		term.send("Queue stuck\r\r\r")
		term.await("unresolved-incident") // only what changed is drawn, so "Why is" need not come as one
		term.send("\r")
		if shown, err := term.end(); err != nil {
			t.Errorf("pm new: %v\n%q", err, shown)
		}
	}
}

// TestFormRefuses says what is wrong with an answer and stays on its question.
func TestFormRefuses(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, ".pm.yaml"), "layout: flat\ngit: {commit: never}\n")
	term := startOnTerminal(t, dir, "new")
	term.await("What went wrong?")
	term.send("\r")
	term.await("a title is needed")
	term.send("\x03")
	shown, err := term.end()
	if err == nil || !strings.Contains(shown, "cancelled; nothing was recorded") {
		t.Errorf("pm new: %v\n%q", err, shown)
	}
}

// TestFormAdvance asks for the one field that is missing, and shows the form's
// own proposal for a follow-up date.
func TestFormAdvance(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, ".pm.yaml"), "layout: flat\ngit: {commit: never}\ngates: {resolved: [ended_at, followup_due]}\n")
	file := filepath.Join(dir, "postmortems/2026-03-01-queue.md")
	writeFile(t, file, "---\ntitle: Queue\nstate: in-progress\nseverity: sev2\nstarted_at: 2026-03-01T14:00:00Z\n---\n")
	term := startOnTerminal(t, dir, "advance", "queue")
	term.await("ended_at")
	term.send("14:50\r")
	term.await("2026-03-15")
	term.send("\r")
	shown, err := term.end()
	if err != nil {
		t.Fatalf("pm advance: %v\n%q", err, shown)
	}
	checkSilence(t, shown)
	data, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(data), "ended_at: 2026-03-01T14:50:00Z\n") || !strings.Contains(string(data), "followup_due: 2026-03-15\n") {
		t.Errorf("the fields were not filled: %v\n%s", err, data)
	}
}

// TestFormCancelled leaves nothing behind.
func TestFormCancelled(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, ".pm.yaml"), "git: {commit: never}\n")
	term := startOnTerminal(t, dir, "new")
	term.await("What went wrong?")
	term.send("\x03")
	shown, err := term.end()
	if err == nil || !strings.Contains(shown, "cancelled; nothing was recorded") {
		t.Errorf("pm new: %v\n%q", err, shown)
	}
	if _, err := os.Stat(filepath.Join(dir, "postmortems")); err == nil {
		t.Error("a cancelled form left a folder")
	}
}

// TestTerminalIsNeverAsked runs commands that show results.
func TestTerminalIsNeverAsked(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "postmortems/2026-03-01-queue.md"),
		"---\ntitle: Queue\nstate: in-progress\naction_items:\n  - {id: a, title: A, owner: bob, due: 2026-02-01, status: open}\n---\n")
	for _, line := range []string{"--help", "action list", "set queue title=x --dry-run", "evnt"} {
		term := startOnTerminal(t, dir, strings.Fields(line)...)
		shown, _ := term.end()
		if shown == "" {
			t.Errorf("pm %s shows nothing", line)
		}
		checkSilence(t, shown)
	}
}

// TestNarrowTerminal shows every table on 60 columns: a row that the terminal
// breaks in two is no row any more.
func TestNarrowTerminal(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "postmortems/2026-02-01-ledger-drops-requests-with-two-factor-sign-in.md"), `---
title: The ledger drops requests with two-factor sign-in
state: root-cause-analysis
severity: sev1
started_at: 2026-02-01T14:00:00Z
ended_at: 2026-02-01T15:00:00Z
owner: ann.katrin.lastname@example.com
followup_due: 2026-02-10
action_items:
  - {id: add-canary-stage-deploy-pipeline, title: Add a canary stage to the deploy pipeline, owner: bob, due: 2026-02-01, status: open, due_was: [2026-01-20]}
history:
  - {state: in-progress, at: 2026-02-01T14:10:00Z, by: Ann-Katrin Lastname}
  - {state: follow-up, at: 2026-02-02T14:10:00Z, by: Ann-Katrin Lastname}
  - {state: root-cause-analysis, at: 2026-02-03T14:10:00Z, by: Ann-Katrin Lastname, reason: the cause was another one than we had thought at first}
---
`)
	writeFile(t, filepath.Join(dir, "postmortems/2026-01-02-ledger-drops-requests-during-the-nightly-backup.md"), `---
title: The ledger drops requests during the nightly backup
state: closed
services: [ledger]
action_items:
  - {id: spread-backup-over-the-whole-night, title: Spread the backup over the whole night instead of one hour, owner: bob, due: 2026-02-01, status: open}
---
`)
	for _, line := range []string{"list", "overdue", "action list", "status", "log sign-in", "similar sign-in", "rules", "templates", "config", "--help", "advance --help"} {
		term := startOnTerminalOf(t, dir, pty.Winsize{Rows: 24, Cols: 60}, append(strings.Fields(line), "--color", "never")...)
		shown, err := term.end()
		if err != nil {
			t.Errorf("pm %s: %v", line, err)
		}
		for row := range strings.SplitSeq(shown, "\r\n") {
			// Lines of commands to copy and of the as-of notice are no table.
			prose := strings.HasPrefix(row, "pm: ") || strings.HasPrefix(row, "  ")
			if n := utf8.RuneCountInString(row); n > 60 && !prose {
				t.Errorf("pm %s: %d columns: %q", line, n, row)
			}
		}
	}
}

// TestHostileFile shows a file whose name, front matter and text would each set
// the terminal's title. No command may let that through, be it a result, a
// refusal, a diff or the file itself.
func TestHostileFile(t *testing.T) {
	const evil = "\x1b]0;evil\a"
	dir := t.TempDir()
	if err := repo.Init(dir); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(dir, ".gitconfig"), "[user]\n\tname = Alice\n\temail = alice@example.com\n")
	name := "2026-03-01-queue" + evil
	writeFile(t, filepath.Join(dir, "postmortems", name+".md"), `---
title: "Queue \e]0;evil\a"
state: resolved
severity: "sev2\e]0;evil\a"
started_at: 2026-02-01T14:00:00Z
ended_at: 2026-02-01T14:30:00Z
owner: "bob\e]0;evil\a"
participants: ["\e]0;evil\a"]
triggers: [user-facing-outage]
followup_due: 2026-02-03
action_items:
  - {id: "a\e]0;evil\a", title: "A\e]0;evil\a", owner: bob, due: 2026-02-01, status: open}
history:
  - {state: resolved, at: 2026-02-01T15:00:00Z, by: "\e]0;evil\a"}
---

## Summary

Down `+evil+` [link](gone`+evil+`.md)

## Timeline

- 2026-02-01T14:10:00+01:00 Seen `+evil+`

## What happened?

Much.

## Heading `+evil+`
`)
	writeFile(t, filepath.Join(dir, "postmortems", name+"2.md"), "---\ntitle: "+evil+"\n---\n")
	writeFile(t, filepath.Join(dir, "old", "queue"+evil+".md"), "# Queue "+evil+"\n\n**Severity:** "+evil+"\n\n**Status:** "+evil+`

## Timeline `+evil+`

- 14:10 Seen `+evil+`
- 14:00 PST`+evil+` Seen

## Actions

**Bob`+evil+`**

- Mend `+evil+`
`)
	writeFile(t, filepath.Join(dir, "old", "toml"+evil+".md"), "+++"+evil+"\n+++\n")
	id := "postmortems/" + name + ".md"
	for _, args := range [][]string{
		{"list"},
		{"overdue"},
		{"action", "list"},
		{"status"},
		{"lint"},
		{"lint", "--diff"},
		{"lint", "--format", "json"},
		{"list", "--format", "json"},
		{"list", "--format", "csv"},
		{"show", "queue"},
		{"show", "nothing" + evil},
		{"show", id},
		{"show", id, "--format", "markdown"},
		{"status", id},
		{"log", id},
		{"similar", id},
		{"similar", "queue down" + evil},
		{"new", "Queue down", "--dry-run"},
		{"triage", "data-loss", "--title", "Queue down" + evil},
		{"event", id, "x", "--dry-run"},
		{"advance", id, "--to", "closed"},
		{"set", id, "state=x"},
		{"set", "postmortems/" + name + "2.md", "title=x"},
		{"event", id, "x"},
		{"action", "done", id + "#a"},
		{"rename", id, "Queue"},
		{"--verbose", "event", id, "y"},
		{"adopt", "old", "postmortems"},
		{"adopt", "old", "--into", "postmortems", "--dry-run"},
		{"adopt", "old", "--into", "postmortems", "--no-commit", "--keep-name"},
		{"adopt", "postmortems", "--format", "json"},
		{"adopt", "gone" + evil},
	} {
		term := startOnTerminal(t, dir, args...)
		shown, _ := term.end()
		if shown == "" || strings.Contains(shown, "\x1b]") || strings.Contains(shown, "fault in pm") {
			t.Errorf("pm %q shows:\n%q", args, shown)
		}
	}
}
