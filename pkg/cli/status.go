package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/report"
)

func newStatusCmd(e *Env) *cobra.Command {
	format := oneOf("text", "text", "json")
	var refs refsFlag
	cmd := &cobra.Command{
		Use:   "status [ID]",
		Short: "Show what blocks the next state and what to chase",
		Long: `Show what blocks an incident's next state, with the command that fills each need, and whom to
chase about what. Without ID, in short: of all incidents that are neither closed nor dismissed, and of
closed ones whose action items are late.` + refsHelp + exits("shown", ""),
		Example: "  pm status\n  pm status checkout\n  pm status --format json",
		Args:    args(0, 1, "at most one ID"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				return runStatusOf(cmd.Context(), e, args[0], refs, format.value)
			}
			return runStatus(cmd.Context(), e, refs, format.value)
		},
	}
	cmd.Flags().Var(&format, "format", "text or json")
	refs.add(cmd.Flags())
	return cmd
}

func runStatusOf(ctx context.Context, e *Env, ref string, refs refsFlag, format string) error {
	w, err := open(ctx, e)
	if err != nil {
		return err
	}
	defer w.close()
	if err := w.readBranches(ctx, refs.patterns(w.config)); err != nil {
		return err
	}
	p, err := w.load(ctx, ref)
	if err != nil {
		return err
	}
	if format == "text" {
		defer w.sayWhere([]string{p.ID})
	}
	return printStatuses(e, []report.Status{w.status(p.Incident, e.now())}, format, true, "")
}

// runStatus leaves out what neither waits for anything nor is owed anything.
func runStatus(ctx context.Context, e *Env, refs refsFlag, format string) error {
	all, err := openOnBranches(ctx, e, refs)
	if err != nil {
		return err
	}
	defer closeAll(all)
	var found []report.Status
	for _, w := range all {
		var ids []string
		for i, err := range w.incidents(ctx) {
			if err != nil {
				return err
			}
			if s := w.status(i, e.now()); s.Next != nil || len(s.Chase) > 0 {
				found, ids = append(found, s), append(ids, i.ID)
			}
		}
		if format == "text" {
			defer w.sayWhere(ids)
		}
	}
	return printStatuses(e, found, format, false, none(all, "nothing to do", ": every incident is closed or dismissed, and nothing is late"))
}

// status is where an incident stands. It holds no part of the document.
func (w *workspace) status(i *incident.Incident, now time.Time) report.Status {
	shape := w.incidentShape(i, now)
	s := report.Status{
		Incident: shape.ID, Path: shape.Path, Title: shape.Title, State: shape.State, Severity: shape.Severity, Owner: shape.Owner,
		Branch: shape.Branch, Repository: shape.Repository, Stale: w.stale(i, now), Chase: w.chase(i, now), Needs: []report.Need{},
	}
	if since := i.InStateSince(); !since.IsZero() {
		s.Seconds = new(int64(now.Sub(since) / time.Second))
	}
	next, ok := i.State.V.Next()
	if !ok {
		return s
	}
	s.Next = new(string(next))
	s.Needs = append(s.Needs, needsOf(i, w.process.Unmet(i, next))...)
	return s
}

// needsOf are the shapes of needs of an incident, with the lines to edit.
func needsOf(i *incident.Incident, needs []incident.Need) []report.Need {
	var shapes []report.Need
	for _, n := range needs {
		line := 0
		if n.Offset >= 0 {
			line = i.Doc.Position(n.Offset).Line
		}
		shapes = append(shapes, report.NeedOf(n, line))
	}
	return shapes
}

// chase lists in sentences who or what to remind.
func (w *workspace) chase(i *incident.Incident, now time.Time) []string {
	c := []string{}
	say := func(format string, args ...any) { c = append(c, fmt.Sprintf(format, args...)) }
	active := i.State.V != incident.Closed && i.State.V != incident.Dismissed
	if active && i.EndedAt.Known() && !i.Owner.Known() {
		say("it has ended and nobody owns it: pm set %s owner=NAME", i.Ref())
	}
	if w.stale(i, now) {
		say("in %s for %s; stale_after is %s", i.State.V, days(now.Sub(i.InStateSince())), days(w.process.StaleAfter[i.State.V]))
	}
	if late := i.FollowupDaysLate(now); late > 0 {
		say("follow-up was due %s, %s ago", i.FollowupDue.V.Format(time.DateOnly), report.Count(late, "day"))
	}
	if w.meetingLate(i, now) {
		say("no meeting is set, %s after the end: pm set %s review_at=TIME", days(now.Sub(i.EndedAt.V)), i.Ref())
	}
	for _, a := range i.ActionItems.V {
		name := cmp.Or(a.ID.V, a.Name())
		if late := a.DaysLate(now); late > 0 {
			say("%s is %s late (%s)", name, report.Count(late, "day"), nobody(a.Owner.V))
		} else if a.Status.V == incident.Proposed && i.State.V == incident.FollowUp && !i.Adopted.Known() {
			say("%s is only proposed: decide on it before closing", name)
		}
	}
	return c
}

