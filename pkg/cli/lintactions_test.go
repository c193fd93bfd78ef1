package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/postmortem-md/pm/pkg/lint"
)

// TestSummaryRoom counts what stands in the summary already: GitHub drops one that
// is a byte too long as a whole.
func TestSummaryRoom(t *testing.T) {
	root := rootResult{w: &workspace{}}
	for n := range 10_000 {
		f := lint.Finding{Rule: "placeholder", Severity: lint.Error, File: fmt.Sprintf("a%d.md", n), Message: strings.Repeat("x", 200)}
		root.findings = append(root.findings, f)
	}
	r := result{roots: []rootResult{root}}
	for _, c := range []struct {
		before int
		says   string
	}{
		{0, "of 10000 findings not shown"},
		{summaryRoom - 5000, "of 10000 findings not shown"},
		{summaryRoom - 20, ""},
		{summaryRoom + 5000, ""},
	} {
		file := filepath.Join(t.TempDir(), "summary.md")
		before := strings.Repeat("y", c.before)
		if err := os.WriteFile(file, []byte(before), 0o644); err != nil {
			t.Fatal(err)
		}
		var errs bytes.Buffer
		e := &Env{Err: &errs, Dir: t.TempDir(), Environ: []string{"GITHUB_ACTIONS=true", "GITHUB_STEP_SUMMARY=" + file}}
		r.summarize(e, formatFlag(nil).orDefault(e))
		got, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		added, kept := strings.CutPrefix(string(got), before)
		if !kept || !strings.Contains(added, c.says) || (c.says == "") != (added == "") || len(got) > max(summaryRoom, c.before) {
			t.Errorf("%d bytes before, %d after, kept %v", c.before, len(got), kept)
		}
		if full := strings.Contains(errs.String(), "is full"); full != (c.says == "") {
			t.Errorf("%d bytes before: said %q", c.before, errs.String())
		}
	}
}

// TestSummaryElsewhere keeps pm from writing where no job reads.
func TestSummaryElsewhere(t *testing.T) {
	for _, c := range []struct {
		name    string
		environ []string
		formats formatFlag
		written bool
	}{
		{"in Actions", []string{"GITHUB_ACTIONS=true"}, nil, true},
		{"asked for", []string{"GITHUB_ACTIONS=true"}, formatFlag{{"sarif", "x"}, {"github", ""}}, true},
		{"text asked for", []string{"GITHUB_ACTIONS=true"}, formatFlag{{"text", ""}}, false},
		{"into a file", []string{"GITHUB_ACTIONS=true"}, formatFlag{{"github", "x"}}, false},
		{"not in Actions", nil, formatFlag{{"github", ""}}, false},
	} {
		file := filepath.Join(t.TempDir(), "summary.md")
		e := &Env{Err: &bytes.Buffer{}, Dir: t.TempDir(), Environ: append(c.environ, "GITHUB_STEP_SUMMARY="+file)}
		new(result).summarize(e, c.formats.orDefault(e))
		if _, err := os.Stat(file); (err == nil) != c.written {
			t.Errorf("%s: written is %v", c.name, err == nil)
		}
	}
}
