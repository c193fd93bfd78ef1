package cli

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/intake"
)

// part is what of a post belongs to one incident.
type part struct {
	postmortem *postmortem
	alerts     []intake.Alert
}

// share finds the incident of each alert. What belongs to none goes along with the
// first that goes on, for a post is about one thing; rest is what is left where
// there is none. earlier are the incidents that ended before, the latest last.
func (t *takenIn) share(ctx context.Context) (shares []part, rest []intake.Alert, earlier []string, err error) {
	past, err := t.past(ctx)
	if err != nil {
		return nil, nil, nil, err
	}
	ongoing := -1
	for _, a := range t.alerts {
		p, relation := closest(past, &a)
		if relation < intake.Recorded {
			rest = append(rest, a)
		} else {
			n := slices.IndexFunc(shares, func(s part) bool { return s.postmortem == p })
			if n < 0 {
				n = len(shares)
				shares = append(shares, part{postmortem: p})
			}
			shares[n].alerts = append(shares[n].alerts, a)
			if relation == intake.Ongoing && ongoing < 0 {
				ongoing = n
			}
		}
		if relation == intake.Earlier && !slices.Contains(earlier, p.ID) {
			earlier = append(earlier, p.ID)
		}
	}
	if ongoing >= 0 {
		shares[ongoing].alerts = append(shares[ongoing].alerts, rest...)
		rest = nil
	}
	return shares, rest, earlier, nil
}

// closest is the incident that an alert has most to do with, of equals the one
// that started last.
func closest(past []*postmortem, a *intake.Alert) (best *postmortem, relation intake.Relation) {
	for _, p := range past {
		r := intake.Relate(p.Incident, a)
		if r > relation || r == relation && r != intake.Stranger && !p.StartedAt.V.Before(best.StartedAt.V) {
			best, relation = p, r
		}
	}
	return best, relation
}

// past are the incidents that list one of the alerts, in order of path. Only files
// in which the word stands are parsed.
func (t *takenIn) past(ctx context.Context) ([]*postmortem, error) {
	marks := make(map[string]bool)
	for n := range t.alerts {
		for _, mark := range t.alerts[n].Marks() {
			marks[mark] = true
		}
	}
	var all []*postmortem
	for f := range t.w.files(ctx) {
		if f.Err != nil || !bytes.Contains(f.Data, []byte("alerts")) {
			continue
		}
		i := t.w.decode(f.Path, f.Data)
		if !slices.ContainsFunc(i.Alerts.V, func(v incident.Value[string]) bool { return marks[v.V] }) {
			continue
		}
		p, err := t.w.loadToChange(strings.Clone(f.Path)) // the walk reuses what i is made of
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, ctx.Err()
}
