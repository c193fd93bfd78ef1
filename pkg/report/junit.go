package report

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/postmortem-md/pm/pkg/lint"
)

// findingsJUnit writes one suite with a case for each finding: errors fail, and
// all else is skipped, as it fails nothing in pm either. A case is called the same
// when its line moves, so that CI can tell new failures from old ones. When
// nothing was found a case that passes says so: readers take a report without any
// for a job that has not run.
//
// The format is what Jenkins and GitLab read; no standard exists.
func findingsJUnit(w io.Writer, _ Style, fs iter.Seq[lint.Finding], sum Summary) error {
	out := bufio.NewWriter(w)
	counts := countFindings(fs)
	total, failures := max(counts.total(), 1), counts[lint.Error]
	skipped := counts.total() - failures
	out.WriteString(xml.Header)
	fmt.Fprintf(out, `<testsuites name="pm lint" tests="%d" failures="%d" errors="0">`+"\n", total, failures)
	fmt.Fprintf(out, `  <testsuite name="pm lint" tests="%d" failures="%d" errors="0" skipped="%d">`+"\n", total, failures, skipped)
	if counts.total() == 0 {
		fmt.Fprintf(out, `    <testcase name="%s" classname="pm lint"></testcase>`+"\n", xmlText(sum.text(counts)))
	}
	var ids identities
	for f := range fs {
		writeCase(out, f, ids.ordinal(f))
	}
	out.WriteString("  </testsuite>\n</testsuites>\n")
	return out.Flush()
}

func writeCase(out *bufio.Writer, f lint.Finding, ordinal int) {
	fmt.Fprintf(out, `    <testcase name="%s" classname="%s">`+"\n", xmlText(caseName(f, ordinal)), xmlText(Clean(f.File, false)))
	if weight(f) < lint.Error {
		// Of a skipped case nothing but the attribute is read.
		text := fmt.Sprintf("%s: %s", f.Severity, strings.ReplaceAll(placed(f), "\n", "; "))
		fmt.Fprintf(out, `      <skipped message="%s"></skipped>`+"\n", xmlText(text))
	} else {
		message := xmlText(Clean(f.Message, false))
		fmt.Fprintf(out, `      <failure message="%s" type="%s">%s</failure>`+"\n", message, f.Severity, xmlText(placed(f)))
	}
	out.WriteString("    </testcase>\n")
}

// caseName holds no line: see identities.
func caseName(f lint.Finding, ordinal int) string {
	name := Clean(f.Rule, false)
	if f.Subject != "" {
		name += " " + Clean(f.Subject, false)
	}
	if ordinal > 1 {
		name = fmt.Sprintf("%s (%d)", name, ordinal)
	}
	return name
}

// placed is the wording after file:line:column.
func placed(f lint.Finding) string {
	place := Clean(f.File, false)
	if f.Start.Line > 0 {
		place = fmt.Sprintf("%s:%d:%d", place, f.Start.Line, f.Start.Column)
	}
	return place + ": " + wording(f)
}

// xmlText is text for an attribute in double quotes or an element. What XML 1.0
// cannot hold becomes U+FFFD.
func xmlText(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder does not fail
	return b.String()
}
