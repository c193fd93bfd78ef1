package cli

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/repo"
)

func newInitCmd(e *Env) *cobra.Command {
	o := initOptions{ci: choices{accepted: []string{"github", "gitlab"}}}
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Set up a repository for postmortems",
		Long: `Write .pm.yaml, a commented configuration whose every value is the default, and the folder for incidents
with a short README. What is there already is left as it is, so init is safe to run twice.

--merge-driver lets git merge incidents by meaning: a line in .gitattributes, which is committed, and the driver
in this clone's configuration, which each clone needs. --remove with it undoes both.

--ci writes what lets GitHub or GitLab lint every pull request and push, --pre-commit the hook of pre-commit.com,
at the top of the repository. A file of yours is never changed: what to add to it is printed instead. --here makes
the current folder a root of its own, as for one of several teams in one repository; without it the root is the
nearest folder above that has a .pm.yaml, else the top.` +
			exits("the repository is set up, now or before", ""),
		Example: "  git init && pm init\n  pm init --no-commit\n  pm init --merge-driver\n  pm init --merge-driver --remove\n  pm init --ci github --pre-commit\n  pm init --here --ci github",
		Args:    args(0, 0, ""),
		RunE:    func(cmd *cobra.Command, _ []string) error { return runInit(cmd.Context(), e, o) },
	}
	o.add(cmd.Flags())
	cmd.Flags().BoolVar(&o.mergeDriver, "merge-driver", false, "let git merge incidents by meaning")
	cmd.Flags().BoolVar(&o.remove, "remove", false, "with --merge-driver: undo it")
	cmd.Flags().Var(&o.ci, "ci", "lint in the pipelines of github or gitlab; may be given several times")
	cmd.Flags().BoolVar(&o.here, "here", false, "make the current folder a root of its own")
	cmd.Flags().BoolVar(&o.preCommit, "pre-commit", false, "lint before each commit, by the pre-commit framework")
	return cmd
}

type initOptions struct {
	writeOptions
	mergeDriver, remove bool
	ci                  choices
	preCommit, here     bool
}

// runInit writes what is missing and only that. The configuration is read
// before, so that a dir: in one that is there already is followed.
func runInit(ctx context.Context, e *Env, o initOptions) error {
	if o.remove && (!o.mergeDriver || len(o.wanted()) > 0) {
		return &usageError{"--remove is for the merge driver alone", "pm init --merge-driver --remove takes the merge driver away"}
	}
	if len(e.flags.dirs) > 1 {
		return oneRoot
	}
	w, err := openRoot(ctx, e, e.Dir, e.Dir, o.here)
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
		lines = append(lines, o.next(c.toAdd)...)
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

// next is what is left to the user, who may have been shown lines to add.
func (o *initOptions) next(toAdd bool) []string {
	var lines []string
	push := "next: push it"
	if toAdd {
		push = "next: add these lines and push"
	}
	if slices.Contains(o.ci.given, "github") {
		lines = append(lines, push+`, and make the check "postmortems" a required one`)
	}
	if slices.Contains(o.ci.given, "gitlab") {
		lines = append(lines, push+", and let merge requests need a pipeline that succeeded")
	}
	if len(o.ci.given) == 0 && !o.mergeDriver && !o.preCommit {
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
	begins := slices.ContainsFunc(c.files, func(f repo.PathChange) bool { return path.Base(f.Path) == config.FileName })
	c.files, c.toAdd = append(c.files, files...), len(say) > 0
	if begins {
		c.also = w.likelyFolders()
	}
	c.also = append(c.also, say...)
	names := make([]string, len(c.files))
	for i, f := range c.files {
		names[i] = top.shown(f.Path)
	}
	c.done = "wrote " + strings.Join(names, " and ")
	if own, ok := w.ownConfig(ctx); ok && len(c.files) > 0 && !o.noCommit && !o.remove {
		own.Path = path.Join(strings.TrimPrefix(w.prefix, top.prefix), own.Path)
		c.files, c.done = append(c.files, own), c.done+" and committed "+top.shown(own.Path)
	}
	if o.remove {
		c.subject, c.done = "take the merge driver away", "took it out of "+attributesFile
	}
	return c, nil
}

// ownConfig is the configuration as it stands, when git does not know it yet and
// is not told to ignore it. What init writes would not work without it elsewhere.
func (w *workspace) ownConfig(ctx context.Context) (repo.PathChange, bool) {
	src, err := w.repo.ReadFile(config.FileName)
	if err != nil {
		return repo.PathChange{}, false
	}
	own := repo.PathChange{Path: config.FileName, Was: src, Want: src}
	c, err := w.repo.Compare(ctx, repo.CompareOptions{Base: "HEAD", Direct: true})
	if _, unborn := errors.AsType[*repo.RevisionError](err); unborn {
		return own, true
	}
	if err != nil || !slices.Contains(c.Changed, config.FileName) {
		return own, false
	}
	_, err = fs.Stat(c.Base.FS(), config.FileName)
	return own, errors.Is(err, fs.ErrNotExist)
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
