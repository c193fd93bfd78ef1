package report

import (
	"slices"
	"testing"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/lint"
)

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
