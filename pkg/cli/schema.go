package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/report"
)

func newSchemaCmd(e *Env) *cobra.Command {
	var output bool
	cmd := &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of the front matter, or of the JSON output",
		Long: `Print the JSON Schema (2020-12) of an incident's front matter under the configuration found here:
its severities, triggers and extra fields. --output prints the schema of what --format json prints.` + exits("printed", ""),
		Example: "  pm schema > postmortem.schema.json\n  pm schema --output",
		Args:    args(0, 0, ""),
		RunE:    func(cmd *cobra.Command, _ []string) error { return runSchema(cmd.Context(), e, output) },
	}
	cmd.Flags().BoolVar(&output, "output", false, "the shapes of the JSON output instead")
	return cmd
}

// runSchema needs no repository for the shapes of the output, which no
// configuration changes.
func runSchema(ctx context.Context, e *Env, output bool) error {
	if output {
		_, err := e.Out.Write(report.OutputSchema())
		return err
	}
	w, err := open(ctx, e)
	if err != nil {
		return err
	}
	defer w.close()
	_, err = e.Out.Write(incident.Schema(w.process))
	return err
}
