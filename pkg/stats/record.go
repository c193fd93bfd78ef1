// Package stats measures incidents and the process around them: how long it took
// to detect and to resolve, how long tickets wait in each state, and whether what
// was agreed on is done in time. Every measure says what it is made of, how many
// incidents it rests on, and which lack what it needs.
package stats

import (
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// Record is what the measures need of one incident. It holds no part of the
// file's bytes, so that tens of thousands can be kept.
type Record struct {
	Repository string // "" when only one is read
	ID, Title  string
	State      incident.State
	Severity   string
	Rank       int // of the severity, 0 the gravest; as many as there are when it is unknown
	Services   []string
	Triggers   []string
	Alerts     []string
	Related    []string
	Owner      string // the handle where people knows one
	Team       string // of the owner; "" when it is not known
	Adopted    bool

	Started, Detected, Acknowledged, Mitigated, Ended, Review time.Time // zero when not known

	ReviewDue    time.Time // by when the meeting is to be held; zero when nothing says
	FollowupDue  time.Time
	FollowupLate int // days
	StaleAfter   time.Duration
	Way          Way
	Items        []Item
	Missing      []string // what the gate of follow-up asks for and is not there
	Contradicts  []Contradiction
	Why          string // the first paragraph that says why it happened; "" when none does
}

// Item is what the measures need of an action item.
type Item struct {
	ID, Title   string
	Status      incident.Status
	Owner, Team string
	Kind        string
	Due, First  time.Time // First is the due date before it was ever moved
	Done        time.Time
	Late        int // days past due
	Moved       int // how often the due date was moved
}

// Name is the incident as it is named beside those of other repositories.
func (r *Record) Name() string {
	if r.Repository == "" {
		return r.ID
	}
	return r.Repository + ":" + r.ID
}

// counts reports an incident that the measures look at: what was dismissed needed
// no postmortem.
func (r *Record) counts() bool { return r.State != incident.Dismissed }

// Of takes the record of an incident under an organisation's policy, as of a
// moment.
func Of(i *incident.Incident, p *incident.Process, asOf time.Time) *Record {
	r := &Record{
		ID: strings.Clone(i.ID), Title: strings.Clone(i.Title.V), State: incident.State(strings.Clone(string(i.State.V))), Severity: strings.Clone(i.Severity.V),
		Services: texts(i.Services), Triggers: texts(i.Triggers), Alerts: texts(i.Alerts), Related: texts(i.Related), Adopted: i.Adopted.Known(),
		Started: i.StartedAt.V, Detected: i.DetectedAt.V, Acknowledged: i.AcknowledgedAt.V, Mitigated: i.MitigatedAt.V, Ended: i.EndedAt.V, Review: i.ReviewAt.V,
		FollowupDue: i.FollowupDue.V, FollowupLate: i.FollowupDaysLate(asOf), StaleAfter: p.StaleAfter[i.State.V], Way: WayOf(i),
	}
	r.Rank = rank(p.Severities, r.Severity)
	r.Owner, r.Team = person(p, i.Owner.V)
	if i.EndedAt.Known() && p.ReviewWithin > 0 {
		r.ReviewDue = i.EndedAt.V.Add(p.ReviewWithin)
	}
	for _, a := range i.ActionItems.V {
		r.Items = append(r.Items, itemOf(a, p, asOf))
	}
	if r.settled() {
		r.Missing = missing(i, p)
		r.Why = firstParagraph(i, "why")
	}
	r.Contradicts = contradictions(i, asOf)
	return r
}

// settled reports an incident whose ticket should be complete.
func (r *Record) settled() bool {
	return r.State == incident.FollowUp || r.State == incident.Closed
}

func rank(severities []string, severity string) int {
	for n, s := range severities {
		if s == severity {
			return n
		}
	}
	return len(severities)
}

// person is who is meant, and the team: as written where nobody is known.
func person(p *incident.Process, written string) (handle, team string) {
	if known, ok := p.PersonOf(written); ok {
		return known.Handle, known.Team
	}
	return strings.Clone(strings.TrimPrefix(strings.TrimSpace(written), "@")), ""
}

func itemOf(a incident.ActionItem, p *incident.Process, asOf time.Time) Item {
	it := Item{
		ID: strings.Clone(a.ID.V), Title: strings.Clone(a.Title.V), Status: a.Status.V, Kind: strings.Clone(a.Kind.V),
		Due: a.Due.V, First: a.Due.V, Done: a.DoneAt.V, Late: a.DaysLate(asOf), Moved: len(a.DueWas.V),
	}
	it.Owner, it.Team = person(p, a.Owner.V)
	for _, was := range a.DueWas.V {
		if was.Known() {
			it.First = was.V
			break
		}
	}
	return it
}

// missing names what a complete ticket needs, each once.
func missing(i *incident.Incident, p *incident.Process) []string {
	var names []string
	seen := map[string]bool{}
	for _, n := range p.Unmet(i, incident.FollowUp) {
		if !seen[n.Name] {
			seen[n.Name] = true
			names = append(names, strings.Clone(n.Name))
		}
	}
	return names
}

func texts(v incident.Value[[]incident.Value[string]]) []string {
	var all []string
	for _, item := range v.V {
		if item.Known() {
			all = append(all, strings.Clone(item.V))
		}
	}
	return all
}
