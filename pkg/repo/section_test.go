package repo

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var driver = Section{Name: "merge", Sub: "pm", Variables: []Variable{{"name", "by meaning"}, {"driver", `if a; then "b" \c; fi # d`}}}

const driverText = "[merge \"pm\"]\n\tname = \"by meaning\"\n\tdriver = \"if a; then \\\"b\\\" \\\\c; fi # d\"\n"

func TestSectionIn(t *testing.T) {
	for _, c := range []struct{ name, src, with, without string }{
		{"empty", "", driverText, ""},
		{"no last newline", "[core]\n\tbare = false", "[core]\n\tbare = false\n" + driverText, "[core]\n\tbare = false"},
		{"others of the kind", "[merge]\n\tpm = x\n[merge \"pmx\"]\n\tdriver = y\n", "[merge]\n\tpm = x\n[merge \"pmx\"]\n\tdriver = y\n" + driverText, "[merge]\n\tpm = x\n[merge \"pmx\"]\n\tdriver = y\n"},
		{"there", "[a]\n\tb = c\n" + driverText + "; end\n", "[a]\n\tb = c\n" + driverText + "; end\n", "[a]\n\tb = c\n; end\n"},
		{"half", "[merge \"pm\"]\n\tname = x\n# note\n[a]\n\tb = c\n", "# note\n[a]\n\tb = c\n" + driverText, "# note\n[a]\n\tb = c\n"},
		{"twice", "[MERGE \"pm\"]\n\tname = x\n[a]\n\tb = \"[merge \\\"pm\\\"]\"\n[merge \"pm\"] driver = y\n", "[a]\n\tb = \"[merge \\\"pm\\\"]\"\n" + driverText, "[a]\n\tb = \"[merge \\\"pm\\\"]\"\n"},
		{"CRLF and a mark", "\ufeff[a]\r\n\tb = c \\\r\n [merge]\r\n", "\ufeff[a]\r\n\tb = c \\\r\n [merge]\r\n" + driverText, "\ufeff[a]\r\n\tb = c \\\r\n [merge]\r\n"},
	} {
		with, err := driver.in([]byte(c.src), "config")
		if err != nil || string(with) != c.with {
			t.Errorf("%s: with the section %q, %v; want %q", c.name, with, err, c.with)
		}
		without, err := Section{Name: "merge", Sub: "pm"}.in(with, "config")
		if err != nil || string(without) != c.without && string(without) != c.without+"\n" {
			t.Errorf("%s: without the section %q, %v; want %q", c.name, without, err, c.without)
		}
	}
	if _, err := driver.in([]byte("[a\n"), "config"); err == nil {
		t.Error("a configuration that git cannot read was changed")
	}
}

// TestSetSection writes a real clone's configuration, and git reads it.
func TestSetSection(t *testing.T) {
	dir := t.TempDir()
	if err := Init(dir); err != nil {
		t.Fatal(err)
	}
	r, err := Open(context.Background(), Options{Dir: dir, Environ: os.Environ()})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	config := filepath.Join(dir, ".git", "config")
	before, _ := os.ReadFile(config)
	for i, want := range []bool{true, false} {
		if changed, err := r.SetSection(context.Background(), driver); err != nil || changed != want {
			t.Errorf("call %d: changed %v, %v", i, changed, err)
		}
	}
	if has, err := r.HasSection(driver); err != nil || !has {
		t.Errorf("the section is not seen: %v", err)
	}
	if git, err := exec.LookPath("git"); err == nil {
		out, err := exec.Command(git, "-C", dir, "config", "merge.pm.driver").Output()
		if got := strings.TrimRight(string(out), "\n"); err != nil || got != driver.Variables[1].Value {
			t.Errorf("git reads %q, %v", got, err)
		}
	}
	if changed, err := r.SetSection(context.Background(), Section{Name: "merge", Sub: "pm"}); err != nil || !changed {
		t.Errorf("removing: changed %v, %v", changed, err)
	}
	if after, _ := os.ReadFile(config); string(after) != string(before) {
		t.Errorf("after removing %q, want %q", after, before)
	}
}

// TestSetSectionLocked: a lock of git's is waited for and never broken.
func TestSetSectionLocked(t *testing.T) {
	dir := t.TempDir()
	if err := Init(dir); err != nil {
		t.Fatal(err)
	}
	lock := filepath.Join(dir, ".git", "config.lock")
	if err := os.WriteFile(lock, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	r, err := Open(context.Background(), Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	_, err = r.SetSection(context.Background(), driver)
	if refused, ok := errors.AsType[*Refused](err); !ok || refused.Cause != CauseLocked {
		t.Errorf("got %v, want a refusal because of the lock", err)
	}
	if _, err := os.Stat(lock); err != nil {
		t.Errorf("somebody else's lock is gone: %v", err)
	}
}

func TestReplace(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "f"), []byte("a"), 0o640); err != nil {
		t.Fatal(err)
	}
	r, err := Open(context.Background(), Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if err := r.Replace(PathChange{Path: "f", Was: []byte("b"), Want: []byte("c")}); err == nil {
		t.Error("a file that held something else was replaced")
	}
	if err := r.Replace(PathChange{Path: "f", Was: []byte("a"), Want: []byte("c")}); err != nil {
		t.Error(err)
	}
	if got, _ := r.ReadFile("f"); string(got) != "c" {
		t.Errorf("the file holds %q", got)
	}
}
