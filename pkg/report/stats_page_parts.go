package report

import (
	"fmt"
	"strings"

	"github.com/postmortem-md/pm/pkg/stats"
)

// repeatsShown is how many repeats are listed.
const repeatsShown = 15

func (s pageWriter) repeats() part {
	t := Table{Columns: []Column{{Name: "incident"}, {Name: "title"}, {Name: "severity"}, {Name: "repeats"}, {Name: "action_items_of_that_not_done_by_then", Right: true}}}
	for _, r := range s.Repeats[:min(repeatsShown, len(s.Repeats))] {
		of, unsettled := "not told", ""
		if r.Of != nil {
			of, unsettled = r.Of.Name(), fmt.Sprint(r.Unsettled)
		}
		t.Rows = append(t.Rows, []Cell{{Text: r.Name()}, {Text: r.Title}, {Text: r.Severity}, {Text: of}, {Text: unsettled}})
	}
	p := part{title: "Repeats", table: t, text: emptyWords(len(t.Rows), "No incident of the period is recorded as a repeat.")}
	if more := len(s.Repeats) - len(t.Rows); more > 0 {
		p.notes = append(p.notes, fmt.Sprintf("And %d more.", more))
	}
	return p
}

func (s pageWriter) late() part {
	t := Table{Columns: []Column{{Name: "team"}, {Name: "action_items", Right: true}, {Name: "follow-ups", Right: true}, {Name: "most_late", Right: true}, {Name: "which"}}}
	for _, l := range s.Late {
		t.Rows = append(t.Rows, []Cell{{Text: l.Team}, {Text: fmt.Sprint(l.Items)}, {Text: fmt.Sprint(l.Followups)}, {Text: Count(l.Latest, "day")}, {Text: l.LatestRef}})
	}
	return part{
		title: "Overdue by team", table: t, text: emptyWords(len(t.Rows), "Nothing is overdue."),
		notes: []string{"As of " + s.AsOf.UTC().Format("2006-01-02") + ", whenever the incidents started. A team is that of the owner in people of the configuration."},
	}
}

// states are the stays that ended in the period, and what waits now.
func (s pageWriter) states() part {
	t := Table{Columns: []Column{
		{Name: "state"},
		{Name: "n", Right: true},
		{Name: "median", Right: true},
		{Name: "p90", Right: true},
		{Name: "longest", Right: true},
		{Name: "n_before", Right: true},
		{Name: "median_before", Right: true},
		{Name: "in_it_now", Right: true},
		{Name: "of_these_stale", Right: true},
	}}
	for n, m := range s.Total.Taken {
		if !strings.HasPrefix(m.ID, "state-") && m.ID != "lead-time" {
			continue
		}
		b := s.Before.Taken[n].Distribution
		row := []Cell{
			{Text: strings.TrimPrefix(m.Name, "state ")},
			{Text: fmt.Sprint(m.N)},
			{Text: took(m.Distribution, m.Median)},
			{Text: took(m.Distribution, m.P90)},
			{Text: took(m.Distribution, m.Longest)},
			{Text: fmt.Sprint(b.N)},
			{Text: took(b, b.Median)},
		}
		for _, w := range s.Waiting {
			if m.ID == "state-"+string(w.State) {
				row = append(row, Cell{Text: fmt.Sprint(w.N)}, Cell{Text: fmt.Sprint(w.Stale)})
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return part{
		title: "Time in each state", table: t,
		notes: []string{"Of the stays that ended in the period: what still waits has no length yet and is counted in the last two columns. Lead time is from the end of an incident until its postmortem was closed."},
	}
}

func (s pageWriter) lessons() part {
	p := part{title: "What was learned", text: emptyWords(len(s.Lessons), "No postmortem of the period says yet why its incident happened.")}
	for _, l := range s.Lessons {
		e := entry{title: l.Title + " (" + l.Severity + ", " + l.Name() + ")", text: l.Why}
		for _, it := range l.Done {
			e.lines = append(e.lines, "Done "+dateWords(it.Done)+": "+it.Title)
		}
		p.entries = append(p.entries, e)
	}
	if s.More > 0 {
		p.notes = append(p.notes, fmt.Sprintf("The gravest of those whose causes were found in the period; %d more are not shown.", s.More))
	}
	return p
}

// footing says what the page does not know.
func (s pageWriter) footing() part {
	p := part{title: "What these figures rest on", notes: []string{
		upperFirst(sizeWords(s.Summary)) + "; " + beforeWords(s.Summary) + ".",
		"What happened counts where the incident started; what the process did counts where it was done or due.",
		"P90 is the 90th percentile by linear interpolation (PERCENTILE.INC of spreadsheets). There are no means: a few long outages decide them. " + fewWords,
	}}
	for _, l := range lacking(s.Total) {
		p.notes = append(p.notes, fmt.Sprintf("Not told, and so not part of %s: %s: %s.", l.name, Count(len(l.records), "incident"), firstNames(l.records)))
	}
	if n := len(s.Contradicted); n > 0 {
		p.notes = append(p.notes, fmt.Sprintf("%s say of a time what another time or their timeline contradicts; pm stats lists them.", Count(contradictedIncidents(s.Summary), "incident")))
	}
	if s.Total.Incidents < stats.Few {
		p.notes = append(p.notes, "With fewer than ten incidents, a change from one period to the next may be chance.")
	}
	return p
}
