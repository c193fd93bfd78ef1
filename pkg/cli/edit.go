package cli

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/repo"
)

func newEditCmd(e *Env) *cobra.Command {
	var o writeOptions
	cmd := &cobra.Command{
		Use:   "edit ID",
		Short: "Open an incident in your editor, then lint it",
		Long: `Open the incident's file in the editor that git would open, commit what was written, and lint the file.
Edits that were there before are part of the commit.` +
			exits("committed, and lint finds no error", "committed, but lint finds errors"),
		Example: "  pm edit checkout\n  EDITOR=nano pm edit checkout --no-commit",
		Args:    args(1, 1, "ID"),
		RunE:    func(cmd *cobra.Command, args []string) error { return runEdit(cmd.Context(), e, args[0], o) },
	}
	f := cmd.Flags()
	f.BoolVar(&o.noCommit, "no-commit", false, "leave the commit to you")
	f.BoolVar(&o.dryRun, "dry-run", false, "say which file and editor would be opened, and open nothing")
	return cmd
}

// runEdit takes no lock while the editor is open: others may go on recording,
// and the commit afterwards holds whatever the file then says.
func runEdit(ctx context.Context, e *Env, ref string, o writeOptions) error {
	w, err := open(ctx, e)
	if err != nil {
		return err
	}
	defer w.close()
	p, err := w.load(ctx, ref)
	if err != nil {
		return err
	}
	editor, err := w.editor(ctx)
	if err != nil {
		return err
	}
	if o.dryRun {
		return w.say("would run " + editor + " " + w.shown(p.Path))
	}
	c := change{
		subject: "edit " + p.ID, done: "edited " + p.ID, ids: []string{p.ID},
		files: []repo.PathChange{{Path: p.Path, Was: p.was, Want: p.was}},
	}
	return w.editFile(ctx, editor, c, o)
}

// editor is the command line of the editor git would open. Without Git it is
// the one that every other program opens.
func (w *workspace) editor(ctx context.Context) (string, error) {
	editor, err := w.repo.Editor(ctx)
	if !errors.Is(err, repo.ErrNoGit) {
		return editor, err
	}
	return cmp.Or(w.env.getenv("VISUAL"), w.env.getenv("EDITOR"), "vi"), nil
}

// editFile opens the one file of a change as it stands on disk, then commits
// and lints what the editor left. The commit comes first: what was typed is
// kept whatever lint thinks of it.
func (w *workspace) editFile(ctx context.Context, editor string, c change, o writeOptions) error {
	file := &c.files[0]
	if err := w.runEditor(ctx, editor, file.Path); err != nil {
		return err
	}
	data, err := w.repo.ReadFile(file.Path)
	if err != nil {
		return err
	}
	if bytes.Equal(data, file.Was) {
		err = w.say("nothing was changed in " + strings.Join(c.ids, " "))
	} else {
		file.Was, file.Want = data, data
		err = w.apply(ctx, o, func() (change, error) { return c, nil })
	}
	if err != nil {
		return err
	}
	return w.lintFile(ctx, file.Path)
}

// runEditor opens a file and waits. The editor's command line goes to the
// shell, as git has it, since it may hold quoted arguments. An interrupt does
// not end it, for unsaved text would go with it; the commit is then left out.
func (w *workspace) runEditor(ctx context.Context, editor, path string) error {
	cmd := editorCommand(context.WithoutCancel(ctx), editor, w.absolute(path))
	cmd.Dir, cmd.Env = w.env.Dir, w.env.Environ
	cmd.Stdin, cmd.Stdout, cmd.Stderr = w.env.In, w.env.Out, w.env.Err
	if o, ok := w.env.Out.(*output); ok {
		cmd.Stdout = o.w
	}
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("the editor %q ended with %w; %s holds what it wrote and is not committed", editor, err, w.shown(path))
	}
	return nil
}

// editorCommand goes without a shell only where there is none, on Windows.
func editorCommand(ctx context.Context, editor, file string) *exec.Cmd {
	if sh, err := exec.LookPath("sh"); err == nil {
		return exec.CommandContext(ctx, sh, "-c", editor+` "$@"`, editor, file)
	}
	words := strings.Fields(editor)
	return exec.CommandContext(ctx, words[0], append(words[1:], file)...)
}

// lintFile prints what lint finds in one file.
func (w *workspace) lintFile(ctx context.Context, path string) error {
	o := lintOptions{paths: []string{w.absolute(path)}}
	var found result
	if err := lintRoot(ctx, w, o, &found); err != nil {
		return err
	}
	if len(found.rows) == 0 {
		return nil
	}
	if err := found.print(w.env, nil); err != nil {
		return err
	}
	if found.failed() {
		return errFindings
	}
	return nil
}
