package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/lint"
	"github.com/postmortem-md/pm/pkg/report"
)

type lintOptions struct {
	paths   []string
	formats formatFlag
	rules   ruleFlag
	fix     bool
	diff    bool
}

func newLintCmd(e *Env) *cobra.Command {
	var o lintOptions
	cmd := &cobra.Command{
		Use:   "lint [PATH...]",
		Short: "Check incidents for what their state needs",
		Long: `Check every incident, or the files and folders named, and report all findings of all files.
What an incident's state does not need yet is no finding. --fix mends what can be mended
safely and changes no other byte; it leaves the commit to you.` +
			exits("no finding of severity error", "findings of severity error"),
		Example: `  pm lint
  pm lint postmortems/2026 --format json
  pm lint --fix
  pm lint --rule overdue=warning --rule vague-action=off`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.paths = args
			return runLint(cmd.Context(), e, o)
		},
	}
	cmd.Flags().Var(&o.formats, "format", "print findings as FORMAT, or FORMAT=FILE; may be given several times")
	cmd.Flags().Var(&o.rules, "rule", "set a rule's severity, NAME=off|info|warning|error, or NAME to run that rule alone")
	cmd.Flags().BoolVar(&o.fix, "fix", false, "mend what can be mended safely")
	cmd.Flags().BoolVar(&o.diff, "diff", false, "show what --fix would change, and change nothing")
	return cmd
}

// runLint prints nothing until every root was checked: with one that cannot be read
// the findings of the others would look like all there are.
func runLint(ctx context.Context, e *Env, o lintOptions) error {
	all, err := openAll(ctx, e)
	if err != nil {
		return err
	}
	defer closeAll(all)
	var found result
	for _, w := range all {
		if err := lintRoot(ctx, w, o, &found); err != nil {
			return err
		}
	}
	if !o.diff {
		if err := found.print(e, o.formats); err != nil {
			return err
		}
	}
	if o.fix || o.diff {
		found.sayFixed(e, o.diff)
	}
	if found.failed() {
		return errFindings
	}
	return nil
}

// lintRoot checks one root and adds what it finds.
func lintRoot(ctx context.Context, w *workspace, o lintOptions, found *result) error {
	run := newLintRun(w, o)
	if err := run.check(ctx, o.paths); err != nil {
		return err
	}
	if o.fix || o.diff {
		if err := run.mend(ctx, o.diff); err != nil {
			return err
		}
	}
	found.add(w, run)
	return nil
}

// result is what lint found over all roots.
type result struct {
	rows              []row
	sum               report.Summary
	fixed, fixedFiles int
	gone              int
}

// row is a finding with its file as each kind of format names it.
type row struct {
	lint.Finding
	shown, fromTop string
}

// add names each file twice, because formats for machines want it from the top of
// the work tree and people from where they stand.
func (r *result) add(w *workspace, run *lintRun) {
	for _, f := range run.findings {
		r.rows = append(r.rows, row{f, w.shown(f.File), w.fromTop(f.File)})
	}
	r.sum.Files += run.files
	r.sum.Passed += run.passed()
	r.fixed += run.fixed
	r.fixedFiles += run.fixedFiles
	r.gone += run.gone
}

// sayFixed says on standard error what --fix did, or under --diff would do, and
// what is left to a person. The findings still there after --diff are all of them.
func (r *result) sayFixed(e *Env, only bool) {
	did, left := "fixed", len(r.rows)
	if only {
		did, left = "would fix", len(r.rows)-r.gone
	}
	line := "nothing can be fixed safely"
	if r.fixed > 0 {
		line = fmt.Sprintf("%s %s in %s", did, report.Count(r.fixed, "finding"), report.Count(r.fixedFiles, "file"))
	}
	if r.fixed > 0 && !only {
		line += ", not committed"
	}
	fmt.Fprintf(e.Err, "pm: %s; %s left\n", line, report.Count(left, "finding"))
}

func (r *result) failed() bool {
	return slices.ContainsFunc(r.rows, func(f row) bool { return f.Severity == lint.Error })
}

// print writes the findings in every format asked for: to standard output, or
// to a file.
func (r *result) print(e *Env, formats formatFlag) error {
	if len(formats) == 0 {
		formats = formatFlag{{name: "text"}}
	}
	for _, f := range formats {
		if err := r.printOne(e, f); err != nil {
			return err
		}
	}
	return nil
}

// printOne writes to a file without colours and widths, whatever the terminal is.
func (r *result) printOne(e *Env, f format) (err error) {
	write := report.FindingFormats[f.name]
	if f.file == "" {
		return write(e.Out, e.style(), r.as(f.name), r.sum)
	}
	file, err := os.Create(joinDir(e.Dir, f.file))
	if err != nil {
		return err
	}
	defer func() {
		if cerr := file.Close(); err == nil {
			err = cerr
		}
	}()
	return write(file, report.Style{}, r.as(f.name), r.sum)
}

// as gives the findings with the paths that a format uses: text is for people
// in the current folder, everything else for machines at the top.
func (r *result) as(format string) func(func(lint.Finding) bool) {
	return func(yield func(lint.Finding) bool) {
		for _, f := range r.rows {
			f.File = f.fromTop
			if format == "text" {
				f.File = f.shown
			}
			if !yield(f.Finding) {
				return
			}
		}
	}
}

// format is one output: a format's name and the file it goes to, "" for
// standard output.
type format struct{ name, file string }

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
