package coverage

import (
	"slices"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/intake"
)

// Slack is how far an incident's times may lie from those of a signal, and still
// be of the same thing: people write times down by hand.
const Slack = 15 * time.Minute

// maxNear bounds how many incidents are named beside a signal.
const maxNear = 3

// Weigh lets an incident cover what it covers. branch is where it was read from,
// "" for the work tree. Dismissed ones cover, too: somebody looked.
func (a *Audit) Weigh(i *incident.Incident, branch string) {
	w := windowOf(i)
	cover := Cover{ID: strings.Clone(i.ID), Branch: branch}
	for _, mark := range i.Alerts.V {
		for _, s := range a.byMark[mark.V] {
			if a.recorded(i, w, s) {
				s.cover(cover, ByFingerprint)
			}
		}
		a.weighCommits(mark.V, cover)
	}
	for _, name := range append(incident.TextsOf(i.Aliases), i.ID) {
		for _, s := range a.byName[name] {
			s.cover(cover, ByTrailer)
		}
	}
	if !w.known {
		return
	}
	services := make([]string, len(i.Services.V))
	for n, s := range i.Services.V {
		services[n] = strings.ToLower(s.V)
	}
	for _, s := range a.signals {
		switch {
		case !a.overlaps(w, s):
		case slices.ContainsFunc(services, func(service string) bool { return slices.Contains(a.services[s], service) }):
			s.cover(cover, ByTime)
		case !s.Covered() && len(s.Near) < maxNear:
			s.Near = append(s.Near, cover.ID)
		}
	}
}

// recorded reports that an incident which lists an alert is about this occurrence
// of it, and not about an earlier or a later one.
func (a *Audit) recorded(i *incident.Incident, w window, s *Signal) bool {
	return !w.known || a.overlaps(w, s) || intake.Tells(i, s.Alert)
}

// weighCommits takes what an incident lists for the beginning of a commit's name.
func (a *Audit) weighCommits(mark string, cover Cover) {
	const shortest = 7
	if len(mark) < shortest || strings.Trim(mark, "0123456789abcdef") != "" {
		return
	}
	for _, s := range a.signals {
		for n := range s.Commits {
			if strings.HasPrefix(s.Commits[n].ID, mark) {
				s.cover(cover, ByFingerprint)
			}
		}
	}
}

// cover keeps the better of two reasons, and the first of equals.
func (s *Signal) cover(c Cover, by Reason) {
	if !s.Covered() || s.Cover.By == ByTime && by != ByTime {
		s.Cover = c
		s.Cover.By = by
	}
}

// window is when an incident went on.
type window struct {
	known      bool
	start, end time.Time // end is zero while it goes on
}

// windowOf takes an incident without an end for one that goes on as long as it is
// in progress. One that has left that state, or was dismissed, without anybody
// writing the end down, had ended by then.
func windowOf(i *incident.Incident) window {
	w := window{known: i.StartedAt.Known(), start: i.StartedAt.V, end: i.EndedAt.V}
	if !w.known || i.EndedAt.Known() || i.State.V == incident.InProgress {
		return w
	}
	w.end = w.start
	for _, t := range i.History.V {
		if t.State.V != incident.InProgress && t.At.Known() {
			w.end = t.At.V
			break
		}
	}
	return w
}

// overlaps reports that a signal falls into a window, give or take Slack.
func (a *Audit) overlaps(w window, s *Signal) bool {
	if !w.known {
		return false
	}
	return !s.Start.After(a.until(w.start, w.end).Add(Slack)) && !a.until(s.Start, s.End).Before(w.start.Add(-Slack))
}

// until is the end of what may go on still. Clocks differ: what began in the future
// has begun.
func (a *Audit) until(start, end time.Time) time.Time {
	switch {
	case !end.IsZero():
		return end
	case start.After(a.options.Now):
		return start
	}
	return a.options.Now
}
