package sample

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// draft is an incident before it is written down, so that a fault can be
// planted in one part of it.
type draft struct {
	path        string
	id          string
	head        string // bytes before the front matter
	title       string
	state       incident.State
	severity    string
	times       [5]time.Time // started, detected, acknowledged, mitigated, ended
	detected    string       // as written; "" for times[1]
	owner       string
	people      []string
	service     string
	tag         string
	trigger     string
	related     string
	followup    time.Time
	review      time.Time // the meeting; zero for none
	items       []item
	history     []step
	extra       string // further lines of front matter
	timeline    []string
	sections    map[string]string
	attachments []string
}

type item struct {
	id, title, owner, kind, evidence, reason string
	due, dueWas, doneAt                      time.Time
	status                                   incident.Status
}

type step struct {
	state incident.State
	at    time.Time
	by    string
}

// titles is how many different titles there are. No two of that many
// consecutive incidents share one, since stride has no factor in common with it.
var titles = len(services) * len(symptoms) * len(places)

const stride = 7919

func titleOf(i int) (title, service string) {
	n := i * stride % titles
	service = services[n%len(services)]
	n /= len(services)
	return service + " " + symptoms[n%len(symptoms)] + " " + places[n/len(symptoms)], service
}

// name is what incident i is called and when it began.
func name(o Options, i int) (title, service, id string, start time.Time) {
	title, service = titleOf(i)
	start = started(o, i)
	return title, service, incident.NewID(title, start), start
}

// twin is name for an incident recorded a second time, a little later.
func twin(o Options, i int) (title, service, id string, start time.Time) {
	title, service, id, start = name(o, i-1)
	return title, service, id + "-2", start.Add(time.Minute)
}

func newDraft(o Options, i int) *draft {
	naming := name
	if f, ok := planted(i); ok && o.Dirty && f.rule == duplicateTitle {
		naming = twin
	}
	title, service, id, start := naming(o, i)
	r := random(o, i)
	d := &draft{
		id: id, title: title, service: service, state: stateOf(r, i), severity: fmt.Sprintf("sev%d", 1+min(r.IntN(5), 3)), tag: pick(r, tags), trigger: pick(r, triggers),
		followup: start.Truncate(day).Add(time.Duration(14+r.IntN(30)) * day),
	}
	d.path = start.Format("2006") + "/" + d.id + ".md"
	d.people = peopleOf(r)
	d.owner = d.people[0]
	d.times[0] = start
	for n := 1; n < len(d.times); n++ {
		d.times[n] = d.times[n-1].Add(time.Duration(2+r.IntN(40)) * time.Minute)
	}
	// Most are reviewed within five days, some later, some never.
	if n := i % 8; n > 0 {
		d.review = d.times[4].Truncate(day).Add(time.Duration(n)*day + 10*time.Hour)
	}
	// One incident in eight is related to the one before, unless faults are
	// planted in either.
	_, before := planted(i - 1)
	_, here := planted(i)
	if i > 0 && !before && !here && r.IntN(8) == 0 {
		_, _, d.related, _ = name(o, i-1)
	}
	d.history = historyOf(r, d)
	d.items = itemsOf(r, d)
	d.timeline = timelineOf(r, d)
	d.sections = sectionsOf(r, d)
	return d
}

// stateOf is a state as often as it is met: most incidents are closed. Those in
// which a fault may be planted are, because a closed one has every part.
func stateOf(r *rand.Rand, i int) incident.State {
	n := r.IntN(100)
	if f, ok := planted(i); ok {
		return f.state
	}
	if i%every == 0 {
		return incident.Closed // the other half of a twin; a dismissed one would not count as such
	}
	switch {
	case n < 5:
		return incident.InProgress
	case n < 10:
		return incident.Resolved
	case n < 20:
		return incident.RootCause
	case n < 45:
		return incident.FollowUp
	case n < 50:
		return incident.Dismissed
	}
	return incident.Closed
}

func peopleOf(r *rand.Rand) []string {
	all := slices.Clone(people)
	r.Shuffle(len(all), func(a, b int) { all[a], all[b] = all[b], all[a] })
	return all[:2+r.IntN(4)]
}

