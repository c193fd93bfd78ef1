package merge

import (
	"slices"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
)

// history merges lines of history by value, in order of time.
func history(b, o, t *entry) (outcome, bool) {
	s, head, ok := cutSides("history", b, o, t, false, func(n document.Node) string {
		m, _ := meaning(n)
		return m
	})
	if !ok {
		return outcome{}, false
	}
	for _, side := range [][]entry{s.base, s.ours, s.theirs} {
		numbered(side)
	}
	if s.rewritten() {
		return outcome{}, false
	}
	pieces, all := s.each("history", s.byTime(historyTime), func(b, o, t *entry) outcome { return alike("history", b, o, t) })
	return ended(head, pieces, all, o, t)
}

// rewritten reports that both sides have put something else in the place of
// one entry: two edits of it, not two additions.
func (s sides) rewritten() bool {
	in := interner{}
	b, o, t := in.lines(names(s.base)), in.lines(names(s.ours)), in.lines(names(s.theirs))
	theirs := diff(b, t, fullBudget())
	for _, x := range diff(b, o, fullBudget()) {
		for _, y := range theirs {
			overlap := x.aLo < y.aHi && y.aLo < x.aHi
			replaced := x.bLo < x.bHi && y.bLo < y.bHi
			if overlap && replaced && !slices.Equal(o[x.bLo:x.bHi], t[y.bLo:y.bHi]) {
				return true
			}
		}
	}
	return false
}

// byTime is the order of what both sides have together by time. Of equal times
// ours stands first; what has no time stays behind what stands above it.
func (s sides) byTime(timeOf func(*entry) (time.Time, bool)) []string {
	order := s.order()
	at := make(map[string]time.Time, len(order))
	latest := time.Time{}
	for _, n := range order {
		e := find(s.ours, n)
		if e == nil {
			e = find(s.theirs, n)
		}
		if when, ok := timeOf(e); ok {
			latest = when
		}
		at[n] = latest
	}
	slices.SortStableFunc(order, func(a, b string) int { return at[a].Compare(at[b]) })
	return order
}

func historyTime(e *entry) (time.Time, bool) {
	at, err := time.Parse(time.RFC3339, strings.TrimSpace(e.node.Field("at").Text()))
	return at, err == nil
}
