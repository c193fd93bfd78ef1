package cli

import (
	"context"
	"errors"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/intake"
	"github.com/postmortem-md/pm/pkg/report"
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
	alerts, err := intake.ReadPost(data)
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
	made   string         // the ID of the new incident; "" when there is none
	like   []report.Similar
}

// check holds the flags to what they may say, whether or not they are needed in the
// end.
func (t *takenIn) check(ctx context.Context) error {
	o := t.o
	t.draft = incident.Draft{
		Title: o.title, Severity: o.severity, Owner: o.owner, Participants: o.participants, Services: o.services,
		Tags: o.tags, Triggers: o.triggers, Alerts: o.alerts, Stamp: t.w.stamp(ctx),
	}
	t.w.warnStrangers("owner", o.owner)
	t.w.warnStrangers("participant", o.participants...)
	err := errors.Join(checkPeople(o), t.w.checkTriggers(o.triggers))
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
	if err == nil && t.made != "" {
		t.w.noteLike(t.made, t.o.triggers, t.like)
	}
	return err
}

// decide shares the alerts out among the incidents that they belong to.
func (t *takenIn) decide(ctx context.Context) (change, error) {
	shares, rest, earlier, err := t.share(ctx)
	if err != nil {
		return change{}, err
	}
	if len(rest) == 0 {
		return t.update(ctx, shares)
	}
	c, err := t.create(ctx, rest, earlier)
	if err != nil || len(shares) == 0 {
		return c, err
	}
	// No post tells again of what was resolved in one that also tells of new alerts.
	u, err := t.update(ctx, shares)
	if is[*unchanged](err) {
		return c, nil
	}
	c.ids = append(c.ids, u.ids...)
	c.files = append(c.files, u.files...)
	c.also = append([]string{u.done}, append(u.also, c.also...)...)
	return c, err
}
