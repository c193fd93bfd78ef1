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
	incidents := make([]*incident.Incident, len(past))
	for n, p := range past {
		incidents[n] = p.Incident
	}
	ongoing := -1
	for _, a := range t.alerts {
		at, relation := intake.Closest(incidents, &a)
		if relation < intake.Recorded {
			rest = append(rest, a)
		} else {
			p := past[at]
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
		if relation == intake.Earlier && !slices.Contains(earlier, past[at].ID) {
			earlier = append(earlier, past[at].ID)
		}
	}
	if ongoing >= 0 {
		shares[ongoing].alerts = append(shares[ongoing].alerts, rest...)
		rest = nil
	}
	return shares, rest, earlier, nil
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
