package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/postmortem-md/pm/pkg/report"
)

type lintOptions struct {
	paths       []string
	formats     formatFlag
	rules       ruleFlag
	fix         bool
	diff        bool
	base        string
	rev         string
	all         bool // findings that the base has, too
	maxWarnings int  // negative for any number
	stdin       bool
	stdinName   string
}

func newLintCmd(e *Env) *cobra.Command {
	o := lintOptions{maxWarnings: -1}
	cmd := &cobra.Command{
		Use:   "lint [PATH...]",
		Short: "Check incidents for what their state needs",
		Long: `Check every incident, or the files, folders and patterns named, and report all findings of all files.
What an incident's state does not need yet is no finding. --fix mends what can be mended
safely and changes no other byte; it leaves the commit to you.

--base REF is for pull requests: it looks only at files that differ from where REF was left, and reports only
what is wrong there and was not before, compared by rule and subject. What was wrong before never fails a pull
request. It also says when a state was moved without its gate, or history was changed.

--rev REV lints a commit or a tree, with the configuration that it holds, so a bare repository will do, and so
will the result of a merge: pm lint --base main --rev "$(git merge-tree --write-tree main HEAD)"

A comment <!-- pm:ignore RULE REASON --> takes findings of a rule away from the next block, or from the list item
or table row that it stands in; in front matter # pm:ignore RULE REASON does so for the key on the next line.

The format is text unless another is given, and inside GitHub Actions it is github, which makes
annotations and adds a summary to the job. docs/formats.md tells which format is for what.` +
			exits("no finding of severity error", "findings of severity error, or more warnings than --max-warnings"),
		Example: `  pm lint
  pm lint postmortems/2026 --format json
  pm lint --format github --format sarif=pm.sarif
  pm lint --fix
  pm lint --base origin/main
  pm lint --rule overdue=warning --rule vague-action=off
  pm lint --stdin --stdin-filename postmortems/2026/2026-03-01-checkout-5xx.md < buffer`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.paths = args
			if err := notEmpty(cmd, "base", "rev"); err != nil {
				return err
			}
			return runLint(cmd.Context(), e, o)
		},
	}
	o.add(cmd.Flags())
	return cmd
}

func (o *lintOptions) add(f *pflag.FlagSet) {
	f.Var(&o.formats, "format", "print findings as FORMAT or write them to FILE; may be given several times: "+
		strings.Join(sortedKeys(report.FindingFormats), ", "))
	f.Var(&o.rules, "rule", "set a rule's severity, NAME=off|info|warning|error, or NAME to run that rule alone")
	f.BoolVar(&o.fix, "fix", false, "mend what can be mended safely")
	f.BoolVar(&o.diff, "diff", false, "show what --fix would change, and change nothing")
	f.StringVar(&o.base, "base", "", "only what is new since `REF` was left, as of a pull request")
	f.StringVar(&o.rev, "rev", "", "lint the commit or tree `REV` in place of the work tree")
	f.BoolVar(&o.all, "all-findings", false, "with --base, show what was wrong before, too; it fails nothing")
	f.IntVar(&o.maxWarnings, "max-warnings", -1, "fail when there are more than `N` warnings (-1: never)")
	f.BoolVar(&o.stdin, "stdin", false, "lint what comes on standard input; for editors")
	f.StringVar(&o.stdinName, "stdin-filename", "", "with --stdin, the `PATH` of the file that it is")
}

// check refuses flags that contradict each other.
func (o *lintOptions) check() error {
	edits := o.fix || o.diff
	for _, c := range []struct {
		wrong        bool
		reason, next string
	}{
		{o.fix && o.rev != "", "--fix cannot change a revision", "check it out, and leave --rev out"},
		{o.diff && o.rev != "", "--diff cannot change a revision", "check it out, and leave --rev out"},
		{o.all && o.base == "", "--all-findings shows what the base has too, and there is no --base", "leave it out, or add --base REF"},
		{o.stdin && edits, "--stdin is only looked at; --fix and --diff change files", "leave --stdin out"},
		{o.stdin && o.rev != "", "--stdin is newer than any revision", "leave --rev out; --base REF compares with one"},
		{o.stdin && len(o.paths) > 0, "--stdin lints one file, and paths were named too", "name it with --stdin-filename PATH"},
		{o.stdin && o.stdinName == "", "--stdin does not say which file it is", "add --stdin-filename PATH"},
		{!o.stdin && o.stdinName != "", "--stdin-filename names what --stdin reads", "add --stdin"},
	} {
		if c.wrong {
			return &usageError{c.reason, c.next}
		}
	}
	return nil
}

// runLint prints nothing until every root was checked: with one that cannot be read
// the findings of the others would look like all there are.
func runLint(ctx context.Context, e *Env, o lintOptions) error {
	if err := o.check(); err != nil {
		return err
	}
	all, err := openAll(ctx, e)
	if err != nil {
		return err
	}
	defer closeAll(all)
	found := result{sum: report.Summary{Version: version}}
	for _, w := range all {
		if err := lintRoot(ctx, w, o, &found); err != nil {
			return err
		}
	}
	if !o.diff {
		formats := o.formats.orDefault(e)
		if err := found.print(e, formats); err != nil {
			return err
		}
		found.summarize(e, formats)
	}
	if o.fix || o.diff {
		found.sayFixed(e, o.diff)
	}
	return found.verdict(e, o.maxWarnings)
}

// lintRoot checks one root and adds what it finds.
func lintRoot(ctx context.Context, w *workspace, o lintOptions, found *result) error {
	if o.rev != "" {
		at, err := w.at(ctx, o.rev)
		if err != nil {
			return err
		}
		if err := at.unlinked(); err != nil {
			return err
		}
		w = at
	}
	run, err := newLintRun(ctx, w, o)
	if err != nil {
		return err
	}
	if err := run.check(ctx); err != nil {
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

// verdict is how the command ends. What the base has already counts for nothing.
func (r *result) verdict(e *Env, maxWarnings int) error {
	errs, warnings := r.counts()
	if errs > 0 {
		return errFindings
	}
	if maxWarnings >= 0 && warnings > maxWarnings {
		fmt.Fprintf(e.Err, "pm: more warnings than --max-warnings allows: %d of %d\n", warnings, maxWarnings)
		return errFindings
	}
	return nil
}
