package cli

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/intake"
	"github.com/postmortem-md/pm/pkg/repo"
	"github.com/postmortem-md/pm/pkg/report"
	"github.com/postmortem-md/pm/pkg/similar"
)

// update adds to the incidents what they do not have yet.
func (t *takenIn) update(ctx context.Context, shares []part) (change, error) {
	var c change
	var said, same []string
	for _, s := range shares {
		p := s.postmortem
		if p.State.V == incident.Closed || p.State.V == incident.Dismissed {
			same = append(same, p.ID+", which is "+string(p.State.V))
			continue
		}
		u, err := intake.Record(p.Incident, s.alerts)
		if err != nil {
			return c, t.w.locate(err, p.Incident)
		}
		want, err := t.w.edit(p.Incident, u.Ops)
		if err != nil {
			return c, err
		}
		// As after a refused commit: the alert is there, and is to be committed.
		if bytes.Equal(want, p.was) && !t.commitsLate(ctx, p) {
			same = append(same, p.ID)
			continue
		}
		if u.Late {
			t.w.warn(p.ID + " is said to have started after its alerts were resolved, so ended_at is not filled in; pm set " + p.Ref() + " started_at=TIME corrects it")
		}
		c.ids = append(c.ids, p.ID)
		c.files = append(c.files, repo.PathChange{Path: p.Path, Was: p.was, Want: want})
		said = append(said, updated(p.Incident, u))
		c.also = append(c.also, t.hints(p.Incident, s.alerts, u)...)
	}
	if len(c.files) == 0 {
		return c, &unchanged{strings.Join(same, " and ")}
	}
	c.subject = "alerts in " + strings.Join(c.ids, ", ") + ": " + intake.Summary(t.alerts)
	c.done = "updated " + strings.Join(said, "; ")
	return c, nil
}

// commitsLate reports that an incident was recorded, and its commit refused.
func (t *takenIn) commitsLate(ctx context.Context, p *postmortem) bool {
	return !t.o.noCommit && t.w.commits(change{}) && t.w.uncommitted(ctx, p.Path)
}

// updated tells what became of one incident.
func updated(i *incident.Incident, u intake.Update) string {
	if len(u.Ops) == 0 {
		return i.ID
	}
	entries := fmt.Sprintf("%d timeline entries", u.Added)
	if u.Added == 1 {
		entries = "1 timeline entry"
	}
	if u.Ended.IsZero() {
		return i.ID + " (" + entries + ")"
	}
	return i.ID + " (" + entries + ", ended_at)"
}

// hints are the commands that may come next.
func (t *takenIn) hints(i *incident.Incident, alerts []intake.Alert, u intake.Update) []string {
	var lines []string
	draft, _ := intake.Draft(t.w.process, incident.Draft{}, alerts)
	worse := slices.Index(t.w.process.Severities, draft.Severity) < slices.Index(t.w.process.Severities, i.Severity.V)
	if worse && intake.GoesOn(i) && t.severityKnown(alerts) {
		lines = append(lines, "next: pm set "+i.Ref()+" severity="+incident.ShellWord(draft.Severity)+"    # as its alerts have it by now")
	}
	if !u.Ended.IsZero() {
		lines = append(lines, "next: pm advance "+i.Ref())
	}
	return lines
}

func (t *takenIn) severityKnown(alerts []intake.Alert) bool {
	return slices.ContainsFunc(alerts, func(a intake.Alert) bool {
		_, known := t.w.process.AlertSeverity(a.Severity)
		return known
	})
}

// create makes one incident of alerts.
func (t *takenIn) create(ctx context.Context, alerts []intake.Alert, earlier []string) (change, error) {
	given := t.draft
	given.Related = earlier
	draft, unknown := intake.Draft(t.w.process, given, alerts)
	if len(unknown) > 0 && !t.told {
		t.told = true
		t.w.warnUnknownSeverity(unknown[0], draft.Severity)
	}
	names, err := t.w.names(ctx)
	if err != nil {
		return change{}, err
	}
	about := similar.Subject{Title: draft.Title, Services: draft.Services, Tags: draft.Tags, Alerts: draft.Alerts}
	draft.Title = intake.FreeTitle(draft.Title, draft.StartedAt, func(id string) bool {
		exact, _ := match(names, id)
		return len(exact) == 0
	})
	o := t.o
	id := incident.NewID(draft.Title, draft.StartedAt)
	if o.branch && o.onto != branchPrefix+id {
		return change{}, &movedBranch{branchPrefix + id}
	}
	c, err := t.w.scaffold(ctx, draft, o)
	if err != nil {
		return c, err
	}
	i := t.w.decode(c.files[0].Path, c.files[0].Want)
	u, err := intake.Record(i, alerts)
	if err != nil {
		return c, t.w.locate(err, i)
	}
	if c.files[0].Want, err = t.w.edit(i, u.Ops); err != nil {
		return c, err
	}
	t.made = id
	t.like = slices.DeleteFunc(t.w.like(ctx, about, id), func(s report.Similar) bool { return slices.Contains(earlier, s.Incident) })
	c.also = t.nextSteps(draft, id, earlier)
	return c, nil
}

// nextSteps are the commands that follow a new incident.
func (t *takenIn) nextSteps(d incident.Draft, id string, earlier []string) []string {
	ref := incident.ShellWord(id)
	var lines []string
	if len(earlier) > 0 {
		lines = append(lines, "the same alert was in "+strings.Join(earlier, ", ")+", which has ended")
		if t.w.repeats() && !slices.Contains(d.Triggers, incident.Repeated) {
			lines = append(lines, "next: pm set "+ref+" triggers+="+incident.Repeated)
		}
	}
	if d.EndedAt.IsZero() {
		return append(lines, "next: pm event "+ref+` "What was seen or done"`)
	}
	return append(lines, "next: pm advance "+ref)
}
