package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/incident"
)

// ReviewMarker is the first line of a review as Markdown, by which a bot finds
// the comment that it is to replace.
const ReviewMarker = "<!-- pm-review -->"

const (
	// maxReview is how large a review may be, in bytes; a comment on GitHub holds
	// 65,536 characters.
	maxReview = 60_000
	// maxRows is how many rows a list shows.
	maxRows = 20
	// maxTable is how long a list may be before its next row is left out, in bytes.
	maxTable = 4_000
	// maxWords is how many characters of a text are shown.
	maxWords = 200
)

// groundRules stand below every review.
const groundRules = "Ground rules: everybody did what made sense to them with what they knew at that moment. Ask what made it possible, not who did it."

// ReviewMarkdown writes a review as a comment on a pull request: under 60 KB,
// whatever the change, with a count of what was left out. Nothing in it that comes
// from a file is more than text.
func ReviewMarkdown(w io.Writer, r Review) error {
	head := ReviewMarker + "\n### Postmortems in this change\n\n" + reviewSummary(r) + "\n"
	tail := configurationPart(r) + suppressionsPart(r) + "\n---\n\n" + groundRules + "\n"
	room := maxReview - len(head) - len(tail) - len(moreIncidents(len(r.Incidents)))
	var b strings.Builder
	b.WriteString(head)
	for n, i := range mostUrgent(r.Incidents) {
		part := reviewedPart(i)
		if room -= len(part); room < 0 {
			b.WriteString(moreIncidents(len(r.Incidents) - n))
			break
		}
		b.WriteString(part)
	}
	b.WriteString(tail)
	_, err := io.WriteString(w, b.String())
	return err
}

func moreIncidents(n int) string {
	return fmt.Sprintf("\nThis comment would be too long: %s more changed that it does not show. `pm review` shows each with `--format json`.\n", Count(n, "incident"))
}

// mostUrgent puts those with errors first.
func mostUrgent(all []Reviewed) []Reviewed {
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b Reviewed) int {
		return cmp.Compare(min(1, b.count("error")), min(1, a.count("error")))
	})
	return sorted
}

func (r Reviewed) count(severity string) int {
	n := 0
	for _, f := range r.Findings {
		if f.Severity == severity {
			n++
		}
	}
	return n
}

// reviewSummary is the line that most people read.
func reviewSummary(r Review) string {
	if len(r.Incidents) == 0 && len(r.Configuration) == 0 {
		return "No incident is changed."
	}
	counts := map[string]int{}
	errs, warnings, nudges := 0, 0, 0
	for _, i := range r.Incidents {
		counts[i.Change]++
		nudges += len(i.Nudges)
		errs += i.count("error")
		warnings += i.count("warning")
	}
	var parts []string
	for _, change := range []string{"added", "changed", "renamed", "removed"} {
		if n := counts[change]; n > 0 {
			parts = append(parts, Count(n, "incident")+" "+change)
		}
	}
	line := strings.Join(parts, ", ")
	if line == "" {
		line = "No incident is changed"
	}
	switch {
	case errs+warnings > 0:
		line += ". **New: " + Count(errs, "error") + ", " + Count(warnings, "warning") + "**"
	case len(r.Incidents) > 0 && nudges == 0:
		line += ". `pm lint` finds nothing new"
	}
	if nudges > 0 {
		line += ". " + Count(nudges, "place") + " may read as blame"
	}
	if r.MetadataOnly && len(r.Incidents) > 0 {
		line += ". Only front matter is changed"
	}
	return line + "."
}