// rank is how far the draft's incident has come; a dismissed one stopped after
// it was resolved.
func (d *draft) rank() int {
	if d.state == incident.Dismissed {
		return incident.Resolved.Rank()
	}
	return d.state.Rank()
}

func historyOf(r *rand.Rand, d *draft) []step {
	at := []time.Time{d.times[0].Add(5 * time.Minute), d.times[4].Add(3 * time.Minute), d.times[4].Add(day), d.times[4].Add(3 * day), d.times[4].Add(40 * day)}
	var steps []step
	for n, s := range incident.States[:d.rank()+1] {
		steps = append(steps, step{s, at[n].Add(time.Duration(r.IntN(120)) * time.Second), pick(r, d.people)})
	}
	if d.state == incident.Dismissed {
		steps = append(steps, step{d.state, d.times[4].Add(2 * day), d.owner})
	}
	return steps
}

// itemsOf are the action items: all settled when the incident is closed, mixed
// before, none before anybody has looked for causes.
func itemsOf(r *rand.Rand, d *draft) []item {
	if d.rank() < incident.RootCause.Rank() {
		return nil
	}
	taken := map[string]bool{}
	var items []item
	for _, n := range r.Perm(len(actions))[:3+r.IntN(3)] {
		it := item{title: fmt.Sprintf(actions[n], d.service), owner: pick(r, people), kind: pick(r, kinds)}
		it.id = incident.ActionID(it.title, taken)
		taken[it.id] = true
		it.due = d.followup.Add(time.Duration(r.IntN(40)) * day)
		if r.IntN(5) == 0 {
			it.dueWas = it.due.Add(-14 * day)
		}
		it.settle(r, d.state)
		items = append(items, it)
	}
	return items
}

func (it *item) settle(r *rand.Rand, state incident.State) {
	n := r.IntN(10)
	switch {
	case n < 1:
		it.status, it.reason = incident.Dropped, "The service is replaced next quarter."
	case state == incident.Closed || n < 4:
		it.status, it.evidence = incident.Done, fmt.Sprintf("https://git.example.com/%s/pull/%d", pick(r, services), 100+r.IntN(900))
		it.doneAt = it.due.Add(-time.Duration(r.IntN(12)) * day)
		if it.doneAt.After(Epoch) {
			it.doneAt = Epoch.Add(-day)
		}
	case n < 6:
		it.status, it.owner, it.due, it.dueWas = incident.Proposed, "", time.Time{}, time.Time{}
	default:
		it.status = incident.Open
	}
}

// moments are the entries that tell of a time which front matter has too.
var moments = map[int]int{0: 1, 3: 2}

// timelineOf are twenty entries from the start to the end.
func timelineOf(r *rand.Rand, d *draft) []string {
	const n = 20
	step := d.times[4].Sub(d.times[0]) / n
	lines := make([]string, n)
	for i, entry := range r.Perm(len(entries))[:n] {
		at := d.times[0].Add(step * time.Duration(i)).Truncate(time.Second)
		if moment, ok := moments[entry]; ok {
			at = d.times[moment] // the front matter says the same
		}
		lines[i] = "- " + stamp(at) + " " + fmt.Sprintf(entries[entry], d.service)
	}
	slices.Sort(lines)
	return lines
}

func sectionsOf(r *rand.Rand, d *draft) map[string]string {
	some := func(list []string, n int) string {
		text := ""
		for _, i := range r.Perm(len(list))[:min(n, len(list))] {
			text += "\n" + list[i] + "\n"
		}
		return text
	}
	return map[string]string{
		"summary":  "\n" + fmt.Sprintf(pick(r, summaries), d.service) + "\n",
		"happened": some(happenings, 6+r.IntN(5)),
		"intended": some(intentions, 2+r.IntN(3)),
		"why":      some(reasons, 4+r.IntN(4)),
		"avoid":    some(preventions, 3+r.IntN(3)),
		"references": fmt.Sprintf("\n- [Dashboard](https://dash.example.com/d/%s)\n- [Change %d](https://git.example.com/%s/pull/%d)\n- Chat: channel `#inc-%s`\n",
			d.service, r.IntN(900), d.service, r.IntN(900), d.service),
	}
}

func stamp(t time.Time) string { return t.Format(time.RFC3339) }
