package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/intake"
	"github.com/postmortem-md/pm/pkg/repo"
)

// runNewFrom records alerts: as what happened in the incidents that they belong
// to, else as one new incident. Which of the two is decided while no other pm
// writes, so of two posts that arrive at once the second finds what the first has
// made.
func runNewFrom(ctx context.Context, e *Env, o newOptions) error {
	switch {
	case o.from == "":
		return &usageError{"--from names no file", "name one, or - for standard input"}
	case o.edit:
		return &usageError{"--edit and --from do not go together", "pm edit ID opens what was recorded"}
	case o.started != timeNow:
		return &usageError{"--started and --from do not go together", "the alerts say when it started; pm set ID started_at=TIME corrects it"}
	}
	w, err := open(ctx, e)
	if err != nil {
		return err
	}
	defer w.close()
	data, err := w.readInput(o.from)
	if err != nil {
		return err
	}
	alerts, err := intake.ReadAlerts(data)
	if err != nil {
		return ofInput(o.from, err)
	}
	in := takenIn{w: w, alerts: alerts, o: o}
	if err := in.check(ctx); err != nil {
		return err
	}
	return in.record(ctx)
}

// takenIn is one post on its way into the repository.
type takenIn struct {
	w      *workspace
	alerts []intake.Alert
	o      newOptions
	draft  incident.Draft // what the flags say of a new incident
	told   bool           // of severities that are not known: once is enough
}

// check holds the flags to what they may say, whether or not they are needed in the
// end.
func (t *takenIn) check(ctx context.Context) error {
	o := t.o
	t.draft = incident.Draft{
		Title: o.title, Severity: o.severity, Owner: o.owner, Participants: o.participants, Services: o.services,
		Tags: o.tags, Triggers: o.triggers, Stamp: t.w.stamp(ctx),
	}
	t.w.warnStrangers("owner", o.owner)
	t.w.warnStrangers("participant", o.participants...)
	err := t.w.checkTriggers(o.triggers)
	if o.severity != "" {
		err = errors.Join(err, t.w.checkSeverity(o.severity))
	}
	return err
}

// movedBranch is a new incident whose branch is not the one that was made ready.
type movedBranch struct{ branch string }

// Error is told only where it happens over and over.
func (m *movedBranch) Error() string {
	return "other alerts keep arriving, and the branch for this one changes; try again"
}

// record writes and commits. The branch of a new incident has to be known before
// the lock is taken, and its name only is once it is: so it is tried.
func (t *takenIn) record(ctx context.Context) error {
	var err error
	for range 3 {
		err = t.w.apply(ctx, t.o.writeOptions, func() (change, error) { return t.decide(ctx) })
		moved, ok := errors.AsType[*movedBranch](err)
		if !ok {
			break
		}
		t.o.onto = moved.branch
	}
	return err
}

// decide shares the alerts out among the incidents that they belong to.
func (t *takenIn) decide(ctx context.Context) (change, error) {
	shares, rest, earlier, err := t.share(ctx)
	if err != nil {
		return change{}, err
	}
	if len(rest) > 0 {
		return t.create(ctx, rest, earlier)
	}
	return t.update(ctx, shares)
}

// part is what of a post belongs to one incident.
type part struct {
	postmortem *postmortem
	alerts     []intake.Alert
}

// share finds the incident of each alert. What belongs to none goes along with the
// first that goes on, for a post is about one thing; rest is what is left where
// there is none. earlier are the incidents that ended before, the latest last.
func (t *takenIn) share(ctx context.Context) (shares []part, rest []intake.Alert, earlier []string, err error) {
	past, err := t.past(ctx)
	if err != nil {
		return nil, nil, nil, err
	}
	ongoing := -1
	for _, a := range t.alerts {
		p, relation := closest(past, &a)
		if relation < intake.Recorded {
			rest = append(rest, a)
		} else {
			n := slices.IndexFunc(shares, func(s part) bool { return s.postmortem == p })
			if n < 0 {
				n = len(shares)
				shares = append(shares, part{postmortem: p})
			}
			shares[n].alerts = append(shares[n].alerts, a)
			if relation == intake.Ongoing && ongoing < 0 {
				ongoing = n
			}
		}
		if relation != intake.Stranger && relation != intake.Ongoing && !slices.Contains(earlier, p.ID) {
			earlier = append(earlier, p.ID)
		}
	}
	if ongoing >= 0 {
		shares[ongoing].alerts = append(shares[ongoing].alerts, rest...)
		rest = nil
	}
	return shares, rest, earlier, nil
}

// closest is the incident that an alert has most to do with, of equals the one
// that started last.
func closest(past []*postmortem, a *intake.Alert) (best *postmortem, relation intake.Relation) {
	for _, p := range past {
		r := intake.Relate(p.Incident, a)
		if r > relation || r == relation && r != intake.Stranger && !p.StartedAt.V.Before(best.StartedAt.V) {
			best, relation = p, r
		}
	}
	return best, relation
}

// past are the incidents that list one of the alerts, in order of path. Only files
// in which the word stands are parsed.
func (t *takenIn) past(ctx context.Context) ([]*postmortem, error) {
	var all []*postmortem
	for f := range t.w.files(ctx) {
		if f.Err != nil || !bytes.Contains(f.Data, []byte("alerts")) {
			continue
		}
		i := t.w.decode(f.Path, f.Data)
		if !slices.ContainsFunc(t.alerts, func(a intake.Alert) bool { return intake.Lists(i, &a) }) {
			continue
		}
		p, err := t.w.loadToChange(strings.Clone(f.Path)) // the walk reuses what i is made of
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, ctx.Err()
}

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
		t.w.warn(fmt.Sprintf("the severity %q of the alert stands for none of %s, so %s is taken; alert_severities of %s says what it is",
			unknown[0], strings.Join(t.w.process.Severities, ", "), draft.Severity, config.FileName))
	}
	names, err := t.w.names(ctx)
	if err != nil {
		return change{}, err
	}
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
