package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/repo"
)

func newHookPreCommitCmd(e *Env) *cobra.Command {
	return &cobra.Command{
		Use:   "pre-commit",
		Short: "Lint what is staged",
		Long: `Lint the incidents that the commit being made changes, as they are staged, and refuse it when something is
wrong that HEAD did not have. The work tree is not looked at.` +
			exits("nothing is wrong with what is staged", "findings of severity error: Git refuses the commit"),
		Example: "  pm hook pre-commit",
		Args:    args(0, 0, ""),
		RunE:    func(cmd *cobra.Command, _ []string) error { return runHookPreCommit(cmd.Context(), e) },
	}
}

func runHookPreCommit(ctx context.Context, e *Env) error {
	w, err := openForHook(ctx, e)
	if err != nil {
		return err
	}
	defer w.close()
	h := hookRun{w: w}
	change, err := w.staged(ctx)
	if err != nil {
		return err
	}
	if err := h.lint(ctx, change); err != nil {
		return err
	}
	if h.found.total() == 0 {
		return nil // a commit that goes through needs no words
	}
	if err := h.found.print(e, inText); err != nil {
		return err
	}
	return h.found.verdict(e, -1)
}

// staged is what a commit would change. What a merge brings along from the other
// side was looked at there.
func (w *workspace) staged(ctx context.Context) (treeChange, error) {
	change := treeChange{name: "the index"}
	id, err := w.repo.IndexTree(ctx)
	if err != nil {
		return change, err
	}
	change.what, err = w.repo.Compare(ctx, repo.CompareOptions{Base: "HEAD", Rev: id, Direct: true})
	if _, ok := errors.AsType[*repo.RevisionError](err); ok { // nothing is committed yet
		tree, err := w.repo.At(ctx, id)
		change.what = &repo.Comparison{Tree: tree}
		return change, err
	}
	if other, err := w.repo.At(ctx, "MERGE_HEAD"); err == nil {
		change.settled = append(change.settled, other)
	}
	return change, err
}
