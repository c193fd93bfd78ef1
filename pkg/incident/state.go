// Package incident gives the parts of a postmortem their meaning: its fields,
// states and gates, action items and timeline, an organisation's policy about
// them, and the edits that a change of any of these needs.
package incident

import (
	"slices"
	"strings"
)

// State is where an incident stands in the workflow.
type State string

// The workflow, in order; Dismissed lies beside it and is reached from any
// state but Closed.
const (
	InProgress State = "in-progress"
	Resolved   State = "resolved"
	RootCause  State = "root-cause-analysis"
	FollowUp   State = "follow-up"
	Closed     State = "closed"
	Dismissed  State = "dismissed"
)

// States is the workflow in order, without Dismissed.
var States = []State{InProgress, Resolved, RootCause, FollowUp, Closed}

// ParseState reads a state's name as people type it; "rca" and "followup" are
// accepted for the long names. Files must use the long names: decoding compares
// exactly.
func ParseState(s string) (State, bool) {
	name := State(strings.ToLower(strings.TrimSpace(s)))
	switch name {
	case "rca":
		return RootCause, true
	case "followup":
		return FollowUp, true
	}
	return name, name.known()
}

// Rank is the state's place in the workflow from 0; -1 for Dismissed and for
// anything else.
func (s State) Rank() int { return slices.Index(States, s) }

// Next is the state after s; false at the end and outside the workflow.
func (s State) Next() (State, bool) {
	r := s.Rank()
	if r < 0 || r+1 == len(States) {
		return "", false
	}
	return States[r+1], true
}

func (s State) known() bool { return s.Rank() >= 0 || s == Dismissed }

// StateNames are all values that the field state takes, Dismissed last.
func StateNames() []string {
	names := make([]string, 0, len(States)+1)
	for _, s := range States {
		names = append(names, string(s))
	}
	return append(names, string(Dismissed))
}
