package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/postmortem-md/pm/pkg/lint"
)

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
