package cli

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/coverage"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/intake"
	"github.com/postmortem-md/pm/pkg/report"
)

// maxEvidence bounds how many alerts or commits of one gap are told of one by one.
const maxEvidence = 5

// uncovered is a gap as it is told.
func (c *covered) uncovered(g *coverage.Gap) report.Uncovered {
	d := c.draft(g)
	u := report.Uncovered{
		Kind: kindOf(g.Signals[0]), Title: d.Title, Severity: d.Severity, StartedAt: d.StartedAt.Format(time.RFC3339),
		Services: list(d.Services), Alerts: list(d.Alerts), Evidence: []string{}, Near: list(g.Near), Record: recordLine(d),
	}
	if !g.End.IsZero() {
		u.EndedAt = new(g.End.Format(time.RFC3339))
	}
	for n, s := range g.Signals {
		if n == maxEvidence {
			u.Evidence = append(u.Evidence, fmt.Sprintf("and %d more", len(g.Signals)-n))
			break
		}
		u.Evidence = append(u.Evidence, c.evidence(s)...)
	}
	return u
}

// list is never nil, for JSON.
func list(words []string) []string { return append([]string{}, words...) }

func kindOf(s *coverage.Signal) string {
	if s.Alert != nil {
		return "alert"
	}
	return "commit"
}

// draft is the incident that would cover a gap: for alerts the same that pm new
// --from makes of them.
func (c *covered) draft(g *coverage.Gap) incident.Draft {
	var d incident.Draft
	if alerts := g.Alerts(); len(alerts) > 0 {
		d, _ = intake.Draft(c.w.process, d, alerts)
	} else {
		s := g.Signals[0]
		d = incident.Draft{Title: s.Title, Severity: c.w.process.DefaultSeverity, StartedAt: s.Start, Services: s.Services, Alerts: marksOf(s)}
	}
	d.Title = shorten(oneLine(d.Title), maxSubject)
	if d.Title == "" {
		d.Title = "Commit " + short(g.Signals[0].Commits[0].ID)
	}
	d.Title = intake.FreeTitle(d.Title, d.StartedAt, func(id string) bool { return !c.taken[id] })
	c.taken[incident.NewID(d.Title, d.StartedAt)] = true
	d.Services, d.Alerts = unique(d.Services), unique(d.Alerts)
	return d
}

func unique(words []string) []string {
	var kept []string
	for _, w := range words {
		if !slices.Contains(kept, w) {
			kept = append(kept, w)
		}
	}
	return kept
}

// marksOf are the names by which an incident lists commits: long enough to stay
// unique.
func marksOf(s *coverage.Signal) []string {
	const long = 12
	var marks []string
	for _, commit := range s.Commits {
		marks = append(marks, commit.ID[:min(long, len(commit.ID))])
	}
	return marks
}

// evidence says what was seen, and where.
func (c *covered) evidence(s *coverage.Signal) []string {
	if s.Alert != nil {
		return []string{alertEvidence(s)}
	}
	var lines []string
	for n, commit := range s.Commits {
		why := ""
		if n == 0 {
			why = " " + strings.Join(s.Why, " and ")
		}
		lines = append(lines, fmt.Sprintf("commit %s of %s%s: %s", short(commit.ID), commit.When.Format(time.RFC3339), why, oneLine(commit.Subject)))
		if n == maxEvidence {
			lines = append(lines, fmt.Sprintf("and %d more commits with it", len(s.Commits)-n-1))
			break
		}
	}
	for _, id := range s.Named {
		lines = append(lines, fmt.Sprintf("its trailer names %s, and no incident is called that", oneLine(id)))
	}
	return lines
}

func alertEvidence(s *coverage.Signal) string {
	a := s.Alert
	var b strings.Builder
	fmt.Fprintf(&b, "alert %s %s", a.Source, a.Fingerprint)
	if a.Severity != "" {
		fmt.Fprintf(&b, ", %s", a.Severity)
	}
	if len(a.Services) > 0 {
		fmt.Fprintf(&b, ", of %s", strings.Join(a.Services, ", "))
	}
	if s.End.IsZero() {
		fmt.Fprintf(&b, ", fires since %s", s.Start.Format(time.RFC3339))
	} else {
		fmt.Fprintf(&b, ", from %s to %s", s.Start.Format(time.RFC3339), s.End.Format(time.RFC3339))
	}
	file := s.File
	if file == stdinName {
		file = "standard input"
	}
	fmt.Fprintf(&b, ", in %s: %s", file, shorten(a.Says(), maxSubject))
	return b.String()
}

// recordLine is the command that makes an incident. What stands in it comes from
// outside, and must not reach a shell as anything but a word.
func recordLine(d incident.Draft) string {
	words := []string{"--severity", incident.ShellWord(d.Severity), "--started", d.StartedAt.Format(time.RFC3339)}
	for _, s := range d.Services {
		if strings.ContainsAny(s, `,"`) { // the flag takes a list
			s = `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
		}
		words = append(words, "--service", incident.ShellWord(s))
	}
	for _, mark := range d.Alerts {
		words = append(words, "--alert="+incident.ShellWord(mark))
	}
	title := incident.ShellWord(d.Title)
	if strings.HasPrefix(d.Title, "-") { // no flag
		words = append(words, "--", title)
	} else {
		words = append([]string{title}, words...)
	}
	line := "pm new " + strings.Join(words, " ")
	if !d.EndedAt.IsZero() {
		id := incident.NewID(d.Title, d.StartedAt)
		line += " && pm set " + incident.ShellWord(id) + " ended_at=" + d.EndedAt.Format(time.RFC3339)
	}
	return line
}
