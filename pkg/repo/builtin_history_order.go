package repo

import (
	"container/heap"

	"github.com/go-git/go-git/v5/plumbing"
)

// childrenFirst puts commits into the order of git log --date-order: by committer
// time, but none before all of its children. Clocks differ, so time alone does
// not do that.
func childrenFirst(nodes []node) []node {
	at, children := make(map[plumbing.Hash]int, len(nodes)), make([]int, len(nodes))
	for n := range nodes {
		at[nodes[n].id] = n
	}
	for n := range nodes {
		for _, parent := range nodes[n].parents {
			if p, listed := at[parent]; listed {
				children[p]++
			}
		}
	}
	var queue nodeQueue
	met := 0
	meet := func(n int) {
		nodes[n].nth, met = met, met+1
		heap.Push(&queue, nodes[n])
	}
	for n := range nodes {
		if children[n] == 0 {
			meet(n)
		}
	}
	ordered := make([]node, 0, len(nodes))
	for len(queue) > 0 {
		next := heap.Pop(&queue).(node)
		ordered = append(ordered, next)
		for _, parent := range next.parents {
			if p, listed := at[parent]; listed {
				if children[p]--; children[p] == 0 {
					meet(p)
				}
			}
		}
	}
	return ordered
}
