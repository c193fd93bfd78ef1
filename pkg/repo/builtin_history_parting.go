package repo

import (
	"context"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
)

// partings finds the merge bases, and compares trees.
func (b *builtin) partings(ctx context.Context, q historyQuery) ([]Parting, error) {
	s, err := b.open()
	if err != nil {
		return nil, err
	}
	defer s.close()
	w := newHistoryWalk(ctx, s, q)
	found, err := w.partings()
	if err != nil {
		return nil, w.incomplete(err)
	}
	return found, nil
}

func (w *historyWalk) partings() ([]Parting, error) {
	tip, err := w.commitNamed(w.query.rev)
	switch {
	case err != nil && w.query.unborn && w.isUnborn():
		return nil, nil
	case err != nil:
		return nil, err
	}
	bases, err := w.mergeBases(tip)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(bases, func(a, b plumbing.Hash) int { return strings.Compare(a.String(), b.String()) })
	var found []Parting
	for _, id := range bases {
		p := Parting{Commit: id.String()}
		d := treeComparison{raw: &w.raw, found: func(change FileChange) { p.Changes = append(p.Changes, change) }}
		trees := make([]plumbing.Hash, 2)
		for n, commit := range []plumbing.Hash{tip, id} {
			if trees[n], err = w.objects.treeOf(commit); err != nil {
				return nil, err
			}
		}
		if err := d.paths(trees, w.query.paths); err != nil {
			return nil, err
		}
		found = append(found, p)
	}
	return found, nil
}

// mergeBases are the common ancestors of the tip and the base that are no
// ancestors of another, the latest first. All ancestors of one are common too, so
// it is enough to leave out parents.
func (w *historyWalk) mergeBases(tip plumbing.Hash) ([]plumbing.Hash, error) {
	common, err := w.hidden(tip)
	if err != nil {
		return nil, err
	}
	ours, err := w.ancestors(tip, nil)
	if err != nil {
		return nil, err
	}
	parents := map[plumbing.Hash]bool{}
	for _, n := range ours {
		for _, parent := range n.parents {
			parents[parent] = parents[parent] || common[n.id]
		}
	}
	var ids []plumbing.Hash
	for _, n := range ours {
		if common[n.id] && !parents[n.id] {
			ids = append(ids, n.id)
		}
	}
	return ids, nil
}
