package report

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/stats"
)

// StatsPageMarkdown writes a page for management as Markdown.
func StatsPageMarkdown(w io.Writer, p *stats.Page) error { return sheetOf(p).markdown(w) }

// StatsPageHTML writes the same as one HTML file.
func StatsPageHTML(w io.Writer, p *stats.Page) error { return sheetOf(p).html(w) }

func sheetOf(p *stats.Page) sheet {
	s := pageWriter{p, statsTables{p.Summary, false, widestBar / 2}}
	return sheet{
		title: "Incidents and postmortems, " + periodWords(p.Period),
		lead:  s.lead(),
		parts: []part{s.trend(), s.severities(), s.worst(), s.repeats(), s.late(), s.states(), s.lessons(), s.footing()},
	}
}

// pageWriter puts a page into words and tables.
type pageWriter struct {
	*stats.Page
	tables statsTables
}

// lead are the sentences for somebody who reads nothing else. None goes without
// what it rests on.
func (s pageWriter) lead() []string {
	lines := []string{Count(s.Total.Incidents, "incident") + " started" + s.before(fmt.Sprint(s.Before.Incidents)) + "."}
	tell := func(id, format string) {
		n := indexOf(s.Total, id)
		now, was := s.Total.Taken[n].Distribution, s.Before.Taken[n].Distribution
		if now.N == 0 {
			return
		}
		before := ""
		if was.N > 0 {
			before = s.before(fmt.Sprintf("%s, n = %d", lasting(was.Median), was.N))
		}
		lines = append(lines, fmt.Sprintf(format, lasting(now.Median), now.N)+before+".")
	}
	tell(resolve, "Half were over within %s (n = %d)")
	for n, h := range s.Total.Held {
		if h.Of == 0 {
			continue
		}
		before := ""
		if was := s.Before.Held[n]; was.Of > 0 {
			before = s.before(heldWords(was))
		}
		lines = append(lines, fmt.Sprintf("%s: %s%s.", upperFirst(h.Name), heldWords(h), before))
	}
	tell("lead-time", "Half of the postmortems closed in the period were closed within %s of the end of their incident (n = %d)")
	return append(lines, s.changes()...)
}

// heldWords spell percent out: Markdown has uses for the sign.
func heldWords(h stats.Held) string {
	return outOf(h) + ", " + strings.Replace(percent(h), "%", "percent", 1)
}

func (s pageWriter) before(what string) string { return " (the period before: " + what + ")" }

// changes say what was done.
func (s pageWriter) changes() []string {
	if len(s.Changes) == 0 {
		return []string{"No action item was done."}
	}
	total, kinds := 0, make([]string, 0, len(s.Changes))
	for _, c := range s.Changes {
		total += c.N
		kinds = append(kinds, fmt.Sprintf("%d %s", c.N, kindWords(c.Kind)))
	}
	return []string{fmt.Sprintf("%s done: %s.", Count(total, "action item"), strings.Join(kinds, ", "))}
}

func kindWords(kind string) string {
	if kind == stats.NoGroup {
		return "of no kind"
	}
	if kind == "process" {
		return "to change the process"
	}
	return "to " + kind
}

func indexOf(g stats.Group, id string) int {
	return slices.IndexFunc(g.Taken, func(t stats.Taken) bool { return t.ID == id })
}

func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func (s pageWriter) trend() part {
	labels := make([]string, len(s.Months))
	for n, m := range s.Months {
		labels[n] = m.Name
	}
	of := func(title string, values []float64, words func(stats.Group) string) chart {
		c := chart{title: title, labels: labels, values: values}
		for _, m := range s.Months {
			c.words = append(c.words, words(m))
			month := stats.MonthPeriod(m.Name)
			c.outside = append(c.outside, !month.Until.After(s.Period.Since))
		}
		return c
	}
	n := indexOf(s.Total, resolve)
	held := slices.IndexFunc(s.Total.Held, func(h stats.Held) bool { return h.ID == "actions-on-time" })
	return part{
		title: "Trend",
		text:  []string{"Month by month, with months before the period so that a direction can be seen. The number behind each figure is n: with few incidents a month, figures jump by chance."},
		charts: []chart{
			of("Incidents a month", incidentTrend(s.Months), func(g stats.Group) string { return fmt.Sprint(g.Incidents) }),
			of("Time to resolve, median by month (n)", takenTrend(s.Months, n), func(g stats.Group) string { return medianCell(g.Taken[n]).Text }),
			of("Action items done on time, by the month in which they were due (n)", heldTrend(s.Months, held), func(g stats.Group) string { return heldCell(g.Held[held]).Text }),
		},
		table: s.tables.grouped("month", s.Months),
	}
}

func (s pageWriter) severities() part {
	return part{title: "By severity", table: s.tables.grouped("severity", s.Groups), text: emptyWords(len(s.Groups), "No incident started in the period.")}
}

func emptyWords(n int, words string) []string {
	if n > 0 {
		return nil
	}
	return []string{words}
}

func (s pageWriter) worst() part {
	t := Table{Columns: []Column{{Name: "incident"}, {Name: "title"}, {Name: "severity", Keep: true}, {Name: "started", Keep: true}, {Name: "lasted", Right: true}, {Name: "services"}, {Name: "state", Keep: true}, {Name: "open_action_items", Right: true}}}
	for _, b := range s.Worst {
		lasted := lasting(b.Lasted)
		if b.Unknown {
			lasted = "not told"
		} else if b.Ended.IsZero() {
			lasted += " so far"
		}
		t.Rows = append(t.Rows, []Cell{
			{Text: b.Name()},
			{Text: b.Title},
			{Text: b.Severity},
			{Text: dateWords(b.Started)},
			{Text: lasted},
			{Text: strings.Join(b.Services, ", ")},
			{Text: string(b.State)},
			{Text: fmt.Sprint(b.Open)},
		})
	}
	return part{title: "The five worst", table: t, text: emptyWords(len(t.Rows), "No incident started in the period."), notes: []string{"By severity, then by how long they lasted."}}
}

func dateWords(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}
