package report

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/postmortem-md/pm/pkg/lint"
)

// qualityIssue is an item of a GitLab Code Quality report
// (https://docs.gitlab.com/ci/testing/code_quality/).
type qualityIssue struct {
	Description string          `json:"description"`
	CheckName   string          `json:"check_name"`
	Fingerprint string          `json:"fingerprint"`
	Severity    string          `json:"severity"`
	Location    qualityLocation `json:"location"`
}

type qualityLocation struct {
	Path  string       `json:"path"` // without ./ in front
	Lines qualityLines `json:"lines"`
}

type qualityLines struct {
	Begin int `json:"begin"`
}

// findingsGitLab writes a Code Quality report. GitLab takes issues of the same
// fingerprint for one, and compares those of two branches by it.
func findingsGitLab(w io.Writer, _ Style, fs iter.Seq[lint.Finding], _ Summary) error {
	out := bufio.NewWriter(w)
	var ids identities
	separator, end := "[\n", "[]\n"
	for f := range fs {
		data, err := marshal(qualityIssueOf(f, ids.fingerprint(f)))
		if err != nil {
			return fmt.Errorf("writing a finding for GitLab: %w", err)
		}
		out.WriteString(separator)
		out.Write(data)
		separator, end = ",\n", "\n]\n"
	}
	out.WriteString(end)
	return out.Flush()
}

// qualityIssueOf puts the help behind the message: GitLab shows one line. What is
// about a file as a whole is shown at its first line, for there must be one.
func qualityIssueOf(f lint.Finding, fingerprint string) qualityIssue {
	return qualityIssue{
		Description: strings.ReplaceAll(wording(f), "\n", "; "),
		CheckName:   f.Rule,
		Fingerprint: fingerprint,
		Severity:    gitlabSeverity(f.Severity),
		Location:    qualityLocation{Path: machinePath(f.File), Lines: qualityLines{Begin: max(f.Start.Line, 1)}},
	}
}

func gitlabSeverity(s lint.Severity) string {
	switch {
	case s >= lint.Error:
		return "major"
	case s == lint.Warning:
		return "minor"
	}
	return "info"
}
