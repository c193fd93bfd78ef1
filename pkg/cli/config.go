package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/report"
)

func newConfigCmd(e *Env) *cobra.Command {
	format := oneOf("text", "text", "json")
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Show the effective configuration and where each value comes from",
		Long: `Show the effective configuration and where each value comes from: the default, or a line of
.pm.yaml. A wrong key or value is an error with its place and the accepted values.` + exits("shown", ""),
		Example: "  pm config\n  pm config --format json",
		Args:    args(0, 0, ""),
		RunE:    func(cmd *cobra.Command, _ []string) error { return runConfig(cmd.Context(), e, format.value) },
	}
	cmd.Flags().Var(&format, "format", "text or json")
	return cmd
}

func runConfig(ctx context.Context, e *Env, format string) error {
	w, err := open(ctx, e)
	if err != nil {
		return err
	}
	defer w.close()
	if format == "json" {
		shapes := make([]report.Setting, len(w.config.Values))
		for i, v := range w.config.Values {
			shapes[i] = report.Setting{Key: v.Key, Value: v.Value, Origin: v.Origin}
		}
		return report.Envelope(e.Out, "config", shapes)
	}
	t := report.Table{Columns: []report.Column{{Name: "key", Keep: true}, {Name: "value"}, {Name: "from", Keep: true}}}
	for _, v := range w.config.Values {
		t.Rows = append(t.Rows, []report.Cell{{Text: v.Key, Tone: report.Strong}, {Text: v.String()}, originCell(v.Origin)})
	}
	return t.Text(e.Out, e.style())
}

// originCell lets what somebody decided stand out from what pm assumes.
func originCell(origin string) report.Cell {
	c := report.Cell{Text: origin}
	if origin == "default" {
		c.Tone = report.Faint
	}
	return c
}