// reviewedPart is one incident.
func reviewedPart(r Reviewed) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n#### %s %s\n\n%s\n", codeSpan(r.Incident, maxWords), inert(said(r.Title), maxWords), stateLine(r))
	if r.Change == "renamed" {
		fmt.Fprintf(&b, "\nRenamed from %s.\n", codeSpan(said(r.WasPath), maxWords))
	}
	if line := changedLine(r); line != "" {
		b.WriteString("\n" + line + "\n")
	}
	b.WriteString(needsPart("Not there, though "+inert(said(r.To), maxWords)+" needs it", r.Unmet))
	b.WriteString(entriesPart(r) + actionsPart(r))
	if r.Next != nil {
		b.WriteString(needsPart("Still missing for "+*r.Next, r.Needs))
	}
	b.WriteString(findingsPart(r.Findings) + nudgesPart(r.Nudges))
	return b.String()
}

// stateLine says where an incident stands, and whether it may. What is adopted may
// stand anywhere.
func stateLine(r Reviewed) string {
	state := func(s *string) string { return inert(cmp.Or(said(s), "no state"), maxWords) }
	var line string
	switch {
	case r.Change == "removed":
		line = "**removed**, in state " + state(r.From)
	case r.Change == "added":
		line = "new, in state **" + state(r.To) + "**"
	case said(r.From) == said(r.To):
		line = "stays in " + state(r.To)
	default:
		line = state(r.From) + " → **" + state(r.To) + "**"
	}
	if r.To != nil && said(r.From) != said(r.To) {
		switch {
		case len(r.Unmet) > 0:
			line += ", **its gate does not hold**"
		case r.Adopted:
			line += ", adopted"
		default:
			line += ", its gate holds"
		}
	}
	for _, s := range []*string{r.Severity, r.Owner} {
		if s != nil {
			line += " · " + inert(*s, maxWords)
		}
	}
	return line
}

// changedLine names the keys and sections of a file that was there before.
func changedLine(r Reviewed) string {
	if r.Change == "added" || r.Change == "removed" {
		return ""
	}
	var parts []string
	if len(r.Keys) > 0 {
		parts = append(parts, "front matter: "+listed(", ", len(r.Keys), r.changedKey))
	}
	if len(r.Sections) > 0 {
		parts = append(parts, "sections: "+names(r.Sections))
	}
	if r.MetadataOnly && len(parts) > 0 {
		parts = append(parts, "only front matter is changed")
	}
	if len(parts) == 0 {
		return ""
	}
	return "Changed " + strings.Join(parts, "; ") + "."
}

// changedKey is a key, with its values where they say something.
func (r Reviewed) changedKey(n int) string {
	for _, v := range r.Values {
		if v.Key == r.Keys[n] {
			return v.Key + " " + cmp.Or(said(v.Was), "none") + " → " + cmp.Or(said(v.Now), "none")
		}
	}
	return r.Keys[n]
}

