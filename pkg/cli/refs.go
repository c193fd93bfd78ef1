package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/repo"
	"github.com/postmortem-md/pm/pkg/report"
)

// refsHelp is what the help of every command with --refs says of it.
const refsHelp = `

--refs (or refs: in ` + config.FileName + `) reads incidents that live on open branches too, and names the branch. Of each incident the
newest version counts: a branch has a newer one when a commit there, which HEAD lacks, changed it later than HEAD and
other branches did; what is not committed in the work tree is newer than all. A branch that removes an incident does not
hide it; one that renames it does. PATTERN is as for git for-each-ref: origin/postmortem/*, or origin for all of a remote's
branches, while * stops at a slash. Only pm sync fetches. --refs '' reads none.`

// refsFlag are the patterns of --refs: nil when it was not given.
type refsFlag []string

func (r *refsFlag) add(f *pflag.FlagSet) {
	f.StringArrayVar((*[]string)(r), "refs", nil, "read incidents on the branches of `PATTERN` too (repeatable)")
}

// patterns are those given, else those of the configuration.
func (r refsFlag) patterns(c *config.Config) []string {
	if r == nil {
		return c.Refs
	}
	return slices.DeleteFunc(slices.Clone(r), func(p string) bool { return p == "" })
}

// branches are the incidents of which an open branch has the newest version.
type branches struct {
	files   []repo.BranchFile // in order of path
	byID    map[string]int    // index into files
	renamed map[string]bool   // IDs of the work tree that are another one's on a branch
}

// openOnBranches is openAll for commands that also see open branches. Every
// workspace's incidents then are the newest versions.
func openOnBranches(ctx context.Context, e *Env, refs refsFlag) ([]*workspace, error) {
	all, err := openAll(ctx, e)
	if err != nil {
		return nil, err
	}
	for _, w := range all {
		if err := w.readBranches(ctx, refs.patterns(w.config)); err != nil {
			closeAll(all)
			return nil, err
		}
	}
	return all, nil
}

// readBranches makes incidents, find and load see the newest versions. It is for
// commands that only read.
func (w *workspace) readBranches(ctx context.Context, patterns []string) error {
	if len(patterns) == 0 {
		return nil
	}
	found, unmatched, err := w.branchesOf(ctx, patterns)
	if errors.Is(err, repo.ErrNoGit) {
		fmt.Fprintln(w.env.Err, "pm: not in a Git repository, so there are no branches to read")
		return nil
	}
	if err != nil {
		return err
	}
	for _, p := range unmatched {
		fmt.Fprintf(w.env.Err, "pm: no branch is called %s; git branch --all lists them, and pm sync or git fetch fetches those of remotes\n", report.Clean(p, false))
	}
	w.branches = found
	return nil
}

// branchesOf are the incidents on the branches that match, and the patterns that
// match none.
func (w *workspace) branchesOf(ctx context.Context, patterns []string) (*branches, []string, error) {
	files, unmatched, err := w.repo.Newest(ctx, repo.OnBranches{
		Patterns: patterns, Dirs: w.config.Dir, Key: incident.IDFromPath,
		Broken: func(e *repo.RevisionError) { w.warn(e.Rev + " is not read: " + e.Reason + "; " + e.Way) },
		Keeps:  func(tree fs.FS) func(string) bool { return newLayout(w.config, tree).holds },
	})
	if err != nil {
		return nil, nil, err
	}
	files, renamed, err := w.foldRenames(ctx, files)
	if err != nil {
		return nil, nil, err
	}
	b := &branches{files: files, byID: make(map[string]int), renamed: renamed}
	for i, f := range files {
		b.byID[incident.IDFromPath(f.Path)] = i
	}
	return b, unmatched, nil
}

// elsewhere finds what a reference means on the branches of the configuration,
// for a command that sees only what is checked out; nil when that is nothing, or
// several.
func (w *workspace) elsewhere(ctx context.Context, ref string) *repo.BranchFile {
	if w.branches != nil || len(w.config.Refs) == 0 {
		return nil
	}
	found, _, err := w.branchesOf(ctx, w.config.Refs)
	if err != nil {
		return nil
	}
	var names []name
	for _, f := range found.files {
		names = append(names, name{incident.IDFromPath(f.Path), f.Path})
	}
	exact, parts := match(names, ref)
	if len(exact) == 0 {
		exact = parts
	}
	if len(exact) != 1 {
		return nil
	}
	return found.find(exact[0].id)
}

// sayWhere tells once that what is on branches is changed there.
func (w *workspace) sayWhere(ids []string) {
	var there []string
	for _, id := range ids {
		if f := w.branches.find(id); f != nil && !slices.Contains(there, f.Switch) {
			there = append(there, f.Switch)
		}
	}
	switch len(there) {
	case 0:
	case 1:
		fmt.Fprintf(w.env.Err, "pm: to change what is on a branch, first git switch %s\n", incident.ShellWord(there[0]))
	default:
		fmt.Fprintln(w.env.Err, "pm: to change what is on a branch, first git switch BRANCH")
	}
}

// on is the branch that the incident of an ID was read from, "" for the work
// tree.
func (w *workspace) on(id string) string {
	if f := w.branches.find(id); f != nil {
		return f.Branch
	}
	return ""
}

// find is a branch's version of an incident, nil when the work tree's is newest.
func (b *branches) find(id string) *repo.BranchFile {
	if b == nil {
		return nil
	}
	if i, ok := b.byID[id]; ok {
		return &b.files[i]
	}
	return nil
}

// covers says that a branch has a newer version of the work tree's incident, under
// this ID or another.
func (b *branches) covers(id string) bool { return b != nil && (b.renamed[id] || b.find(id) != nil) }

// newest is files with the newer versions of branches in their place, in order
// of path.
func (w *workspace) newest(ctx context.Context) iter.Seq[repo.File] {
	if w.branches == nil {
		return w.files(ctx)
	}
	return func(yield func(repo.File) bool) {
		rest := w.branches.files
		before := func(path string) bool {
			for len(rest) > 0 && (path == "" || strings.Compare(rest[0].Path, path) < 0) {
				f := rest[0]
				rest = rest[1:]
				if !yield(repo.File{Path: f.Path, Data: f.Data, Err: f.Err}) {
					return false
				}
			}
			return true
		}
		for f := range w.files(ctx) {
			if !before(f.Path) {
				return
			}
			if !w.branches.covers(incident.IDFromPath(f.Path)) && !yield(f) {
				return
			}
		}
		before("")
	}
}

// onBranches reports that open branches were read.
func onBranches(all []*workspace) bool {
	return slices.ContainsFunc(all, func(w *workspace) bool { return w.branches != nil })
}
