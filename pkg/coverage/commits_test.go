package coverage

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestMatches(t *testing.T) {
	for _, c := range []struct {
		pattern, text string
		want          bool
	}{
		{"hotfix/*", "hotfix/login", true},
		{"hotfix/*", "HotFix/a/b", true},
		{"hotfix/*", "feature/hotfix/x", false},
		{"hotfix/*", "hotfix/", true},
		{"revert *", `Revert "x"`, true},
		{"revert *", "reverted", false},
		{"*fix*now*", "a fix for right now!", true},
		{"*fix*now*", "now a fix", false},
		{"main", "main", true},
		{"main", "main2", false},
		{"*", "", true},
		{"", "", true},
		{"", "x", false},
		{"a*a", "a", false},
		{"a*a", "aa", true},
		{"[hotfix]*", "[Hotfix] x", true},
		{"*.log*", "x.LOG", true},
	} {
		if got := Matches(c.pattern, c.text); got != c.want {
			t.Errorf("Matches(%q, %q) = %v", c.pattern, c.text, got)
		}
	}
}

func TestMergedBranches(t *testing.T) {
	merge := []string{"a", "b"}
	for _, c := range []struct {
		subject string
		parents []string
		want    string
	}{
		{"Merge branch 'hotfix/login'", merge, "hotfix/login"},
		{"Merge branch 'hotfix/login' into 'main'", merge, "hotfix/login"},
		{"Merge branches 'a' and 'hotfix/b'", merge, "a hotfix/b"},
		{"Merge branch 'hotfix/x' of https://example.com/it's/there", merge, "hotfix/x s/there"},
		{"Merge remote-tracking branch 'origin/hotfix/x'", merge, "origin/hotfix/x"},
		{"Merge pull request #12 from acme/hotfix/login", merge, "hotfix/login"},
		{"Merge pull request #12 from acme/hotfix/login now", merge, "hotfix/login"},
		{"Merged in hotfix/login (pull request #3)", merge, "hotfix/login"},
		{"Merge branch 'hotfix/login'", merge[:1], ""},
		{"Merge pull request", merge, ""},
		{"Something else 'hotfix/x'", merge, ""},
	} {
		if got := strings.Join(mergedBranches(&Commit{Subject: c.subject, Parents: c.parents}), " "); got != c.want {
			t.Errorf("%s: %q", c.subject, got)
		}
	}
}

func TestTrailers(t *testing.T) {
	for message, want := range map[string]string{
		"Subject\n\nPostmortem: 2026-03-01-x\n":                               "2026-03-01-x",
		"* one\n\nPOSTMORTEM: a, b c\n\n* two\n\nCo-authored-by: x <y>\n":     "a b c",
		"x\n\n  Postmortem: https://example.com/p/2026-03-01-x.md \n":         "2026-03-01-x",
		"Postmortem: a\nPostmortem: a\nPostmortem:\n":                         "a",
		"x\n\nPostmortem-State: in-progress -> resolved\nsee Postmortem: y\n": "",
	} {
		if got := strings.Join(trailers(message), " "); got != want {
			t.Errorf("%q: %q", message, got)
		}
	}
}

// history makes commits of lines "NAME PARENT,PARENT MESSAGE", in which | stands
// for the end of a line.
func history(lines ...string) []Commit {
	var all []Commit
	for n, line := range lines {
		words := strings.SplitN(line, " ", 3)
		message := strings.ReplaceAll(words[2], "|", "\n")
		subject, _, _ := strings.Cut(message, "\n")
		c := Commit{ID: words[0], When: time.Unix(int64(n)*60, 0).UTC(), Subject: subject, Message: message}
		if words[1] != "-" {
			c.Parents = strings.Split(words[1], ",")
		}
		all = append(all, c)
	}
	return all
}

