package config

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/postmortem-md/pm/pkg/incident"
)

var update = flag.Bool("update", false, "write the golden files")

var known = Known{
	Rules:     []string{"vague-action", "blame", "timeline-gap", "overdue", "secret"},
	Templates: []string{"default", "sre", "minimal", "security", "retrospective"},
}

func parse(t *testing.T, src string) *Config {
	t.Helper()
	c, err := Parse(FileName, []byte(src), known)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func readTestdata(t *testing.T, name string) string {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(filepath.Join("testdata", name), []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if d := cmp.Diff(readTestdata(t, name), got); d != "" {
		t.Errorf("%s (-want +got; go test -update rewrites it):\n%s", name, d)
	}
}

// effective is all of a configuration but the origins, as text.
func effective(c *Config) string {
	var b strings.Builder
	for _, s := range c.Values {
		b.WriteString(s.Key + ": " + s.String() + "\n")
	}
	return b.String()
}

func TestNothingIsTheDefault(t *testing.T) {
	for name, src := range map[string]string{
		"blank":           "\n \n",
		"comments":        "# nothing\n# here\n",
		"byte order mark": "\ufeff",
		"document start":  "---\n",
		"version":         "version: 1\n",
		"mark and keys":   "\ufeffversion: 1\nlayout: year\n",
		"CRLF":            "version: 1\r\nlayout: year\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			if d := cmp.Diff(effective(parse(t, "")), effective(parse(t, src))); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestDefault(t *testing.T) {
	golden(t, "default.golden", effective(parse(t, "")))
}

func TestExample(t *testing.T) {
	c := parse(t, readTestdata(t, "example.yaml"))
	var b strings.Builder
	for _, s := range c.Values {
		b.WriteString(s.Key + ": " + s.String() + " # " + s.Origin + "\n")
	}
	golden(t, "example.golden", b.String())
	if got := c.Process.Gates[incident.Resolved]; !cmp.Equal(got, []string{"ended_at", "owner"}) {
		t.Errorf("gate of resolved: %q", got)
	}
	if p, ok := c.Process.PersonOf("@AAMES"); !ok || p.Handle != "alice" || p.Slack != "U123" {
		t.Errorf("aames is %+v, %v", p, ok)
	}
	if want := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC); !c.Process.ReviewDue.Equal(want) {
		t.Errorf("process_review_due: %v", c.Process.ReviewDue)
	}
	if c.Rules["vague-action"] != "off" {
		t.Errorf("rules: %v", c.Rules)
	}
}

func TestEverythingWrongAtOnce(t *testing.T) {
	c, err := Parse(FileName, []byte(readTestdata(t, "broken.yaml")), known)
	if c != nil || err == nil {
		t.Fatal("accepted")
	}
	golden(t, "broken.golden", err.Error()+"\n")
}

func TestOverrides(t *testing.T) {
	c := parse(t, `
dir: [./postmortems/, teams/*/incidents]
severities: [critical, minor]
default_severity: minor
major: [critical]
triggers: {add: [ransom], remove: [missed-deadline]}
fields: [customer]
gates: {closed: [customer, blameless], resolved: []}
stale_after: {follow-up: 36h}
followup_due_after: 2w
template: tools/postmortem.md
people: {alice: , "@bob": {active: false}}
git: {subject: "chore(pm): {change}"}
language: {roles: [buyer, "shift lead"], teams: [Payments], systems: [Marvin], allow: [human error rate]}
`)
	p := c.Process
	for _, x := range []struct{ name, got, want string }{
		{"dir", strings.Join(c.Dir, " "), "postmortems teams/*/incidents"},
		{"severities", strings.Join(p.Severities, " "), "critical minor"},
		{"gate of closed", strings.Join(p.Gates[incident.Closed], " "), "customer blameless"},
		{"gate of resolved", strings.Join(p.Gates[incident.Resolved], " "), ""},
		{"stale_after.follow-up", p.StaleAfter[incident.FollowUp].String(), "36h0m0s"},
		{"stale_after.resolved", p.StaleAfter[incident.Resolved].String(), "72h0m0s"},
		{"followup_due_after", p.FollowupDueAfter.String(), "336h0m0s"},
		{"template", c.Template, "tools/postmortem.md"},
		{"git.subject", c.Git.Subject, "chore(pm): {change}"},
		{"git.commit", c.Git.Commit, "each"},
		{"language.roles", strings.Join(c.Language.Roles, ", "), "buyer, shift lead"},
		{"language.teams", strings.Join(c.Language.Teams, ", "), "Payments"},
		{"language.systems", strings.Join(c.Language.Systems, ", "), "Marvin"},
		{"language.allow", strings.Join(c.Language.Allow, ", "), "human error rate"},
		{"people", p.People[0].Handle + " " + p.People[1].Handle, "alice @bob"},
	} {
		if x.got != x.want {
			t.Errorf("%s is %q, want %q", x.name, x.got, x.want)
		}
	}
	if contains(p.Triggers, "missed-deadline") || !contains(p.Triggers, "ransom") || !contains(p.Triggers, "data-loss") {
		t.Errorf("triggers: %q", p.Triggers)
	}
	if !p.People[0].Active || p.People[1].Active {
		t.Errorf("people: %+v", p.People)
	}
}

// TestProblems names what the big file cannot hold beside other faults.
func TestProblems(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"dir: [a\n", `.pm.yaml:1:6: a list that begins with [ is not closed`},
		{"layout: 'year\n", `.pm.yaml:1:9: a quoted value is not closed`},
		{"\tlayout: year\n", `.pm.yaml:1:2: a tab indents the line`},
		{"- a\n", `.pm.yaml:1:1: this is not a key: value line; version, dir, `},
		{"just text\n", `.pm.yaml:1:1: this is not a key: value line`},
		{"layout: \xff\n", `.pm.yaml:1:9: byte 0xff is not UTF-8`},
		{"people: &p {alice: {aliases: *p}}\n", `stands inside the value it names`},
		{"layout: year\n---\nlayout: flat\n", `.pm.yaml:2:1: `},
		{"layout:\n", `.pm.yaml:1:8: layout has no value; accepted: year, flat`},
		{"version: '1'\n", `.pm.yaml:1:10: version is "1", which this pm does not read; accepted: 1`},
		{"language: [buyer]\n", `.pm.yaml:1:11: language is a list, where key: value lines are meant`},
		{"language: {role: [buyer]}\n", `.pm.yaml:1:12: "role" is not a key of language, did you mean roles?; accepted: roles, teams, systems, allow`},
		{"language: {roles: buyer}\n", `.pm.yaml:1:19: language.roles is "buyer", where a list is meant; write [buyer]`},
		{"language:\n  roles: [buyer, Buyer]\n", `.pm.yaml:2:18: language.roles: "Buyer" is there already`},
		{"language: {allow: ['...']}\n", `language.allow: "..." has no letter in it, so it is in no sentence`},
		{"language: {allow: [" + strings.Repeat("a", 201) + "]}\n", `is longer than 200 bytes`},
		{"language:\n  systems: [Marvin]\n  teams: [marvin]\n", `.pm.yaml:2:13: language.systems: "Marvin" is in language.teams, too, and nothing is both`},
		{"language:\n  systems: [Marvin]\n  roles: [MARVIN]\n", `.pm.yaml:2:13: language.systems: "Marvin" is in language.roles, too`},
		{"severities: [a, b]\n", `severities has no sev2, which is the default of default_severity`},
		{"severities: [sev2]\n", `severities has not all of sev1, sev2, which is the default of major`},
		{"severities: []\n", `severities is empty`},
		{"dir: ..\n", `.pm.yaml:1:6: dir: ".." leads out of the folder of .pm.yaml`},
		{"dir: []\n", `dir names no folder`},
		{"dir: ''\n", `dir is empty`},
		{"template: ../x.md\n", `template: "../x.md" leads out of the folder`},
		{"triggers: {remove: [user-facing-outage, failed-deployment, security-breach, data-loss, missed-deadline, repeated-incident, unresolved-incident]}\n", `triggers.remove leaves no trigger`},
		{"rules: {blme: off}\n", `"blme" is not a rule, did you mean blame?; accepted: vague-action, blame, timeline-gap, overdue, secret`},
		{"rules:\n  blame: sometimes\n", `.pm.yaml:2:10: rules.blame is "sometimes", which is not known; accepted: off, info, warning, error`},
		{"alert_severities: {page: sev9}\n", `.pm.yaml:1:26: alert_severities.page is "sev9", which is not known; accepted: sev1, sev2, sev3, sev4`},
		{"alert_severities: {page: sev1, Page: sev2}\n", `.pm.yaml:1:32: alert_severities has "Page" twice, and case makes no difference`},
		{"alert_severities: [sev1]\n", `alert_severities is a list, where key: value lines are meant`},
		{"attachments: {max_size: 17MiB}\n", `.pm.yaml:1:25: attachments.max_size is "17MiB", which is not such a size; accepted: whole KiB or MiB up to 16MiB, such as 512KiB, 5MiB`},
		{"attachments: {max_size: 5MB}\n", `attachments.max_size is "5MB", which is not such a size`},
		{"attachments: {max_size: 0KiB}\n", `attachments.max_size is "0KiB", which is not such a size`},
		{"attachments: 5MiB\n", `attachments is "5MiB", where key: value lines are meant`},
		{"gates: {rca: []}\n", `"rca" is not a state that can stand here, write root-cause-analysis`},
		{"name: &a {x: *a}\n", `.pm.yaml:1:14: the alias *a stands inside`},
		{"# ünï\nläyout: 1\n", `.pm.yaml:2:1: "läyout" is not a key`},
		{"people: {ä: {nick: x}}\n", `.pm.yaml:1:14: "nick" is not a key of people.ä`},
		{"people: {a: {aliases: [x]}, b: {aliases: ['@X']}}\n", `.pm.yaml:1:43: people.b.aliases "@X" also stands for a`},
		{"strict_fields: 1\n", `strict_fields is "1"; accepted: true, false`},
		{"process_review_due: 0000-01-01\n", `which is not a day`},
		{"git: each\n", `git is "each", where key: value lines are meant`},
	} {
		_, err := Parse(FileName, []byte(c.src), known)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q:\n got %v\nwant %s", c.src, err, c.want)
		}
	}
}

