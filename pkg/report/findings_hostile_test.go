package report

import (
	"bytes"
	"cmp"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"iter"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/lint"
)

// hostile are texts that mean something to one of the formats, or to whoever
// shows them.
var hostile = []string{
	"::error::not ours",
	"\n::error file=a.md::not ours\r\n::add-mask::x",
	"%0A::error::not ours%0D%25",
	"##[error]not ours",
	"a:b,c=d::e",
	"]]></failure><failure message=\"x\">&amp;<!-- -->",
	"| x | y |\n| - | - |",
	"`code` ``` \\| \\",
	"<img src=x onerror=alert(1)><script>",
	"@everyone @org/team #1 org/repo#2 GH-3 !4 ~label",
	"[a](https://example.com) ![b](https://example.com/b.png) [c]: https://example.com",
	"https://example.com www.example.com someone@example.com",
	"\x00\x01\x1b[31m\x7f\u009b",
	"\xff\xfe\xc3",
	"\u202eevil\u2066\u2028\u2029\u200b\ufeff\ufffe\U000e0041",
	`{"a": "b"}`, "{0} {{x}}", "$x$ ~~y~~ **z** _w_",
	"/close", "---", "",
}

// hostileSeq puts each of them in every place that a file has a say in.
func hostileSeq() iter.Seq[lint.Finding] {
	return func(yield func(lint.Finding) bool) {
		for n, s := range hostile {
			at := document.Position{Line: n + 1, Column: 2}
			f := lint.Finding{
				Rule: "unknown-field", Severity: lint.Severity(1 + n%3), File: "p/" + s + ".md", Start: at, End: at,
				Subject: s, Message: s, Help: s, Bytes: lint.Columns{Start: 2, End: 2},
				Suggest: &lint.Suggestion{Start: at, End: at, Text: s},
			}
			if !yield(f) {
				return
			}
		}
	}
}

func rendered(t testing.TB, format string, fs iter.Seq[lint.Finding]) string {
	t.Helper()
	var b bytes.Buffer
	if err := FindingFormats[format](&b, Style{}, fs, Summary{Files: 12, Passed: 2}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

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

func TestHostileFindings(t *testing.T) {
	for name := range FindingFormats {
		t.Run(name, func(t *testing.T) {
			got := rendered(t, name, hostileSeq())
			assertSafe(t, got, true)
			golden(t, "findings_hostile_"+name, withoutRules(got))
		})
	}
}

func TestNoFindings(t *testing.T) {
	for name := range FindingFormats {
		t.Run(name, func(t *testing.T) {
			golden(t, "findings_none_"+name, withoutRules(rendered(t, name, lint.All(nil))))
		})
	}
}

// TestGitHubCommands reads the lines as the runner does: each finding is one
// command with the words it had, and nothing else is a command.
func TestGitHubCommands(t *testing.T) {
	var got []command
	lines := strings.Split(strings.TrimSuffix(rendered(t, "github", hostileSeq()), "\n"), "\n")
	for _, line := range lines[:len(lines)-1] {
		c, ok := readCommand(line)
		if !ok {
			t.Fatalf("no command: %q", line)
		}
		got = append(got, c)
	}
	if _, ok := readCommand(lines[len(lines)-1]); ok {
		t.Errorf("the last line is a command: %q", lines[len(lines)-1])
	}
	if len(got) != len(hostile) {
		t.Fatalf("%d commands for %d findings", len(got), len(hostile))
	}
	for f := range hostileSeq() {
		want := command{githubLevel(f.Severity), map[string]string{
			"title": f.Rule, "file": Clean(f.File, true), "line": fmt.Sprint(f.Start.Line), "col": "2",
		}, wording(f)}
		if !slices.ContainsFunc(got, func(c command) bool { return fmt.Sprint(c) == fmt.Sprint(want) }) {
			t.Errorf("missing %+v", want)
		}
	}
}

// command is what the runner makes of a line.
type command struct {
	name       string
	properties map[string]string
	data       string
}

// readCommand does what ActionCommand.TryParseV2 of actions/runner does.
func readCommand(line string) (command, bool) {
	line = strings.TrimLeft(line, " \t")
	rest, ok := strings.CutPrefix(line, "::")
	if !ok {
		return command{}, strings.Contains(line, "##[")
	}
	head, data, ok := strings.Cut(rest, "::")
	if !ok {
		return command{}, false
	}
	name, list, _ := strings.Cut(head, " ")
	c := command{name, map[string]string{}, unescapeCommand(data, false)}
	for _, pair := range strings.Split(list, ",") {
		if key, value, ok := strings.Cut(pair, "="); ok {
			c.properties[key] = unescapeCommand(value, true)
		}
	}
	return c, true
}

func unescapeCommand(s string, property bool) string {
	if property {
		s = strings.NewReplacer("%3A", ":", "%2C", ",").Replace(s)
	}
	return strings.ReplaceAll(strings.NewReplacer("%0D", "\r", "%0A", "\n").Replace(s), "%25", "%")
}

func FuzzGitHubCommand(f *testing.F) {
	for _, s := range hostile {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, file, message string) {
		line := workflowCommand(lint.Finding{Rule: "x", Severity: lint.Error, File: file, Message: message})
		if strings.Count(line, "\n") != 1 {
			t.Fatalf("more than a line: %q", line)
		}
		c, ok := readCommand(strings.TrimSuffix(line, "\n"))
		if !ok || c.name != "error" || c.properties["file"] != Clean(file, true) || c.data != cmp.Or(Clean(message, false), "x") {
			t.Errorf("%q is read as %+v", line, c)
		}
	})
}

// FuzzFindings holds for any words at all: JSON and XML are what they say they
// are, and Markdown has a row for each finding and nothing active in it.
func FuzzFindings(f *testing.F) {
	for _, s := range hostile {
		f.Add(s, s, s)
	}
	f.Fuzz(func(t *testing.T, file, subject, message string) {
		at := document.Position{Line: 1, Column: 1}
		one := lint.Finding{Rule: "placeholder", Severity: lint.Error, File: file, Subject: subject, Message: message, Help: message, Suggest: &lint.Suggestion{Start: at, End: at, Text: message}}
		two := one
		two.Severity = lint.Info
		fs := lint.All([]lint.Finding{one, two})
		for _, format := range []string{"json", "gitlab", "sarif"} {
			if got := rendered(t, format, fs); !json.Valid([]byte(got)) {
				t.Errorf("%s is no JSON: %s", format, got)
			}
		}
		for line := range strings.Lines(rendered(t, "rdjsonl", fs)) {
			if !json.Valid([]byte(line)) {
				t.Errorf("rdjsonl is no JSON: %s", line)
			}
		}
		checkXML(t, rendered(t, "junit", fs))
		checkTable(t, rendered(t, "markdown", fs), 2)
	})
}

// checkXML wants two cases and no other element than those of the format.
func checkXML(t *testing.T, s string) {
	t.Helper()
	var names []string
	for d := xml.NewDecoder(strings.NewReader(s)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%v in %s", err, s)
		}
		if e, ok := token.(xml.StartElement); ok {
			names = append(names, e.Name.Local)
		}
	}
	want := []string{"testsuites", "testsuite", "testcase", "failure", "testcase", "skipped"}
	if !slices.Equal(names, want) {
		t.Errorf("elements are %q in %s", names, s)
	}
}

