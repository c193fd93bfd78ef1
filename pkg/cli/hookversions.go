package cli

import (
	"bytes"
	"context"
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/lint"
	"github.com/postmortem-md/pm/pkg/repo"
)

// maxLeaks is how many secrets of a push are told; the rest would only repeat it.
const maxLeaks = 100

// leakScan looks for secrets in the versions of incidents that a push brings
// along below its tip: whoever can read the repository can read these, too. They
// come one by one, and only those in which something looks like a secret are
// parsed.
type leakScan struct {
	w      *workspace // of the repository's top
	change treeChange
	roots  map[string]*leakRoot // by folder
	above  map[string][]string  // by folder, the roots above it, the deepest first
	found  []lint.Finding
	files  map[string]bool

	commit string         // whose parents before is about
	before []lint.Finding // what they have in the files that it changes
}

// leakRoot judges the files of one configuration.
type leakRoot struct {
	w      *workspace
	below  string       // the folder with a slash behind it; "" for the top
	off    bool         // the rule is
	linter *lint.Linter // once something looks like a secret
}

// lintVersions adds the secrets that the commits of a push bring and that neither
// the base nor the tip has: those of the tip are told already.
func (h *hookRun) lintVersions(ctx context.Context, c treeChange, rev string) error {
	s := leakScan{w: h.w, change: c, roots: map[string]*leakRoot{}, above: map[string][]string{}, files: map[string]bool{}}
	for commit, err := range h.w.repo.History(ctx, repo.HistoryOptions{Rev: rev, New: true}) {
		if err != nil {
			return err
		}
		for _, change := range commit.Changes {
			if err := s.version(commit, change); err != nil {
				return err
			}
		}
		if len(s.found) >= maxLeaks {
			break
		}
	}
	if len(s.found) > 0 {
		h.leaks = len(s.found)
		h.found.roots = append(h.found.roots, rootResult{h.w, s.found})
		h.found.sum.Files += len(s.files)
	}
	return nil
}

// version looks at one file as a commit left it.
func (s *leakScan) version(commit *repo.Commit, change repo.FileChange) error {
	if change.After == "" {
		return nil
	}
	root, err := s.rootOf(change.Path)
	if err != nil || root == nil || root.off {
		return err
	}
	src, err := s.read(change.After)
	if err != nil || !lint.HoldsSecret(src) {
		return err
	}
	found := root.lint(change.Path, src)
	if len(found) == 0 { // a comment says that it is none
		return nil
	}
	old, err := s.known(root, commit, change.Path)
	if err != nil {
		return err
	}
	lint.Ratchet(found, old)
	for _, f := range found {
		if f.Old {
			continue
		}
		f.File = commit.ID[:min(len(commit.ID), shownID)] + ":" + change.Path // as git show takes it
		f.Help = "rotate it first: whoever fetched it can use it; then take it out of that commit, as by git rebase -i"
		s.found, s.files[f.File] = append(s.found, f), true
	}
	return nil
}

// shownID is how many digits of a commit's name are shown.
const shownID = 7

// rootOf is the nearest configuration at the tip that takes a file for an incident,
// nil when none does.
func (s *leakScan) rootOf(file string) (*leakRoot, error) {
	folder := path.Dir(file)
	if s.above[folder] == nil {
		s.above[folder] = rootsOf(s.change.what.Tree.FS(), []string{file})
	}
	for _, dir := range s.above[folder] {
		root, err := s.root(dir)
		if err != nil {
			return nil, err
		}
		if root.w.layout.heldOnce(strings.TrimPrefix(file, root.below)) {
			return root, nil
		}
	}
	return nil, nil
}

func (s *leakScan) root(dir string) (*leakRoot, error) {
	if root := s.roots[dir]; root != nil {
		return root, nil
	}
	root, prefix := &leakRoot{}, ""
	if dir != "." {
		root.below, prefix = dir+"/", dir
	}
	var err error
	if root.w, err = s.w.in(s.change.what.Tree.Sub(dir), prefix, s.change.name); err != nil {
		return nil, err
	}
	rule, _ := lint.ByID(secretRule)
	root.off = weightOf(rule, root.w.config) == lint.Off
	s.roots[dir] = root
	return root, nil
}

// secretRule is the one that looks at every version; what else is wrong on the way
// to the tip hurts nobody.
const secretRule = "secret"

// read is a version's content, nothing of one that is too large to be an incident.
func (s *leakScan) read(id string) ([]byte, error) {
	src, err := s.change.what.Tree.ReadBlob(id)
	if errors.Is(err, repo.ErrTooLarge) {
		return nil, nil
	}
	return src, err
}

// known are the secrets that a version may have: those that the file has where the
// push begins, on the default branch or at the tip, and those that the commit's
// parents have in what it changes, which may be the same under another name.
func (s *leakScan) known(root *leakRoot, commit *repo.Commit, file string) ([]lint.Finding, error) {
	if s.commit != commit.ID {
		s.commit, s.before = commit.ID, nil
		for _, change := range commit.Changes {
			for _, id := range change.Before {
				if id == "" || !root.w.layout.isIncident(path.Base(change.Path)) {
					continue
				}
				src, err := s.read(id)
				if err != nil {
					return nil, err
				}
				s.before = append(s.before, root.leaks(change.Path, src)...)
			}
		}
	}
	old := slices.Clone(s.before)
	for _, tree := range append([]*repo.Tree{s.change.what.Base, s.change.what.Tree}, s.change.settled...) {
		if tree == nil {
			continue
		}
		if src, err := tree.ReadFile(file); err == nil {
			old = append(old, root.leaks(file, src)...)
		}
	}
	return old, nil
}

// leaks are the secrets of a file, also those of which a comment says that they are
// none.
func (r *leakRoot) leaks(file string, src []byte) []lint.Finding {
	if !lint.HoldsSecret(src) {
		return nil
	}
	return r.lint(file, bytes.ReplaceAll(src, []byte("pm:ignore"), []byte("pm-ignore")))
}

func (r *leakRoot) lint(file string, src []byte) []lint.Finding {
	if r.linter == nil {
		r.linter = r.w.linter(ruleFlag{only: []string{secretRule}})
	}
	return r.linter.File(file, src, nil)
}
