package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

type eventOptions struct {
	writeOptions
	ref, text, at      string
	from, since, until string
	yes                bool
}

func newEventCmd(e *Env) *cobra.Command {
	var o eventOptions
	cmd := &cobra.Command{
		Use:   "event ID TEXT",
		Short: "Add a timeline entry",
		Long: `Add an entry to the incident's timeline, in order of time, as a list item or a table row, whichever is there.
In a timeline made of headings with times it goes under the last heading that may be earlier; where that cannot be
known, since no zone is named, the answer says so.

TIME is RFC 3339 with any offset, "2026-03-01 14:02" (UTC), 14:02 (the latest one, or the one inside an ended
incident), now, -20m or -3h.` + exits("the entry is recorded", ""),
		Example: "  pm event checkout \"Rolled back to 1.41\"\n  pm event checkout \"Alert fired: 5xx above 5 %\" --at 14:02\n" +
			"  pm event checkout --from export/incident-42 --since 14:00\n  pm event checkout --from git:../app\n" +
			"  journalctl -o short-iso -u app --since -1h | pm event checkout --from -",
		Args: func(cmd *cobra.Command, given []string) error {
			if cmd.Flags().Changed("from") {
				return args(1, 1, "ID with --from")(cmd, given)
			}
			return args(2, -1, "ID TEXT")(cmd, given)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			o.ref, o.text = args[0], oneLine(strings.Join(args[1:], " "))
			if cmd.Flags().Changed("from") {
				return runEventFrom(cmd.Context(), e, o)
			}
			if o.since+o.until != "" || o.yes {
				return &usageError{"--since, --until and --yes go with --from", "--at says when one thing happened"}
			}
			return runEvent(cmd.Context(), e, o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.at, "at", timeNow, "`TIME` it happened")
	f.StringVar(&o.from, "from", "", "take in the events of `FILE`, of a Slack channel's folder, of git:REPO, or of - for standard input")
	f.StringVar(&o.since, "since", "", "with --from: only what happened at `TIME` or later, or from that date on")
	f.StringVar(&o.until, "until", "", "with --from: only what happened at `TIME` or earlier, or to the end of that date")
	f.BoolVar(&o.yes, "yes", false, "with --from: do not ask on a terminal")
	o.writeOptions.add(cmd.Flags())
	return cmd
}

// runEvent keeps the entry even where front matter cannot be read: in a fire
// the timeline comes first, and the body is all it needs.
func runEvent(ctx context.Context, e *Env, o eventOptions) error {
	if o.text == "" {
		return usagef("an event needs a text: pm event ID \"What was seen or done\"")
	}
	// The time is read only once the incident is known: 14:02 means the one inside
	// an incident that has ended.
	return amend(ctx, e, o.ref, o.writeOptions, func(w *workspace, p *postmortem) ([]document.Op, change, error) {
		at, err := w.time("--at", o.at, p.Incident)
		if err != nil {
			return nil, change{}, err
		}
		ops, err := incident.AddEvent(p.Incident, at, o.text)
		if err == nil {
			w.warnOrderUnknown(p, []incident.Event{{At: at, Text: o.text}})
		}
		return ops, change{
			subject: "event in " + p.ID + ": " + o.text,
			done:    "added " + at.Format(time.RFC3339) + " to the timeline of " + p.ID,
		}, err
	})
}

// warnOrderUnknown says where entries went whose order the timeline does not tell.
func (w *workspace) warnOrderUnknown(p *postmortem, events []incident.Event) {
	unknown, heading := incident.OrderUnknown(p.Incident, events)
	if len(unknown) == 0 {
		return
	}
	what := "the entry is"
	if len(unknown) > 1 {
		what = "all entries are"
	}
	w.warn(fmt.Sprintf("the headings of the timeline name no time zone, so whether %s in order cannot be known: put under %q; pm edit %s moves it",
		what, shorten(heading, 60), p.Ref()))
}