func TestProblemsAreBounded(t *testing.T) {
	src := strings.Repeat("- a\n", 10) + strings.Repeat("x", 1<<21)
	_, err := Parse(FileName, []byte(src), known)
	if err == nil {
		t.Error("a file of 2 MiB is accepted")
	}
	var b strings.Builder
	for i := range 5000 {
		b.WriteString("key" + strings.Repeat("x", i%7) + string(rune('a'+i%26)) + strings.Repeat("y", i/26) + ": 1\n")
	}
	_, err = Parse(FileName, []byte(b.String()), known)
	var all *Error
	if !errors.As(err, &all) || len(all.Problems) != maxProblems || all.More == 0 || len(err.Error()) > 1<<20 {
		t.Errorf("%d bytes of problems", len(err.Error()))
	}
}

func TestLongLists(t *testing.T) {
	src := "refs: [" + strings.Repeat("a, ", 60_000) + "]\n"
	if _, err := Parse(FileName, []byte(src), known); err == nil || !strings.Contains(err.Error(), "refs has more than 1000 items") {
		t.Errorf("got %v", err)
	}
}

func TestAliasBomb(t *testing.T) {
	var b strings.Builder
	b.WriteString("a: &a [x, x, x, x, x, x, x, x, x, x]\n")
	for name := 'b'; name < 'm'; name++ {
		before := "*" + string(name-1) + ", "
		b.WriteString(string(name) + ": &" + string(name) + " [" + strings.Repeat(before, 10) + "]\n")
	}
	if _, err := Parse(FileName, []byte(b.String()), known); err == nil || !strings.Contains(err.Error(), "aliases make more than") {
		t.Errorf("got %v", err)
	}
}

