package report

import (
	"slices"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// Similar is one item of similar: an incident that shares something with the one
// that was asked about.
type Similar struct {
	Incident    string       `json:"incident"`
	Path        string       `json:"path"`
	Title       *string      `json:"title"`
	State       *string      `json:"state"`
	Severity    *string      `json:"severity"`
	StartedAt   *string      `json:"started_at"`
	Likeness    int          `json:"likeness"` // of 100
	Near        bool         `json:"near"`
	Words       []string     `json:"words"`
	Services    []string     `json:"services"`
	Tags        []string     `json:"tags"`
	Alerts      []string     `json:"alerts"`
	ActionItems []ActionItem `json:"action_items"` // open and proposed
}

// Likeness is what was found out about two incidents. Services and Tags are those
// of the one that was asked about.
type Likeness struct {
	Percent                       int
	Near                          bool
	Words, Services, Tags, Alerts []string
}

// SimilarOf is the shape of an incident that is like another.
func SimilarOf(i *incident.Incident, path string, like Likeness, asOf time.Time) Similar {
	s := Similar{
		Incident: i.ID, Path: path, Title: known(i.Title), State: known(i.State), Severity: known(i.Severity), StartedAt: timestamp(i.StartedAt),
		Likeness: like.Percent, Near: like.Near, Words: []string{}, Alerts: []string{}, ActionItems: []ActionItem{},
		Services: shared(like.Services, i.Services), Tags: shared(like.Tags, i.Tags),
	}
	s.Words, s.Alerts = append(s.Words, like.Words...), append(s.Alerts, like.Alerts...)
	for _, a := range i.ActionItems.V {
		if a.Status.V == incident.Open || a.Status.V == incident.Proposed {
			s.ActionItems = append(s.ActionItems, ActionOf(i, a, path, asOf))
		}
	}
	return s
}

// shared are the values that a list has, too, as it has them.
func shared(values []string, list incident.Value[[]incident.Value[string]]) []string {
	both := []string{}
	for _, v := range list.V {
		if slices.ContainsFunc(values, func(s string) bool { return strings.EqualFold(s, v.V) }) {
			both = append(both, strings.Clone(v.V))
		}
	}
	return both
}

// similarShapes documents the struct.
var similarShapes = []shape{
	{"similar", "An incident that is like the one asked about.", []property{
		{"incident", "text", "The ID of the incident."},
		{"path", "text", "The file, relative to the top of the Git work tree."},
		{"title", "text?", "Its title."},
		{"state", "text?", "Its state."},
		{"severity", "text?", "Its severity."},
		{"started_at", "time?", "When it started."},
		{"likeness", "count", "How much of what was asked about is in it, of 100."},
		{"near", "bool", "Whether that is enough to speak of a repeat."},
		{"words", "texts", "The words that both have, those that weigh most first."},
		{"services", "texts", "The services that both have."},
		{"tags", "texts", "The tags that both have."},
		{"alerts", "texts", "The fingerprints of alerts that both have."},
		{"action_items", "[]action_item", "Its action items that are open or proposed."},
	}},
}
