package cli

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/lint"
	"github.com/postmortem-md/pm/pkg/report"
)

func newRulesCmd(e *Env) *cobra.Command {
	format := oneOf("text", "text", "json", "csv")
	cmd := &cobra.Command{
		Use:     "rules",
		Short:   "List the lint rules with severity and whether they can be fixed",
		Long:    "List the lint rules with their default severity and whether pm lint --fix can mend what they find." + exits("listed", ""),
		Example: "  pm rules\n  pm rules --format json",
		Args:    args(0, 0, ""),
		RunE:    func(*cobra.Command, []string) error { return runRules(e, format.value) },
	}
	cmd.Flags().Var(&format, "format", "text, json or csv")
	return cmd
}

func runRules(e *Env, format string) error {
	if format == "json" {
		return report.Envelope(e.Out, "rules", ruleShapes())
	}
	t := report.Table{Columns: []report.Column{{Name: "rule", Keep: true}, {Name: "severity", Keep: true}, {Name: "fix", Keep: true}, {Name: "summary", Wrap: true}}}
	for _, r := range lint.Rules {
		fix := ""
		if r.Fixable {
			fix = "yes"
		}
		t.Rows = append(t.Rows, []report.Cell{{Text: r.ID, Tone: report.Strong}, severityCell(r.Severity), {Text: fix}, {Text: r.Summary}})
	}
	return printTable(e, t, format)
}

func ruleShapes() []report.Rule {
	shapes := make([]report.Rule, len(lint.Rules))
	for i, r := range lint.Rules {
		shapes[i] = report.RuleOf(r)
	}
	return shapes
}

func severityCell(s lint.Severity) report.Cell {
	tone := map[lint.Severity]report.Tone{lint.Error: report.Bad, lint.Warning: report.Caution, lint.Off: report.Faint}[s]
	return report.Cell{Text: s.String(), Tone: tone}
}

// knownRule refuses a rule that does not exist, with the nearest that does.
func knownRule(id string) error {
	names := known().Rules
	if slices.Contains(names, id) {
		return nil
	}
	if near := incident.Nearest(id, names); near != "" {
		return fmt.Errorf("there is no rule %q; did you mean %s?", id, near)
	}
	return fmt.Errorf("there is no rule %q; pm rules lists them", id)
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

// printTable writes a table as text or CSV.
func printTable(e *Env, t report.Table, format string) error {
	if format == "csv" {
		return t.CSV(e.Out)
	}
	return t.Text(e.Out, e.style())
}
