package cli

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/lint"
	"github.com/postmortem-md/pm/pkg/report"
)

type reviewOptions struct {
	base, rev string
	format    choice
}

func newReviewCmd(e *Env) *cobra.Command {
	o := reviewOptions{format: oneOf("markdown", "markdown", "json")}
	cmd := &cobra.Command{
		Use:   "review --base REF",
		Short: "Summarise what a pull request changes in postmortems",
		Long: `Summarise what changed in incidents since REF was left, as Markdown for a comment on a pull request: state and
gate of each incident, what was added to timeline and action items, what the next state still misses, what pm lint
finds that is new, what may read as blame, gates that ask for less, changed configuration, new suppressions. The first line is a hidden
marker by which a bot finds the comment to replace; the whole stays under 60 KB. It judges nothing: that is for
pm lint --base.` + exits("shown", ""),
		Example: "  pm review --base origin/main\n  pm review --base origin/main | gh pr comment --body-file -\n  pm review --base main --rev feature --format json",
		Args:    args(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := notEmpty(cmd, "base", "rev"); err != nil {
				return err
			}
			return runReview(cmd.Context(), e, o)
		},
	}
	cmd.Flags().StringVar(&o.base, "base", "", "what is new since `REF` was left, as of a pull request")
	cmd.Flags().StringVar(&o.rev, "rev", "", "review the commit or tree `REV` in place of the work tree")
	cmd.Flags().Var(&o.format, "format", "markdown or json")
	return cmd
}

func runReview(ctx context.Context, e *Env, o reviewOptions) error {
	if o.base == "" {
		return &usageError{"pm review compares with something, and there is no --base", "add --base REF, such as origin/main"}
	}
	all, err := openAll(ctx, e)
	if err != nil {
		return err
	}
	defer closeAll(all)
	sum := report.Review{Incidents: []report.Reviewed{}, Configuration: []report.ConfigChange{}, Loosened: []string{}, MetadataOnly: true}
	for _, w := range all {
		if err := w.review(ctx, o, &sum); err != nil {
			return err
		}
	}
	sum.MetadataOnly = sum.MetadataOnly && len(sum.Configuration) == 0
	if o.format.value == "json" {
		return report.ReviewJSON(e.Out, sum)
	}
	return report.ReviewMarkdown(e.Out, sum)
}

// review adds what changed in one root.
func (w *workspace) review(ctx context.Context, o reviewOptions, sum *report.Review) error {
	lo := lintOptions{base: o.base, rev: o.rev}
	if o.rev != "" {
		then, err := w.at(ctx, o.rev)
		if err != nil {
			return err
		}
		w = then
	}
	run, err := newLintRun(ctx, w, lo)
	if err != nil {
		return err
	}
	if err := run.check(ctx); err != nil {
		return err
	}
	sum.Base = run.base.id
	r := reviewRun{w: w, run: run, sum: sum}
	if err := r.incidents(); err != nil {
		return err
	}
	return r.configuration()
}

// reviewRun is the review of one root.
type reviewRun struct {
	w   *workspace
	run *lintRun
	sum *report.Review
}

// incidents adds those that differ, and those that are gone.
func (r *reviewRun) incidents() error {
	var found []report.Reviewed
	base := r.run.base
	moved := map[string]bool{}
	for file := range r.run.named {
		src, err := r.w.source.ReadFile(file)
		if err != nil {
			return err
		}
		moved[base.origins[file]] = true
		found = append(found, r.reviewed(file, src))
	}
	for _, file := range base.gone {
		if moved[file] {
			continue
		}
		src, err := base.w.source.ReadFile(file)
		if err != nil {
			return err
		}
		one := report.ReviewedOf(incident.Decode(file, document.Parse(src), r.w.process), nil)
		one.Hide(lint.Masker(src))
		one.Path, one.Change = r.w.fromTop(file), "removed"
		r.findings(&one, file)
		found = append(found, one)
	}
	slices.SortFunc(found, func(a, b report.Reviewed) int { return strings.Compare(a.Path, b.Path) })
	for _, one := range found {
		r.sum.MetadataOnly = r.sum.MetadataOnly && one.MetadataOnly
	}
	r.sum.Incidents = append(r.sum.Incidents, found...)
	return nil
}

