package cli

import (
	"bytes"
	"context"
	"errors"
	"io"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/report"
)

type exportOptions struct {
	what     string // incidents or actions; "" for what the format is of
	filter   filter
	incident string
	format   choice
	out      string
	public   bool
}

func newExportCmd(e *Env) *cobra.Command {
	o := exportOptions{format: oneOf("jsonl", sortedKeys(exporters)...)}
	cmd := &cobra.Command{
		Use:   "export [incidents|actions]",
		Short: "Write incidents or action items for other programs",
		Long: `Write all incidents, or with "actions" their action items, for other programs: jsonl is one JSON object a line,
an incident's with its front matter, its action items and, as body, its Markdown; csv is for spreadsheets, and
what one would take for a formula has a ' in front. prometheus is for the textfile collector of node_exporter:
incidents by state and severity, action items by status, what is overdue by owner, and ages.

Of the open action items without a ticket, github makes a script for the shell that creates an issue of each with
gh and writes its address back; github-json the same issues for GitHub's REST interface; jira a CSV for Jira's
importer. pm action sync --link writes back the tickets of the latter two. markdown is one incident as it is.

With --public what stands between <!-- internal --> and <!-- /internal --> is left out, as are all comments and the
keys that the configuration lists under internal; people become roles, wherever their names stand. A marker without
its other end, and a file whose name holds a person's, are refused, and nothing is written.

With --out the file is there whole or as it was before, however the command ends. docs/export.md shows what to do
with each format.` + exits("exported, or there is nothing", "with --public: it is not clear what is internal"),
		Example:   "  pm export > incidents.jsonl\n  pm export actions --format csv --out actions.csv\n  pm export --format prometheus --out /var/lib/node_exporter/pm.prom\n  pm export --format github > issues.sh\n  pm export --incident checkout --format markdown --public --out checkout.md\n  pm -C payments -C search export --since 2026-01-01 | jq -r .title",
		Args:      args(0, 1, "incidents or actions"),
		ValidArgs: []string{ofIncidents, ofActions},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				o.what = args[0]
			}
			return runExport(cmd.Context(), e, o)
		},
	}
	f := cmd.Flags()
	f.Var(&o.format, "format", "what to write")
	f.StringVarP(&o.out, "out", "o", "", "write to `FILE` instead of standard output")
	f.BoolVar(&o.public, "public", false, "leave out what is internal, and put roles in place of people")
	f.StringVar(&o.incident, "incident", "", "only the incident `ID`")
	o.filter.add(f)
	return cmd
}

// exporter makes one format: incidents come one by one and are let go, then what was
// gathered is written.
type exporter interface {
	start(w *workspace) // once for each repository, before its incidents
	add(w *workspace, i *incident.Incident) error
	write(out io.Writer) error
}

// exported is a format and what it is of: incidents, actions, or either.
type exported struct {
	of   []string
	make func(e *Env, o exportOptions) exporter
}

// The things that are exported.
const (
	ofIncidents = "incidents"
	ofActions   = "actions"
)

// exporters are all formats.
var exporters = map[string]exported{
	"jsonl":      {[]string{ofIncidents, ofActions}, newLinesExporter},
	"csv":        {[]string{ofIncidents, ofActions}, newCSVExporter},
	"prometheus": {[]string{ofIncidents}, newMetricsExporter},

	"markdown":    {[]string{ofIncidents}, newMarkdownExporter},
	"github":      {[]string{ofActions}, newTicketExporter(report.GitHubScript)},
	"github-json": {[]string{ofActions}, newTicketExporter(report.GitHubJSON)},
	"jira":        {[]string{ofActions}, newTicketExporter(report.JiraCSV)},
}

// runExport writes nothing before all was read.
func runExport(ctx context.Context, e *Env, o exportOptions) error {
	chosen := exporters[o.format.value]
	if o.what == "" {
		o.what = chosen.of[0]
	}
	if err := among("pm export", []string{o.what}, []string{ofIncidents, ofActions}); err != nil {
		return err
	}
	if err := among("--format "+o.format.value+" and", []string{o.what}, chosen.of); err != nil {
		return err
	}
	var out *outFile
	if o.out != "" {
		var err error
		if out, err = createOut(e, o.out); err != nil {
			return err
		}
		defer out.discard()
	}
	x := chosen.make(e, o)
	if err := export(ctx, e, o, x); err != nil {
		return err
	}
	if out == nil {
		// All that can still fail is the writing: nothing need be held back once more.
		if err := stream(e); err != nil {
			return err
		}
		return x.write(e.Out)
	}
	var text bytes.Buffer
	if err := x.write(&text); err != nil {
		return err
	}
	return out.write(text.Bytes())
}

// export hands over what the filters let through.
func export(ctx context.Context, e *Env, o exportOptions, x exporter) error {
	all, err := openAll(ctx, e)
	if err != nil {
		return err
	}
	defer closeAll(all)
	only, err := onlyIncident(ctx, all, o.incident)
	if err != nil {
		return err
	}
	for _, w := range all {
		if err := o.filter.resolve(w, e.now()); err != nil {
			return err
		}
		x.start(w)
	}
	progress := newProgress(e, "incidents read")
	defer progress.done()
	var refused []error
	public := map[*workspace]*incident.Publisher{}
	err = eachIncident(ctx, all, func(w *workspace, i *incident.Incident) error {
		progress.step()
		if o.incident != "" && only[w] != i.Path || !o.filter.accepts(w, i) {
			return nil
		}
		if o.public {
			if public[w] == nil {
				public[w] = incident.NewPublisher(w.process, w.config.Internal)
			}
			shown, err := public[w].Public(i)
			if err != nil {
				refused = append(refused, w.notPublic(i, err)...)
				return nil
			}
			i = shown
		}
		return x.add(w, i)
	})
	return errors.Join(append(refused, err)...)
}

// onlyIncident finds the file that --incident means in each root; it is unknown only
// when it is in none.
func onlyIncident(ctx context.Context, all []*workspace, ref string) (map[*workspace]string, error) {
	if ref == "" {
		return nil, nil
	}
	found := map[*workspace]string{}
	var unknown error
	for _, w := range all {
		path, err := w.find(ctx, ref)
		if no, ok := errors.AsType[*idError](err); ok && len(no.candidates) == 0 {
			unknown = err
			continue
		}
		if err != nil {
			return nil, err
		}
		found[w] = path
	}
	if len(found) == 0 {
		return nil, unknown
	}
	return found, nil
}