// active is what GitHub and GitLab look for in text outside code.
var active = regexp.MustCompile(`[@#!~$%&]\w|www\.|https?:|\bGH-\d`)

// checkTable reads Markdown as GitHub does: a heading and one table of rows with
// four cells, in them no image and no link but to the rules, and outside code
// nothing that stands for a person, an issue or an address.
func checkTable(t *testing.T, src string, rows int) {
	t.Helper()
	root := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(text.NewReader([]byte(src)))
	found, code := 0, false
	err := ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *east.TableRow:
			found++
			if n.ChildCount() != 4 {
				t.Errorf("%d cells in %s", n.ChildCount(), src)
			}
		case *ast.Link:
			if !strings.HasPrefix(string(n.Destination), home) {
				t.Errorf("a link to %s in %s", n.Destination, src)
			}
		case *ast.RawHTML:
			tag := string(n.Segments.Value([]byte(src)))
			code = tag == "<code>"
			if !code && tag != "</code>" && tag != "<br>" {
				t.Errorf("%s in %s", tag, src)
			}
		case *ast.Text:
			if s := string(n.Segment.Value([]byte(src))); !code && active.MatchString(s) {
				t.Errorf("active: %q in %s", s, src)
			}
		case *ast.Document, *ast.Heading, *east.Table, *east.TableHeader, *east.TableCell, *ast.Paragraph:
		case *ast.CodeSpan: // in the note on what is missing
		default:
			t.Errorf("a %v in %s", n.Kind(), src)
		}
		return ast.WalkContinue, nil
	})
	if err != nil || found != rows {
		t.Errorf("%d rows, want %d (%v): %s", found, rows, err, src)
	}
}

func TestMarkdownIsInert(t *testing.T) {
	checkTable(t, rendered(t, "markdown", hostileSeq()), len(hostile))
}

func TestMarkdownLimit(t *testing.T) {
	for _, limit := range []int{0, 50, 200, 600, 3000, commentRoom} {
		var b bytes.Buffer
		if err := MarkdownFindings(limit)(&b, Style{}, many(5000), Summary{Files: 9}); err != nil {
			t.Fatal(err)
		}
		if b.Len() > limit {
			t.Errorf("%d bytes, at most %d were asked for", b.Len(), limit)
		}
		rows, missing := strings.Count(b.String(), "| error |")+strings.Count(b.String(), "| warning |")+strings.Count(b.String(), "| info |"), 0
		if b.Len() == 0 {
			continue
		}
		_, note, _ := strings.Cut(b.String(), "\n\n")
		if n := strings.LastIndex(note, "\n\n"); n >= 0 {
			note = note[n+2:]
		}
		if fmt.Sscanf(strings.TrimSpace(note), "%d of 5000 findings not shown", &missing); rows+missing != 5000 {
			t.Errorf("limit %d: %d rows and %d not shown: %s", limit, rows, missing, note)
		}
	}
}

