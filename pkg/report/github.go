package report

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"github.com/postmortem-md/pm/pkg/lint"
)

// shownByGitHub is how many errors, warnings and notices of one step GitHub makes
// annotations of; it drops the others silently (docs of actions/toolkit,
// problem-matchers.md).
const shownByGitHub = 10

// findingsGitHub writes workflow commands as @actions/core writes them, the worst
// first, and the total at the end. When GitHub is going to drop some, the total is
// an annotation too: the last of the notices that are shown.
func findingsGitHub(w io.Writer, _ Style, fs iter.Seq[lint.Finding], sum Summary) error {
	out := bufio.NewWriter(w)
	counts := countFindings(fs)
	total := ""
	if counts[lint.Error] > shownByGitHub || counts[lint.Warning] > shownByGitHub || counts[lint.Info]+counts[lint.Off] > shownByGitHub {
		total = fmt.Sprintf("%s; GitHub shows at most %d of each kind, the log has all", sum.text(counts), shownByGitHub)
	}
	notices := 0
	for f := range worstFirst(fs) {
		if weight(f) < lint.Warning {
			notices++
		}
		if notices == shownByGitHub && total != "" {
			writeTotal(out, &total)
		}
		out.WriteString(workflowCommand(f))
	}
	if total != "" {
		writeTotal(out, &total)
	}
	// Numbers alone: nothing read from a file begins a line of its own.
	out.WriteString(sum.text(counts) + "\n")
	return out.Flush()
}

// writeTotal takes the text away, because it is to be said once.
func writeTotal(out *bufio.Writer, total *string) {
	out.WriteString("::notice title=pm lint::" + escapeData(*total) + "\n")
	*total = ""
}

// workflowCommand is one line, its properties in the order of @actions/core.
// GitHub takes columns only where a finding does not span lines.
func workflowCommand(f lint.Finding) string {
	var b strings.Builder
	b.WriteString("::" + githubLevel(f.Severity) + " title=" + escapeProperty(Clean(f.Rule, false)))
	addProperty(&b, "file", escapeProperty(Clean(f.File, true)))
	if f.Start.Line > 0 {
		addProperty(&b, "line", strconv.Itoa(f.Start.Line))
		if end := lastLine(f); end > f.Start.Line {
			addProperty(&b, "endLine", strconv.Itoa(end))
		} else {
			addProperty(&b, "col", strconv.Itoa(f.Start.Column))
		}
	}
	b.WriteString("::" + escapeData(wording(f)) + "\n")
	return b.String()
}

// addProperty leaves out what is empty, as @actions/core does.
func addProperty(b *strings.Builder, name, value string) {
	if value != "" {
		b.WriteString("," + name + "=" + value)
	}
}

// lastLine is the last line that a finding has a character on.
func lastLine(f lint.Finding) int {
	if f.End.Column <= 1 && f.End.Line > f.Start.Line {
		return f.End.Line - 1
	}
	return f.End.Line
}

func githubLevel(s lint.Severity) string {
	switch {
	case s >= lint.Error:
		return "error"
	case s == lint.Warning:
		return "warning"
	}
	return "notice"
}

var (
	dataEscapes     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// escapeData keeps a message on its line; the runner turns it back.
func escapeData(s string) string { return dataEscapes.Replace(s) }

// escapeProperty also keeps a value from ending early.
func escapeProperty(s string) string { return propertyEscapes.Replace(s) }
