package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/repo"
	"github.com/postmortem-md/pm/templates"
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
}

func newNewCmd(e *Env) *cobra.Command {
	var o newOptions
	cmd := &cobra.Command{
		Use:   "new TITLE",
		Short: "Record a new incident",
		Long: `Scaffold the file of a new incident from a template and commit it. A title is enough: the incident started
now, has the default severity, and the rest is asked for when its phase comes. Run bare on a terminal, new shows a form.

The file's name is the UTC date of the start and a slug of the title; that is the incident's ID from then on.` +
			exits("the incident is recorded", "an incident of that name exists, or the trigger needs no postmortem"),
		Example: `  pm new "Checkout returns 5xx"
  pm new "Checkout returns 5xx" --severity sev1 --started 14:02 --trigger user-facing-outage
  pm new "Root key leaked" --template security --owner alice --edit`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.title = oneLine(strings.Join(args, " "))
			return runNew(cmd.Context(), e, o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.severity, "severity", "", "`SEVERITY` (the default is default_severity of the configuration)")
	f.StringVar(&o.started, "started", "now", "`TIME` it started: RFC 3339, 14:02, -20m")
	f.StringVar(&o.owner, "owner", "", "`PERSON` who sees the incident through")
	f.StringSliceVar(&o.participants, "participant", nil, "`PERSON` who took part (repeatable)")
	f.StringSliceVar(&o.services, "service", nil, "`NAME` of a service concerned (repeatable)")
	f.StringSliceVar(&o.tags, "tag", nil, "`WORD` to find it by (repeatable)")
	f.StringSliceVar(&o.triggers, "trigger", nil, "`TRIGGER`: why a postmortem is held (repeatable)")
	f.StringVar(&o.template, "template", "", "built-in `NAME` or a path (pm templates lists them)")
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
		if err := w.askNew(&o); err != nil {
			return err
		}
	}
	draft, err := w.draft(ctx, o)
	if err != nil {
		return err
	}
	if o.edit && !o.dryRun {
		return w.createAndEdit(ctx, draft, o)
	}
	err = w.apply(ctx, o.writeOptions, func() (change, error) { return w.scaffold(ctx, draft, o.template) })
	if err != nil || o.dryRun {
		return err
	}
	id := incident.NewID(draft.Title, draft.StartedAt)
	_, err = fmt.Fprintf(e.Out, "next: pm event %[1]s \"What was seen or done\"\n      pm advance %[1]s --set ended_at=now\n", id)
	return err
}

// draft checks what was given and fills in what was not.
func (w *workspace) draft(ctx context.Context, o newOptions) (incident.Draft, error) {
	d := incident.Draft{
		Title: o.title, Severity: o.severity, Owner: o.owner, Participants: o.participants,
		Services: o.services, Tags: o.tags, Triggers: o.triggers, Stamp: w.stamp(ctx),
	}
	if d.Severity == "" {
		d.Severity = w.process.DefaultSeverity
	}
	w.warnStrangers("owner", o.owner)
	w.warnStrangers("participant", o.participants...)
	started, err := w.time("--started", o.started, nil)
	d.StartedAt = started
	return d, errors.Join(err, w.checkSeverity(d.Severity), w.checkTriggers(d.Triggers))
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

// scaffold is the change that makes the file of a draft; it refuses a name that
// is taken.
func (w *workspace) scaffold(ctx context.Context, d incident.Draft, template string) (change, error) {
	id := incident.NewID(d.Title, d.StartedAt)
	if err := w.checkFree(ctx, id); err != nil {
		return change{}, err
	}
	path, err := w.layout.newPath(id)
	if err != nil {
		return change{}, err
	}
	src, from, err := w.template(template)
	if err != nil {
		return change{}, err
	}
	data, err := incident.NewDocument(src, d)
	if err != nil {
		return change{}, &located{err, from, document.Parse(src)}
	}
	return change{
		subject: "new " + id, done: "created " + w.shown(path), ids: []string{id},
		files: []repo.PathChange{{Path: path, Want: data}},
	}, nil
}

// checkFree refuses an ID that an incident in any folder has.
func (w *workspace) checkFree(ctx context.Context, id string) error {
	names, err := w.names(ctx)
	if err != nil {
		return err
	}
	exact, _ := match(names, id)
	if len(exact) == 0 {
		return nil
	}
	taken := &declined{
		id + " exists already: " + w.shown(exact[0].path),
		"pm show " + id + " shows it; if this is another incident, give it another title",
	}
	// As after a refused commit: whoever types the command again wants it committed.
	if w.uncommitted(ctx, exact[0].path) {
		c := change{subject: "new " + id, files: []repo.PathChange{{Path: exact[0].path}}}
		taken.reason += ", and is not committed"
		taken.next = "if it is this incident, commit it:\n    " + w.commitLine(c) + "\n  if it is another, give this one another title"
	}
	return taken
}

// uncommitted reports that a file is not in the last commit of a repository.
func (w *workspace) uncommitted(ctx context.Context, path string) bool {
	head, err := w.repo.At(ctx, "HEAD")
	if err != nil {
		return is[*repo.RevisionError](err) // there is no commit yet
	}
	_, err = fs.Stat(head.FS(), path)
	return errors.Is(err, fs.ErrNotExist)
}

// template reads a template, the one named, else the configured one, and says
// how messages call it.
func (w *workspace) template(name string) (src []byte, from string, err error) {
	path := w.config.Template
	if name != "" {
		path = name
	}
	if slices.Contains(templates.Names, path) {
		src, err = templates.FS.ReadFile(path + ".md")
		return src, path, err
	}
	// A flag's path is relative to the current folder, the configuration's to the root.
	if name != "" {
		if path, err = w.repo.Rel(name); err != nil {
			return nil, "", err
		}
	}
	src, err = w.repo.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, "", usagef("template %q is neither built in (%s) nor a file", path, strings.Join(templates.Names, ", "))
	}
	return src, w.shown(path), err
}

// createAndEdit writes the file, lets the user fill it in, and commits what it
// then holds.
func (w *workspace) createAndEdit(ctx context.Context, d incident.Draft, o newOptions) error {
	editor, err := w.editor(ctx)
	if err != nil {
		return err
	}
	c, err := w.scaffold(ctx, d, o.template)
	if err != nil {
		return err
	}
	if _, err := w.repo.Commit(ctx, repo.Change{Paths: c.files, NoCommit: true}); err != nil {
		return err
	}
	return w.editFile(ctx, editor, c, o.writeOptions)
}