// TestAddCommits shows which commits ask, what belongs together, and what their
// trailers name.
func TestAddCommits(t *testing.T) {
	for _, c := range []struct {
		name, branch string
		commits      []Commit
		want         []string
	}{
		{"reverts", "", history(
			`a - Add a cache`,
			`b a Revert "Add a cache"||This reverts commit abcdef0123.`,
			`c b Reapply "Add a cache"||This reverts commit b000000.`,
			`d c Revert "Revert "Add a cache""||This reverts commit b000000.`,
			`e d Undo it||This reverts commit 0123456789abcdef, reversing changes.||Postmortem: x`,
			`f e Reverted to the roots of this project`,
		), []string{
			`b: reverts abcdef0 [Revert "Add a cache"]`, `e: reverts 0123456 [Undo it] names x`,
		}},
		{"subjects", "", history(`a - hotfix: mend the login`, `b a Add hotfix docs`), []string{`a: has a subject like "hotfix*" [hotfix: mend the login]`}},
		{"a merge brings its commits", "", history(
			`a - Base`, `b a Add a page`, `c a Mend the login||Postmortem: x`, `d c hotfix again||Postmortem: y`, `m b,d Merge branch 'hotfix/login'`,
			`e m Revert "Add a page"`,
		), []string{`m d: merges hotfix/login [hotfix again] names x y`, `e: has a subject like "revert *" [Revert "Add a page"]`}},
		{"what was there before a merge is not brought", "", history(
			`a - hotfix one`, `b a Next`, `c a Branch work`, `m b,c Merge branch 'hotfix/x'`,
		), []string{`m: merges hotfix/x [Branch work]`, `a: has a subject like "hotfix*" [hotfix one]`}},
		{"a branch merged twice is one", "", history(
			`a - Base`, `b a Mend||Postmortem: x`, `m a,b Merge branch 'hotfix/x'`, `d a Develop`, `n d,b Merge branch 'hotfix/x' into develop`, `o m,n Merge branch 'develop'`,
		), []string{`m: merges hotfix/x [Mend] names x`}},
		{"another branch is none", "", history(`a - Base`, `b a Page`, `m a,b Merge branch 'feature/x'`), nil},
		{"the range ends on a hotfix branch", "origin/hotfix/login", history(`a - Mend`, `b a hotfix more||Postmortem: x`, `c b Test`), []string{
			`c b: is on the branch origin/hotfix/login [Test] names x`,
		}},
		{"nothing", "hotfix/x", nil, nil},
		{"parents out of the range", "", history(`m x,y Merge pull request #1 from acme/hotfix/z`), []string{`m: merges hotfix/z [Merge pull request #1 from acme/hotfix/z]`}},
	} {
		a := newAudit(t)
		a.AddCommits(c.commits, nil, c.branch)
		var got []string
		for _, s := range a.signals {
			var ids []string
			for _, commit := range s.Commits {
				ids = append(ids, commit.ID)
			}
			line := fmt.Sprintf("%s: %s [%s]", strings.Join(ids, " "), strings.Join(s.Why, " and "), s.Title)
			if len(s.Named) > 0 {
				line += " names " + strings.Join(s.Named, " ")
			}
			got = append(got, line)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s\n%s", c.name, diff)
		}
	}
}

// TestCommitCovered weighs a revert against incidents.
func TestCommitCovered(t *testing.T) {
	const id = "0123456789abcdef0123456789abcdef01234567"
	for _, c := range []struct {
		name, message, front string
		want                 Reason
	}{
		{"trailer", "Revert x\n\nPostmortem: 2026-03-01-x", "state: dismissed\n", ByTrailer},
		{"trailer with an old name", "Revert x\n\nPostmortem: 2026-02-28-y", "aliases: [2026-02-28-y]\n", ByTrailer},
		{"trailer with a part of a name", "Revert x\n\nPostmortem: 2026-03-01", "", ""},
		{"the commit's name", "Revert x", "alerts: ['" + id[:12] + "']\n", ByFingerprint},
		{"too little of it", "Revert x", "alerts: ['012345']\n", ""},
		{"another's", "Revert x", "alerts: [0123456fff]\n", ""},
		{"time and service", "Revert x", "state: in-progress\nstarted_at: 2026-03-01T14:00:00Z\nservices: [Checkout]\n", ByTime},
		{"time alone", "Revert x", "state: in-progress\nstarted_at: 2026-03-01T14:00:00Z\n", ""},
	} {
		a := newAudit(t)
		a.AddCommits([]Commit{{ID: id, When: at(t, "01 14:30"), Subject: "Revert x", Message: c.message}}, []string{"checkout"}, "")
		a.Weigh(read(c.front), "")
		if s := a.Signals()[0]; s.Cover.By != c.want {
			t.Errorf("%s: %+v", c.name, s.Cover)
		}
	}
}

// FuzzMatches compares with the plainest way to say what a pattern means.
func FuzzMatches(f *testing.F) {
	f.Add("a*b", "axxb")
	f.Add("**", "")
	f.Fuzz(func(t *testing.T, pattern, text string) {
		if len(pattern) > 12 || len(text) > 24 {
			return
		}
		if got := Matches(pattern, text); got != slowly(strings.ToLower(pattern), strings.ToLower(text)) {
			t.Errorf("Matches(%q, %q) = %v", pattern, text, got)
		}
	})
}

func slowly(pattern, text string) bool {
	switch {
	case pattern == "":
		return text == ""
	case pattern[0] == '*':
		return slowly(pattern[1:], text) || text != "" && slowly(pattern, text[1:])
	}
	return text != "" && text[0] == pattern[0] && slowly(pattern[1:], text[1:])
}
