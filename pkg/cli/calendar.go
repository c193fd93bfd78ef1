package cli

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/calendar"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/report"
)

type calendarOptions struct {
	owner string
	as    choice
	out   string
	refs  refsFlag
}

func newCalendarCmd(e *Env) *cobra.Command {
	o := calendarOptions{as: oneOf("both", "both", "event", "todo")}
	cmd := &cobra.Command{
		Use:   "calendar",
		Short: "Write a calendar of everything that is due",
		Long: `Write an iCalendar feed of what is due: open action items, those of incidents that are over too, follow-ups, postmortem
meetings, and the review of the process. A due date is a whole day, as an event, which every calendar shows, and as a
to-do, which many do not; --as leaves out one of the two. The same thing has the same UID each time, so that a feed
may be read again and again; what is settled is no longer in it. docs/reminders.md has a job that publishes one.` + refsHelp +
			exits("written", ""),
		Example: "  pm calendar --out postmortems.ics\n  pm calendar --owner alice --as event > alice.ics\n  pm -C shop -C payments calendar",
		Args:    args(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := notEmpty(cmd, "owner", "out"); err != nil {
				return err
			}
			return runCalendar(cmd.Context(), e, o)
		},
	}
	cmd.Flags().StringVar(&o.owner, "owner", "", "only what `PERSON` owns, and the meetings with them")
	cmd.Flags().Var(&o.as, "as", "due dates as events, to-dos or both")
	cmd.Flags().StringVar(&o.out, "out", "", "write the calendar to `FILE`, at once or not at all")
	o.refs.add(cmd.Flags())
	return cmd
}

func runCalendar(ctx context.Context, e *Env, o calendarOptions) error {
	all, err := openOnBranches(ctx, e, o.refs)
	if err != nil {
		return err
	}
	defer closeAll(all)
	feed := calendar.Feed{Name: "Postmortems", Stamp: e.now(), Events: o.as.value != "todo", Todos: o.as.value != "event"}
	if o.owner != "" {
		feed.Name += " of " + o.owner
	}
	sources := map[*workspace]calendar.Source{}
	for _, w := range all {
		sources[w] = w.calendarSource(all, o.owner)
		feed.Review(sources[w])
	}
	err = eachIncident(ctx, all, func(w *workspace, i *incident.Incident) error {
		feed.Incident(sources[w], i)
		return nil
	})
	if err != nil {
		return err
	}
	var out *outFile
	if o.out != "" {
		if out, err = createOut(e, o.out); err != nil {
			return err
		}
		defer out.discard()
	}
	return writeCalendar(e, out, feed.Calendar().Bytes())
}

// calendarSource is a repository as the feed sees it. Whoever is asked for may be
// known there by the address only, which another repository knows.
func (w *workspace) calendarSource(all []*workspace, owner string) calendar.Source {
	s := calendar.Source{Process: w.process, Label: w.label, File: func(i *incident.Incident) string { return w.fromTop(i.Path) }}
	if owner == "" {
		return s
	}
	names, known := []string{owner}, false
	for _, other := range all {
		p, ok := other.process.PersonOf(owner)
		if known = known || ok; p.Email != "" {
			names = append(names, p.Email)
		}
	}
	if !known && w == all[0] {
		w.warnStrangers("--owner", owner)
	}
	s.Wants = func(person string) bool {
		return slices.ContainsFunc(names, func(name string) bool { return w.process.SamePerson(name, person) })
	}
	return s
}

// writeCalendar writes to a file, or to standard output when there is none. A
// terminal sees no control characters.
func writeCalendar(e *Env, out *outFile, data []byte) error {
	if out == nil {
		if e.style().Terminal {
			data = []byte(report.Clean(string(data), true))
		}
		_, err := e.Out.Write(data)
		return err
	}
	if err := out.write(data); err != nil {
		return err
	}
	_, err := fmt.Fprintf(e.Out, "wrote %s\n", report.Clean(out.name, false))
	return err
}
