package history

import (
	"slices"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// DueMove is a due date that was moved.
type DueMove struct {
	Item     string    // id of the action item
	From, To time.Time // dates; To is zero when none is written now
	Commit   string    // "" when none is known
	Kept     bool      // the old date stands under due_was
}

// Days is by how many days it was moved, less than 0 when it was brought forward;
// 0 when there is no date any more.
func (m DueMove) Days() int {
	if m.To.IsZero() {
		return 0
	}
	return int(m.To.Sub(m.From) / (24 * time.Hour))
}

// key is equal for moves that are the same.
func (m DueMove) key() string {
	return m.Item + "\x00" + m.From.Format(time.DateOnly) + "\x00" + m.To.Format(time.DateOnly)
}

// Moves are the due dates of an incident's action items that were moved, item by
// item: those that the file keeps, and those that only commits know of, because
// somebody edited the date by hand.
func (t *Trail) Moves(i *incident.Incident) []DueMove {
	var all []DueMove
	for _, a := range i.ActionItems.V {
		moves := kept(a)
		for _, m := range t.byHand {
			if a.ID.Known() && m.Item == a.ID.V && !tellOf(moves, m) {
				moves = insert(moves, m)
			}
		}
		for n, m := range moves {
			if m.Kept {
				moves[n].Commit = t.moves[m.key()]
			}
		}
		all = append(all, moves...)
	}
	return all
}

// tellOf reports that moves lead from one date to the other, in several steps
// perhaps: a squash merge makes them at once.
func tellOf(moves []DueMove, m DueMove) bool {
	for n := range moves {
		if !moves[n].From.Equal(m.From) {
			continue
		}
		if slices.ContainsFunc(moves[n:], func(k DueMove) bool { return k.To.Equal(m.To) }) {
			return true
		}
	}
	return false
}

// insert puts a move by hand into its place: before the one that goes on from
// its date, or behind the one that, since due_was does not know better, seems to
// lead to it.
func insert(moves []DueMove, m DueMove) []DueMove {
	for n, k := range moves {
		switch {
		case k.From.Equal(m.To):
			return slices.Insert(moves, n, m)
		case k.To.Equal(m.To):
			moves[n].To = m.From
			return slices.Insert(moves, n+1, m)
		}
	}
	return append(moves, m)
}

// kept are the moves that an action item's due_was tells of.
func kept(a incident.ActionItem) []DueMove {
	var moves []DueMove
	for n, was := range a.DueWas.V {
		to := a.Due.V
		if n+1 < len(a.DueWas.V) {
			to = a.DueWas.V[n+1].V
		}
		moves = append(moves, DueMove{Item: clone(a.ID.V), From: was.V, To: to, Kept: true})
	}
	return moves
}

// Slip sums up the moves of one action item's due date.
type Slip struct {
	Item     string
	From, To time.Time // the first date and the present one
	Times    int
	Days     int // in sum
}

// Slips sums up moves, item by item.
func Slips(moves []DueMove) []Slip {
	var all []Slip
	for _, m := range moves {
		n := slices.IndexFunc(all, func(s Slip) bool { return s.Item == m.Item })
		if n < 0 {
			n = len(all)
			all = append(all, Slip{Item: m.Item, From: m.From})
		}
		s := &all[n]
		s.To, s.Times, s.Days = m.To, s.Times+1, s.Days+m.Days()
	}
	return all
}