// reviewed is one incident beside what it was.
func (r *reviewRun) reviewed(file string, src []byte) report.Reviewed {
	base := r.run.base
	now := incident.Decode(file, document.Parse(src), r.w.process)
	origin := base.origins[file]
	var was *incident.Incident
	if origin != "" {
		was = incident.Decode(origin, document.Parse(base.sources[file]), r.w.process)
	}
	one := report.ReviewedOf(was, now)
	one.Path, one.Change = r.w.fromTop(file), "changed"
	switch {
	case was == nil:
		one.Change = "added"
	case origin != file:
		one.Change, one.WasPath = "renamed", new(r.w.fromTop(origin))
	}
	r.gates(&one, was, now)
	r.findings(&one, file)
	one.Suppressions = append(one.Suppressions, newSuppressions(was, now)...)
	one.Hide(lint.Masker(base.sources[file], src))
	return one
}

// findings adds those about a file, by its path from the top. Wording has a place of
// its own, unless the configuration makes an error of it.
func (r *reviewRun) findings(one *report.Reviewed, file string) {
	for _, f := range r.run.findings {
		if f.File != file {
			continue
		}
		f.File = one.Path
		if readsProse(f.Rule) && f.Severity < lint.Error {
			one.Nudges = append(one.Nudges, report.FindingOf(f))
		} else {
			one.Findings = append(one.Findings, report.FindingOf(f))
		}
	}
}

// gates says what the state that was reached needs, and what the next one does. It
// asks for no more than pm lint: of what is adopted here, for nothing.
func (r *reviewRun) gates(one *report.Reviewed, was, now *incident.Incident) {
	if was == nil {
		was = &incident.Incident{}
	}
	if one.Adopted = now.AdoptedSince(was); one.Adopted {
		return
	}
	if state := now.State.V; state.Rank() >= 0 && was.State.V != state {
		needs := r.w.process.UnmetAfter(was, now, state)
		one.Adopted = len(needs) < len(r.w.process.Unmet(now, state))
		one.Unmet = append(one.Unmet, needsOf(now, needs)...)
	}
	if next, ok := now.State.V.Next(); ok {
		one.Next = new(string(next))
		one.Needs = append(one.Needs, needsOf(now, r.w.process.Unmet(now, next))...)
	}
}

// newSuppressions are those that the base has not, or not with that reason.
func newSuppressions(was, now *incident.Incident) []report.Suppression {
	type key struct{ rule, reason string }
	known := map[key]int{}
	if was != nil {
		for _, s := range lint.Suppressions(was.Doc) {
			known[key{s.Rule, s.Reason}]++
		}
	}
	var fresh []report.Suppression
	for _, s := range lint.Suppressions(now.Doc) {
		if k := (key{s.Rule, s.Reason}); known[k] > 0 {
			known[k]--
			continue
		}
		fresh = append(fresh, report.SuppressionOf(s))
	}
	return fresh
}

// configuration adds what changed in .pm.yaml. One at the base that cannot be read
// is no reason to say nothing of the rest.
func (r *reviewRun) configuration() error {
	base := r.run.base.w.source
	was, err := readConfig(base)
	if err != nil {
		wrong, ok := errors.AsType[*config.Error](err)
		if !ok {
			return err
		}
		r.w.warn("the configuration at the base cannot be read, so it is not compared: " + wrong.Error())
		r.sum.Loosened = append(r.sum.Loosened, "nobody can tell whether "+r.w.fromTop(config.FileName)+" asks for less, since it cannot be read at the base")
		r.sum.MetadataOnly = false // it is another one: the present one can be read
		return nil
	}
	if _, err := fs.Stat(r.w.source.FS(), config.FileName); err != nil {
		if _, err := fs.Stat(base.FS(), config.FileName); err == nil {
			r.sum.Loosened = append(r.sum.Loosened, r.w.fromTop(config.FileName)+" is gone, and the defaults hold")
		}
	}
	for _, c := range config.Compare(was, r.w.config) {
		r.sum.Configuration = append(r.sum.Configuration, report.ConfigChange{
			File: r.w.fromTop(config.FileName), Key: c.Key, Was: report.Filled(c.Was), Now: report.Filled(c.Now),
		})
	}
	r.sum.Loosened = append(r.sum.Loosened, config.Loosened(was, r.w.config)...)
	r.sum.Loosened = append(r.sum.Loosened, softer(was, r.w.config)...)
	return nil
}

// softer names the rules that weigh less.
func softer(was, now *config.Config) []string {
	var all []string
	for _, rule := range lint.Rules {
		before, after := weightOf(rule, was), weightOf(rule, now)
		if after < before {
			all = append(all, "rule "+rule.ID+" weighs less: "+before.String()+", now "+after.String())
		}
	}
	return all
}

func weightOf(rule *lint.Rule, c *config.Config) lint.Severity {
	if s, ok := lint.ParseSeverity(c.Rules[rule.ID]); ok {
		return s
	}
	return rule.Severity
}
