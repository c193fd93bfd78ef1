package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	_ "time/tzdata" // --timezone works on systems without a zone database of their own

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/intake"
	"github.com/postmortem-md/pm/pkg/lint"
	"github.com/postmortem-md/pm/pkg/repo"
	"github.com/postmortem-md/pm/pkg/report"
)

type adoptOptions struct {
	writeOptions
	into       string
	keepName   bool
	timezone   zoneFlag
	dateOrder  choice
	state      stateFlag
	stateGiven bool // an adopted file moves only when asked to
	oneCommit  bool
	fields     bool
	format     choice
	paths      []string
}

func newAdoptCmd(e *Env) *cobra.Command {
	o := adoptOptions{
		dateOrder: oneOf("", string(intake.DayFirst), string(intake.MonthFirst)), state: stateFlag{incident.FollowUp}, format: oneOf("text", "text", "json"),
	}
	cmd := &cobra.Command{
		Use:   "adopt FILE...",
		Short: "Bring in postmortems that were written without pm",
		Long: `Give existing Markdown files, or all in a folder, the front matter that their text says: title, severity, start and
end, participants and action items. The text keeps every byte, and so do front matter keys that pm does not know.
What the text does not say is left out: nothing is guessed. At the end a table says of each file what was found and
what is left to fill, with the command for it, and below it stands what the text leaves open.

Files stay where they are, or move --into a folder as YEAR/DATE-slug.md. Times are converted to UTC when the text
declares their zone, or by --timezone; 10/04/2022 is read by --date-order. Action items are proposed, or done where
the text says so. An adopted file is held to less by pm lint; --state closed makes an archive. Files that are
adopted already stay as they are, except that missing times are filled in when a zone or an order is now known, and
that --state closed closes those which nobody has moved since.` +
			exits("every file is adopted, now or before", "a file could not be adopted, or is an incident already; the others are"),
		Example: `  pm adopt postmortems --dry-run
  pm adopt postmortems --timezone Europe/Berlin --one-commit
  pm adopt docs/incidents --into postmortems --state closed
  pm adopt 2022-10-04-outage.md --date-order mdy --format json`,
		Args: args(1, -1, "FILE..."),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.paths, o.stateGiven = args, cmd.Flags().Changed("state")
			if err := notEmpty(cmd, "into", "timezone"); err != nil {
				return err
			}
			return runAdopt(cmd.Context(), e, o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.into, "into", "", "move the files into `DIR`, named by day and title")
	f.BoolVar(&o.keepName, "keep-name", false, "with --into: the files keep their names")
	f.Var(&o.timezone, "timezone", "where the clocks were that times without a declared zone were read from, such as Europe/Berlin")
	f.Var(&o.dateOrder, "date-order", "which number of 10/04/2022 is the day: dmy or mdy")
	f.Var(&o.state, "state", "the `STATE` that they are in: follow-up, or closed for an archive")
	f.BoolVar(&o.oneCommit, "one-commit", false, "one commit for all files instead of one for each")
	f.BoolVar(&o.fields, "fields", false, "list the keys that pm does not know under fields: in .pm.yaml")
	f.Var(&o.format, "format", "text or json")
	o.writeOptions.add(f)
	return cmd
}

// zoneFlag is a time zone by the name of a place. Abbreviations stand for several
// zones, and for one half of the year.
type zoneFlag struct{ place *time.Location }

// String is the name of the place.
func (z *zoneFlag) String() string {
	if z.place == nil {
		return ""
	}
	return z.place.String()
}

// Type is what help shows.
func (z *zoneFlag) Type() string { return "Area/City" }

// Set refuses what is no place.
func (z *zoneFlag) Set(name string) error {
	if name != "UTC" && !strings.Contains(name, "/") {
		return errors.New("write UTC or Area/City, such as America/Los_Angeles: an abbreviation is ambiguous, and names one half of the year")
	}
	place, err := time.LoadLocation(name)
	if err != nil {
		return fmt.Errorf("there is no time zone of that name; write UTC or Area/City, such as America/Los_Angeles")
	}
	z.place = place
	return nil
}

// adoptRun is one run over several files.
type adoptRun struct {
	w         *workspace
	options   adoptOptions
	into      string // relative to the root; "" in place
	linter    *lint.Linter
	taken     map[string]string // the file of each ID, relative to the root
	shared    map[string]bool   // IDs that several files have
	passed    int               // files of folders that are no candidates
	adoptions []adoption
	extra     []string // front matter keys that pm does not know
	stamp     incident.Stamp
}

// adoption is one file's part in a run.
type adoption struct {
	shape report.Adopted
	path  string // relative to the root, where the file is in the end
	files []repo.PathChange
	moved incident.State // the state that it was moved from; "" when it was not
}

func runAdopt(ctx context.Context, e *Env, o adoptOptions) error {
	if o.keepName && o.into == "" {
		return usagef("--keep-name goes with --into; files that stay where they are keep their names")
	}
	w, err := open(ctx, e)
	if err != nil {
		return err
	}
	defer w.close()
	r := &adoptRun{w: w, options: o, linter: w.linter(ruleFlag{}), taken: map[string]string{}, shared: map[string]bool{}, stamp: w.stamp(ctx)}
	paths, err := r.prepare(ctx)
	if err != nil {
		return err
	}
	if len(paths) == 0 && o.format.value == "text" {
		return w.say(strings.Join(o.paths, " and ") + " has no Markdown file; nothing to adopt")
	}
	if err := r.adopt(ctx, paths); err != nil {
		return err
	}
	if err := r.print(); err != nil {
		return err
	}
	for _, a := range r.adoptions {
		if a.shape.Outcome == refusedFile || a.shape.Outcome == string(intake.AlreadyRecorded) {
			return errFindings
		}
	}
	return nil
}

// refusedFile is the outcome of a file that was left alone.
const refusedFile = "refused"

// adopt reads and writes the files, one by one or all at once.
func (r *adoptRun) adopt(ctx context.Context, paths []string) error {
	counter := newProgress(r.w.env, "files read")
	defer counter.done()
	if r.options.oneCommit {
		return r.commit(ctx, func() (change, error) {
			var c change
			for _, p := range paths {
				counter.step()
				a := r.file(p)
				r.adoptions = append(r.adoptions, a)
				c.join(a)
			}
			r.entitle(&c)
			return c, r.listFields(&c)
		})
	}
	var nowhere error
	for _, p := range paths {
		counter.step()
		err := r.commit(ctx, func() (change, error) {
			a := r.file(p)
			r.adoptions = append(r.adoptions, a)
			var c change
			c.join(a)
			return c, nil
		})
		switch refused, ok := errors.AsType[*repo.Refused](err); {
		case ok && refused.Cause == repo.CauseNoRepository && refused.Written:
			// Every other file would be refused likewise; all are written first.
			nowhere, r.options.noCommit = err, true
		case err != nil:
			r.sayBefore()
			return err
		}
	}
	err := r.commit(ctx, func() (change, error) {
		var c change
		return c, r.listFields(&c)
	})
	return cmp.Or(err, nowhere)
}

// join adds a file to a change.
func (c *change) join(a adoption) {
	if len(a.files) == 0 {
		return
	}
	id := incident.IDFromPath(a.path)
	c.subject = "adopt " + id
	c.ids = append(c.ids, id)
	c.files = append(c.files, a.files...)
	if a.moved != "" {
		c.subject = "move " + id + " to " + *a.shape.State
		c.moved = string(a.moved) + " -> " + *a.shape.State
	}
}

// entitle names a change of several files.
func (r *adoptRun) entitle(c *change) {
	if len(c.ids) < 2 {
		return
	}
	c.subject = "adopt " + report.Count(len(c.ids), "postmortem")
	for _, a := range r.adoptions {
		if len(a.files) > 0 && a.moved == "" {
			return
		}
	}
	c.subject = "move " + report.Count(len(c.ids), "postmortem") + " to " + r.options.state.String()
}

// errNothing takes a change back that has come to nothing.
var errNothing = errors.New("nothing to write")

// commit carries out a part of the run. Files that could not be committed are
// recorded all the same, and the error says how to commit them.
func (r *adoptRun) commit(ctx context.Context, decide func() (change, error)) error {
	c, out, err := r.w.perform(ctx, r.options.writeOptions, func() (change, error) {
		c, err := decide()
		if err == nil && len(c.files) == 0 {
			err = errNothing
		}
		return c, err
	})
	switch {
	case errors.Is(err, errNothing):
		return nil
	case is[*repo.Refused](err):
		return r.w.keep(ctx, err, c)
	case err != nil:
		return err
	}
	if r.options.dryRun && r.options.format.value == "text" {
		return r.w.preview(c)
	}
	for n := range r.adoptions {
		if a := &r.adoptions[n]; len(a.files) > 0 && a.shape.Commit == nil {
			a.shape.Commit = report.Filled(out.Commit)
			a.files = nil // written: only the shape is kept
		}
	}
	return nil
}

// sayBefore says what was done before a file that stopped the run.
func (r *adoptRun) sayBefore() {
	done := 0
	for _, a := range r.adoptions {
		if a.shape.Commit != nil {
			done++
		}
	}
	if done > 0 {
		r.w.warn(report.Count(done, "file") + " adopted and committed before this; the same command goes on with the others")
	}
}
