package stats

import (
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/history"
	"github.com/postmortem-md/pm/pkg/incident"
)

// Way is what is known of an incident's way through the states.
type Way struct {
	Moves []Move // in order; the first is where it began
	// Told is false where neither the file's history nor the commits lead to the
	// state that the incident is in.
	Told bool
}

// Move is one entry into a state.
type Move struct {
	State incident.State
	At    time.Time
}

// Visit is one stay in a state.
type Visit struct {
	State    incident.State
	From, To time.Time // To is zero while the incident is still in it
}

// Visits are the stays that the moves tell of. One that seems to end before it
// begins is none: that is a clock, not a stay.
func (w Way) Visits() []Visit {
	var all []Visit
	for n, m := range w.Moves {
		v := Visit{State: m.State, From: m.At}
		if n+1 < len(w.Moves) {
			v.To = w.Moves[n+1].At
			if v.To.Before(v.From) {
				continue
			}
		} else if !w.Told {
			continue
		}
		all = append(all, v)
	}
	return all
}

// closed is when the incident was closed for the last time; false unless it is.
func (w Way) closed() (time.Time, bool) {
	if n := len(w.Moves); w.Told && n > 0 && w.Moves[n-1].State == incident.Closed {
		return w.Moves[n-1].At, true
	}
	return time.Time{}, false
}

// WayOf reads the history that the file keeps, without the lines that moved
// nothing.
func WayOf(i *incident.Incident) Way {
	var w Way
	echoes := i.Echoes()
	timed := true
	for n, line := range i.History.V {
		if echoes[n] {
			continue
		}
		timed = timed && line.At.Known()
		w.Moves = append(w.Moves, Move{incident.State(strings.Clone(string(line.State.V))), line.At.V})
	}
	last := len(w.Moves) - 1
	w.Told = timed && last >= 0 && w.Moves[last].State == i.State.V
	return w
}

// FromCommits takes the states that commits saw where the file's own history does
// not lead to its state, and commits do.
func (r *Record) FromCommits(passages []history.Passage) {
	if r.Way.Told || len(passages) == 0 || passages[len(passages)-1].State != r.State {
		return
	}
	w := Way{Told: true}
	for _, p := range passages {
		w.Moves = append(w.Moves, Move{p.State, p.At})
	}
	r.Way = w
}
