package cli

import (
	"context"
	"errors"
	"io/fs"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/history"
	"github.com/postmortem-md/pm/pkg/repo"
)

// parting is where a history left its base, with what were incidents there.
type parting struct {
	repo.Parting
	layout *layout
	makers map[string]*repo.Commit // the last commit by path; nil until one is asked for
}

// held reports that a file was an incident there.
func (p *parting) held(path string) bool {
	if !p.layout.heldOnce(path) {
		return false
	}
	info, err := fs.Stat(p.layout.tree, path)
	return err == nil && info.Mode().IsRegular()
}

// findPartings looks for where the history leaves --base; without one it does not.
func (r *verifyRun) findPartings(ctx context.Context, o repo.HistoryOptions) error {
	if o.Base == "" {
		return nil
	}
	found, err := r.w.repo.Partings(ctx, o)
	if err != nil {
		return err
	}
	for _, p := range found {
		tree, err := r.w.repo.At(ctx, p.Commit)
		if err != nil {
			return err
		}
		r.partings = append(r.partings, &parting{Parting: p, layout: r.policies.layoutOf(tree.FS())})
	}
	return nil
}

// layoutOf says which files are incidents in a tree, by its own configuration;
// one that cannot be read gives way to that of the work tree.
func (p *policies) layoutOf(tree fs.FS) *layout {
	l := *p.now
	l.tree = tree
	src, err := fs.ReadFile(tree, config.FileName)
	if err != nil {
		src = nil
	}
	if c, err := config.Parse(config.FileName, src, known()); err == nil {
		return newLayout(c, tree)
	}
	return &l
}

// heldBefore reports that a file was an incident where the history left its
// base: it stays one, as if its earlier commits had been seen.
func (r *verifyRun) heldBefore(path string) bool {
	for _, p := range r.partings {
		if p.held(path) {
			return true
		}
	}
	return false
}

// compareBase holds the end of the history to what the base had.
func (r *verifyRun) compareBase(ctx context.Context, tip history.Tip) error {
	for _, p := range r.partings {
		for _, c := range p.Changes {
			if !p.held(c.Path) {
				continue
			}
			change, err := r.changeOf(c)
			if err != nil {
				return err
			}
			made := func() (*history.Commit, error) { return r.maker(ctx, p, c.Path) }
			if err := r.verifier.Parted(change, tip, made); err != nil {
				return err
			}
		}
	}
	return nil
}

// maker is the last commit that changed a file before a history left its base.
func (r *verifyRun) maker(ctx context.Context, p *parting, file string) (*history.Commit, error) {
	if err := p.findMakers(ctx, r.w.repo); err != nil {
		return nil, err
	}
	last := p.makers[file]
	if last == nil {
		return nil, errors.New("no commit made " + file)
	}
	r.commits[last.ID] = last
	policy, err := r.policies.of(last.Beside)
	if err != nil {
		return nil, err
	}
	return &history.Commit{ID: last.ID, Author: last.Author.When, Policy: &policy.Policy}, nil
}

// findMakers goes through the history once, however many files are asked for.
func (p *parting) findMakers(ctx context.Context, r *repo.Repo) error {
	if p.makers != nil {
		return nil
	}
	p.makers = map[string]*repo.Commit{}
	o := repo.HistoryOptions{Rev: p.Commit, Paths: fixedParts(p.layout.dirs), Beside: config.FileName}
	for c, err := range r.History(ctx, o) {
		if err != nil {
			return err
		}
		for _, change := range c.Changes {
			p.makers[change.Path] = c
		}
	}
	return nil
}
