package cli

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/report"
	"github.com/postmortem-md/pm/templates"
)

func newTemplatesCmd(e *Env) *cobra.Command {
	format := oneOf("text", "text", "json")
	cmd := &cobra.Command{
		Use:   "templates [NAME]",
		Short: "List the built-in templates, or print one",
		Long: `List the built-in templates, or print one as a start for your own: save it in the repository and
name its path under template: in .pm.yaml, or with pm new --template.` + exits("shown", ""),
		Example: "  pm templates\n  pm templates sre > postmortems/_template.md",
		Args:    args(0, 1, "at most the name of a template"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				return runTemplate(e, args[0])
			}
			return runTemplates(cmd.Context(), e, format.value)
		},
	}
	cmd.Flags().Var(&format, "format", "text or json")
	return cmd
}

// runTemplate prints the bytes as they are, to be redirected into a file.
func runTemplate(e *Env, name string) error {
	if !slices.Contains(templates.Names, name) {
		return &usageError{fmt.Sprintf("there is no built-in template %q", name), accepted(name, templates.Names)}
	}
	src, err := templates.FS.ReadFile(name + ".md")
	if err != nil {
		return err
	}
	_, err = e.Out.Write(src)
	return err
}

func runTemplates(ctx context.Context, e *Env, format string) error {
	if format == "json" {
		return templateShapes(ctx, e)
	}
	t := report.Table{Columns: []report.Column{{Name: "template", Keep: true}, {Name: "for", Wrap: true}}}
	for _, n := range templates.Names {
		t.Rows = append(t.Rows, []report.Cell{{Text: n, Tone: report.Strong}, {Text: templates.Summaries[n]}})
	}
	return t.Text(e.Out, e.style())
}

// templateShapes reads the configuration, which says what the default is.
func templateShapes(ctx context.Context, e *Env) error {
	w, err := open(ctx, e)
	if err != nil {
		return err
	}
	defer w.close()
	shapes := make([]report.Template, len(templates.Names))
	for i, n := range templates.Names {
		shapes[i] = report.Template{Name: n, Summary: templates.Summaries[n], Default: n == w.config.Template}
	}
	return report.Envelope(e.Out, "templates", shapes)
}
