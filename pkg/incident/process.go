package incident

import (
	"cmp"
	"slices"
	"time"
)

// Process is an organisation's policy.
type Process struct {
	Severities       []string
	DefaultSeverity  string
	Major            []string
	AlertSeverities  map[string]string // of an alert, in lower case, to one of Severities; see AlertSeverity
	Triggers         []string
	Gates            map[State][]string // what each state needs by itself: keys, section names, conditions
	Conditions       map[string]Condition
	People           []Person
	Owners           []string // process owners, as written
	StrictFields     bool
	ExtraFields      []string
	FollowupDueAfter time.Duration
	ReviewWithin     time.Duration
	StaleAfter       map[State]time.Duration
	EscalateAfter    time.Duration
	ReviewDue        time.Time        // zero when not set
	Present          func() time.Time // of whoever asks, for hints alone; nil when not known
}

// Condition is a gate's condition by name (actions-assigned, actions-settled,
// blameless): what is unmet, empty when it holds. The needs' State is set by
// the gate.
type Condition func(*Incident) []Need

// The conditions that gates may name.
const (
	ActionsAssigned = "actions-assigned"
	ActionsSettled  = "actions-settled"
	Blameless       = "blameless"
)

const day = 24 * time.Hour

// DefaultProcess is the policy when nothing is configured.
// Each call makes a new one, which the caller may change.
func DefaultProcess() *Process {
	return &Process{
		Severities:      []string{"sev1", "sev2", "sev3", "sev4"},
		DefaultSeverity: "sev2",
		Major:           []string{"sev1", "sev2"},
		Triggers:        slices.Clone(Triggers),
		Gates:           defaultGates(),
		Conditions: map[string]Condition{
			ActionsAssigned: actionsAssigned,
			ActionsSettled:  actionsSettled,
			Blameless:       nil, // wired by whoever can read prose
		},
		FollowupDueAfter: 14 * day,
		ReviewWithin:     5 * day,
		StaleAfter:       map[State]time.Duration{InProgress: 2 * day, Resolved: 3 * day, RootCause: 7 * day},
		EscalateAfter:    14 * day,
	}
}

// defaultGates reads the gates off the field table and the section table.
func defaultGates() map[State][]string {
	gates := make(map[State][]string, len(States))
	for n := range Fields {
		if s := Fields[n].Needed; s != "" {
			gates[s] = append(gates[s], Fields[n].Key)
		}
	}
	for n := range Sections {
		if s := Sections[n].Needed; s != "" {
			gates[s] = append(gates[s], Sections[n].Name)
		}
	}
	gates[FollowUp] = append(gates[FollowUp], ActionsAssigned)
	gates[Closed] = append(gates[Closed], ActionsSettled)
	return gates
}

// GateNames are all names that a gate may list: keys, sections and conditions.
func GateNames() []string {
	names := fieldKeys()
	for n := range Sections {
		names = append(names, Sections[n].Name)
	}
	return append(names, ActionsAssigned, ActionsSettled, Blameless)
}

// DefaultFollowupDue is the day that FollowupDueAfter suggests for i; false when
// the incident's end is not known. What was adopted may have ended years ago: from
// a date that is past, or not known, it is counted from the present.
func (p *Process) DefaultFollowupDue(i *Incident) (time.Time, bool) {
	due := midnight(i.EndedAt.V.Add(p.FollowupDueAfter))
	if i.Adopted.Known() && p.Present != nil {
		if now := p.Present(); !i.EndedAt.Known() || due.Before(midnight(now)) {
			return midnight(now.Add(cmp.Or(p.FollowupDueAfter, 14*day))), true
		}
	}
	return due, i.EndedAt.Known()
}

// midnight is the beginning of t's day in UTC.
func midnight(t time.Time) time.Time { return t.UTC().Truncate(day) }
