package cli

import (
	"bytes"
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
		errs = append(errs, h.lintRoot(ctx, c, root, files))
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

func (h *hookRun) lintRoot(ctx context.Context, c treeChange, root string, files []string) error {
	tree := c.what.Tree.Sub(root)
	w, err := h.w.in(tree, strings.TrimPrefix(root, "."), c.name)
	if err != nil {
		return err
	}
	run := &lintRun{w: w, progress: newProgress(w.env, "files checked"), linter: w.linter(ruleFlag{})}
	if c.what.Base != nil {
		own := &repo.Comparison{Base: c.what.Base.Sub(root), Tree: tree, Changed: filesBelow(root, files)}
		run.base = w.baselineOf(own, ruleFlag{})
	}
	if err := run.check(ctx); err != nil {
		return err
	}
	h.found.add(w, run)
	return nil
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
	now, err := c.what.Tree.ReadFile(file)
	if err != nil {
		return false
	}
	return slices.ContainsFunc(c.settled, func(t *repo.Tree) bool {
		was, err := t.ReadFile(file)
		return err == nil && bytes.Equal(was, now)
	})
}

// rootsOf are the folders whose configuration holds for the files: the nearest
// above each, else the top.
func rootsOf(tree fs.FS, files []string) []string {
	found := map[string]string{} // by folder
	var roots []string
	for _, file := range files {
		roots = append(roots, rootAbove(tree, path.Dir(file), found))
	}
	slices.Sort(roots)
	return slices.Compact(roots)
}

func rootAbove(tree fs.FS, dir string, found map[string]string) string {
	if root, ok := found[dir]; ok || dir == "." {
		return cmp.Or(root, ".")
	}
	root := dir
	if _, err := fs.Stat(tree, path.Join(dir, config.FileName)); err != nil {
		root = rootAbove(tree, path.Dir(dir), found)
	}
	found[dir] = root
	return root
}
