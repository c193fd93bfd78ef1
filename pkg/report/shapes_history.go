package report

import (
	"time"

	"github.com/postmortem-md/pm/pkg/history"
	"github.com/postmortem-md/pm/pkg/incident"
)

// Origin is the commit that something is said about.
type Origin struct {
	Commit         string   `json:"commit"`
	Subject        string   `json:"subject"`
	Parents        []string `json:"parents"`
	Author         string   `json:"author"`
	AuthorEmail    string   `json:"author_email"`
	AuthoredAt     *string  `json:"authored_at"`
	Committer      string   `json:"committer"`
	CommitterEmail string   `json:"committer_email"`
	CommittedAt    *string  `json:"committed_at"`
	Config         *string  `json:"config"` // blob of the commit's .pm.yaml; nil without one
}

// Evidence is one item of transitions in pm verify: a change of state that a
// commit made.
type Evidence struct {
	Incident string  `json:"incident"`
	Path     string  `json:"path"`
	From     *string `json:"from"`
	To       *string `json:"to"`
	Legal    bool    `json:"legal"`
	Origin
	Signature *string `json:"signature"` // git's letter for it; nil when nobody asked
	Signer    *string `json:"signer"`
}

// Violation is one item of violations: a rule that a commit broke.
type Violation struct {
	Rule     string `json:"rule"`
	Incident string `json:"incident"`
	File     string `json:"file"`
	Line     *int   `json:"line"`
	Message  string `json:"message"`
	Help     string `json:"help"`
	Needs    []Need `json:"needs"`
	Origin
}

// Loosening is one item of loosened: a commit after which less was asked for.
type Loosening struct {
	File string   `json:"file"`
	Less []string `json:"less"` // sentences
	Origin
}

// Verification is the one item of summary: what pm verify has looked at.
type Verification struct {
	Commits     int `json:"commits"`
	Incidents   int `json:"incidents"`
	Transitions int `json:"transitions"`
	Violations  int `json:"violations"`
}

// EvidenceOf is the shape of a transition; path is as for IncidentOf.
func EvidenceOf(t history.Transition, path string, o Origin) Evidence {
	return Evidence{
		Incident: incident.IDFromPath(t.Path), Path: path, From: Filled(string(t.From)), To: Filled(string(t.To)), Legal: t.Legal, Origin: o,
	}
}

// ViolationOf is the shape of a violation; path is as for IncidentOf.
func ViolationOf(v history.Violation, path string, o Origin) Violation {
	out := Violation{
		Rule: string(v.Rule), Incident: incident.IDFromPath(v.Path), File: path, Line: positive(v.Line), Message: v.Message, Help: v.Help,
		Needs: []Need{}, Origin: o,
	}
	for _, n := range v.Needs {
		out.Needs = append(out.Needs, NeedOf(n, 0))
	}
	return out
}

// DueMove is one item of due_moves, which accompanies transitions: a due date
// that was moved.
type DueMove struct {
	Incident   string  `json:"incident"`
	ActionItem *string `json:"action_item"`
	From       string  `json:"from"`
	To         *string `json:"to"`
	Days       int     `json:"days"`
	Kept       bool    `json:"kept"` // under due_was
	Commit     *string `json:"commit"`
}

// Slip is one item of slips, which accompanies due_moves: the moves of one
// action item's due date together.
type Slip struct {
	Incident   string  `json:"incident"`
	ActionItem *string `json:"action_item"`
	From       string  `json:"from"`
	To         *string `json:"to"`
	Times      int     `json:"times"`
	Days       int     `json:"days"`
}

// DueMovesOf are the shapes of moved due dates, and of their sums.
func DueMovesOf(id string, moves []history.DueMove) (all []DueMove, slips []Slip) {
	for _, m := range moves {
		all = append(all, DueMove{
			Incident: id, ActionItem: Filled(m.Item), From: m.From.Format(time.DateOnly), To: day(m.To), Days: m.Days(), Kept: m.Kept, Commit: Filled(m.Commit),
		})
	}
	for _, s := range history.Slips(moves) {
		slips = append(slips, Slip{
			Incident: id, ActionItem: Filled(s.Item), From: s.From.Format(time.DateOnly), To: day(s.To), Times: s.Times, Days: s.Days,
		})
	}
	return all, slips
}

// day is a date, nil when there is none.
func day(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	return new(t.Format(time.DateOnly))
}
