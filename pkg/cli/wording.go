package cli

import (
	"fmt"
	"strings"
	"sync"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/lint"
	"github.com/postmortem-md/pm/pkg/prose"
	"github.com/postmortem-md/pm/pkg/report"
)

// wire gives the process what it cannot know by itself: the present, and how to
// read prose for the condition blameless.
func (w *workspace) wire() {
	w.process.Present = w.env.now
	linter := sync.OnceValue(func() *lint.Linter { return w.linter(ruleFlag{}) })
	w.process.Conditions[incident.Blameless] = func(i *incident.Incident) []incident.Need { return linter().Blameless(i) }
}

// maxNudges is how many places are shown of one incident: more are read in a list
// of findings, not in passing.
const maxNudges = 10

// entersFollowUp reports a move by which the writing is done and the doing begins:
// the last moment at which somebody is at the text anyway.
func entersFollowUp(from, to incident.State) bool {
	return from.Rank() < incident.FollowUp.Rank() && to.Rank() >= incident.FollowUp.Rank()
}

// nudge shows what may read as blame in the file of a change, when that is to be
// shown. It stops nothing.
func (w *workspace) nudge(c change) {
	if !c.nudges {
		return
	}
	file := c.files[0]
	found := w.linter(ruleFlag{}).Wording(w.decode(file.Path, file.Want))
	if len(found) == 0 {
		return
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s may read as blame; the move does not wait for that:", report.Count(len(found), "place"))
	for n, f := range found {
		if n == maxNudges {
			fmt.Fprintf(&b, "\n  and %d more: pm lint %s", len(found)-n, incident.ShellWord(w.shown(f.File)))
			break
		}
		fmt.Fprintf(&b, "\n  %s:%d: %s\n      %s", w.shown(f.File), f.Start.Line, f.Message, f.Help)
	}
	fmt.Fprintf(w.env.Err, "pm: %s\n", report.Clean(b.String(), true))
}

// readsProse reports one of the rules for wording.
func readsProse(rule string) bool {
	r, ok := lint.ByID(rule)
	return ok && r.Reads != prose.Clean
}
