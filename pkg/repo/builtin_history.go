package repo

import (
	"container/heap"
	"context"
	"errors"
	"iter"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
)

// history walks as git log --date-order does: by committer time, of equal ones
// the first that was met, but none before its children. The list of commits is kept, about a
// hundred bytes each; then it is gone through from its end, comparing trees.
func (b *builtin) history(ctx context.Context, q historyQuery) iter.Seq2[*Commit, error] {
	return func(yield func(*Commit, error) bool) {
		s, err := b.open()
		if err != nil {
			yield(nil, err)
			return
		}
		defer s.close()
		if err := newHistoryWalk(ctx, s, q).run(yield); err != nil {
			yield(nil, err)
		}
	}
}

// historyWalk is one walk over the commits of a query.
type historyWalk struct {
	revision
	query historyQuery
	raw   rawTrees
	trees map[plumbing.Hash]plumbing.Hash // by commit, of those that were met
}

func newHistoryWalk(ctx context.Context, s *session, q historyQuery) *historyWalk {
	return &historyWalk{
		revision: revision{session: s, ctx: ctx, text: q.rev, cut: s.shallow()}, query: q,
		raw: rawTrees{objects: s.objects}, trees: map[plumbing.Hash]plumbing.Hash{},
	}
}

// node is a commit of the walk.
type node struct {
	id   plumbing.Hash
	when int64 // of the committer, Unix seconds
	nth  int   // when it was met
	commitHeader
}

func (w *historyWalk) run(yield func(*Commit, error) bool) error {
	tip, err := w.commitNamed(w.query.rev)
	switch {
	case err != nil && w.query.unborn && w.isUnborn():
		return nil
	case err != nil:
		return err
	}
	nodes, err := w.list(tip)
	if err != nil {
		return w.incomplete(err)
	}
	for n := len(nodes) - 1; n >= 0; n-- {
		c, err := w.commit(nodes[n])
		if err != nil {
			return w.incomplete(err)
		}
		if (w.query.messages || len(c.Changes) > 0) && !yield(c, nil) {
			return nil
		}
		nodes = nodes[:n] // what was handed out need not be kept
	}
	return nil
}

func (w *historyWalk) isUnborn() bool {
	_, id, err := w.head()
	return err == nil && id.IsZero()
}

// commitNamed resolves a revision to a commit.
func (w *historyWalk) commitNamed(rev string) (plumbing.Hash, error) {
	r := revision{session: w.session, ctx: w.ctx, text: rev, cut: w.cut}
	id, err := r.commitID()
	if err != nil {
		return id, r.explain(err)
	}
	return id, nil
}

// incomplete tells objects that were never fetched from other faults.
func (w *historyWalk) incomplete(err error) error {
	var missing *missingObjectError
	switch {
	case !errors.As(err, &missing):
		return err
	case w.promisor():
		return errPartial
	case w.cut != nil:
		return errShallow
	}
	return said(err)
}

// list is the commits of the query in git log's order.
func (w *historyWalk) list(tip plumbing.Hash) ([]node, error) {
	if w.query.alone {
		n, err := w.node(tip, 0)
		return []node{n}, err
	}
	hidden, err := w.hidden(tip)
	if err != nil {
		return nil, err
	}
	nodes, err := w.ancestors(tip, hidden)
	for _, n := range nodes {
		if err == nil && w.query.whole && w.cut[n.id] {
			err = errShallow
		}
	}
	return childrenFirst(nodes), err
}

// onBranches are the commits that local branches hold.
func (w *historyWalk) onBranches() (map[plumbing.Hash]bool, error) {
	names, err := w.refs.branches()
	held := map[plumbing.Hash]bool{}
	for _, name := range names {
		if !strings.HasPrefix(name, "refs/heads/") || err != nil {
			continue
		}
		var tip plumbing.Hash
		if _, tip, err = w.refs.resolve(name); err != nil {
			break
		}
		var nodes []node
		nodes, err = w.ancestors(tip, held)
		for _, n := range nodes {
			held[n.id] = true
		}
	}
	return held, err
}

// hidden are the commits that the base leaves out.
func (w *historyWalk) hidden(tip plumbing.Hash) (map[plumbing.Hash]bool, error) {
	if w.query.fresh {
		return w.onBranches()
	}
	if w.query.base == "" {
		return nil, nil
	}
	base, err := w.commitNamed(w.query.base)
	if err != nil {
		return nil, err
	}
	nodes, err := w.ancestors(base, nil)
	if err != nil {
		return nil, err
	}
	hidden := make(map[plumbing.Hash]bool, len(nodes))
	for _, n := range nodes {
		hidden[n.id] = true
	}
	if hidden[tip] {
		return hidden, nil
	}
	common := false
	ours, err := w.ancestors(tip, nil)
	for _, n := range ours {
		common = common || hidden[n.id]
	}
	if err == nil && !common {
		err = unrelated(w.query.base, w.query.rev, w.cut != nil)
	}
	return hidden, err
}

// ancestors lists a commit and all before it, less the hidden ones.
func (w *historyWalk) ancestors(tip plumbing.Hash, hidden map[plumbing.Hash]bool) ([]node, error) {
	var queue nodeQueue
	var list []node
	seen := map[plumbing.Hash]bool{}
	meet := func(id plumbing.Hash) error {
		if seen[id] || hidden[id] {
			return nil
		}
		seen[id] = true
		n, err := w.node(id, len(seen))
		heap.Push(&queue, n)
		return err
	}
	err := meet(tip)
	for err == nil && len(queue) > 0 {
		if err = w.ctx.Err(); err != nil {
			break
		}
		n := heap.Pop(&queue).(node)
		list = append(list, n)
		for _, parent := range n.parents {
			if err = meet(parent); err != nil {
				break
			}
		}
	}
	return list, err
}

// node reads the head of a commit. One that a shallow clone has cut has no
// parents.
func (w *historyWalk) node(id plumbing.Hash, nth int) (node, error) {
	data, err := w.objects.readAs(plumbing.CommitObject, id)
	if err != nil {
		return node{}, err
	}
	n := node{id: id, nth: nth, when: committerTime(data)}
	if n.commitHeader, err = parseCommit(data); w.cut[id] {
		n.parents = nil
	}
	w.trees[id] = n.tree
	return n, err
}

// nodeQueue has the latest commit in front, of equals the first that was met.
type nodeQueue []node

func (q nodeQueue) Len() int      { return len(q) }
func (q nodeQueue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q nodeQueue) Less(i, j int) bool {
	return q[i].when > q[j].when || q[i].when == q[j].when && q[i].nth < q[j].nth
}
func (q *nodeQueue) Push(n any) { *q = append(*q, n.(node)) }
func (q *nodeQueue) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}
