package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/report"
	"github.com/postmortem-md/pm/pkg/stats"
)

type statsOptions struct {
	since, until string
	by           choice
	compare      bool
	format       choice
}

func newStatsCmd(e *Env) *cobra.Command {
	by := []string{}
	for _, g := range stats.Groupings {
		by = append(by, string(g))
	}
	o := statsOptions{format: oneOf("text", "text", "json", "csv", "markdown"), by: oneOf("", by...)}
	cmd := &cobra.Command{
		Use:   "stats",
		Short: "Measure incidents and the process: medians, 90th percentiles, shares, trends",
		Long: `Measure incidents and the process around them: how long it took to detect, acknowledge, mitigate and
resolve, how long postmortems stay in each state and until they are closed, which share of action items was
done on time, of tickets is complete, of incidents is a repeat. Lengths of time are medians and 90th
percentiles with the number n that they rest on. Incidents that do not say what a measure is made of are
counted and named; contradictions between front matter and timeline are listed.

What happened counts in the period in which the incident started, what the process did in the one in which it
was done or due; dismissed incidents do not count. Commits are read only where the history in a file does not
lead to its state. docs/metrics.md defines every measure.` + exits("measured", ""),
		Example: "  pm stats\n  pm stats --since 2026-07-01 --until 2026-09-30 --compare\n  pm stats --by service --format csv > stats.csv\n  pm -C payments -C search stats --by team",
		Args:    args(0, 0, ""),
		RunE:    func(cmd *cobra.Command, _ []string) error { return runStats(cmd.Context(), e, o) },
	}
	cmd.Flags().StringVar(&o.since, "since", "", "from `TIME` on")
	cmd.Flags().StringVar(&o.until, "until", "", "before `TIME`, or to the end of that date")
	cmd.Flags().Var(&o.by, "by", "also by month, severity, service, team or trigger")
	cmd.Flags().BoolVar(&o.compare, "compare", false, "set the period that begins with --since beside the one before it")
	cmd.Flags().Var(&o.format, "format", "text, json, csv or markdown")
	return cmd
}

func runStats(ctx context.Context, e *Env, o statsOptions) error {
	p, err := period(e, o.since, o.until)
	if err != nil {
		return err
	}
	if o.compare && p.Since.IsZero() {
		return &usageError{"--compare needs --since: before all time there is nothing to compare with", "pm stats --compare --since " + e.now().AddDate(0, -3, 0).Format("2006-01-02")}
	}
	all, err := openAll(ctx, e)
	if err != nil {
		return err
	}
	defer closeAll(all)
	found, err := records(ctx, e, all)
	if err != nil {
		return err
	}
	s := stats.Summarize(found, stats.Options{Period: p, AsOf: e.now(), By: stats.By(o.by.value), Compare: o.compare})
	if len(found) == 0 && o.format.value == "text" {
		_, err := fmt.Fprintln(e.Out, none(all, "no incidents", ""))
		return err
	}
	return printStats(e, s, o.format.value)
}

func printStats(e *Env, s *stats.Summary, format string) error {
	switch format {
	case "json":
		return report.StatsEnvelope(e.Out, s)
	case "csv":
		return report.StatsCSV(e.Out, s)
	case "markdown":
		return report.StatsMarkdown(e.Out, s)
	}
	return report.StatsText(e.Out, e.style(), s)
}
