package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"
)

type verifyOptions struct {
	base   string
	signed bool
	format choice
}

func newVerifyCmd(e *Env) *cobra.Command {
	o := verifyOptions{format: oneOf("text", "text", "json")}
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Replay history: every move was legal, and its gate held in its commit",
		Long: `Replay the history of all incidents and hold each commit to its own .pm.yaml: a state was only entered
when all it needs was there, moves back and dismissals have a reason, lines of history were never changed or
removed and do not claim what did not happen, no incident was deleted without being dismissed or renamed. A file's first appearance is a baseline; one
that appears twice, on two branches or after its deletion, is held to the gate of its state each time. What a merge
commit changes itself is held to the same, and so is what a merge drops by taking one side as it was: with --base, also
what it drops of REF. Squash merges and rebases are fine, and putting back exactly what a commit broke is no second
violation. Commits after which the configuration asks for less are listed, and are no violations.

It reads commits only, without what git replace shows in their place; what is not committed is not looked at. A shallow or partial clone is refused, with the
command that fetches the rest.` + exits("every commit kept the rules", "some commit did not"),
		Example: "  pm verify\n  pm verify --base origin/main\n  pm verify --signed --format json > evidence.json",
		Args:    args(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := notEmpty(cmd, "base"); err != nil {
				return err
			}
			return runVerify(cmd.Context(), e, o)
		},
	}
	cmd.Flags().StringVar(&o.base, "base", "", "only commits that `REF` does not have, as of a pull request")
	cmd.Flags().BoolVar(&o.signed, "signed", false, "ask git to verify the signature of every commit that moved an incident")
	cmd.Flags().Var(&o.format, "format", "text or json")
	return cmd
}

func runVerify(ctx context.Context, e *Env, o verifyOptions) error {
	all, err := openAll(ctx, e.unreplaced())
	if err != nil {
		return err
	}
	defer closeAll(all)
	var found verification
	for _, w := range all {
		run, err := w.verify(ctx, o)
		if err != nil {
			return err
		}
		found.add(run)
	}
	if err := found.print(e, o.format.value); err != nil {
		return err
	}
	if len(found.violations) > 0 {
		return errFindings
	}
	return nil
}

// unreplaced is e without what git replace shows in the place of commits and
// files: only what was committed is evidence.
func (e *Env) unreplaced() *Env {
	plain := *e
	plain.Environ = append(slices.Clone(e.Environ), "GIT_NO_REPLACE_OBJECTS=1")
	return &plain
}
