package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/lint"
	"github.com/postmortem-md/pm/pkg/report"
)

func newExplainCmd(e *Env) *cobra.Command {
	format := oneOf("text", "text", "json")
	cmd := &cobra.Command{
		Use:     "explain RULE",
		Short:   "Explain a rule: why, a bad and a good example, how to configure it",
		Long:    "Explain a rule: why it is there, a bad and a good example, and how to configure it." + exits("explained", ""),
		Example: "  pm explain utc-timestamp\n  pm explain vague-action",
		Args:    args(1, 1, "the name of a rule"),
		RunE:    func(_ *cobra.Command, args []string) error { return runExplain(e, args[0], format.value) },
	}
	cmd.Flags().Var(&format, "format", "text or json")
	return cmd
}

func runExplain(e *Env, id, format string) error {
	rule, ok := lint.ByID(id)
	if !ok {
		return &usageError{reason: knownRule(id).Error()}
	}
	if format == "json" {
		return report.Envelope(e.Out, "rules", []report.Rule{report.RuleOf(rule)})
	}
	return report.Markdown(e.Out, e.style(), []byte(Explanation(rule)))
}

// Explanation is a rule as Markdown; docs/rules.md is made of the same text.
func Explanation(r *lint.Rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\nChecks that %s.\n\n", r.ID, r.Summary)
	fmt.Fprintf(&b, "Severity: %s.", r.Severity)
	if r.Fixable {
		b.WriteString(" `pm lint --fix` mends it where that is safe.")
	}
	fmt.Fprintf(&b, "\n\n**Why.** %s\n\n", r.Why)
	fmt.Fprintf(&b, "**Bad:**\n\n%s\n**Good:**\n\n%s\n", fenced(r.Bad), fenced(r.Good))
	fmt.Fprintf(&b, "**Configure.** %s\n", r.Configure)
	return b.String()
}

// fenced puts an example into a code block whose fence is longer than any in
// the example.
func fenced(example string) string {
	fence := "```"
	for strings.Contains(example, fence) {
		fence += "`"
	}
	return fence + "markdown\n" + strings.TrimRight(example, "\n") + "\n" + fence + "\n"
}
