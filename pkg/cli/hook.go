package cli

import (
	"cmp"
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

func newHookCmd(e *Env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "hook",
		Short: "Lint what is committed or pushed; Git's hooks call this",
		Long: `Lint what a commit or a push changes, from a hook of Git. What was wrong before refuses nothing.

  printf '#!/bin/sh\nexec pm hook pre-commit\n' > .git/hooks/pre-commit && chmod +x .git/hooks/pre-commit
  printf '#!/bin/sh\nexec pm hook pre-receive\n' > hooks/pre-receive && chmod +x hooks/pre-receive   # on the server` +
			exits("nothing is wrong with what changes", "findings of severity error: Git refuses the commit or the push"),
		Example: "  pm hook pre-commit\n  echo \"$OLD $NEW refs/heads/main\" | pm hook pre-receive",
		Args:    cobra.NoArgs,
		RunE:    showHelp,
	}
	cmd.AddCommand(newHookPreCommitCmd(e), newHookPreReceiveCmd(e))
	return cmd
}

// openForHook opens the repository with git, which runs the hook, and without a
// configuration: the one in the work tree need not be that of what is looked at.
func openForHook(ctx context.Context, e *Env) (*workspace, error) {
	if len(e.flags.dirs) > 1 {
		return nil, &usageError{"-C was given more than once, but a hook is of one repository", "run it once for each"}
	}
	base, err := realPath(e.Dir)
	if err != nil {
		return nil, err
	}
	r, err := openRepo(ctx, e, e.Dir, "git", false)
	if err != nil {
		return nil, err
	}
	return newWorkspace(ctx, e, r, base), nil
}

// hookRun is what a hook looks at: what changes from one tree to another, over
// all roots in there. Several folders of one repository may each have their
// configuration.
type hookRun struct {
	w     *workspace
	found result
	leaks int // how many of found are in commits before the tip
}

// treeChange is a tree that is about to become a commit, or has become one.
type treeChange struct {
	name    string           // what it is called in messages
	what    *repo.Comparison // with Tree; without a Base all of it is new
	first   bool             // nothing to compare with, on the whole server
	settled []*repo.Tree     // a file that stands so in one of these is somebody else's business
}

// lint checks one change and adds what it finds.
func (h *hookRun) lint(ctx context.Context, c treeChange) error {
	files := slices.DeleteFunc(c.files(ctx), c.isSettled)
	var errs []error
	for _, root := range rootsOf(c.what.Tree.FS(), files) {
		w, err := h.lintRoot(ctx, c, root, files)
		errs = append(errs, err)
		if err == nil { // what belongs to it is nothing to the roots around it
			files = slices.DeleteFunc(files, func(file string) bool {
				_, err := c.what.Tree.Stat(file)
				inside := filesBelow(root, []string{file})
				return err == nil && len(inside) > 0 && w.layout.holds(inside[0])
			})
		}
	}
	return errors.Join(errs...)
}

// files are those that change, from the top: all of them where nothing was before.
func (c treeChange) files(ctx context.Context) []string {
	if c.what.Base != nil {
		return c.what.Changed
	}
	var all []string
	for name, err := range c.what.Tree.Names(ctx, []string{"."}, nil, nil) {
		if err == nil {
			all = append(all, name)
		}
	}
	return all
}

func (h *hookRun) lintRoot(ctx context.Context, c treeChange, root string, files []string) (*workspace, error) {
	tree, prefix := c.what.Tree.Sub(root), root
	if root == "." {
		prefix = ""
	}
	w, err := h.w.in(tree, prefix, c.name)
	if err != nil {
		return nil, err
	}
	if _, err := fs.Stat(tree.FS(), config.FileName); err == nil { // else nobody said that incidents are there
		if err := w.unlinked(); err != nil {
			return nil, err
		}
	}
	run := &lintRun{w: w, progress: newProgress(w.env, "files checked"), linter: w.linter(ruleFlag{})}
	if c.what.Base != nil {
		own := &repo.Comparison{Base: c.what.Base.Sub(root), Tree: tree, Changed: filesBelow(root, files)}
		run.base = w.baselineOf(ctx, own, ruleFlag{})
	}
	if err := run.check(ctx); err != nil {
		return nil, err
	}
	h.found.add(w, run)
	return w, nil
}

// filesBelow are the files of a folder, as seen from there.
func filesBelow(dir string, files []string) []string {
	var inside []string
	for _, file := range files {
		if dir == "." {
			inside = append(inside, file)
		} else if rel, ok := strings.CutPrefix(file, dir+"/"); ok {
			inside = append(inside, rel)
		}
	}
	return inside
}

// isSettled reports a file that is not of this change's making.
func (c treeChange) isSettled(file string) bool {
	return slices.ContainsFunc(c.settled, func(t *repo.Tree) bool { return c.what.Tree.Same(t, file) })
}

// rootsOf are the folders whose configuration may hold for the files: all above
// them that have one, and the top. The deepest come first, because the nearest that
// takes a file for an incident is the one that counts: a configuration put beside
// incidents must not hide them.
func rootsOf(tree fs.FS, files []string) []string {
	roots := []string{}
	seen := map[string]bool{}
	for _, file := range files {
		for dir := path.Dir(file); !seen[dir]; dir = path.Dir(dir) {
			seen[dir] = true
			if _, err := fs.Stat(tree, path.Join(dir, config.FileName)); err == nil || dir == "." {
				roots = append(roots, dir)
			}
		}
	}
	slices.SortFunc(roots, func(a, b string) int { return cmp.Or(depth(b)-depth(a), strings.Compare(a, b)) })
	return roots
}

// depth is how many folders lie above.
func depth(dir string) int {
	if dir == "." {
		return -1
	}
	return strings.Count(dir, "/")
}
