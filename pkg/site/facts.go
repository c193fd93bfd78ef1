package site

import (
	"slices"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/stats"
)

// facts are what the site keeps of an incident: all that pages other than its own
// show. They are remembered from one build to the next, so that what did not
// change need not be parsed. Nothing in them refers to the file's bytes.
type facts struct {
	path string // from the root
	hash digest // of the file
	id   string

	title, severity, owner                             string
	state                                              incident.State
	started, detected, mitigated, ended, followup, upd instant
	participants, services, triggers, related, aliases []string
	others                                             []string // who else is named: the facilitator, those of the history
	items                                              []item
	way                                                stats.Way

	// What only the text says is known once its page was made.
	read    bool
	summary string   // its first words
	targets []string // files from the root that it links to, each once and in order

	root  int    // whose incident it is; not remembered, like all that follows
	page  string // path of its page
	files []file // its attachments
	words string // what search looks in, once it was read
}

// item is an action item.
type item struct {
	id, title, owner string
	status           incident.Status
	due, done        instant
	moved            int // how often its due date was
}

// instant is a time in seconds since 1970; 0 when it is not known.
type instant int64

func instantOf(v incident.Value[time.Time]) instant {
	if !v.Known() {
		return 0
	}
	return instant(v.V.Unix())
}

func (i instant) known() bool     { return i != 0 }
func (i instant) time() time.Time { return time.Unix(int64(i), 0).UTC() }

// orNone is the zero time where i is not known.
func (i instant) orNone() time.Time {
	if !i.known() {
		return time.Time{}
	}
	return i.time()
}

// lasted is the time from i to j; false unless both are known and in order.
func (i instant) lasted(j instant) (time.Duration, bool) {
	if !i.known() || !j.known() || j < i {
		return 0, false
	}
	return time.Duration(j-i) * time.Second, true
}

// factsOf reads the front matter.
func factsOf(i *incident.Incident, hash digest) *facts {
	return &facts{
		path: strings.Clone(i.Path), hash: hash, id: strings.Clone(i.ID),
		title: strings.Clone(i.Title.V), severity: strings.Clone(i.Severity.V), owner: strings.Clone(i.Owner.V),
		state:   incident.State(strings.Clone(string(i.State.V))),
		started: instantOf(i.StartedAt), detected: instantOf(i.DetectedAt), mitigated: instantOf(i.MitigatedAt), ended: instantOf(i.EndedAt),
		followup: instantOf(i.FollowupDue), upd: updated(i),
		participants: texts(i.Participants), services: texts(i.Services), triggers: texts(i.Triggers), related: texts(i.Related), aliases: texts(i.Aliases),
		others: others(i), items: itemsOf(i), way: stats.WayOf(i),
	}
}

// texts are a list's values, each once.
func texts(list incident.Value[[]incident.Value[string]]) []string {
	var all []string
	for _, v := range list.V {
		if v.Known() && !slices.Contains(all, v.V) {
			all = append(all, strings.Clone(v.V))
		}
	}
	return all
}

func itemsOf(i *incident.Incident) []item {
	var all []item
	for _, a := range i.ActionItems.V {
		all = append(all, item{
			id: strings.Clone(a.ID.V), title: strings.Clone(a.Title.V), owner: strings.Clone(a.Owner.V),
			status: incident.Status(strings.Clone(string(a.Status.V))), due: instantOf(a.Due), done: instantOf(a.DoneAt), moved: len(a.DueWas.V),
		})
	}
	return all
}

// others are the people whom the page names besides owners and participants.
func others(i *incident.Incident) []string {
	var all []string
	if i.Facilitator.Known() {
		all = append(all, strings.Clone(i.Facilitator.V))
	}
	for _, line := range i.History.V {
		if line.By.Known() && !slices.Contains(all, line.By.V) {
			all = append(all, strings.Clone(line.By.V))
		}
	}
	return all
}

// updated is the latest time that a file says something was done at.
func updated(i *incident.Incident) instant {
	latest := max(instantOf(i.StartedAt), instantOf(i.EndedAt))
	for _, line := range i.History.V {
		latest = max(latest, instantOf(line.At))
	}
	return latest
}

// name is what a reader is shown as its title.
func (f *facts) name() string {
	if f.title == "" {
		return f.id
	}
	return f.title
}

// began is the day by which incidents are ordered: of the start, else of the date
// in the ID.
func (f *facts) began() instant {
	if f.started.known() {
		return f.started
	}
	if len(f.id) >= len(time.DateOnly) {
		if t, err := time.Parse(time.DateOnly, f.id[:len(time.DateOnly)]); err == nil {
			return instant(t.Unix())
		}
	}
	return 0
}

// pending reports that something is still to be done about an incident.
func (f *facts) pending() bool { return f.state != incident.Closed && f.state != incident.Dismissed }

const day = 24 * 60 * 60 // seconds

// daysLate is by how many days a due date is past on the day of now; 0 when it
// is not.
func daysLate(due, now instant) int {
	if !due.known() {
		return 0
	}
	return int(max(0, (now-now%day-due)/day))
}

// late is by how many days an item is overdue.
func (a *item) late(now instant) int {
	if a.status != incident.Open {
		return 0
	}
	return daysLate(a.due, now)
}

// late is by how many days the follow-up is overdue.
func (f *facts) late(now instant) int {
	if !f.pending() {
		return 0
	}
	return daysLate(f.followup, now)
}
