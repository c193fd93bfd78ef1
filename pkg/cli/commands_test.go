package cli

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"
)

func testEnv(out, errs *bytes.Buffer) *Env {
	return &Env{
		In: strings.NewReader(""), Out: out, Err: errs, Dir: ".",
		Now: func() time.Time { return time.Date(2026, 3, 1, 15, 0, 0, 0, time.UTC) },
	}
}

// TestUsageErrors shows that what fails before a command starts is a usage
// error with nothing on standard output, at every level of the tree.
func TestUsageErrors(t *testing.T) {
	for _, c := range []struct{ line, says string }{
		{"evnt", `unknown command "pm evnt"; did you mean event?`},
		{"evnt --at now x", `unknown command "pm evnt"; did you mean event?`},
		{"-C nowhere init", "-C nowhere: there is no such folder"},
		{"-C dir zzz", `unknown command "pm zzz"; pm --help shows the commands`},
		{"action dnoe x", `unknown command "pm action dnoe"; did you mean done or drop?`},
		{"help evnt", `unknown command "pm evnt"; did you mean event?`},
		{"set --bogus x y=z", "unknown flag: --bogus; pm set --help shows the flags"},
		{"action done --bogus x#y", "unknown flag: --bogus; pm action done --help shows the flags"},
		{"set x", `pm set takes ID KEY=VALUE..., but got "x"; pm set --help shows examples`},
		{"advance", "pm advance takes ID, but got none; pm advance --help shows examples"},
		{"init here", `pm init takes no arguments, but got "here"; pm init --help shows what it takes`},
		{"--color blue init", "accepted values: auto, always, never"},
		{"advance x --to done", "accepted values: in-progress, resolved, root-cause-analysis, follow-up, closed"},
		{"dismiss x --as boring", "accepted values: minor-problem"},
		{"action list --format xml", "accepted values: text, json, csv"},
		{"action list --status open,late", "accepted values: proposed, open, done, dropped"},
		{"--as-of yesterday init", "--as-of: \"yesterday\" is neither a date"},
		{"set x --as-of", "flag needs an argument"},
	} {
		var out, errs bytes.Buffer
		code := Run(context.Background(), testEnv(&out, &errs), strings.Fields(c.line))
		if code != exitUsage || out.Len() > 0 {
			t.Errorf("pm %s: exit code %d with output %q, want 2 and none", c.line, code, out.String())
		}
		if got := errs.String(); !strings.HasPrefix(got, "pm: ") || !strings.Contains(got, c.says) {
			t.Errorf("pm %s: says %q, want %q in it", c.line, got, c.says)
		}
		if strings.Count(errs.String(), "\n") != 1 {
			t.Errorf("pm %s: one line was wanted, got %q", c.line, errs.String())
		}
	}
}

func TestHelp(t *testing.T) {
	for _, c := range []struct {
		line       string
		has, lacks string
	}{
		{"", "Everyday commands", "rename"},
		{"--help", "Everyday commands", "rename"},
		{"help", "Everyday commands", "rename"},
		{"--help --all", "rename", "Everyday commands"},
		{"help --all", "rename", "Everyday commands"},
		{"help action done", "pm action done checkout#canary", "Everyday"},
		{"action", "reassign", "Everyday"},
		{"advance --help", "Exit codes:", "Everyday"},
	} {
		var out, errs bytes.Buffer
		if code := Run(context.Background(), testEnv(&out, &errs), strings.Fields(c.line)); code != exitDone || errs.Len() > 0 {
			t.Errorf("pm %s: exit code %d, says %q", c.line, code, errs.String())
		}
		if got := out.String(); !strings.Contains(got, c.has) || strings.Contains(got, c.lacks) {
			t.Errorf("pm %s: want %q and not %q in:\n%s", c.line, c.has, c.lacks, got)
		}
	}
}
