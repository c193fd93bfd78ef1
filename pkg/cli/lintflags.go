package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/lint"
	"github.com/postmortem-md/pm/pkg/report"
)

// format is one output: a format's name and the file it goes to, "" for
// standard output.
type format struct{ name, file string }

// inText is the text format on standard output.
var inText = formatFlag{{name: "text"}}

// formatFlag is --format FORMAT[=FILE], repeatable.
type formatFlag []format

// String is empty: there is no default for help to show.
func (f *formatFlag) String() string { return "" }

// Type shows the form in the help.
func (f *formatFlag) Type() string { return "FORMAT[=FILE]" }

// Set refuses a second format for standard output, where two would run together.
func (f *formatFlag) Set(s string) error {
	name, file, given := strings.Cut(s, "=")
	if given && file == "" {
		return fmt.Errorf("which file? write %s=FILE, or %s for standard output", name, name)
	}
	if report.FindingFormats[name] == nil {
		return errors.New(accepted(name, sortedKeys(report.FindingFormats)))
	}
	if file == "" && slices.ContainsFunc(*f, func(g format) bool { return g.file == "" }) {
		return fmt.Errorf("only one format can go to standard output; write %s=FILE", name)
	}
	*f = append(*f, format{name, file})
	return nil
}

// ruleFlag is --rule NAME[=SEVERITY], repeatable.
type ruleFlag struct {
	only     []string
	severity map[string]lint.Severity
}

// String is empty: there is no default for help to show.
func (r *ruleFlag) String() string { return "" }

// Type shows the form in the help.
func (r *ruleFlag) Type() string { return "NAME[=SEVERITY]" }

// Set refuses unknown rules and severities before anything is read.
func (r *ruleFlag) Set(s string) error {
	name, word, given := strings.Cut(s, "=")
	if err := knownRule(name); err != nil {
		return err
	}
	if !given {
		r.only = append(r.only, name)
		return nil
	}
	severity, ok := lint.ParseSeverity(word)
	if !ok {
		return fmt.Errorf("severity %q: %s", word, accepted(word, []string{"off", "info", "warning", "error"}))
	}
	if r.severity == nil {
		r.severity = map[string]lint.Severity{}
	}
	r.severity[name] = severity
	return nil
}