func TestAliases(t *testing.T) {
	c := parse(t, "severities: &s [sev1, sev2]\nmajor: *s\n")
	if !cmp.Equal(c.Process.Major, []string{"sev1", "sev2"}) {
		t.Errorf("major: %q", c.Process.Major)
	}
}

func TestSample(t *testing.T) {
	if d := cmp.Diff(effective(parse(t, "")), effective(parse(t, string(Sample())))); d != "" {
		t.Errorf("the sample is not the default:\n%s", d)
	}
	if n := strings.Count(sample, "\n"); n > 45 {
		t.Errorf("%d lines are too many to read", n)
	}
}

// TestSampleExamples takes the # off every example: all must be accepted.
func TestSampleExamples(t *testing.T) {
	src := regexp.MustCompile(`(?m)^# ([a-z_]+:|  )`).ReplaceAllString(sample, "$1")
	c := parse(t, src)
	if len(c.Process.People) != 2 || c.Process.ReviewDue.IsZero() || len(c.Rules) == 0 {
		t.Errorf("not all examples took:\n%s", effective(c))
	}
}

func TestReferenceIsWhole(t *testing.T) {
	for _, e := range Reference() {
		if e.Key == "" || e.Takes == "" || !strings.HasSuffix(e.Doc, ".") {
			t.Errorf("incomplete: %+v", e)
		}
		if e.Default == "" {
			continue
		}
		if _, err := Parse(FileName, []byte(nested(e.Key, e.Default)), known); err != nil {
			t.Errorf("the default of %s is refused: %v", e.Key, err)
		}
	}
}

