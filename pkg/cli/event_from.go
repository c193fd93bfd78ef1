package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"charm.land/huh/v2"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/intake"
	"github.com/postmortem-md/pm/pkg/report"
)

// imported are events on their way into an incident.
type imported struct {
	w       *workspace
	path    string
	o       eventOptions
	since   time.Time
	until   time.Time
	reading intake.Reading
	out     int // events of a folder outside that time
}

// runEventFrom reads everything before the lock is taken; what the timeline has
// already is asked again within.
func runEventFrom(ctx context.Context, e *Env, o eventOptions) error {
	if o.at != timeNow {
		return &usageError{"--at and --from do not go together", "what is taken in says when it happened"}
	}
	w, err := open(ctx, e)
	if err != nil {
		return err
	}
	defer w.close()
	in := imported{w: w, o: o}
	if in.path, err = w.find(ctx, o.ref); err != nil {
		return err
	}
	p, err := w.loadToChange(in.path)
	if err != nil {
		return err
	}
	if err := in.window(p.Incident); err != nil {
		return err
	}
	if err := in.read(ctx, p.Incident); err != nil {
		return err
	}
	in.tell()
	if in.asks() {
		if goOn, err := in.preview(p); err != nil || !goOn {
			return err
		}
	}
	return w.apply(ctx, o.writeOptions, in.decide)
}

// window reads --since and --until.
func (in *imported) window(i *incident.Incident) (err error) {
	if in.since, err = in.end("--since", in.o.since, i, 0); err != nil {
		return err
	}
	if in.until, err = in.end("--until", in.o.until, i, day-time.Second); err != nil {
		return err
	}
	if !in.until.IsZero() && in.until.Before(in.since) {
		return usagef("--until lies before --since")
	}
	return nil
}

// end is one end of the time that counts. A date alone is all of that day, as for pm
// list; any other time is read as --at is.
func (in *imported) end(flag, given string, i *incident.Incident, rest time.Duration) (time.Time, error) {
	if given == "" {
		return time.Time{}, nil
	}
	if t, err := time.Parse(time.DateOnly, given); err == nil {
		return t.Add(rest), nil
	}
	return in.w.time(flag, given, i)
}

// read reads the events and leaves out those of another time.
func (in *imported) read(ctx context.Context, i *incident.Incident) (err error) {
	dir, isGit := strings.CutPrefix(in.o.from, gitPrefix)
	switch {
	case in.o.from == "":
		return &usageError{"--from names no file", "name one, or a folder of a Slack export, git:REPO, or - for standard input"}
	case isGit:
		err = in.fromGit(ctx, dir, i)
	case in.o.from != stdinName && in.w.repo.IsFolder(in.o.from):
		err = in.fromFolder()
	default:
		err = in.fromFile()
	}
	return err
}

// tell says what was not taken in, and what was taken in some way that is not plain.
func (in *imported) tell() {
	e, r := in.w.env, &in.reading
	if r.Passed > 0 {
		fmt.Fprintf(e.Err, "pm: lines and messages that tell of nothing at a time of their own were passed over: %d\n", r.Passed)
	}
	if r.Zoneless > 0 {
		fmt.Fprintf(e.Err, "pm: times without a zone were read as UTC: %d\n", r.Zoneless)
	}
	all := len(r.Events)
	r.Events = intake.Within(r.Events, in.since, in.until)
	if out := in.out + all - len(r.Events); out > 0 {
		fmt.Fprintf(e.Err, "pm: events outside %s were left out: %d\n", in.span(), out)
	}
	if len(r.Events) == 0 {
		fmt.Fprintf(e.Err, "pm: no event is left of %s\n", report.Clean(in.source(), false))
	}
}

// span is the time that counts, for a message.
func (in *imported) span() string {
	switch {
	case in.until.IsZero():
		return "the time since " + in.since.Format(time.RFC3339)
	case in.since.IsZero():
		return "the time until " + in.until.Format(time.RFC3339)
	}
	return in.since.Format(time.RFC3339) + " to " + in.until.Format(time.RFC3339)
}

// asks reports that a person is there to be shown what will be added.
func (in *imported) asks() bool {
	return !in.o.yes && !in.o.dryRun && in.o.from != stdinName && in.w.env.interactive()
}

// maxPreview is how many entries are shown before the question. More would push the
// first of them off the screen.
const maxPreview = 15

// preview shows what would be added and asks.
func (in *imported) preview(p *postmortem) (bool, error) {
	fresh := p.Fresh(in.reading.Events)
	if len(fresh) == 0 {
		return true, nil // decide says so
	}
	for n, e := range fresh {
		if n == maxPreview {
			fmt.Fprintf(in.w.env.Err, "  … and %d more; --dry-run shows all\n", len(fresh)-n)
			break
		}
		fmt.Fprintf(in.w.env.Err, "  %s %s\n", e.At.Format(time.RFC3339), report.Clean(shorten(e.Line(), 160), false))
	}
	yes := true
	err := in.w.ask(huh.NewGroup(huh.NewConfirm().Title(fmt.Sprintf("Add %s to %s?", entryCount(len(fresh)), p.ID)).Affirmative("Add").Negative("Leave").Value(&yes)))
	if err == nil && !yes {
		err = in.w.say("nothing was added to " + p.ID)
	}
	return yes, err
}

// decide adds what the timeline does not have.
func (in *imported) decide() (change, error) {
	p, err := in.w.loadToChange(in.path)
	if err != nil {
		return change{}, err
	}
	fresh := p.Fresh(in.reading.Events)
	if len(fresh) == 0 {
		return change{}, &unchanged{p.ID}
	}
	ops, err := incident.AddEvents(p.Incident, fresh)
	if err != nil {
		return change{}, in.w.locate(err, p.Incident)
	}
	want, err := in.w.edit(p.Incident, ops)
	if err != nil {
		return change{}, err
	}
	in.w.warnOrderUnknown(p, fresh)
	known := ""
	if n := len(in.reading.Events) - len(fresh); n > 0 {
		known = fmt.Sprintf(", which had %d of them already", n)
	}
	c := change{
		subject: fmt.Sprintf("%s in %s", report.Count(len(fresh), "event"), p.ID),
		body:    "From " + in.source() + ".",
		done:    "added " + entryCount(len(fresh)) + " to the timeline of " + p.ID + known,
	}
	return c, c.of(p, want)
}

// source names the input in the message of the commit.
func (in *imported) source() string {
	if in.o.from == stdinName {
		return "standard input"
	}
	return oneLine(in.o.from)
}

// entryCount counts entries for people.
func entryCount(n int) string {
	if n == 1 {
		return "1 entry"
	}
	return fmt.Sprintf("%d entries", n)
}