// many gives n findings, each fifth an error, 100 to a file, and keeps none.
func many(n int) iter.Seq[lint.Finding] {
	return func(yield func(lint.Finding) bool) {
		for i := range n {
			at := document.Position{Line: 1 + i%100, Column: 3}
			f := lint.Finding{
				Rule: "placeholder", Severity: []lint.Severity{lint.Error, lint.Warning, lint.Info, lint.Info, lint.Warning}[i%5],
				File: fmt.Sprintf("postmortems/2026/2026-03-01-incident-%d.md", i/100), Start: at, End: at,
				Subject: fmt.Sprintf("prompt %d", i%7), Message: fmt.Sprintf("%q is a prompt left over from a template", "TBD"),
				Help: "write what belongs there, or take it away",
			}
			if !yield(f) {
				return
			}
		}
	}
}

// discard counts what it is given.
type discard int

func (d *discard) Write(p []byte) (int, error) {
	*d += discard(len(p))
	return len(p), nil
}

// TestMemoryOfFormats measures what a format holds on to while it writes: the live
// heap at every ten-thousandth finding, after a collection.
func TestMemoryOfFormats(t *testing.T) {
	const findings, most = 100_000, 8 << 20
	for name, format := range FindingFormats {
		t.Run(name, func(t *testing.T) {
			before, peak := live(), uint64(0)
			watched := func(yield func(lint.Finding) bool) {
				n := 0
				for f := range many(findings) {
					if n++; n%10_000 == 0 {
						peak = max(peak, live())
					}
					if !yield(f) {
						return
					}
				}
			}
			var out discard
			if err := format(&out, Style{}, watched, Summary{}); err != nil {
				t.Fatal(err)
			}
			used := int64(peak) - int64(before)
			t.Logf("%d findings: %d KiB written, %d KiB held", findings, out>>10, used>>10)
			if out == 0 || used > most {
				t.Errorf("%d KiB held for %d KiB of output", used>>10, out>>10)
			}
		})
	}
}

func live() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// TestGitHubTotal counts as GitHub does, which shows ten of each kind.
func TestGitHubTotal(t *testing.T) {
	for _, c := range []struct {
		errors, warnings, infos int
		told                    bool
	}{
		{10, 10, 10, false},
		{11, 0, 0, true},
		{0, 11, 3, true},
		{0, 0, 11, true},
		{12, 12, 40, true},
	} {
		var fs []lint.Finding
		for level, n := range map[lint.Severity]int{lint.Error: c.errors, lint.Warning: c.warnings, lint.Info: c.infos} {
			fs = append(fs, slices.Repeat([]lint.Finding{{Rule: "x", Severity: level, File: "a.md"}}, n)...)
		}
		got := rendered(t, "github", lint.All(fs))
		shown, all, told := map[string]int{}, 0, false
		for line := range strings.Lines(got) {
			command, ok := readCommand(strings.TrimSuffix(line, "\n"))
			if !ok {
				continue
			}
			isTotal := command.properties["title"] == "pm lint"
			if shown[command.name]++; shown[command.name] <= shownByGitHub {
				told = told || isTotal
			}
			if !isTotal {
				all++
			}
		}
		if told != c.told || all != len(fs) {
			t.Errorf("%+v: told %v, %d findings:\n%s", c, told, all, got)
		}
		if !strings.HasSuffix(got, "info in 12 files; 2 files passed over\n") && c.infos > 0 {
			t.Errorf("no total at the end:\n%s", got)
		}
	}
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

// TestFingerprints moves a file's lines, and takes a finding away.
func TestFingerprints(t *testing.T) {
	at := func(line int, rule, subject string) lint.Finding {
		return lint.Finding{Rule: rule, Subject: subject, File: "a.md", Start: document.Position{Line: line, Column: 1}}
	}
	prints := func(fs ...lint.Finding) (out []string) {
		var ids identities
		for _, f := range fs {
			out = append(out, ids.fingerprint(f))
		}
		return out
	}
	was := prints(at(3, "a", "x"), at(4, "a", "x"), at(9, "a", "y"), at(9, "b", "x"))
	moved := prints(at(13, "a", "x"), at(24, "a", "x"), at(29, "a", "y"), at(30, "b", "x"))
	if !slices.Equal(was, moved) {
		t.Errorf("moved lines change %q to %q", was, moved)
	}
	fewer := prints(at(4, "a", "x"), at(9, "a", "y"), at(9, "b", "x"))
	if want := append([]string{was[0]}, was[2:]...); !slices.Equal(fewer, want) {
		t.Errorf("one less makes %q, want %q", fewer, want)
	}
	slices.Sort(was)
	if len(slices.Compact(was)) != 4 {
		t.Error("two findings have one fingerprint")
	}
	elsewhere := at(3, "a", "x")
	elsewhere.File = "b.md"
	if prints(elsewhere)[0] == prints(at(3, "a", "x"))[0] {
		t.Error("two files have one fingerprint")
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
