package coverage

import (
	"slices"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/intake"
)

// Gap is what one postmortem would cover and none does: a signal, or alerts of one
// service that followed each other closely.
type Gap struct {
	Signals []*Signal
	Start   time.Time
	End     time.Time // zero while one of them fires
	Near    []string  // as of a Signal
}

// Gaps are what is not covered, in order of time. Alerts come one for each machine;
// whoever records the first incident has recorded them all.
func (a *Audit) Gaps() []Gap {
	var gaps []*Gap
	open := map[string]*Gap{} // the last of each key
	for _, s := range a.Signals() {
		if s.Covered() {
			continue
		}
		keys := a.keys(s)
		g := a.joins(s, keys, open)
		if g == nil {
			g = &Gap{Start: s.Start, End: s.End}
			gaps = append(gaps, g)
		}
		g.add(s)
		for _, key := range keys {
			open[key] = g
		}
	}
	all := make([]Gap, len(gaps))
	for n, g := range gaps {
		all[n] = *g
	}
	return all
}

// keys are what alerts of one incident have in common: a service, else the name.
// Commits stand alone.
func (a *Audit) keys(s *Signal) []string {
	if s.Alert == nil {
		return nil
	}
	keys := slices.Clone(a.services[s])
	if len(keys) == 0 {
		keys = append(keys, "\x00"+strings.ToLower(s.Alert.Name))
	}
	return keys
}

// joins finds the gap that a signal follows closely on.
func (a *Audit) joins(s *Signal, keys []string, open map[string]*Gap) *Gap {
	for _, key := range keys {
		if g := open[key]; g != nil && (g.End.IsZero() || !s.Start.After(g.End.Add(Slack))) {
			return g
		}
	}
	return nil
}

func (g *Gap) add(s *Signal) {
	g.Signals = append(g.Signals, s)
	if s.End.IsZero() || g.End.IsZero() {
		g.End = time.Time{}
	} else if s.End.After(g.End) {
		g.End = s.End
	}
	for _, id := range s.Near {
		if !slices.Contains(g.Near, id) && len(g.Near) < maxNear {
			g.Near = append(g.Near, id)
		}
	}
}

// Alerts are those of the gap; none for commits.
func (g *Gap) Alerts() []intake.Alert {
	var all []intake.Alert
	for _, s := range g.Signals {
		if s.Alert != nil {
			all = append(all, *s.Alert)
		}
	}
	return all
}
