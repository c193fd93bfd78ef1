package repo

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// messages are the commits of a range.
func messages(t *testing.T, r *Repo, o HistoryOptions) []Commit {
	t.Helper()
	o.Messages = true
	var all []Commit
	for c, err := range r.History(t.Context(), o) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, *c)
	}
	return all
}

// TestHistoryMessages has both backends tell every commit, those that change
// nothing and merges too, with its whole message.
func TestHistoryMessages(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.commitFiles("base", "a.md", "1")
	for _, message := range []string{
		"Subject\n\nBody with  two blanks \n\n\nand a gap\n\nPostmortem: 2026-03-01-x\n",
		"\n\n  indented subject\nsecond line\n",
		"tabs\tand \x01 control\n",
		"ümläut ✓\n",
		"# looks like a comment\n",
	} {
		s.write("message", message)
		s.run("commit", "-q", "--allow-empty", "--cleanup=verbatim", "-F", "message")
	}
	s.run("-c", "i18n.commitEncoding=ISO-8859-1", "commit", "-q", "--allow-empty", "-m", "h\xe9llo\n\nw\xf6rld")
	s.run("commit", "-q", "--allow-empty", "--allow-empty-message", "-m", "")
	s.run("checkout", "-q", "-b", "hotfix/x", "HEAD~3")
	s.commitFiles("mend", "b.md", "1")
	s.run("checkout", "-q", "main")
	s.run("merge", "-q", "--no-ff", "hotfix/x", "-m", "Merge branch 'hotfix/x'")
	for _, o := range []HistoryOptions{{}, {Base: "HEAD~2"}, {Base: "hotfix/x", Rev: "main"}, {Base: "main", Rev: "main"}} {
		want := messages(t, s.open("git", "."), o)
		if diff := cmp.Diff(want, messages(t, s.open("builtin", "."), o), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%+v (-git +built-in)\n%s", o, diff)
		}
		if o.Base == "" && (len(want) != 10 || want[1].Message != "Subject\n\nBody with  two blanks \n\n\nand a gap\n\nPostmortem: 2026-03-01-x" || want[9].Message != "Merge branch 'hotfix/x'" || len(want[9].Parents) != 2) {
			t.Errorf("%d commits: %+v", len(want), want)
		}
	}
}

// TestHistoryMessagesShallow asks for a range that reaches beyond what was
// fetched, and for one that does not.
func TestHistoryMessagesShallow(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	for _, text := range []string{"1", "2", "3", "4"} {
		s.commitFiles("change "+text, "a.md", text)
	}
	s.run("clone", "-q", "--depth", "2", "file://"+s.path("."), "shallow")
	for _, backend := range backends {
		r := s.open(backend, "shallow")
		if got := messages(t, r, HistoryOptions{Base: "HEAD~1"}); len(got) != 1 || got[0].Message != "change 4" {
			t.Errorf("%s: %+v", backend, got)
		}
		var failure error
		for _, err := range r.History(t.Context(), HistoryOptions{Messages: true}) {
			failure = err
		}
		if _, ok := errors.AsType[*Incomplete](failure); !ok {
			t.Errorf("%s: %v", backend, failure)
		}
	}
}
