package main

import (
	"bytes"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"github.com/postmortem-md/pm/pkg/cli"
)

// writeRelease writes man/ and completions/ for the packages. Pages carry the
// date of the commit, so that two builds of it are equal.
func writeRelease(dir string, date time.Time) error {
	root := cli.Command(env())
	root.DisableAutoGenTag = true
	man := filepath.Join(dir, "man")
	if err := os.MkdirAll(man, 0o755); err != nil {
		return err
	}
	header := &doc.GenManHeader{Title: "PM", Section: "1", Source: "pm", Manual: "pm manual", Date: &date}
	if err := doc.GenManTree(root, header, man); err != nil {
		return err
	}
	return writeCompletions(root, filepath.Join(dir, "completions"))
}

func writeCompletions(root *cobra.Command, dir string) error {
	for file, gen := range map[string]func(*bytes.Buffer) error{
		"pm.bash": func(b *bytes.Buffer) error { return root.GenBashCompletionV2(b, true) },
		"pm.zsh":  func(b *bytes.Buffer) error { return root.GenZshCompletion(b) },
		"pm.fish": func(b *bytes.Buffer) error { return root.GenFishCompletion(b, true) },
		"pm.ps1":  func(b *bytes.Buffer) error { return root.GenPowerShellCompletionWithDesc(b) },
	} {
		var b bytes.Buffer
		if err := gen(&b); err != nil {
			return err
		}
		if err := write(filepath.Join(dir, file), b.Bytes()); err != nil {
			return err
		}
	}
	return nil
}
