package report

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/postmortem-md/pm/pkg/lint"
)

var sarifRules = regexp.MustCompile(`(?s)"rules":\[.*\]\}\},"invocations"|"ruleIndex":\d+,`)

// withoutRules keeps golden files the same when a rule is added or says something
// else; TestSARIFRules looks at what is taken away.
func withoutRules(s string) string {
	return sarifRules.ReplaceAllStringFunc(s, func(part string) string {
		if strings.HasPrefix(part, `"ruleIndex"`) {
			return ""
		}
		return `"rules":[...]}},"invocations"`
	})
}

// TestSARIFLimit keeps all errors, and says how many others are missing.
func TestSARIFLimit(t *testing.T) {
	var got struct {
		Runs []struct {
			Invocations []struct {
				Notifications []struct{ Message struct{ Text string } } `json:"toolExecutionNotifications"`
			}
			Results []struct{ Level string }
		}
	}
	if err := json.Unmarshal([]byte(rendered(t, "sarif", many(takenByGitHub*2))), &got); err != nil {
		t.Fatal(err)
	}
	levels := map[string]int{}
	for _, r := range got.Runs[0].Results {
		levels[r.Level]++
	}
	if levels["error"] != 10_000 || levels["warning"] != 15_000 || levels["note"] != 0 {
		t.Errorf("results are %v", levels)
	}
	if text := got.Runs[0].Invocations[0].Notifications[0].Message.Text; !strings.HasPrefix(text, "25000 findings left out") {
		t.Errorf("the note is %q", text)
	}
}

// TestSARIFRules follows ruleIndex, and wants of each rule what code scanning shows.
func TestSARIFRules(t *testing.T) {
	var got struct {
		Runs []struct {
			Tool    struct{ Driver struct{ Rules []sarifRule } }
			Results []sarifResult
		}
	}
	if err := json.Unmarshal([]byte(rendered(t, "sarif", findingSeq())), &got); err != nil {
		t.Fatal(err)
	}
	rules := got.Runs[0].Tool.Driver.Rules
	if len(rules) != len(lint.Rules) {
		t.Errorf("%d rules, want %d", len(rules), len(lint.Rules))
	}
	for _, r := range rules {
		if r.Short.Text == "" || r.Full.Text == "" || r.Help.Text == "" || r.Help.Markdown == "" || r.HelpURI != ruleURL(r.ID) {
			t.Errorf("something is missing in %+v", r)
		}
	}
	for _, r := range got.Runs[0].Results {
		if r.RuleIndex != nil && rules[*r.RuleIndex].ID != r.RuleID {
			t.Errorf("%s leads to %s", r.RuleID, rules[*r.RuleIndex].ID)
		}
	}
	if got.Runs[0].Results[0].RuleIndex == nil {
		t.Error("a rule of the list has no index")
	}
}

func TestURIPath(t *testing.T) {
	for in, want := range map[string]string{
		"a/b-c_d.md": "a/b-c_d.md", "a:b.md": "a%3Ab.md", "a b#c?.md": "a%20b%23c%3F.md", "ü": "%C3%BC", "\xff": "%FF", "%41": "%2541",
	} {
		if got := uriPath(in); got != want {
			t.Errorf("%q: got %s, want %s", in, got, want)
		}
		if !utf8.ValidString(uriPath(in)) {
			t.Errorf("%q is no URI", in)
		}
	}
}
