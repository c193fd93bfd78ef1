package report

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"unicode/utf8"

	"github.com/postmortem-md/pm/pkg/lint"
)

// diagnostic is a message of the Reviewdog Diagnostic Format
// (https://github.com/reviewdog/reviewdog/tree/master/proto/rdf). Its columns
// count bytes of UTF-8, and its ends are exclusive.
type diagnostic struct {
	Message     string         `json:"message"`
	Location    rdLocation     `json:"location"`
	Severity    string         `json:"severity"`
	Source      rdSource       `json:"source"`
	Code        rdCode         `json:"code"`
	Suggestions []rdSuggestion `json:"suggestions,omitempty"`
}

type rdLocation struct {
	Path  string   `json:"path"`
	Range *rdRange `json:"range,omitempty"`
}

type rdRange struct {
	Start rdPosition  `json:"start"`
	End   *rdPosition `json:"end,omitempty"`
}

type rdPosition struct {
	Line   int `json:"line"`
	Column int `json:"column,omitempty"`
}

type rdSource struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

type rdCode struct {
	Value string `json:"value"`
	URL   string `json:"url,omitempty"`
}

type rdSuggestion struct {
	Range rdRange `json:"range"`
	Text  string  `json:"text"`
}

// findingsRDJSONL writes a diagnostic a line, and nothing when nothing was found.
func findingsRDJSONL(w io.Writer, _ Style, fs iter.Seq[lint.Finding], _ Summary) error {
	out := bufio.NewWriter(w)
	for f := range fs {
		data, err := marshal(diagnosticOf(f))
		if err != nil {
			return fmt.Errorf("writing a finding as rdjsonl: %w", err)
		}
		out.Write(data)
		out.WriteByte('\n')
	}
	return out.Flush()
}

func diagnosticOf(f lint.Finding) diagnostic {
	return diagnostic{
		Message:     wording(f),
		Location:    rdLocation{Path: machinePath(f.File), Range: rangeOf(f)},
		Severity:    rdSeverity(f.Severity),
		Source:      rdSource{Name: tool, URL: home},
		Code:        rdCode{Value: f.Rule, URL: ruleURL(f.Rule)},
		Suggestions: suggestionsOf(f),
	}
}

// rangeOf gives whole lines where the columns in bytes are not known: columns
// that count otherwise would point into the middle of a character.
func rangeOf(f lint.Finding) *rdRange {
	switch {
	case f.Start.Line == 0:
		return nil
	case f.Bytes.Start == 0:
		return &rdRange{Start: rdPosition{Line: f.Start.Line}}
	}
	end := rdPosition{f.End.Line, int(f.Bytes.End)}
	return &rdRange{Start: rdPosition{f.Start.Line, int(f.Bytes.Start)}, End: &end}
}

// suggestionsOf leaves out what JSON cannot hold byte by byte, for its text is
// put into the file.
func suggestionsOf(f lint.Finding) []rdSuggestion {
	s := f.Suggest
	if s == nil || !utf8.ValidString(s.Text) {
		return nil
	}
	end := rdPosition(s.End)
	return []rdSuggestion{{Range: rdRange{Start: rdPosition(s.Start), End: &end}, Text: s.Text}}
}

func rdSeverity(s lint.Severity) string {
	switch {
	case s >= lint.Error:
		return "ERROR"
	case s == lint.Warning:
		return "WARNING"
	}
	return "INFO"
}
