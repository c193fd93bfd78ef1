package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/repo"
	"github.com/postmortem-md/pm/pkg/report"
)

func newHookPreReceiveCmd(e *Env) *cobra.Command {
	return &cobra.Command{
		Use:   "pre-receive",
		Short: "Lint what is pushed, on the server",
		Long: `Read "OLD NEW REF" lines as Git gives them to a pre-receive hook, and lint the incidents that each push
changes, with the configuration that it brings along. A branch is compared with what it was, a new one with where
it left the default branch. What is on the default branch already is not looked at again; tags and deletions pass.
Secrets are looked for in every commit that a push brings, not only in the last: one that was taken out again would
be on the server all the same. The findings are printed to whoever pushes, and with one error the whole push is
refused. The first branches of an empty server are accepted as they are, with a line that counts what is wrong.` +
			exits("nothing is wrong with what is pushed", "findings of severity error: Git refuses the push"),
		Example: "  pm hook pre-receive    # as hooks/pre-receive of the repository on the server",
		Args:    args(0, 0, ""),
		RunE:    func(cmd *cobra.Command, _ []string) error { return runHookPreReceive(cmd.Context(), e) },
	}
}

func runHookPreReceive(ctx context.Context, e *Env) error {
	updates, err := readUpdates(e)
	if err != nil {
		return err
	}
	w, err := openForHook(ctx, unreplaced(e))
	if err != nil {
		return err
	}
	defer w.close()
	var errs []error
	refused := false
	for _, u := range updates {
		err := w.receive(ctx, u)
		w.repo.CloseTrees()
		if errors.Is(err, errFindings) {
			refused = true
			continue
		}
		errs = append(errs, err)
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	if refused {
		return errFindings
	}
	return nil
}

// unreplaced has git read the objects themselves: refs/replace can be pushed like any
// ref, and whoever fetches from the server gets what it hides.
func unreplaced(e *Env) *Env {
	own := *e
	own.Environ = append(slices.Clip(own.Environ), "GIT_NO_REPLACE_OBJECTS=1")
	return &own
}

// update is one ref of a push. Object names are all zeros for none.
type update struct{ old, new, ref string }

// maxUpdates bounds what is read of the list, in refs.
const maxUpdates = 10_000

// readUpdates takes the branches, and whatever else is no tag or note, that are
// not deleted.
func readUpdates(e *Env) ([]update, error) {
	var all []update
	lines := bufio.NewScanner(e.In)
	for lines.Scan() {
		fields := strings.SplitN(lines.Text(), " ", 3)
		if len(fields) != 3 {
			return nil, &usageError{"standard input is not what Git gives to a pre-receive hook", `one line "OLD NEW REF" for each ref`}
		}
		u := update{fields[0], fields[1], fields[2]}
		if isZero(u.new) || strings.HasPrefix(u.ref, "refs/tags/") || strings.HasPrefix(u.ref, "refs/notes/") {
			continue
		}
		if all = append(all, u); len(all) > maxUpdates {
			return nil, usagef("more than %d refs in one push; push fewer at a time", maxUpdates)
		}
	}
	return all, lines.Err()
}

func isZero(object string) bool { return strings.Trim(object, "0") == "" }

// receive lints one ref and prints what it finds under its name.
func (w *workspace) receive(ctx context.Context, u update) error {
	name := strings.TrimPrefix(u.ref, "refs/heads/")
	change, err := w.pushed(ctx, u, name)
	if wrong, ok := errors.AsType[*repo.RevisionError](err); ok && wrong.Rev == u.new && name == u.ref {
		return nil // it is a file: git sees to it that branches are commits
	}
	if err != nil {
		return err
	}
	h := hookRun{w: w}
	err = h.lint(ctx, change)
	switch {
	case err != nil:
		return err
	case change.first:
		return w.welcome(name, &h.found)
	}
	if err := h.lintVersions(ctx, change, u.new); err != nil || h.found.total() == 0 {
		return err
	}
	fmt.Fprintf(w.env.Out, "pm: %s %s\n", report.Clean(name, false), h.verdict())
	if err := h.found.print(w.env, inText); err != nil {
		return err
	}
	return h.found.verdict(w.env, -1)
}

// verdict says what becomes of a ref with findings.
func (h *hookRun) verdict() string {
	errs, _ := h.found.counts()
	switch {
	case errs == 0:
		return "is accepted, with findings"
	case h.leaks == h.found.total():
		return "is refused: its commits bring secrets, and what was pushed can be read"
	}
	return "is refused: its incidents are not complete"
}

// welcome says what the first branch of a server brings along. To refuse it would
// leave no way in for a repository that has been there before pm.
func (w *workspace) welcome(name string, found *result) error {
	errs, warnings := found.counts()
	if errs+warnings == 0 {
		return nil
	}
	_, err := fmt.Fprintf(w.env.Out, "pm: %s is accepted as it is, because this server has no branch yet to compare it with: "+
		"%s and %s count as there before; pm lint shows them\n", report.Clean(name, false), report.Count(errs, "error"), report.Count(warnings, "warning"))
	return err
}

// pushed is what a ref's update changes.
func (w *workspace) pushed(ctx context.Context, u update, name string) (treeChange, error) {
	change := treeChange{name: name}
	home, err := w.repo.At(ctx, "HEAD")
	if err == nil {
		change.settled = append(change.settled, home)
	}
	o := repo.CompareOptions{Base: u.old, Rev: u.new, Direct: true}
	if isZero(u.old) {
		o.Base, o.Direct = "HEAD", false
	}
	if isZero(u.old) && home == nil { // HEAD may name a branch that nobody pushed
		o.Base, err = w.repo.Fork(ctx, u.new)
		if err != nil {
			return change, err
		}
	}
	change.what, err = w.compare(ctx, o)
	if err == nil && change.what.Base == nil {
		var branches []string
		branches, err = w.repo.Branches(ctx)
		change.first = len(branches) == 0
	}
	return change, err
}

// compare takes all of a revision for new where there is nothing to compare it with:
// the first push of all, or a branch that has nothing to do with the others.
func (w *workspace) compare(ctx context.Context, o repo.CompareOptions) (*repo.Comparison, error) {
	if o.Base != "" {
		c, err := w.repo.Compare(ctx, o)
		if _, ok := errors.AsType[*repo.RevisionError](err); !ok || o.Direct {
			return c, err
		}
	}
	tree, err := w.repo.At(ctx, o.Rev)
	return &repo.Comparison{Tree: tree}, err
}
