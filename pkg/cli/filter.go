package cli

import (
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// filter chooses incidents. Values of one kind are alternatives; different
// kinds must all hold.
type filter struct {
	states, severities, owners, participants, teams []string
	services, tags, triggers, where                 []string
	since, until                                    string
	stale, open                                     bool

	from, to time.Time // since and until, once resolved
	now      time.Time
}

func (f *filter) add(flags *pflag.FlagSet) {
	flags.StringSliceVar(&f.states, "state", nil, "in one of these states")
	flags.StringSliceVar(&f.severities, "severity", nil, "of one of these severities")
	flags.StringSliceVar(&f.owners, "owner", nil, "owned by one of these people")
	flags.StringSliceVar(&f.participants, "participant", nil, "with one of these people")
	flags.StringSliceVar(&f.teams, "team", nil, "whose owner is in one of these teams")
	flags.StringSliceVar(&f.services, "service", nil, "of one of these services")
	flags.StringSliceVar(&f.tags, "tag", nil, "with one of these tags")
	flags.StringSliceVar(&f.triggers, "trigger", nil, "with one of these triggers")
	flags.StringArrayVar(&f.where, "where", nil, "whose front matter has `KEY=VALUE`")
	flags.StringVar(&f.since, "since", "", "started at `TIME` or later")
	flags.StringVar(&f.until, "until", "", "started before `TIME`, or on that date")
	flags.BoolVar(&f.stale, "stale", false, "longer in its state than stale_after allows")
	flags.BoolVar(&f.open, "open", false, "neither closed nor dismissed")
}

// resolve reads what the flags say under a root's policy; what means nothing
// there is a usage error, because an empty answer would look like a true one.
func (f *filter) resolve(w *workspace, now time.Time) (err error) {
	f.now = now
	for n, s := range f.states {
		state, ok := incident.ParseState(s)
		if !ok {
			return usagef("--state %s: %s", s, accepted(s, append((&stateFlag{}).values(), string(incident.Dismissed))))
		}
		f.states[n] = string(state)
	}
	if err := among("--severity", f.severities, w.process.Severities); err != nil {
		return err
	}
	if err := among("--trigger", f.triggers, w.process.Triggers); err != nil {
		return err
	}
	for _, pair := range f.where {
		if key, _, ok := strings.Cut(pair, "="); !ok || key == "" {
			return usagef("--where %s: write KEY=VALUE", pair)
		}
	}
	if f.from, err = bound("--since", f.since, now, 0); err != nil {
		return err
	}
	f.to, err = bound("--until", f.until, now, day)
	return err
}

// among refuses a word that is none of those known.
func among(flag string, given, known []string) error {
	for _, g := range given {
		if !slices.Contains(known, g) {
			return usagef("%s %s: %s", flag, g, accepted(g, known))
		}
	}
	return nil
}

// bound reads one end of a period. A date alone means the whole of that day,
// so at the far end it is the next midnight: add says how much to add.
func bound(flag, given string, now time.Time, add time.Duration) (time.Time, error) {
	if given == "" {
		return time.Time{}, nil
	}
	if t, err := time.Parse(time.DateOnly, given); err == nil {
		return t.Add(add), nil
	}
	t, _, err := incident.ParseTime(given, now, nil)
	if err != nil {
		return time.Time{}, usagef("%s: %s", flag, err)
	}
	return t, nil
}

// accepts reports that an incident is among those asked for.
func (f *filter) accepts(w *workspace, i *incident.Incident) bool {
	return f.acceptsPeople(w, i) && f.acceptsTime(w, i) &&
		anyOf(f.states, func(v string) bool { return string(i.State.V) == v }) &&
		anyOf(f.severities, func(v string) bool { return i.Severity.V == v }) &&
		anyOf(f.services, in(i.Services)) && anyOf(f.tags, in(i.Tags)) && anyOf(f.triggers, in(i.Triggers)) &&
		(!f.open || i.State.V != incident.Closed && i.State.V != incident.Dismissed) &&
		!slices.ContainsFunc(f.where, func(pair string) bool { return !holds(i.Doc, pair) })
}

// acceptsPeople compares persons, not texts: @alice, Alice Ames and her address are
// one where people says so.
func (f *filter) acceptsPeople(w *workspace, i *incident.Incident) bool {
	same := w.process.SamePerson
	return anyOf(f.owners, func(v string) bool { return same(v, i.Owner.V) }) &&
		anyOf(f.participants, func(v string) bool {
			return slices.ContainsFunc(i.Participants.V, func(p incident.Value[string]) bool { return same(v, p.V) })
		}) &&
		anyOf(f.teams, func(v string) bool {
			p, ok := w.process.PersonOf(i.Owner.V)
			return ok && strings.EqualFold(p.Team, v)
		})
}

func (f *filter) acceptsTime(w *workspace, i *incident.Incident) bool {
	started := i.StartedAt
	return (f.from.IsZero() || started.Known() && !started.V.Before(f.from)) &&
		(f.to.IsZero() || started.Known() && started.V.Before(f.to)) &&
		(!f.stale || w.process.Stale(i, f.now))
}

func anyOf(values []string, holds func(string) bool) bool {
	return len(values) == 0 || slices.ContainsFunc(values, holds)
}

func in(list incident.Value[[]incident.Value[string]]) func(string) bool {
	return func(v string) bool {
		return slices.ContainsFunc(list.V, func(e incident.Value[string]) bool { return strings.EqualFold(e.V, v) })
	}
}

// holds reports that a front matter key has a value, or a list one among it.
func holds(d *document.Document, pair string) bool {
	key, want, _ := strings.Cut(pair, "=")
	n := d.Front().Field(key)
	if n.Kind() != document.Sequence {
		return n.Kind() == document.Scalar && n.Text() == want
	}
	for _, item := range n.Items() {
		if item.Text() == want {
			return true
		}
	}
	return false
}