func nested(key, value string) string {
	group, name, ok := strings.Cut(key, ".")
	if ok {
		return group + ": {" + name + ": " + value + "}\n"
	}
	return key + ": " + value + "\n"
}

func TestFlow(t *testing.T) {
	for want, v := range map[string]any{
		"":                       nil,
		"true":                   true,
		`"true"`:                 "true",
		`"1"`:                    "1",
		"14d":                    "14d",
		`""`:                     "",
		`"*.qmd"`:                "*.qmd",
		"[a, b-c]":               []string{"a", "b-c"},
		`{a: [x], b: "1 2"}`:     map[string]any{"b": "1 2", "a": []string{"x"}},
		`"postmortem: {change}"`: "postmortem: {change}",
		"2026-12-01":             "2026-12-01",
		`"\u202e"`:               "\u202e",
	} {
		if got := flow(v); got != want {
			t.Errorf("flow(%#v) = %s, want %s", v, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, src := range []string{"", sample, "dir: [a, b]\n", "people: {a: {aliases: [b]}}\n", "a: &a [*a]\n", "\ufeff---\n", "gates: {closed: []}\n? [a]\n: b\n"} {
		f.Add([]byte(src))
	}
	for _, name := range []string{"example.yaml", "broken.yaml"} {
		src, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		c, err := Parse(FileName, src, known)
		if (c == nil) == (err == nil) {
			t.Fatal("neither a configuration nor an error, or both")
		}
		if err != nil {
			checkError(t, src, err)
			return
		}
		// What is in force can be written down and read again.
		var b strings.Builder
		for _, s := range c.Values {
			if group, _, ok := strings.Cut(s.Key, "."); s.Value != nil && (!ok || group == "git" || group == "triggers") {
				b.WriteString(nested(s.Key, s.String()))
			}
		}
		for _, line := range strings.SplitAfter(b.String(), "\n") {
			if strings.HasPrefix(line, "default_severity") || strings.HasPrefix(line, "major") || strings.HasPrefix(line, "severities") {
				continue
			}
			if _, err := Parse(FileName, []byte(line), known); err != nil {
				t.Errorf("%q: %v", line, err)
			}
		}
	})
}

func checkError(t *testing.T, src []byte, err error) {
	var all *Error
	if !errors.As(err, &all) || len(all.Problems) == 0 {
		t.Fatalf("error without a problem: %v", err)
	}
	lines := strings.Count(string(src), "\n") + 1
	for _, p := range all.Problems {
		if p.Position.Line < 1 || p.Position.Line > lines || p.Position.Column < 1 || p.Message == "" {
			t.Errorf("problem %+v in %d lines", p, lines)
		}
		if strings.ContainsAny(p.Message, "\n\x1b") {
			t.Errorf("message %q", p.Message)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(FileName, []byte(sample), known); err != nil {
			b.Fatal(err)
		}
	}
}
