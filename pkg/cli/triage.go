package cli

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/report"
	"github.com/postmortem-md/pm/pkg/similar"
)

type triageOptions struct {
	applies []string
	title   string
	format  choice
}

func newTriageCmd(e *Env) *cobra.Command {
	o := triageOptions{format: oneOf("text", "text", "json")}
	cmd := &cobra.Command{
		Use:   "triage [WORD...]",
		Short: "Say whether an event needs a postmortem, and why",
		Long: `Say whether an event needs a postmortem, the practice that the answer rests on, and the next command. Name what
applies to it: the triggers a postmortem is held for, or minor-problem, proactive-maintenance, scheduled-work. Run bare on
a terminal, triage asks; elsewhere it lists the questions. When a trigger applies, a reason not to hold one does not
outweigh it. With a title, past incidents like it are named: it may be a repeat.` +
			exits("answered", ""),
		Example: "  pm triage\n  pm triage user-facing-outage\n  pm triage scheduled-work data-loss --title \"Moved a rack, lost a disk\"",
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.applies, o.title = args, oneLine(o.title)
			return runTriage(cmd.Context(), e, o)
		},
	}
	cmd.Flags().Var(&o.format, "format", "text or json")
	cmd.Flags().StringVar(&o.title, "title", "", "`TEXT`: what happened, for the next command, and to look for past ones")
	return cmd
}

// question is what to ask about one word.
var question = map[string]string{
	"user-facing-outage":    "Could users not do what they came for?",
	"failed-deployment":     "Did a deployment fail or have to be rolled back?",
	"security-breach":       "Was access gained that nobody gave?",
	"data-loss":             "Was data lost or damaged?",
	"missed-deadline":       "Was a deadline missed that somebody relied on?",
	incident.Repeated:       "Has this happened before?",
	"unresolved-incident":   "Is it still not known why it happened?",
	"minor-problem":         "Was it small, noticed by nobody outside, and is it understood?",
	"proactive-maintenance": "Was it planned work that prevented trouble?",
	"scheduled-work":        "Was it announced work that went as announced?",
}

// runTriage reads the configuration, since an organisation may hold postmortems for
// what others do not.
func runTriage(ctx context.Context, e *Env, o triageOptions) error {
	w, err := open(ctx, e)
	if err != nil {
		return err
	}
	defer w.close()
	hold, skip := w.process.Triggers, notHeld(w.process.Triggers)
	if err := among("pm triage", o.applies, slices.Concat(hold, skip)); err != nil {
		return err
	}
	if len(o.applies) == 0 && !(e.interactive() && o.format.value == "text") {
		return listQuestions(e, hold, skip, o.format.value)
	}
	if len(o.applies) == 0 {
		if err := w.askTriage(ctx, &o, hold, skip); err != nil {
			return err
		}
	}
	v := verdict(o.applies, hold)
	v.Next = next(v, o.title)
	like := w.like(ctx, similar.Subject{Title: o.title}, "")
	for _, l := range like {
		v.Similar = append(v.Similar, l.Incident)
	}
	if o.format.value == "json" {
		return report.Envelope(e.Out, "triage", []report.Triage{v})
	}
	return w.answer(v, like)
}

// notHeld are the words that mean no postmortem is needed, less those for which
// the organisation holds one all the same.
func notHeld(triggers []string) []string {
	return slices.DeleteFunc(slices.Clone(incident.NoTriggers), func(w string) bool { return slices.Contains(triggers, w) })
}

// listQuestions is for where nobody can be asked: they fit on a screen, and the
// answer is a command line that can be sent to somebody.
func listQuestions(e *Env, hold, skip []string, format string) error {
	if format == "json" {
		return &usageError{"pm triage --format json needs words to judge", "pm triage lists them"}
	}
	for _, part := range []struct {
		title string
		words []string
	}{{"Hold a postmortem when any of these is so:", hold}, {"Otherwise none is needed when one of these is:", skip}} {
		fmt.Fprintln(e.Out, part.title)
		t := report.Table{Columns: []report.Column{{Name: "word", Keep: true}, {Name: "question", Wrap: true}}}
		for _, w := range part.words {
			t.Rows = append(t.Rows, []report.Cell{{Text: w, Tone: report.Strong}, {Text: question[w]}})
		}
		if err := t.Text(e.Out, e.style()); err != nil {
			return err
		}
		fmt.Fprintln(e.Out)
	}
	_, err := fmt.Fprintln(e.Out, "Then: pm triage WORD...")
	return err
}
