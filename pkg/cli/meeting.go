package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/calendar"
	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/report"
)

type meetingOptions struct {
	ref    string
	at     string
	length minutesFlag
	out    string
	writeOptions
}

func newMeetingCmd(e *Env) *cobra.Command {
	var o meetingOptions
	cmd := &cobra.Command{
		Use:   "meeting ID",
		Short: "Set the postmortem meeting, and write the invitation to it",
		Long: `Set when the postmortem meeting is (review_at), in one commit, and write the invitation as iCalendar, which mail and
calendar programs take: from the process owner to those who took part and have an e-mail address in people, with an
agenda of the four questions, what the file does not answer yet, and the ground rules. pm sends nothing.

TIME is RFC 3339 with any offset, or "2026-03-10 14:00" in UTC. Without --at the invitation is written again for the
time that is set, with what the file says now. Moving the meeting is the same command with another time: the
invitations to one meeting have one UID, and each with another time or length a higher SEQUENCE, which is counted in
review_invitations. The file is printed, and what was done is told on standard error, unless --out names one.` +
			exits("the meeting is set and the invitation written", ""),
		Example: "  pm meeting checkout --at 2026-03-10T15:00:00+01:00 --out invitation.ics\n" +
			"  pm meeting checkout --at '2026-03-11 14:00' --duration 90m --out invitation.ics\n  pm meeting checkout > invitation.ics",
		Args: args(1, 1, "one ID"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := notEmpty(cmd, "at", "out"); err != nil {
				return err
			}
			o.ref = args[0]
			return runMeeting(cmd.Context(), e, o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.at, "at", "", "`TIME` of the meeting")
	f.Var(&o.length, "duration", "how long it is, such as 45m or 1h30m; as long as before, or an hour")
	f.StringVar(&o.out, "out", "", "write the invitation to `FILE`")
	o.add(f)
	return cmd
}

// runMeeting makes sure first that the invitation can be written, and writes it
// last: what it says is committed by then.
func runMeeting(ctx context.Context, e *Env, o meetingOptions) error {
	told, out := *e, (*outFile)(nil)
	if o.out == "" {
		told.Out = e.Err // standard output is the invitation's
	}
	if o.dryRun {
		told.Out = e.Out
	} else if o.out != "" {
		var err error
		if out, err = createOut(e, o.out); err != nil {
			return err
		}
		defer out.discard()
	}
	var data []byte
	err := amend(ctx, &told, o.ref, o.writeOptions, func(w *workspace, p *postmortem) ([]document.Op, change, error) {
		m := meeting{w: w, o: o}
		ops, c, err := m.plan(p.Incident)
		data = m.data
		return ops, c, err
	})
	if err != nil || o.dryRun {
		return err
	}
	return writeCalendar(e, out, data)
}

// meeting is one being set.
type meeting struct {
	w    *workspace
	o    meetingOptions
	data []byte // the invitation
}

// plan is the change that sets the meeting, and makes the invitation of what the file
// then says.
func (m *meeting) plan(i *incident.Incident) ([]document.Op, change, error) {
	if err := m.w.readable(i); err != nil {
		return nil, change{}, err
	}
	v, err := m.when(i)
	if err != nil {
		return nil, change{}, err
	}
	organizer, guests, err := m.people(i)
	if err != nil {
		return nil, change{}, err
	}
	ops := incident.Invite(i, v)
	after, err := m.w.revise(i, ops)
	if err != nil {
		return nil, change{}, err
	}
	request := calendar.Meeting{
		Incident: after, Process: m.w.process, When: v, File: m.w.fromTop(i.Path), Organizer: organizer, Attendees: guests,
	}
	m.data = request.Calendar(m.w.env.now()).Bytes()
	set := fmt.Sprintf("the meeting of %s for %s", i.ID, v.Start.Format(time.RFC3339))
	return ops, change{
		subject: "set " + set, done: fmt.Sprintf("set %s, %s, with %s", set, report.Count(int(v.Length.Minutes()), "minute"), report.Count(len(guests), "guest")),
	}, nil
}

// when is the time asked for, else the one that is set. A meeting that is moved
// stays as long as it was.
func (m *meeting) when(i *incident.Incident) (incident.Invitation, error) {
	v, set := i.Meeting()
	if last, ok := i.LastInvitation(); ok && m.o.at != "" {
		v.Length = last.Length
	}
	if m.o.length > 0 {
		v.Length = time.Duration(m.o.length)
	}
	if m.o.at != "" {
		at, err := m.w.meetingTime(m.o.at)
		if err != nil {
			return v, err
		}
		v.Start = at
	} else if !set {
		return v, &usageError{"no meeting of " + i.ID + " is set", "give its time: --at TIME"}
	}
	if v.Start.Before(m.w.env.now()) {
		return v, &usageError{
			"the meeting at " + v.Start.Format(time.RFC3339) + " is over, and nobody can be invited to it any more",
			"--at TIME sets another; pm set " + i.Ref() + " review_at=TIME records one that was held",
		}
	}
	return v, nil
}

// meetingTime reads a time to come. That of a day alone means the latest one
// elsewhere, which is never meant here.
func (w *workspace) meetingTime(written string) (time.Time, error) {
	text := strings.TrimSpace(written)
	if text == "now" || strings.HasPrefix(text, "-") || len(text) > 2 && text[2] == ':' {
		return time.Time{}, &usageError{"--at " + written + " does not say on which day", "write 2026-03-10T14:00:00Z, an offset in place of Z, or \"2026-03-10 14:00\" (UTC)"}
	}
	at, err := w.time("--at", text, nil)
	return at.UTC(), err
}

// minutesFlag is a length of whole minutes; 0 when none was given.
type minutesFlag time.Duration

// String is empty: there is no default for help to show.
func (m *minutesFlag) String() string { return "" }

// Type shows the form in the help.
func (m *minutesFlag) Type() string { return "LENGTH" }

// Set refuses what no meeting lasts.
func (m *minutesFlag) Set(s string) error {
	d, err := time.ParseDuration(s)
	if err != nil || d <= 0 || d > incident.MaxMeeting || d%time.Minute != 0 {
		return errors.New("write whole minutes or hours, such as 45m or 1h30m, up to 24h")
	}
	*m = minutesFlag(d)
	return nil
}
