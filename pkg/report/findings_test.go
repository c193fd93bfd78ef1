package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/postmortem-md/pm/pkg/lint"
)

func TestFindingFormats(t *testing.T) {
	for name, format := range FindingFormats {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := format(&b, Style{}, findingSeq(), Summary{Files: 12, Passed: 2}); err != nil {
				t.Fatal(err)
			}
			assertSafe(t, b.String(), true)
			golden(t, "findings_"+name, withoutRules(b.String()))
		})
	}
}

func TestFindingsInColour(t *testing.T) {
	var b bytes.Buffer
	if err := findingsText(&b, Style{Color: true}, findingSeq(), Summary{Files: 12}); err != nil {
		t.Fatal(err)
	}
	golden(t, "findings_colour", b.String())
}

func TestSummary(t *testing.T) {
	for _, c := range []struct {
		counts severities
		sum    Summary
		want   string
	}{
		{sum: Summary{}, want: "nothing found in 0 files"},
		{sum: Summary{Files: 1, Passed: 1}, want: "nothing found in 1 file; 1 file passed over"},
		{severities{0, 2, 1, 3}, Summary{Files: 12, Passed: 2}, "3 errors, 1 warning, 2 info in 12 files; 2 files passed over"},
		{severities{0, 0, 2, 0}, Summary{Files: 1}, "2 warnings in 1 file"},
	} {
		if got := c.sum.text(c.counts); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestNothingFound(t *testing.T) {
	var b bytes.Buffer
	if err := findingsText(&b, Style{}, lint.All(nil), Summary{Files: 3}); err != nil {
		t.Fatal(err)
	}
	if got := strings.TrimSpace(b.String()); got != "nothing found in 3 files" {
		t.Errorf("got %q", got)
	}
}
