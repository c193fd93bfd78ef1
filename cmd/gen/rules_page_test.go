package main

import (
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/lint"
)

// TestRulesPage reads docs/rules.md as a reader does: what is copied out of it
// gives exactly one finding of the rule it is about, or none, and what it says
// about the configuration is accepted and sets that rule.
func TestRulesPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range lint.Rules {
		t.Run(r.ID, func(t *testing.T) {
			text, configure := section(t, strings.ReplaceAll(string(page), "\r\n", "\n"), r.ID)
			if found := lintExample(r, block(t, text, "**Bad:**")); len(found) != 1 || found[0].Rule != r.ID {
				t.Errorf("the bad example gives %+v", found)
			}
			if found := lintExample(r, block(t, text, "**Good:**")); len(found) != 0 {
				t.Errorf("the good example gives %+v", found)
			}
			checkConfigure(t, r.ID, configure)
		})
	}
}

// section is a rule's part of the page, headings inside its examples included,
// and its last line, which is about the configuration.
func section(t *testing.T, page, id string) (text, configure string) {
	t.Helper()
	_, rest, ok := strings.Cut(page, "\n## "+id+"\n")
	text, rest, last := strings.Cut(rest, "\n**Configure.** ")
	if !ok || !last {
		t.Fatalf("the page says nothing about %s", id)
	}
	configure, _, _ = strings.Cut(rest, "\n")
	return text, configure
}

// block is the fenced block behind a label.
func block(t *testing.T, text, label string) string {
	t.Helper()
	_, rest, ok := strings.Cut(text, label+"\n\n")
	fence, rest, _ := strings.Cut(rest, "markdown\n")
	body, _, closed := strings.Cut(rest, "\n"+fence+"\n")
	if !ok || !closed || strings.Trim(fence, "`") != "" {
		t.Fatalf("no block behind %s", label)
	}
	return body + "\n"
}

// lintExample lints a file, or the files of an archive, with all rules at their
// defaults, and r even when it is off.
func lintExample(r *lint.Rule, example string) []lint.Finding {
	files := fstest.MapFS{"postmortems/2026/2026-03-01-checkout-5xx.md": &fstest.MapFile{Data: []byte(example)}}
	if strings.HasPrefix(example, "-- ") {
		files = fstest.MapFS{}
		for _, f := range txtar.Parse([]byte(example)).Files {
			files[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	o := lint.Options{FS: files, Now: time.Date(2026, 3, 20, 12, 0, 0, 0, time.UTC)}
	if r.Severity == lint.Off {
		o.Severity = map[string]lint.Severity{r.ID: lint.Warning}
	}
	l := lint.New(o)
	var found []lint.Finding
	for name, f := range files {
		if path.Ext(name) == ".md" && path.Base(name) != "README.md" {
			var base []byte
			if b := files[name+".base"]; b != nil {
				base = b.Data
			}
			found = append(found, l.File(name, f.Data, base)...)
		}
	}
	return append(found, l.Finish()...)
}

var setting = regexp.MustCompile(`\b[a-z_]+: \{[^{}]*\}`)

// checkConfigure reads each setting that a page shows, as .pm.yaml does.
func checkConfigure(t *testing.T, id, line string) {
	t.Helper()
	known := config.Known{}
	for _, r := range lint.Rules {
		known.Rules = append(known.Rules, r.ID)
	}
	set := false
	for _, s := range setting.FindAllString(line, -1) {
		c, err := config.Parse(config.FileName, []byte(s+"\n"), known)
		if err != nil {
			t.Errorf("%s is refused: %v", s, err)
			continue
		}
		_, ok := c.Rules[id]
		set = set || ok
	}
	if !set {
		t.Errorf("%q does not say how to set the rule", line)
	}
}
