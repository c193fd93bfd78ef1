package cli

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"strings"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/repo"
)

func newInitCmd(e *Env) *cobra.Command {
	o := initOptions{ci: oneOf("", "github", "gitlab")}
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Set up a repository for postmortems",
		Long: `Write .pm.yaml, a commented configuration whose every value is the default, and the folder for incidents
with a short README. What is there already is left as it is, so init is safe to run twice.

--merge-driver lets git merge incidents by meaning: a line in .gitattributes, which is committed, and the driver
in this clone's configuration, which each clone needs. --remove with it undoes both.

--ci writes what lets GitHub or GitLab lint every pull request and push, --pre-commit the hook of pre-commit.com,
at the top of the repository. A file of yours is never changed: what to add to it is printed instead.` +
			exits("the repository is set up, now or before", ""),
		Example: "  git init && pm init\n  pm init --no-commit\n  pm init --merge-driver\n  pm init --merge-driver --remove\n  pm init --ci github --pre-commit",
		Args:    args(0, 0, ""),
		RunE:    func(cmd *cobra.Command, _ []string) error { return runInit(cmd.Context(), e, o) },
	}
	o.add(cmd.Flags())
	cmd.Flags().BoolVar(&o.mergeDriver, "merge-driver", false, "let git merge incidents by meaning")
	cmd.Flags().BoolVar(&o.remove, "remove", false, "with --merge-driver: undo it")
	cmd.Flags().Var(&o.ci, "ci", "lint in the pipelines of github or gitlab")
	cmd.Flags().BoolVar(&o.preCommit, "pre-commit", false, "lint before each commit, by the pre-commit framework")
	return cmd
}

type initOptions struct {
	writeOptions
	mergeDriver, remove bool
	ci                  choice
	preCommit           bool
}

// runInit writes what is missing and only that. The configuration is read
// before, so that a dir: in one that is there already is followed.
func runInit(ctx context.Context, e *Env, o initOptions) error {
	if o.remove && (!o.mergeDriver || len(o.wanted()) > 0) {
		return &usageError{"--remove is for the merge driver alone", "pm init --merge-driver --remove takes the merge driver away"}
	}
	w, err := open(ctx, e)
	if err != nil {
		return err
	}
	defer w.close()
	top, err := w.forSettings(ctx, o)
	if err != nil {
		return err
	}
	defer top.close()
	c, err := w.setUp(ctx, o, top)
	if err != nil {
		return err
	}
	said := ""
	if o.mergeDriver {
		if said, err = w.configureDriver(ctx, o); err != nil {
			return err
		}
	}
	if len(c.files) > 0 {
		err = top.apply(ctx, o.writeOptions, func() (change, error) { return c, nil })
	} else if said == "" && len(c.also) == 0 {
		return w.say(nothingToDo(w.repo.Root(), o))
	}
	var lines []string
	if len(c.files) == 0 || o.dryRun {
		lines = c.also // apply says it with what it did
	}
	if said != "" {
		lines = append(lines, said)
	}
	if err == nil && !o.dryRun {
		lines = append(lines, o.next()...)
	}
	return errors.Join(err, w.sayAll(lines))
}

func (w *workspace) sayAll(lines []string) error {
	for _, line := range lines {
		if err := w.say(line); err != nil {
			return err
		}
	}
	return nil
}

// next is what is left to the user.
func (o *initOptions) next() []string {
	var lines []string
	switch {
	case o.ci.value == "github":
		lines = append(lines, `next: push it, and make the check "postmortems" a required one`)
	case o.ci.value == "gitlab":
		lines = append(lines, "next: push it, and let merge requests need a pipeline that succeeded")
	case !o.mergeDriver && !o.preCommit:
		lines = append(lines, `next: pm new "What went wrong"`)
	}
	if o.preCommit {
		lines = append(lines, "next: pre-commit install, in each clone")
	}
	return lines
}

func nothingToDo(root string, o initOptions) string {
	switch {
	case o.remove:
		return "the merge driver is not installed; nothing to do"
	case o.mergeDriver:
		return root + " and this clone's merge driver are set up already; nothing to do"
	}
	return root + " is set up already; nothing to do"
}

// setUp is the change of files that options ask for, as seen from top, which is w
// unless files are wanted at the top of the work tree; it may have none.
func (w *workspace) setUp(ctx context.Context, o initOptions, top *workspace) (change, error) {
	c := change{subject: "set up pm"}
	if !o.remove {
		wanted, err := initFiles(w.layout)
		if err != nil {
			return c, err
		}
		if c.files, err = w.missing(wanted); err != nil {
			return c, err
		}
	}
	if len(c.files) == 0 {
		c.subject = "set up the checks of postmortems"
	}
	if o.mergeDriver {
		file, changed, err := w.attributes(ctx, o)
		if err != nil {
			return c, err
		}
		if changed {
			c.files = append(c.files, file)
		}
		c.subject = "set up the merge driver"
	}
	for i := range c.files { // from w to top
		c.files[i].Path = path.Join(strings.TrimPrefix(w.prefix, top.prefix), c.files[i].Path)
	}
	files, say, err := top.configureCI(o, path.Join(".", w.prefix))
	if err != nil {
		return c, err
	}
	c.files, c.also = append(c.files, files...), say
	names := make([]string, len(c.files))
	for i, f := range c.files {
		names[i] = top.shown(f.Path)
	}
	c.done = "wrote " + strings.Join(names, " and ")
	if o.remove {
		c.subject, c.done = "take the merge driver away", "took it out of "+attributesFile
	}
	return c, nil
}

// initFiles are the files of a repository that is set up. Git does not keep an
// empty folder, so the folder for incidents begins with a README.
func initFiles(l *layout) ([]repo.PathChange, error) {
	home, err := l.home()
	if err != nil {
		return nil, err
	}
	return []repo.PathChange{
		{Path: config.FileName, Want: config.Sample()},
		{Path: path.Join(home, "README.md"), Want: []byte(folderReadme)},
	}, nil
}

// missing keeps the files that are not there yet.
func (w *workspace) missing(files []repo.PathChange) ([]repo.PathChange, error) {
	var kept []repo.PathChange
	for _, f := range files {
		_, err := fs.Stat(w.repo.FS(), f.Path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			kept = append(kept, f)
		case err != nil:
			return nil, err
		}
	}
	return kept, nil
}

const folderReadme = `# Postmortems

One file is one incident. ` + "`pm new \"What went wrong\"`" + ` begins one, ` + "`pm status`" + ` says what each still needs,
` + "`pm overdue`" + ` lists the action items that are late.

A postmortem asks how the system let it happen, never who is to blame: everybody acted on what they knew at the time.
`
