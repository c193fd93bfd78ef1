package cli

import (
	"fmt"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/coverage"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/report"
)

// covered is what is covered and what is not, to be told.
type covered struct {
	w     *workspace
	audit *coverage.Audit
	taken map[string]bool // IDs that a new incident cannot have
}

// gaps are what is not covered, as it is told.
func (c *covered) gaps() []report.Uncovered {
	all := []report.Uncovered{}
	gaps := c.audit.Gaps()
	for n := range gaps {
		all = append(all, c.uncovered(&gaps[n]))
	}
	return all
}

func (c *covered) json(e *Env) error {
	gaps, rest := c.gaps(), []report.Covered{}
	for _, s := range c.audit.Signals() {
		if !s.Covered() {
			continue
		}
		one := report.Covered{
			Kind: kindOf(s), Title: s.Title, StartedAt: s.Start.Format(time.RFC3339), Incident: s.Cover.ID, By: string(s.Cover.By),
		}
		if s.Alert != nil {
			one.Title = s.Alert.Says()
		}
		if s.Cover.Branch != "" {
			one.Branch = &s.Cover.Branch
		}
		rest = append(rest, one)
	}
	err := report.Envelope(e.Out, "coverage", nil, "uncovered", gaps, "covered", rest, "passed_over", c.audit.Below)
	if err == nil && len(gaps) > 0 {
		return errFindings
	}
	return err
}

func (c *covered) text(e *Env) error {
	gaps := c.gaps()
	for _, g := range gaps {
		if err := c.printGap(e, g); err != nil {
			return err
		}
	}
	if err := c.w.say(c.summary(gaps)); err != nil || len(gaps) == 0 {
		return err
	}
	return errFindings
}

func (c *covered) printGap(e *Env, g report.Uncovered) error {
	style := e.style()
	head := report.Paint(e.Out, style, report.Bad, g.Severity) + "  " + g.StartedAt + "  " + report.Paint(e.Out, style, report.Strong, g.Title)
	lines := []string{head}
	for _, line := range g.Evidence {
		lines = append(lines, "  "+report.Clean(line, false))
	}
	for _, id := range g.Near {
		lines = append(lines, "  "+report.Clean(c.near(id, g), false))
	}
	lines = append(lines, "  "+report.Clean(g.Record, false), "")
	_, err := fmt.Fprintln(e.Out, strings.Join(lines, "\n"))
	return err
}

// near says how an incident that went on at the time is made to cover a gap.
func (c *covered) near(id string, g report.Uncovered) string {
	why := "does not name the service"
	if len(g.Services) == 0 {
		why = "does not list it"
	}
	branch := ""
	if on := c.w.on(id); on != "" {
		branch = " (on " + on + ")"
	}
	return fmt.Sprintf("%s%s went on then, but %s; if it is this: pm set %s alerts+=%s", id, branch, why, incident.ShellWord(id), incident.ShellWord(strings.Join(g.Alerts, ",")))
}

// summary is the last line: how much was looked at, and what came of it.
func (c *covered) summary(gaps []report.Uncovered) string {
	signals := c.audit.Signals()
	open := 0
	for _, s := range signals {
		if !s.Covered() {
			open++
		}
	}
	var line string
	switch {
	case len(signals) == 0:
		line = "nothing asks for a postmortem"
	case open == 0:
		line = fmt.Sprintf("all is covered: %s", c.asking(signals))
	default:
		line = fmt.Sprintf("%d not covered, of %s", open, c.asking(signals))
		if len(gaps) < open {
			line += fmt.Sprintf("; %s would do", report.Count(len(gaps), "postmortem"))
		}
	}
	if n := c.audit.Below; n > 0 {
		line += fmt.Sprintf("; %s below %s passed over", report.Count(n, "alert"), strings.Join(c.w.process.Major, ", "))
	}
	return line
}

// asking counts what asks for a postmortem.
func (c *covered) asking(signals []*coverage.Signal) string {
	alerts := 0
	for _, s := range signals {
		if s.Alert != nil {
			alerts++
		}
	}
	var parts []string
	if alerts > 0 {
		parts = append(parts, report.Count(alerts, "major alert"))
	}
	if n := len(signals) - alerts; n > 0 {
		parts = append(parts, report.Count(n, "urgent change"))
	}
	return strings.Join(parts, " and ")
}
