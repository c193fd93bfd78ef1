package incident

import "time"

// Way is how far the lines of a history have led, one after the other. It knows
// an echo: a line without a reason that enters a state which an earlier line had
// entered already, and which is the state reached so far or one before it. Two
// people moved an incident at once then, and a merge put the lines of both in
// order of time; it did not go back. A move back has a reason, or is none that
// history alone can tell from an echo: there the file's state goes back with it.
type Way struct {
	reached State
	entered uint // a bit for each rank
}

// Reached is the state that the lines have led to; "" before the first.
func (w *Way) Reached() State { return w.reached }

// Echoes reports that a line of this state would be an echo.
func (w *Way) Echoes(s State, reason bool) bool {
	rank := s.Rank()
	return !reason && rank >= 0 && w.entered>>rank&1 == 1 && rank <= w.reached.Rank()
}

// Enter takes a line that moves the incident.
func (w *Way) Enter(s State) {
	w.reached = s
	if rank := s.Rank(); rank >= 0 {
		w.entered |= 1 << rank
	}
}

// Take takes the next line of a history, and reports that it is an echo.
func (w *Way) Take(s State, reason bool) (echo bool) {
	if echo = w.Echoes(s, reason); !echo {
		w.Enter(s)
	}
	return echo
}

// Echoes says of each line of history whether it is an echo.
func (i *Incident) Echoes() []bool {
	var w Way
	echoes := make([]bool, len(i.History.V))
	for n, line := range i.History.V {
		echoes[n] = w.Take(line.State.V, line.Reason.Known())
	}
	return echoes
}

// LastMove is the line of history that led to where the incident is by it: the
// last that is no echo. False when there is none.
func (i *Incident) LastMove() (Transition, bool) {
	echoes := i.Echoes()
	for n := len(echoes) - 1; n >= 0; n-- {
		if !echoes[n] {
			return i.History.V[n], true
		}
	}
	return Transition{}, false
}

// Entered is the line of history by which the incident is in its state. That is
// the last move, or else the last line, which took it back without a reason then.
// False when history does not end with the state.
func (i *Incident) Entered() (Transition, bool) {
	last, ok := i.LastMove()
	if ok && last.State.V != i.State.V {
		last = i.History.V[len(i.History.V)-1]
	}
	return last, ok && last.State.V == i.State.V
}

// InStateSince is when the incident entered its state, by its history; zero when
// that does not say.
func (i *Incident) InStateSince() time.Time {
	if line, ok := i.Entered(); ok {
		return line.At.V
	}
	return time.Time{}
}
