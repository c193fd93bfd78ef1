package incident

import "github.com/postmortem-md/pm/pkg/document"

// asAdopted reports an adopted incident that nobody has moved since.
func (i *Incident) asAdopted() bool {
	return i.Adopted.Known() && i.State.V.Rank() >= 0 && len(i.History.V) == 0
}

// AdoptedSince reports an incident that was none before, and has been adopted: it
// begins in its state, and is held to no gate.
func (i *Incident) AdoptedSince(was *Incident) bool {
	return i.Adopted.Known() && was.State.V.Rank() < 0 && was.State.V != Dismissed
}

// UnmetAfter is Unmet for an incident that was another version before. One that was
// adopted, and is put into the archive without any move between, is asked for no
// more than if it had been adopted as closed: that its items are settled.
func (p *Process) UnmetAfter(was, i *Incident, to State) []Need {
	needs := p.Unmet(i, to)
	if !was.asAdopted() || !i.Adopted.Known() || to != Closed {
		return needs
	}
	var kept []Need
	for _, n := range needs {
		if n.Name == ActionsSettled {
			kept = append(kept, n)
		}
	}
	return kept
}

// Shelve closes an adopted incident that is still in the state in which it was
// adopted. The error is a *TransitionError.
func (p *Process) Shelve(i *Incident, to State, s Stamp) ([]document.Op, error) {
	refusal := &TransitionError{ID: i.ID, From: i.State.V, To: to}
	if refusal.Reason = whyNotForward(i, to); refusal.Reason != "" {
		return nil, refusal
	}
	if to != Closed || !i.asAdopted() {
		refusal.Reason = "pm advance " + i.Ref() + " --to " + string(to) + " takes it on"
		return nil, refusal
	}
	if refusal.Unmet = p.UnmetAfter(i, i, to); len(refusal.Unmet) > 0 {
		return nil, refusal
	}
	return move(i, to, []State{to}, "", s), nil
}
