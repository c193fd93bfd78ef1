package stats

import (
	"fmt"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// skew is how far two clocks may be apart, as for the rule time-order.
const skew = 5 * time.Minute

// Contradiction is a time in an incident's front matter that another one, or the
// timeline, says something else about.
type Contradiction struct {
	Key  string // ended_at
	Says string // what contradicts what, both times named
	Line int    // of the key
}

// moment is a key with its time.
type moment struct {
	key string
	at  incident.Value[time.Time]
}

// moments are the times that measures are made of, in the order in which they
// happen.
func moments(i *incident.Incident) []moment {
	return []moment{
		{"started_at", i.StartedAt},
		{"detected_at", i.DetectedAt},
		{"acknowledged_at", i.AcknowledgedAt},
		{"mitigated_at", i.MitigatedAt},
		{"ended_at", i.EndedAt},
	}
}

func contradictions(i *incident.Incident, asOf time.Time) []Contradiction {
	var all []Contradiction
	say := func(m moment, format string, args ...any) {
		line := i.Doc.Position(m.at.Span.Start).Line
		all = append(all, Contradiction{m.key, m.key + " " + stamp(m.at.V) + " " + fmt.Sprintf(format, args...), line})
	}
	for _, pair := range disorder(i) {
		say(pair[1], "is before %s %s", pair[0].key, stamp(pair[0].at.V))
	}
	for _, m := range moments(i) {
		if m.at.Known() && m.at.V.After(asOf.Add(skew)) {
			say(m, "lies in the future")
		}
	}
	againstTimeline(i, say)
	return all
}

// inOrder are the pairs of which the second does not come before the first.
// Somebody may acknowledge an alert after it is over, so its end is no bound.
var inOrder = [][2]int{{0, 1}, {0, 2}, {0, 3}, {0, 4}, {1, 2}, {1, 4}, {3, 4}}

// disorder are the pairs that are the wrong way round.
func disorder(i *incident.Incident) [][2]moment {
	all := moments(i)
	var wrong [][2]moment
	for _, pair := range inOrder {
		first, second := all[pair[0]], all[pair[1]]
		if first.at.Known() && second.at.Known() && second.at.V.Before(first.at.V) {
			wrong = append(wrong, [2]moment{first, second})
		}
	}
	return wrong
}

// words are those by which a timeline speaks of a moment, among the first four of
// an entry.
var words = map[string][]string{
	"detected_at":     {"detected", "alerted", "paged", "alert fired"},
	"acknowledged_at": {"acknowledged", "acked"},
	"mitigated_at":    {"mitigated"},
	"ended_at":        {"resolved", "recovered", "all clear"},
}

// denials take an entry out: it says that the moment has not come.
var denials = []string{"not", "no", "never", "cannot", "partially", "partly", "half", "nearly", "almost"}

// againstTimeline compares each time with the entries that speak of it; one that
// agrees, by a few minutes, is enough. And an incident whose whole timeline lies
// outside of it has a day or a zone wrong.
func againstTimeline(i *incident.Incident, say func(m moment, format string, args ...any)) {
	times := moments(i)
	for _, m := range times[1:] {
		if !m.at.Known() {
			continue
		}
		if nearest, ok := nearestEntry(i, m); ok && apart(nearest, m.at.V) > skew {
			say(m, "is not when the timeline says so: %s", stamp(nearest))
		}
	}
	first, last, ok := extent(i)
	switch start, end := times[0], times[4]; {
	case !ok:
	case start.at.Known() && last.Before(start.at.V.Add(-skew)):
		say(start, "is after the whole timeline, which ends %s", stamp(last))
	case end.at.Known() && first.After(end.at.V.Add(skew)):
		say(end, "is before the whole timeline, which begins %s", stamp(first))
	}
}

// nearestEntry is the time of the entry about a moment that is nearest to it.
func nearestEntry(i *incident.Incident, m moment) (nearest time.Time, ok bool) {
	for _, e := range i.Timeline() {
		if e.At.Known() && speaksOf(e.Text, words[m.key]) && (!ok || apart(e.At.V, m.at.V) < apart(nearest, m.at.V)) {
			nearest, ok = e.At.V, true
		}
	}
	return nearest, ok
}

// speaksOf looks for one of the phrases, word by word, among the first four words.
func speaksOf(text string, phrases []string) bool {
	isEnd := func(r rune) bool { return strings.ContainsRune(" \t.,:;!?()/*_`\"|", r) }
	fields := strings.FieldsFunc(strings.ToLower(text), isEnd)
	head := " " + strings.Join(fields[:min(4, len(fields))], " ") + " "
	for _, d := range denials {
		if strings.Contains(head, " "+d+" ") || strings.Contains(head, "n't ") {
			return false
		}
	}
	for _, p := range phrases {
		if strings.Contains(head, " "+p+" ") {
			return true
		}
	}
	return false
}

// extent is the first and the last time in a timeline.
func extent(i *incident.Incident) (first, last time.Time, ok bool) {
	for _, e := range i.Timeline() {
		if !e.At.Known() {
			continue
		}
		if !ok || e.At.V.Before(first) {
			first = e.At.V
		}
		if !ok || e.At.V.After(last) {
			last = e.At.V
		}
		ok = true
	}
	return first, last, ok
}

func apart(a, b time.Time) time.Duration { return a.Sub(b).Abs() }

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