// meetingLate reports that the postmortem meeting should have been held by now
// and is not even set.
func (w *workspace) meetingLate(i *incident.Incident, now time.Time) bool {
	ranked := i.State.V.Rank()
	return ranked > 0 && ranked < incident.FollowUp.Rank() && i.EndedAt.Known() && !i.ReviewAt.Known() &&
		w.process.ReviewWithin > 0 && now.Sub(i.EndedAt.V) > w.process.ReviewWithin
}

func nobody(owner string) string {
	if owner == "" {
		return "nobody owns it"
	}
	return owner
}

// days is a length of time for people: days and hours, or hours and minutes.
func days(d time.Duration) string {
	d = d.Round(time.Minute)
	if n := int(d / day); n > 0 {
		if h := int(d % day / time.Hour); h > 0 && n < 10 {
			return fmt.Sprintf("%dd %dh", n, h)
		}
		return fmt.Sprintf("%dd", n)
	}
	if h := int(d / time.Hour); h > 0 {
		return fmt.Sprintf("%dh %dm", h, int(d%time.Hour/time.Minute))
	}
	return fmt.Sprintf("%dm", int(d/time.Minute))
}

// printStatuses has a line for when there are none.
func printStatuses(e *Env, all []report.Status, format string, full bool, none string) error {
	if format == "json" {
		return report.Envelope(e.Out, "status", all)
	}
	if len(all) == 0 {
		_, err := fmt.Fprintln(e.Out, none)
		return err
	}
	for n, s := range all {
		if n > 0 {
			fmt.Fprintln(e.Out)
		}
		printStatus(e.Out, e.style(), s, full)
	}
	return nil
}

// maxNeeds is how many needs the overview shows of one incident.
const maxNeeds = 3

func printStatus(out io.Writer, style report.Style, s report.Status, full bool) {
	clean := func(p *string) string { return report.Clean(text(p), false) }
	s.Incident = report.Clean(s.Incident, false) // a file's name, which may hold anything
	rest := clean(s.Severity) + "  " + clean(s.State)
	if s.Seconds != nil {
		rest += " for " + days(time.Duration(*s.Seconds)*time.Second)
	}
	rest += "  " + report.Clean(nobody(text(s.Owner)), false)
	if s.Repository != nil {
		rest += "  in " + clean(s.Repository)
	}
	if s.Branch != nil {
		rest += "  on " + clean(s.Branch)
	}
	// An ID is to be copied, so it is kept whole and the rest goes below it.
	if style.Width > 0 && utf8.RuneCountInString(s.Incident+"  "+rest) > style.Width {
		rest = "\n  " + rest
	} else {
		rest = "  " + rest
	}
	fmt.Fprintf(out, "%s%s\n  %s\n", report.Paint(out, style, report.Strong, s.Incident), rest, clean(s.Title))
	printNeeds(out, style, s, full)
	for _, line := range s.Chase {
		fmt.Fprintf(out, "  %s %s\n", report.Paint(out, style, report.Bad, "!"), report.Clean(line, false))
	}
}

// printNeeds cuts the overview short: it is for choosing what to work on, and a
// fresh incident lacks ten things.
func printNeeds(out io.Writer, style report.Style, s report.Status, full bool) {
	if s.Next == nil {
		return
	}
	if len(s.Needs) == 0 {
		fmt.Fprintf(out, "  %s for %s: pm advance %s\n", report.Paint(out, style, report.Good, "ready"), *s.Next, incident.ShellWord(s.Incident))
		return
	}
	fmt.Fprintf(out, "  %s still needs %s:\n", *s.Next, report.Count(len(s.Needs), "thing"))
	for n, need := range s.Needs {
		if !full && n == maxNeeds {
			fmt.Fprintf(out, "    and %d more: pm status %s\n", len(s.Needs)-n, incident.ShellWord(s.Incident))
			return
		}
		what := need.Name + " " + need.Why
		switch {
		case need.Name == incident.Blameless && need.Line != nil:
			what = fmt.Sprintf("line %d %s", *need.Line, need.Why)
		case need.Kind == string(incident.ConditionNeed):
			what = need.Why
		}
		fmt.Fprintf(out, "    - %s\n", report.Clean(what, false))
		if full && need.Fill != "" {
			fmt.Fprintf(out, "      %s\n", report.Paint(out, style, report.Faint, need.Fill))
		}
	}
}
