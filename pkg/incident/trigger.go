package incident

import (
	"slices"
	"strings"
)

// Repeated is the trigger of an incident that has happened before.
const Repeated = "repeated-incident"

// Triggers are the occasions on which a postmortem is held, unless the
// configuration says otherwise.
var Triggers = []string{
	"user-facing-outage", "failed-deployment", "security-breach", "data-loss", "missed-deadline",
	Repeated, "unresolved-incident",
}

// NoTriggers are occasions on which none is held.
var NoTriggers = []string{"minor-problem", "proactive-maintenance", "scheduled-work"}

// TriggerError is a trigger that is not accepted.
type TriggerError struct {
	Word     string
	NotHeld  bool     // one of NoTriggers: no postmortem is held for it
	Accepted []string // the configured triggers
	Nearest  string   // what was probably meant; "" when nothing is near
}

// Error says what is wrong; Help says what to do.
func (e *TriggerError) Error() string {
	if e.NotHeld {
		return "no postmortem is held for " + e.Word
	}
	return "unknown trigger " + quote(e.Word)
}

// Help says what to do.
func (e *TriggerError) Help() string {
	if e.NotHeld {
		return "when such work itself caused an incident, record it under the trigger that names the incident: " +
			strings.Join(e.Accepted, ", ") + "; what turns out to be none is dismissed with pm dismiss"
	}
	return suggest(e.Nearest, e.Accepted)
}

// CheckTrigger is nil, or a *TriggerError that says why a word is no trigger.
// A word that the configuration adds is accepted, whatever it is.
func (p *Process) CheckTrigger(word string) error {
	if e := p.triggerError(word); e != nil {
		return e
	}
	return nil
}

// triggerError is CheckTrigger with its type, which an error that is nil must not
// have.
func (p *Process) triggerError(word string) *TriggerError {
	if slices.Contains(p.Triggers, word) {
		return nil
	}
	return &TriggerError{
		Word:     word,
		NotHeld:  slices.Contains(NoTriggers, word),
		Accepted: p.Triggers,
		Nearest:  Nearest(word, p.Triggers),
	}
}
