package merge

import (
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// disorder is two times of an incident of which the first should not be before
// the second.
type disorder struct{ later, earlier string }

// moment is a time by its key.
type moment struct {
	key string
	at  incident.Value[time.Time]
}

// disorders are the times that contradict each other: nothing happens before
// the start, and nothing is noticed or mitigated after the end.
func disorders(i *incident.Incident) []disorder {
	start, over := moment{"started_at", i.StartedAt}, moment{"ended_at", i.EndedAt}
	detected, mitigated := moment{"detected_at", i.DetectedAt}, moment{"mitigated_at", i.MitigatedAt}
	var found []disorder
	for _, pair := range [][2]moment{
		{over, start},
		{detected, start},
		{{"acknowledged_at", i.AcknowledgedAt}, start},
		{mitigated, start},
		{over, detected},
		{over, mitigated},
	} {
		if later, earlier := pair[0], pair[1]; later.at.Known() && earlier.at.Known() && later.at.V.Before(earlier.at.V) {
			found = append(found, disorder{later.key, earlier.key})
		}
	}
	return found
}

// misplaced are the entries of a timeline that stand behind later ones, as they
// are written.
func misplaced(entries []incident.Entry) []string {
	var all []string
	var latest time.Time
	for _, e := range entries {
		switch {
		case !e.At.Known():
		case e.At.V.Before(latest):
			all = append(all, e.Written)
		default:
			latest = e.At.V
		}
	}
	return all
}
