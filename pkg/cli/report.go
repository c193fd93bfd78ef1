package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/report"
	"github.com/postmortem-md/pm/pkg/stats"
)

type reportOptions struct {
	since, until string
	format       choice
}

func newReportCmd(e *Env) *cobra.Command {
	o := reportOptions{format: oneOf("markdown", "markdown", "html")}
	cmd := &cobra.Command{
		Use:   "report",
		Short: "Write one page for management about a period",
		Long: `Write one page about a period for somebody who decides about time and money: the trend, the five worst,
repeats, what is overdue by team, the time in each state, what was learned, and what the figures rest on. Each
figure stands with its n and with that of the period before.

Without --since the period begins three months before --until, which is the present by default. The HTML is one
file without scripts that asks for nothing. docs/metrics.md defines every measure.` + exits("written", ""),
		Example: "  pm report --since 2026-07-01 --until 2026-09-30\n  pm report --format html > report.html\n  pm -C payments -C search report",
		Args:    args(0, 0, ""),
		RunE:    func(cmd *cobra.Command, _ []string) error { return runReport(cmd.Context(), e, o) },
	}
	cmd.Flags().StringVar(&o.since, "since", "", "from `TIME` on")
	cmd.Flags().StringVar(&o.until, "until", "", "before `TIME`, or to the end of that date")
	cmd.Flags().Var(&o.format, "format", "markdown or html")
	return cmd
}

func runReport(ctx context.Context, e *Env, o reportOptions) error {
	p, err := period(e, o.since, o.until)
	if err != nil {
		return err
	}
	if p.Until.IsZero() {
		p.Until = e.now()
	}
	if p.Since.IsZero() {
		p.Since = p.Until.AddDate(0, -3, 0).Truncate(day)
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
	page := stats.NewPage(stats.Summarize(found, stats.Options{Period: p, AsOf: e.now(), By: stats.BySeverity, Compare: true}))
	if o.format.value == "html" {
		return report.StatsPageHTML(e.Out, page)
	}
	return report.StatsPageMarkdown(e.Out, page)
}
