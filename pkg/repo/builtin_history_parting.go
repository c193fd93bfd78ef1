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
	w := historyWalk{revision: revision{session: s, ctx: ctx, text: q.rev, cut: s.shallow()}, query: q}
	w.raw = rawTrees{objects: w.objects}
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
// ancestors of another, in order of their names. All ancestors of one are common
// too, so it is enough to leave out parents.
func (w *historyWalk) mergeBases(tip plumbing.Hash) ([]plumbing.Hash, error) {
	hidden, err := w.hidden(tip)
	if err != nil {
		return nil, err
	}
	ours, err := w.ancestors(tip, nil)
	if err != nil {
		return nil, err
	}
	best := map[plumbing.Hash]bool{}
	for _, n := range ours {
		best[n.id] = hidden[n.id]
	}
	for _, n := range ours {
		for _, parent := range n.parents {
			if hidden[n.id] {
				best[parent] = false
			}
		}
	}
	var ids []plumbing.Hash
	for id, is := range best {
		if is {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b plumbing.Hash) int { return strings.Compare(a.String(), b.String()) })
	return ids, nil
}
