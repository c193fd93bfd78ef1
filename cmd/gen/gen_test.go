package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestDocsAreCurrent fails while docs/ does not say what the code does.
func TestDocsAreCurrent(t *testing.T) {
	for name, want := range Docs() {
		got, err := os.ReadFile(filepath.Join("../../docs", name))
		if err != nil {
			t.Errorf("docs/%s: %v; run make docs", name, err)
			continue
		}
		if !bytes.Equal(bytes.ReplaceAll(got, []byte("\r\n"), []byte("\n")), want) {
			t.Errorf("docs/%s is stale; run make docs and read the difference", name)
		}
	}
}

func TestRelease(t *testing.T) {
	dir := t.TempDir()
	if err := writeRelease(dir, time.Unix(0, 0)); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{"man/pm.1", "man/pm-new.1", "man/pm-action-add.1", "completions/pm.bash", "completions/pm.zsh", "completions/pm.fish", "completions/pm.ps1"} {
		if text, err := os.ReadFile(filepath.Join(dir, file)); err != nil || len(text) == 0 {
			t.Errorf("%s: %d bytes, %v", file, len(text), err)
		}
	}
}
