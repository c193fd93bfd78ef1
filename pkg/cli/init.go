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
	var o writeOptions
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Set up a repository for postmortems",
		Long: `Write .pm.yaml, a commented configuration whose every value is the default, and the folder for incidents
with a short README. What is there already is left as it is, so init is safe to run twice.` +
			exits("the repository is set up, now or before", ""),
		Example: "  git init && pm init\n  pm init --no-commit",
		Args:    args(0, 0, ""),
		RunE:    func(cmd *cobra.Command, _ []string) error { return runInit(cmd.Context(), e, o) },
	}
	o.add(cmd.Flags())
	return cmd
}

// runInit writes what is missing and only that. The configuration is read
// before, so that a dir: in one that is there already is followed.
func runInit(ctx context.Context, e *Env, o writeOptions) error {
	w, err := open(ctx, e)
	if err != nil {
		return err
	}
	defer w.close()
	wanted, err := initFiles(w.layout)
	if err != nil {
		return err
	}
	files, err := w.missing(wanted)
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return w.say(w.repo.Root() + " is set up already; nothing to do")
	}
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = w.shown(f.Path)
	}
	c := change{subject: "set up pm", done: "wrote " + strings.Join(names, " and "), files: files}
	err = w.apply(ctx, o, func() (change, error) { return c, nil })
	if err != nil || o.dryRun {
		return err
	}
	return w.say(`next: pm new "What went wrong"`)
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
