package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/report"
)

// The practices that a verdict rests on. They are numbered as in docs/similar.md.
const (
	holdPractice = "practice 10, know when to hold one: after outages that users see, failed deployments, security breaches, " +
		"lost data, missed deadlines, and incidents that repeat or stay unresolved"
	skipPractice = "practice 11, know when not to: minor problems, proactive maintenance and scheduled work teach too little " +
		"for what a postmortem takes"
	ownPractice = "your organisation's own: triggers in " + config.FileName
)

// verdict judges the words that apply: any trigger asks for a postmortem, even
// beside a reason for none, because such work then caused an incident.
func verdict(applies, hold []string) report.Triage {
	v := report.Triage{Triggers: []string{}, Reasons: []string{}, Similar: []string{}}
	for _, a := range applies {
		if slices.Contains(hold, a) {
			v.Triggers = append(v.Triggers, a)
		} else {
			v.Reasons = append(v.Reasons, a)
		}
	}
	v.Postmortem, v.Practice = len(v.Triggers) > 0, skipPractice
	triggers, reasons := strings.Join(v.Triggers, " and "), strings.Join(v.Reasons, " and ")
	switch {
	case v.Postmortem && reasons != "":
		v.Why = reasons + " led to " + triggers + ": what was learned is worth writing down"
	case v.Postmortem:
		v.Why = triggers + ": what was learned is worth writing down"
	case reasons != "":
		v.Why = reasons + ": a postmortem would cost more than it teaches"
	default:
		v.Why = "no trigger applies"
	}
	if v.Postmortem {
		v.Practice = holdPractice
		if !slices.ContainsFunc(v.Triggers, func(t string) bool { return slices.Contains(incident.Triggers, t) }) {
			v.Practice = ownPractice
		}
	}
	return v
}

// next is the command that follows from a verdict; TITLE, ID and TEXT are for the
// reader to fill in.
func next(v report.Triage, title string) string {
	if !v.Postmortem {
		as := "WORD"
		if len(v.Reasons) > 0 {
			as = v.Reasons[0]
		}
		return "pm dismiss ID --as " + as + " --reason TEXT"
	}
	line := "pm new TITLE"
	if title != "" {
		line = "pm new " + incident.ShellWord(title)
	}
	for _, t := range v.Triggers {
		line += " --trigger " + t
	}
	return line
}

// answer ends with the command that follows from the verdict.
func (w *workspace) answer(v report.Triage, like []report.Similar) error {
	says, before := "No postmortem is needed", "If it was recorded already: "
	if v.Postmortem {
		says, before = "Hold a postmortem", "  "
	}
	_, err := fmt.Fprintf(w.env.Out, "%s: %s.\n%s.\n%s%s\n", says, v.Why, capital(v.Practice), before, v.Next)
	for _, s := range like {
		fmt.Fprintf(w.env.Out, "Like %s%s: pm show %s\n", report.Clean(s.Incident, false), left(s), incident.ShellWord(s.Incident))
	}
	if len(like) > 0 && w.repeats() && !slices.Contains(v.Triggers, incident.Repeated) {
		fmt.Fprintf(w.env.Out, "If it happened again, a postmortem is held for that: --trigger %s\n", incident.Repeated)
	}
	return err
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
