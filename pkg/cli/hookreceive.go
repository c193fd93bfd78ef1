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
	w, err := open(ctx, e)
	if err != nil {
		return err
	}
	defer w.close()
	var errs []error
	refused := false
	for _, u := range updates {
		err := w.receive(ctx, u)
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
	if home, err := w.repo.At(ctx, "HEAD"); err == nil {
		change.settled = append(change.settled, home)
	}
	var err error
	if !isZero(u.old) {
		change.what, err = w.repo.Compare(ctx, repo.CompareOptions{Base: u.old, Rev: u.new, Direct: true})
		return change, err
	}
	change.what, err = w.repo.Compare(ctx, repo.CompareOptions{Base: "HEAD", Rev: u.new})
	if _, ok := errors.AsType[*repo.RevisionError](err); ok {
		return w.withoutHome(ctx, u, change)
	}
	return change, err
}

// withoutHome is a new branch that has nothing to do with the one that HEAD names,
// which may be none: it is compared with another branch, main or master before the
// rest. One that shares nothing with any is new as a whole.
func (w *workspace) withoutHome(ctx context.Context, u update, change treeChange) (treeChange, error) {
	branches, err := w.repo.Branches(ctx)
	if err != nil {
		return change, err
	}
	const most = 100 // branches, each of which costs a comparison
	usual := slices.DeleteFunc([]string{"refs/heads/main", "refs/heads/master"}, func(b string) bool { return !slices.Contains(branches, b) })
	for _, base := range slices.Concat(usual, branches[:min(len(branches), most)]) {
		what, err := w.repo.Compare(ctx, repo.CompareOptions{Base: base, Rev: u.new})
		if _, ok := errors.AsType[*repo.RevisionError](err); ok {
			continue
		}
		if home, err := w.repo.At(ctx, base); err == nil {
			change.settled = append(change.settled, home)
		}
		change.what = what
		return change, err
	}
	tree, err := w.repo.At(ctx, u.new)
	change.what, change.first = &repo.Comparison{Tree: tree}, len(branches) == 0
	return change, err
}
