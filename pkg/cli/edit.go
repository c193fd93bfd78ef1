package cli

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
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
		Long: `Open the incident in the editor that git would open, commit what was written, and lint the file.
Edits that were there before are part of the commit, also when the editor leaves all as it is. What is edited is a
copy, so others may go on recording: if the incident has changed by the time the editor ends, nothing is overwritten,
and the place of the copy is named.` +
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

// runEdit takes no lock while the editor is open: others may go on recording.
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
	return w.editFile(ctx, editor, c, o, "nothing was changed in "+p.ID)
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

// editFile opens a copy of the one file of a change, then writes, commits and
// lints what the editor left. The commit comes first: what was typed is kept
// whatever lint thinks of it. unchanged is said when nothing was typed, neither
// now nor before; "" to commit all the same.
func (w *workspace) editFile(ctx context.Context, editor string, c change, o writeOptions, unchanged string) error {
	file := &c.files[0]
	for _, other := range w.repo.Drafts(file.Path) {
		fmt.Fprintf(w.env.Err, "pm: another edit of %s is open, or was killed: %s\n", strings.Join(c.ids, " "), other)
	}
	draft, err := w.repo.Draft(file.Path, file.Was)
	if err != nil {
		return err
	}
	ended := w.runEditor(ctx, editor, draft.Path)
	data, err := draft.Read()
	if err != nil {
		return err
	}
	typed := !bytes.Equal(data, file.Was)
	switch {
	case ended != nil:
		err = ended
	case !typed && unchanged != "" && !w.pending(ctx, *file):
		err = w.say(unchanged)
	default:
		file.Want = data
		if !typed {
			c.none = unchanged
		}
		err = w.apply(ctx, o, func() (change, error) { return c, nil })
	}
	if err != nil && typed && !recorded(err) {
		return &typedError{err, draft.Path}
	}
	draft.Discard()
	if err != nil {
		return err
	}
	return w.lintFile(ctx, file.Path)
}

// pending reports that a file which holds what was read differs from the last
// commit, byte by byte: whether git sees it so too, the commit finds out. Where
// there is no repository nothing waits to be committed.
func (w *workspace) pending(ctx context.Context, file repo.PathChange) bool {
	head, err := w.repo.At(ctx, "HEAD")
	if err != nil {
		return is[*repo.RevisionError](err) // there is no commit yet
	}
	data, err := fs.ReadFile(head.FS(), file.Path)
	return err != nil || !bytes.Equal(data, file.Was)
}

// recorded reports that a commit was refused and the files are written.
func recorded(err error) bool {
	refused, ok := errors.AsType[*repo.Refused](err)
	return ok && refused.Written
}

// runEditor opens a file and waits. The editor's command line goes to the
// shell, as git has it, since it may hold quoted arguments. An interrupt does
// not end it, for unsaved text would go with it; the commit is then left out.
func (w *workspace) runEditor(ctx context.Context, editor, file string) error {
	cmd := editorCommand(context.WithoutCancel(ctx), editor, file)
	cmd.Dir, cmd.Env = w.env.Dir, w.env.Environ
	cmd.Stdin, cmd.Stdout, cmd.Stderr = w.env.In, w.env.Out, w.env.Err
	if o, ok := w.env.Out.(*output); ok {
		cmd.Stdout = o.w
	}
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("the editor %q ended with %w; nothing was changed", editor, err)
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
	if found.total() == 0 {
		return nil
	}
	if err := found.print(w.env, inText); err != nil {
		return err
	}
	return found.verdict(w.env, -1)
}
