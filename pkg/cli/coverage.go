package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/coverage"
	"github.com/postmortem-md/pm/pkg/intake"
)

type coverageOptions struct {
	alerts   []string
	commits  string
	in       string
	services []string
	format   choice
	refs     refsFlag
}

func newCoverageCmd(e *Env) *cobra.Command {
	o := coverageOptions{format: oneOf("text", "text", "json")}
	cmd := &cobra.Command{
		Use:   "coverage --alerts FILE... | --commits BASE..HEAD [--in REPO]",
		Short: "Find alerts, reverts and hotfixes that no postmortem covers",
		Long: `Find what asks for a postmortem and has none, with the evidence and the command that records it.

--alerts reads webhook posts of Alertmanager (version 4), Grafana or PagerDuty (version 3), or CSV with a header: start,
and where there are some end, service, severity, title, id; - is standard input. Alerts of a major severity ask for a
postmortem (major and alert_severities of ` + config.FileName + `). An incident covers an alert when its alerts list the fingerprint and
it went on at the time, or when it went on at the time and one of its services is the alert's; a quarter of an hour
before or after will do.

--commits looks at a range of commits, in the repository around the current folder or in REPO: reverts, merges of
hotfix branches, and subjects (coverage.branches and coverage.subjects). A line Postmortem: ID in one of the messages
covers them; so does an incident whose alerts list the commit, or one that went on at the time and has the code's
service: --service, else the name of the folder REPO.

An incident without an end goes on as long as it is in progress. Dismissed incidents cover, too.` + refsHelp +
			exits("all is covered", "something is not covered"),
		Example: "  pm coverage --alerts alerts/*.json\n  pm coverage --alerts incidents.csv --format json\n" +
			"  pm coverage --commits v1.41..v1.42 --in ../checkout --service checkout",
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 && len(o.alerts) == 0 {
				return &usageError{"pm coverage takes no arguments, but got " + quoted(args), "files of alerts stand behind --alerts"}
			}
			if err := notEmpty(cmd, "commits"); err != nil {
				return err
			}
			o.alerts = append(o.alerts, args...) // the shell makes several words of a pattern
			return runCoverage(cmd.Context(), e, o)
		},
	}
	f := cmd.Flags()
	f.StringArrayVar(&o.alerts, "alerts", nil, "read the alerts of `FILE` (repeatable; further ones may follow it)")
	f.StringVar(&o.commits, "commits", "", "look at the commits of `BASE..HEAD`")
	f.StringVar(&o.in, "in", "", "the repository of the commits is around `REPO`")
	f.StringArrayVar(&o.services, "service", nil, "`NAME` of a service that the commits are of (repeatable)")
	f.Var(&o.format, "format", "text or json")
	o.refs.add(f)
	return cmd
}

func (o *coverageOptions) check() error {
	switch {
	case len(o.alerts) == 0 && o.commits == "":
		return &usageError{"there is nothing to look at", "name files with --alerts FILE..., or commits with --commits BASE..HEAD"}
	case o.commits == "" && (o.in != "" || len(o.services) > 0):
		return &usageError{"--in and --service are about commits", "name these with --commits BASE..HEAD"}
	}
	return nil
}

// runCoverage reads all that was named before the first incident: what is wrong
// with it is told at once.
func runCoverage(ctx context.Context, e *Env, o coverageOptions) error {
	if err := o.check(); err != nil {
		return err
	}
	all, err := openOnBranches(ctx, e, o.refs)
	if err != nil {
		return err
	}
	defer closeAll(all)
	w := all[0]
	audit := coverage.New(coverage.Options{
		Process: w.process, Now: e.now(), Branches: w.config.Coverage.Branches, Subjects: w.config.Coverage.Subjects,
	})
	if err := errors.Join(w.addAlerts(audit, o.alerts), w.addCommits(ctx, audit, o)); err != nil {
		return err
	}
	for _, w := range all {
		for i, err := range w.incidents(ctx) {
			if err != nil {
				return err
			}
			audit.Weigh(i, w.on(i.ID))
		}
	}
	found := covered{w: w, audit: audit, taken: map[string]bool{}}
	for _, w := range all {
		names, err := w.names(ctx)
		if err != nil {
			return err
		}
		for _, n := range names {
			found.taken[n.id] = true
		}
	}
	if o.format.value == "json" {
		return found.json(e)
	}
	return found.text(e)
}

// addAlerts reads files of alerts, and says of all that cannot be read what is
// wrong with them.
func (w *workspace) addAlerts(audit *coverage.Audit, files []string) error {
	var faults []error
	for _, file := range files {
		data, err := w.readInput(file)
		var alerts []intake.Alert
		if err == nil {
			alerts, err = w.parseAlerts(file, data)
		}
		for _, one := range flattenAll(err) {
			faults = append(faults, ofInput(file, one))
		}
		audit.AddAlerts(file, alerts)
	}
	for n, word := range audit.Unknown {
		if n == maxNamed {
			w.warn(fmt.Sprintf("%d more severities stand for none", len(audit.Unknown)-n))
			break
		}
		w.warnUnknownSeverity(word, w.process.DefaultSeverity)
	}
	return errors.Join(faults...)
}

// warnUnknownSeverity says what is taken for the severity of an alert that stands
// for none.
func (w *workspace) warnUnknownSeverity(word, taken string) {
	w.warn(fmt.Sprintf("the severity %q of an alert stands for none of %s, so %s is taken; alert_severities of %s says what it is",
		word, strings.Join(w.process.Severities, ", "), taken, config.FileName))
}

func flattenAll(err error) []error {
	if err == nil {
		return nil
	}
	return flatten(err)
}

// parseAlerts tells a table from JSON by its first character.
func (w *workspace) parseAlerts(file string, data []byte) ([]intake.Alert, error) {
	start := strings.TrimLeft(string(data[:min(len(data), 64)]), "\ufeff \t\r\n")
	if start == "" || start[0] == '{' || start[0] == '[' {
		return intake.ReadAlerts(data)
	}
	table, err := intake.ReadCSV(data)
	if table.Assumed && err == nil {
		fmt.Fprintf(w.env.Err, "pm: %s has times without an offset, which are read as UTC\n", oneLine(file))
	}
	return table.Alerts, err
}
