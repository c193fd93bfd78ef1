package report

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/postmortem-md/pm/pkg/lint"
)

// findingsText is for people and for editors that jump to file:line:col:
//
//	postmortems/a.md:3:8: error: severity "sve1" is unknown [unknown-value]
//	    did you mean sev1?
//
// and at the end what was looked at.
func findingsText(w io.Writer, s Style, fs iter.Seq[lint.Finding], sum Summary) error {
	out, p := bufio.NewWriter(w), newPainter(w, s)
	var counts severities
	for f := range fs {
		counts[weight(f)]++
		writeFinding(out, p, f)
	}
	out.WriteString(p.paint(summaryTone(counts), sum.text(counts)) + "\n")
	return out.Flush()
}

// writeFinding begins with file:line:column, which editors and terminals jump to.
func writeFinding(out *bufio.Writer, p *painter, f lint.Finding) {
	place := Clean(f.File, false)
	if f.Start.Line > 0 {
		place = fmt.Sprintf("%s:%d:%d", place, f.Start.Line, f.Start.Column)
	}
	fmt.Fprintf(out, "%s: %s: %s %s\n",
		p.paint(Strong, place),
		p.paint(severityTone(f.Severity), f.Severity.String()),
		Clean(f.Message, false),
		p.paint(Faint, "["+Clean(f.Rule, false)+oldMark(f)+"]"))
	if f.Help == "" {
		return
	}
	for line := range strings.Lines(Clean(f.Help, true)) {
		out.WriteString("    " + strings.TrimRight(line, "\n") + "\n")
	}
}

// oldMark tells apart what the base has already, which fails nothing.
func oldMark(f lint.Finding) string {
	if f.Old {
		return ", old"
	}
	return ""
}

func severityTone(s lint.Severity) Tone {
	switch s {
	case lint.Error:
		return Bad
	case lint.Warning:
		return Caution
	}
	return Faint
}

// summaryTone is the tone of the worst finding, Good when there is none.
func summaryTone(counts severities) Tone {
	for s := lint.Error; s > lint.Off; s-- {
		if counts[s] > 0 {
			return severityTone(s)
		}
	}
	return Good
}

// text says how many findings of which severity there are in how many files:
// "3 errors, 1 warning in 12 files; 2 files passed over".
func (sum Summary) text(counts severities) string {
	var parts []string
	if n := counts[lint.Error]; n > 0 {
		parts = append(parts, Count(n, "error"))
	}
	if n := counts[lint.Warning]; n > 0 {
		parts = append(parts, Count(n, "warning"))
	}
	if n := counts[lint.Info]; n > 0 {
		parts = append(parts, fmt.Sprintf("%d info", n))
	}
	if len(parts) == 0 {
		parts = []string{"nothing found"}
	}
	text := strings.Join(parts, ", ") + " in " + Count(sum.Files, "file")
	if sum.Passed > 0 {
		text += "; " + Count(sum.Passed, "file") + " passed over"
	}
	return text
}

// Count is a number with its noun: "1 file", "2 files".
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
