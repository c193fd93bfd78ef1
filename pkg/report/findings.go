package report

import (
	"cmp"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/postmortem-md/pm/pkg/lint"
)

// Findings writes findings in one format. fs may be ranged over several times,
// always with the same findings, those of one file together; a format keeps none
// of them, so that any number takes no memory.
type Findings func(w io.Writer, s Style, fs iter.Seq[lint.Finding], sum Summary) error

// Summary is what a run looked at.
type Summary struct {
	Files   int    // linted
	Passed  int    // passed over: not incidents
	Version string // of pm, "" when it does not matter
}

// tool is how pm is called where results of many tools stand side by side.
const tool = "pm"

// home is where readers of machine formats find out about pm and its rules.
const home = "https://github.com/postmortem-md/pm"

// ruleURL is the documentation of a rule of the list; "" for any other.
func ruleURL(rule string) string {
	if _, ok := lint.ByID(rule); !ok {
		return ""
	}
	return home + "/blob/main/docs/rules.md#" + rule
}

// severities are how many findings there are of each severity.
type severities [lint.Error + 1]int

func countFindings(fs iter.Seq[lint.Finding]) severities {
	var n severities
	for f := range fs {
		n[weight(f)]++
	}
	return n
}

// weight is a finding's severity as an index that is always in range.
func weight(f lint.Finding) lint.Severity { return min(f.Severity, lint.Error) }

func (n severities) total() int { return n[lint.Error] + n[lint.Warning] + n[lint.Info] + n[lint.Off] }

// worstFirst gives the errors, then the warnings, then the rest, each in the
// order of fs: what a reader with a limit drops should be what matters least.
func worstFirst(fs iter.Seq[lint.Finding]) iter.Seq[lint.Finding] {
	return func(yield func(lint.Finding) bool) {
		for level := lint.Error; ; level-- {
			for f := range fs {
				if weight(f) == level && !yield(f) {
					return
				}
			}
			if level == lint.Off {
				return
			}
		}
	}
}

// wording is the message and the help, for readers that show lines as lines. It is
// never empty: most of them refuse a result that says nothing.
func wording(f lint.Finding) string {
	text := cmp.Or(Clean(f.Message, false), Clean(f.Rule, false))
	if f.Help != "" {
		text += "\n" + strings.TrimRight(Clean(f.Help, true), "\n")
	}
	return text
}

// machinePath is a file's name as it is: whoever reads it looks for that file,
// and each format has its own way to write odd characters. Only bytes that are no
// UTF-8, which no JSON or XML can hold, are made visible.
func machinePath(file string) string {
	if utf8.ValidString(file) {
		return file
	}
	return Clean(file, true)
}
