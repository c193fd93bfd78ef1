package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/repo"
	"github.com/postmortem-md/pm/pkg/similar"
)

type newOptions struct {
	writeOptions
	title        string
	severity     string
	started      string
	owner        string
	participants []string
	services     []string
	tags         []string
	triggers     []string
	template     string
	edit         bool
	branch       bool
	from         string
	alerts       []string
}

// timeNow is when something happened if nobody says otherwise.
const timeNow = "now"

func newNewCmd(e *Env) *cobra.Command {
	var o newOptions
	cmd := &cobra.Command{
		Use:   "new TITLE",
		Short: "Record a new incident",
		Long: `Scaffold the file of a new incident from a template and commit it. A title is enough: the incident started
now, has the default severity, and the rest is asked for when its phase comes. Run bare on a terminal, new shows a form.

The file's name is the UTC date of the start and a slug of the title; that is the incident's ID from then on.

--branch makes the branch postmortem/ID at HEAD, switches to it as git switch -c does, and commits there, for
repositories whose main branch takes changes by pull request only. pm sync pushes it. When the commit is refused you
stay on the new branch; when something that was known before forbids it, on the old one. The message says which. In the
middle of a merge, a rebase or the like no branch can be made, and nothing is written.

--from takes alerts in: a webhook post of Alertmanager (version 4), Grafana or PagerDuty (version 3), from a file or, with
-, from standard input; at most 16 MiB. The alerts of a post become one incident, with title, start, severity (see
alert_severities in .pm.yaml), services and the first timeline entries. The same alert again, or its resolution, updates
that incident while it goes on: entries are added, and ended_at is filled in once no alert fires. After it has ended, the
same alert makes a new incident that is related to the old one. What was recorded already changes nothing. TITLE and
the flags are for a new incident.` +
			exits("the incident is recorded", "an incident or a branch of that name exists, or the trigger needs no postmortem"),
		Example: `  pm new "Checkout returns 5xx"
  pm new "Checkout returns 5xx" --branch
  pm new "Checkout returns 5xx" --severity sev1 --started 14:02 --trigger user-facing-outage
  pm new "Root key leaked" --template security --owner alice --edit
  pm new --from alert.json`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.title = oneLine(strings.Join(args, " "))
			if cmd.Flags().Changed("from") {
				return runNewFrom(cmd.Context(), e, o)
			}
			return runNew(cmd.Context(), e, o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.severity, "severity", "", "`SEVERITY` (the default is default_severity of the configuration)")
	f.StringVar(&o.started, "started", timeNow, "`TIME` it started: RFC 3339, 14:02, -20m")
	f.StringVar(&o.owner, "owner", "", "`PERSON` who sees the incident through")
	f.StringSliceVar(&o.participants, "participant", nil, "`PERSON` who took part (repeatable)")
	f.StringSliceVar(&o.services, "service", nil, "`NAME` of a service concerned (repeatable)")
	f.StringSliceVar(&o.tags, "tag", nil, "`WORD` to find it by (repeatable)")
	f.StringSliceVar(&o.triggers, "trigger", nil, "`TRIGGER`: why a postmortem is held (repeatable)")
	f.StringVar(&o.template, "template", "", "built-in `NAME` or a path (pm templates lists them)")
	f.BoolVar(&o.branch, "branch", false, "commit to a new branch, postmortem/ID, and stay on it")
	f.StringVar(&o.from, "from", "", "take in the alerts of `FILE`, or - for standard input")
	f.StringArrayVar(&o.alerts, "alert", nil, "`MARK` of an alert, or the name of a commit, that this is about (repeatable)")
	f.BoolVar(&o.edit, "edit", false, "open the file in your editor before it is committed")
	o.writeOptions.add(f)
	return cmd
}

// runNew needs a title and nothing else: whoever types it may be on call, on a
// phone, at three in the morning. All the rest has a default or can wait.
func runNew(ctx context.Context, e *Env, o newOptions) error {
	w, err := open(ctx, e)
	if err != nil {
		return err
	}
	defer w.close()
	if o.title == "" {
		if err := w.askNew(ctx, &o); err != nil {
			return err
		}
	}
	draft, err := w.draft(ctx, o)
	if err != nil {
		return err
	}
	id := incident.NewID(draft.Title, draft.StartedAt)
	if o.branch {
		o.onto = branchPrefix + id
	}
	like := w.like(ctx, similar.Subject{Title: draft.Title, Services: draft.Services, Tags: draft.Tags, Alerts: draft.Alerts}, id)
	if o.edit && !o.dryRun {
		w.noteLike(id, draft.Triggers, like)
		return w.createAndEdit(ctx, draft, o)
	}
	if err := w.apply(ctx, o.writeOptions, func() (change, error) { return w.scaffold(ctx, draft, o) }); err != nil {
		return err
	}
	w.noteLike(id, draft.Triggers, like)
	if o.dryRun {
		return nil
	}
	ended := "now"
	if e.now().Sub(draft.StartedAt) > 24*time.Hour {
		ended = `"YYYY-MM-DD HH:MM"`
	}
	_, err = fmt.Fprintf(e.Out, "next: pm event %[1]s \"What was seen or done\"\n      pm advance %[1]s --set ended_at=%[2]s\n", id, ended)
	return err
}

// draft checks what was given and fills in what was not.
func (w *workspace) draft(ctx context.Context, o newOptions) (incident.Draft, error) {
	d := incident.Draft{
		Title: o.title, Severity: o.severity, Owner: o.owner, Participants: o.participants,
		Services: o.services, Tags: o.tags, Triggers: o.triggers, Alerts: o.alerts, Stamp: w.stamp(ctx),
	}
	if d.Severity == "" {
		d.Severity = w.process.DefaultSeverity
	}
	w.warnStrangers("owner", o.owner)
	w.warnStrangers("participant", o.participants...)
	started, err := w.time("--started", o.started, nil)
	d.StartedAt = started
	return d, errors.Join(err, checkPeople(o), w.checkSeverity(d.Severity), w.checkTriggers(d.Triggers))
}

// checkPeople refuses what was pasted from a hint.
func checkPeople(o newOptions) error {
	faults := []error{incident.CheckPerson("--owner", o.owner)}
	for _, p := range o.participants {
		faults = append(faults, incident.CheckPerson("--participant", p))
	}
	return errors.Join(faults...)
}

// time reads a time of the command line, relative to the present, and says so
// on standard error when it was taken in some way that is not plain from it.
func (w *workspace) time(flag, written string, i *incident.Incident) (time.Time, error) {
	t, note, err := incident.ParseTime(written, w.env.now(), i)
	if err != nil {
		return t, usagef("%s: %s", flag, message(err))
	}
	if note != "" {
		fmt.Fprintf(w.env.Err, "pm: %s %s: %s\n", flag, written, note)
	}
	return t, nil
}

// checkSeverity and checkTriggers are no flag values, because what they accept
// stands in the configuration, which is read only after the flags.
func (w *workspace) checkSeverity(s string) error {
	if slices.Contains(w.process.Severities, s) {
		return nil
	}
	return usagef("--severity: %q is not a severity; %s", s, accepted(s, w.process.Severities))
}

func (w *workspace) checkTriggers(triggers []string) error {
	for _, t := range triggers {
		var refused *incident.TriggerError
		switch {
		case !errors.As(w.process.CheckTrigger(t), &refused):
		case refused.NotHeld:
			return &declined{
				t + " by itself needs no postmortem",
				"if it caused an incident, record that under the trigger that names it: " + strings.Join(refused.Accepted, ", "),
			}
		default:
			return &usageError{fmt.Sprintf("--trigger: %q is not a trigger", t), refused.Help()}
		}
	}
	return nil
}

// branchPrefix is where branches of incidents are. pm sync pushes a new one of
// these without being told where to.
const branchPrefix = "postmortem/"

// onBranch lets a change be committed to a new branch. Outside a repository the
// commit is refused as any other.
func (w *workspace) onBranch(ctx context.Context, c *change, name string) error {
	err := w.repo.CheckBranch(ctx, name)
	if clash, ok := errors.AsType[*repo.BranchError](err); ok {
		next := "git switch " + incident.ShellWord(name) + " continues it; if this is another incident, give it another title"
		if clash.Reason != "" {
			next = "rename or delete it, or leave --branch out"
		}
		return &declined{clash.Error(), next}
	}
	c.branch = name
	c.done += " on the branch " + name
	if errors.Is(err, repo.ErrNoGit) {
		return nil
	}
	return err
}

// createAndEdit writes the file, lets the user fill it in, and commits what it
// then holds.
func (w *workspace) createAndEdit(ctx context.Context, d incident.Draft, o newOptions) error {
	editor, err := w.editor(ctx)
	if err != nil {
		return err
	}
	c, err := w.scaffold(ctx, d, o)
	if err != nil {
		return err
	}
	if _, err := w.repo.Commit(ctx, repo.Change{Paths: c.files, Branch: c.branch, NoCommit: true}); err != nil {
		return err
	}
	c.files[0].Was = c.files[0].Want
	c.branch = "" // it is checked out now
	return w.editFile(ctx, editor, c, o.writeOptions, "")
}
