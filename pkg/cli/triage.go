package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/report"
)

type triageOptions struct {
	applies []string
	format  choice
}

func newTriageCmd(e *Env) *cobra.Command {
	o := triageOptions{format: oneOf("text", "text", "json")}
	cmd := &cobra.Command{
		Use:   "triage [WORD...]",
		Short: "Say whether an event needs a postmortem, and why",
		Long: `Say whether an event needs a postmortem. Name what applies to it: the triggers a postmortem is
held for, or minor-problem, proactive-maintenance, scheduled-work. Without words the questions
are listed. When a trigger applies, a reason not to hold one does not outweigh it.` +
			exits("answered", ""),
		Example: "  pm triage\n  pm triage user-facing-outage\n  pm triage scheduled-work data-loss",
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.applies = args
			return runTriage(cmd.Context(), e, o)
		},
	}
	cmd.Flags().Var(&o.format, "format", "text or json")
	return cmd
}

// question is what to ask about one word.
var question = map[string]string{
	"user-facing-outage":    "Could users not do what they came for?",
	"failed-deployment":     "Did a deployment fail or have to be rolled back?",
	"security-breach":       "Was access gained that nobody gave?",
	"data-loss":             "Was data lost or damaged?",
	"missed-deadline":       "Was a deadline missed that somebody relied on?",
	"repeated-incident":     "Has this happened before?",
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
	if len(o.applies) == 0 {
		return askTriage(e, hold, skip, o.format.value)
	}
	return answer(e, verdict(o.applies, hold), o.format.value)
}

// notHeld are the words that mean no postmortem is needed, less those for which
// the organisation holds one all the same.
func notHeld(triggers []string) []string {
	return slices.DeleteFunc(slices.Clone(incident.NoTriggers), func(w string) bool { return slices.Contains(triggers, w) })
}

// askTriage lists the questions instead of asking them one by one: they fit on a
// screen, and the answer is a command line that can be sent to somebody.
func askTriage(e *Env, hold, skip []string, format string) error {
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

// verdict judges the words that apply: any trigger asks for a postmortem, even
// beside a reason for none, because such work then caused an incident.
func verdict(applies, hold []string) report.Triage {
	v := report.Triage{Triggers: []string{}}
	var reasons []string
	for _, a := range applies {
		if slices.Contains(hold, a) {
			v.Triggers = append(v.Triggers, a)
		} else {
			reasons = append(reasons, a)
		}
	}
	v.Postmortem = len(v.Triggers) > 0
	switch {
	case v.Postmortem && len(reasons) > 0:
		v.Why = strings.Join(reasons, " and ") + " led to " + strings.Join(v.Triggers, " and ") + ": what was learned is worth writing down"
	case v.Postmortem:
		v.Why = strings.Join(v.Triggers, " and ") + ": what was learned is worth writing down"
	default:
		v.Why = strings.Join(reasons, " and ") + ": a postmortem would cost more than it teaches"
	}
	return v
}

// answer ends with the command that follows from the verdict.
func answer(e *Env, v report.Triage, format string) error {
	if format == "json" {
		return report.Envelope(e.Out, "triage", []report.Triage{v})
	}
	if v.Postmortem {
		flags := ""
		for _, t := range v.Triggers {
			flags += " --trigger " + t
		}
		_, err := fmt.Fprintf(e.Out, "Hold a postmortem: %s.\n  pm new TITLE%s\n", v.Why, flags)
		return err
	}
	_, err := fmt.Fprintf(e.Out, "No postmortem is needed: %s.\nIf one was recorded already: pm dismiss ID --as WORD --reason TEXT\n", v.Why)
	return err
}
