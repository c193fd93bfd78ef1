package cli

import (
	"fmt"
	"io"
	"time"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/history"
	"github.com/postmortem-md/pm/pkg/report"
)

// verification is what verify found over all roots.
type verification struct {
	transitions []report.Evidence
	violations  []report.Violation
	shown       []string // the violations' places as text shows them
	loosened    []report.Loosening
	sum         report.Verification
}

func (v *verification) add(r *verifyRun) {
	for _, t := range r.verifier.Transitions {
		v.transitions = append(v.transitions, r.evidence(t))
	}
	for _, found := range r.verifier.Violations {
		v.violations = append(v.violations, r.violation(found))
		place := r.w.shown(found.Path)
		if found.Line > 0 {
			place += fmt.Sprintf(":%d", found.Line)
		}
		v.shown = append(v.shown, place)
	}
	for _, l := range r.loosened {
		v.loosened = append(v.loosened, report.Loosening{File: r.w.fromTop(config.FileName), Less: l.less, Origin: r.origin(l.commit)})
	}
	v.sum.Commits += r.verifier.Commits
	v.sum.Incidents += r.verifier.Incidents()
	v.sum.Transitions, v.sum.Violations = len(v.transitions), len(v.violations)
}

func (r *verifyRun) evidence(t history.Transition) report.Evidence {
	e := report.EvidenceOf(t, r.w.fromTop(t.Path), r.origin(t.Commit))
	if s, ok := r.signed[t.Commit.ID]; ok {
		e.Signature, e.Signer = new(s.Code), report.Filled(s.Signer)
	}
	return e
}

func (r *verifyRun) violation(v history.Violation) report.Violation {
	return report.ViolationOf(v, r.w.fromTop(v.Path), r.origin(v.Commit))
}

// origin is a commit as reports show it.
func (r *verifyRun) origin(c *history.Commit) report.Origin {
	of := r.commits[c.ID]
	stamp := func(t time.Time) *string {
		if t.IsZero() {
			return nil
		}
		return new(t.Format(time.RFC3339))
	}
	return report.Origin{
		Commit: of.ID, Subject: of.Subject, Parents: append([]string{}, of.Parents...), Config: report.Filled(c.Policy.Hash),
		Author: of.Author.Name, AuthorEmail: of.Author.Email, AuthoredAt: stamp(of.Author.When),
		Committer: of.Committer.Name, CommitterEmail: of.Committer.Email, CommittedAt: stamp(of.Committer.When),
	}
}

func (v *verification) print(e *Env, format string) error {
	if format == "json" {
		return report.Envelope(e.Out, "verify", nil, "transitions", v.transitions, "violations", v.violations, "loosened", v.loosened, "summary", []report.Verification{v.sum})
	}
	for n, found := range v.violations {
		printViolation(e.Out, e.style(), found, v.shown[n])
	}
	v.printLoosened(e)
	verdict := report.Paint(e.Out, e.style(), report.Good, "no violation")
	if len(v.violations) > 0 {
		verdict = report.Paint(e.Out, e.style(), report.Bad, report.Count(len(v.violations), "violation"))
	}
	_, err := fmt.Fprintf(e.Out, "%s in %s, %s, %s\n", verdict, report.Count(v.sum.Commits, "commit"),
		report.Count(v.sum.Incidents, "incident"), report.Count(v.sum.Transitions, "transition"))
	return err
}

// printViolation is one block: the place and what is wrong, the commit, what was
// missing, and what would make it right.
func printViolation(out io.Writer, style report.Style, v report.Violation, place string) {
	clean := func(s string) string { return report.Clean(s, false) }
	fmt.Fprintf(out, "%s: %s\n", report.Paint(out, style, report.Strong, clean(place)), clean(v.Message))
	printOrigin(out, style, v.Origin)
	for _, n := range v.Needs {
		what := n.Name + " " + n.Why
		if n.Kind == "condition" {
			what = n.Why
		}
		fmt.Fprintf(out, "  - %s\n", clean(what))
	}
	fmt.Fprintf(out, "  %s\n\n", clean(v.Help))
}

// printOrigin is the line that names a commit.
func printOrigin(out io.Writer, style report.Style, o report.Origin) {
	day := ""
	if o.CommittedAt != nil {
		day = ", " + (*o.CommittedAt)[:len(time.DateOnly)]
	}
	line := report.Clean("commit "+short(o.Commit)+day+", "+o.Committer+": "+o.Subject, false)
	fmt.Fprintf(out, "  %s\n", report.Paint(out, style, report.Faint, line))
}

// printLoosened lists the commits after which less was asked for. Each may be
// right: nobody but a reader can tell.
func (v *verification) printLoosened(e *Env) {
	if len(v.loosened) == 0 {
		return
	}
	fmt.Fprintln(e.Out, report.Paint(e.Out, e.style(), report.Strong, "changes that asked for less:"))
	for _, l := range v.loosened {
		printOrigin(e.Out, e.style(), l.Origin)
		for _, s := range l.Less {
			fmt.Fprintf(e.Out, "  - %s\n", report.Clean(s, false))
		}
	}
	fmt.Fprintln(e.Out)
}
