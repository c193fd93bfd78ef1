package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/report"
	"github.com/postmortem-md/pm/pkg/similar"
)

// Recording an incident must not wait for ten thousand files to be read: only so many
// are that are called like the new one, and so many of the latest, among which may be
// the same incident, recorded by somebody else.
const (
	maxAlike  = 100
	maxLatest = 100
	maxLike   = 3 // of those shown
)

// like are the incidents that one about to be recorded may be a repeat of, or the
// same as: those that are near and not dismissed, at most maxLike, first those with
// something left to do. own is its ID. A file that cannot be read is left out: this
// is a courtesy, and must not stop what it is for.
func (w *workspace) like(ctx context.Context, about similar.Subject, own string) []report.Similar {
	q := similar.FromSubject(about)
	if q.Empty() {
		return nil
	}
	names, err := w.names(ctx)
	if err != nil {
		return nil
	}
	titles := similar.NewIndex(q)
	for _, n := range names {
		titles.AddTitle(n.id)
	}
	found := likeness{index: similar.NewIndex(q)}
	found.index.Among(titles)
	for _, n := range worthReading(names, titles) {
		if data, err := w.source.ReadFile(names[n].path); err == nil && names[n].id != own {
			found.index.Add(data)
			found.places = append(found.places, place{w, names[n].path})
		}
	}
	all, err := found.nearest(4*maxLike, about.Services, about.Tags, w.env.now())
	if err != nil {
		return nil
	}
	all = slices.DeleteFunc(all, func(s report.Similar) bool { return !s.Near || text(s.State) == string(incident.Dismissed) })
	// What is still to be done would perhaps have prevented this one.
	slices.SortStableFunc(all, func(a, b report.Similar) int { return min(len(b.ActionItems), 1) - min(len(a.ActionItems), 1) })
	return all[:min(len(all), maxLike)]
}

// worthReading are the names, by their place, of the incidents whose title is most
// like the query, and of the latest, in their order.
func worthReading(names []name, titles *similar.Index) []int {
	var chosen []int
	for _, m := range titles.Nearest(maxAlike) {
		chosen = append(chosen, m.Doc)
	}
	latest := make([]int, len(names))
	for n := range latest {
		latest[n] = n
	}
	slices.SortStableFunc(latest, func(a, b int) int { return strings.Compare(names[b].id, names[a].id) })
	chosen = append(chosen, latest[:min(maxLatest, len(latest))]...)
	slices.Sort(chosen)
	return slices.Compact(chosen)
}

// maxLeft is how many action items of an incident a note names.
const maxLeft = 3

// noteLike says which past incidents a new one is like and what they left to do, and
// gives the command for either case: it happened again, or it is the same.
func (w *workspace) noteLike(id string, triggers []string, like []report.Similar) {
	if len(like) == 0 {
		return
	}
	var ids []string
	for _, s := range like {
		if text(s.State) != string(incident.InProgress) {
			ids = append(ids, s.Incident)
		}
		w.note("like " + s.Incident + left(s))
		for n, a := range s.ActionItems {
			if n == maxLeft {
				w.note(fmt.Sprintf("    and %d more", len(s.ActionItems)-n))
				break
			}
			w.note("    " + itemRef(s.Incident, text(a.ID)) + ": " + text(a.Title) + standing(a))
		}
	}
	for _, s := range like {
		if state := incident.State(text(s.State)); state == incident.InProgress || state == incident.Resolved {
			w.note(fmt.Sprintf("if it is the same: pm dismiss %s --as duplicate --of %s --reason TEXT", incident.ShellWord(id), incident.ShellWord(s.Incident)))
			break
		}
	}
	if len(ids) == 0 {
		return
	}
	for _, line := range w.relate(id, nil, triggers, ids) {
		w.note("if it happened again: " + line)
	}
}

// note says something on standard error that is no warning.
func (w *workspace) note(line string) {
	fmt.Fprintf(w.env.Err, "pm: %s\n", report.Clean(line, false))
}

// left says in which state an incident is and what it left to do.
func left(s report.Similar) string {
	state := " (" + cmp.Or(text(s.State), "no state")
	if n := len(s.ActionItems); n > 0 {
		return state + "), " + report.Count(n, "action item") + " still to be done"
	}
	return state + ")"
}

// standing is who is to do an action item by when.
func standing(a report.ActionItem) string {
	parts := []string{text(a.Status)}
	if a.Owner != nil {
		parts = append(parts, *a.Owner)
	}
	if a.Due != nil {
		parts = append(parts, "due "+*a.Due)
	}
	if a.DaysLate > 0 {
		parts = append(parts, report.Count(a.DaysLate, "day")+" late")
	}
	return " (" + strings.Join(parts, ", ") + ")"
}