// said is a value that may be missing, "" then.
func said(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func names(all []string) string {
	return listed(", ", len(all), func(n int) string { return all[n] })
}

func needsPart(title string, needs []Need) string {
	if len(needs) == 0 {
		return ""
	}
	what := func(n int) string {
		if needs[n].Kind == string(incident.ConditionNeed) {
			return needs[n].Why
		}
		return needs[n].Name + " " + needs[n].Why
	}
	return "\n" + title + ": " + listed("; ", len(needs), what) + ".\n"
}

// reviewTable is a table with a title and n rows, cut to maxRows and maxTable.
func reviewTable(title string, head []string, n int, row func(int) []string) string {
	if n == 0 {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\n**%s**\n\n| %s |\n|%s\n", title, strings.Join(head, " | "), strings.Repeat("---|", len(head)))
	shown := 0
	for ; shown < min(n, maxRows) && b.Len() < maxTable; shown++ {
		fmt.Fprintf(&b, "| %s |\n", strings.Join(row(shown), " | "))
	}
	if n > shown {
		fmt.Fprintf(&b, "\nand %d more\n", n-shown)
	}
	return b.String()
}

// listed joins texts, cut to maxRows and maxTable.
func listed(separator string, n int, text func(int) string) string {
	var b strings.Builder
	shown := 0
	for ; shown < min(n, maxRows) && b.Len() < maxTable; shown++ {
		if shown > 0 {
			b.WriteString(separator)
		}
		b.WriteString(inert(text(shown), maxWords))
	}
	if n > shown {
		fmt.Fprintf(&b, "%sand %d more", separator, n-shown)
	}
	return b.String()
}

func entriesPart(r Reviewed) string {
	title := "Timeline: " + countOf(len(r.Entries), "new entry", "new entries")
	if r.EntriesGone > 0 {
		title += ", " + countOf(r.EntriesGone, "entry", "entries") + " taken away or rewritten"
		if len(r.Entries) == 0 {
			return "\n**" + title + "**\n"
		}
	}
	return reviewTable(title, []string{"when", "what"}, len(r.Entries), func(n int) []string {
		e := r.Entries[n]
		return []string{cell(cmp.Or(said(e.At), "no time")), cell(e.Text)}
	})
}

// cell is a text in a table.
func cell(s string) string { return inert(s, maxWords) }

func countOf(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func actionsPart(r Reviewed) string {
	return reviewTable("Action items", []string{"", "id", "title", "status", "owner", "due"}, len(r.ActionItems), func(n int) []string {
		a := r.ActionItems[n]
		return []string{
			a.Change, codeSpan(said(a.ID), maxWords), cell(said(a.Title)),
			move(a, a.WasStatus, a.Status), move(a, a.WasOwner, a.Owner), move(a, a.WasDue, a.Due),
		}
	})
}

// move shows what a value was where that says something.
func move(a ReviewedAction, was, now *string) string {
	before, after := cell(said(was)), cell(said(now))
	switch {
	case a.Change == "removed":
		return before
	case a.Change == "added", before == after:
		return after
	}
	return cmp.Or(before, "none") + " → " + cmp.Or(after, "none")
}

func findingsPart(found []Finding) string {
	return reviewTable("Findings", []string{"severity", "where", "rule", "what is wrong", "what to do"}, len(found), func(n int) []string {
		f := found[n]
		return []string{f.Severity, f.place(), codeSpan(f.Rule, maxWords), cell(f.Message), cell(said(f.Help))}
	})
}

// nudgesPart shows wording apart from what is wrong: it is a question to the author,
// and nobody has to answer it before the change goes in.
func nudgesPart(found []Finding) string {
	return reviewTable("May read as blame: a question each, none of them a demand", []string{"where", "what the sentence does", "what it might tell"}, len(found), func(n int) []string {
		f := found[n]
		return []string{f.place(), cell(f.Message), cell(said(f.Help))}
	})
}

func (f Finding) place() string {
	if f.Line == nil {
		return ""
	}
	return fmt.Sprintf("line %d", *f.Line)
}

// configurationPart shows whether the rules themselves are changed, and above all
// where less is asked.
func configurationPart(r Review) string {
	less := ""
	if len(r.Loosened) > 0 {
		less = "\n**This change asks for less:** " + listed("; ", len(r.Loosened), func(n int) string { return r.Loosened[n] }) + ".\n"
	}
	return less + reviewTable("Configuration", []string{"file", "key", "was", "now"}, len(r.Configuration), func(n int) []string {
		c := r.Configuration[n]
		return []string{codeSpan(c.File, maxWords), codeSpan(c.Key, maxWords), cell(cmp.Or(said(c.Was), "none")), cell(cmp.Or(said(c.Now), "none"))}
	})
}

func suppressionsPart(r Review) string {
	type suppressed struct {
		incident string
		Suppression
	}
	var all []suppressed
	for _, i := range r.Incidents {
		for _, s := range i.Suppressions {
			all = append(all, suppressed{i.Incident, s})
		}
	}
	return reviewTable("New suppressions", []string{"incident", "where", "rule", "reason"}, len(all), func(n int) []string {
		s := all[n]
		return []string{codeSpan(s.incident, maxWords), fmt.Sprintf("line %d", s.Line), codeSpan(s.Rule, maxWords), cell(cmp.Or(said(s.Reason), "no reason"))}
	})
}
