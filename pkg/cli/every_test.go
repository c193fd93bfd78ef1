package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

const scripts = "../../testdata/script"

// leaves are all commands that do something themselves.
func leaves(cmd *cobra.Command) []*cobra.Command {
	if !cmd.HasSubCommands() {
		return []*cobra.Command{cmd}
	}
	var all []*cobra.Command
	for _, sub := range cmd.Commands() {
		all = append(all, leaves(sub)...)
	}
	return all
}

// TestEveryCommand holds each command to what makes it complete: help with an
// example and exit codes, and a script that runs it.
func TestEveryCommand(t *testing.T) {
	run := scriptText(t)
	for _, cmd := range leaves(Command(testEnv(nil, nil))) {
		path := cmd.CommandPath()
		if cmd.Short == "" || !strings.Contains(cmd.Example, path) {
			t.Errorf("%s: help needs a short text and an example that shows it", path)
		}
		if !strings.Contains(cmd.Long, "Exit codes:") {
			t.Errorf("%s: help does not document exit codes", path)
		}
		if cmd.Args == nil && cmd.Name() != "help" {
			t.Errorf("%s: takes any arguments without a word; set Args", path)
		}
		verb := strings.Fields(path)[1]
		if _, err := os.Stat(filepath.Join(scripts, verb+".txtar")); err != nil && verb != "help" {
			t.Errorf("%s: no script: %v", path, err)
		}
		if !strings.Contains(run, path+" ") && !strings.Contains(run, path+"\n") {
			t.Errorf("no script runs %s", path)
		}
	}
}

func scriptText(t *testing.T) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(scripts, "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(data)
	}
	return all.String()
}
