package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/postmortem-md/pm/pkg/report"
)

// maxWords is how many shared words are shown: enough to judge by.
const maxWords = 8

// printSimilar shows what is alike and what it left to do, then what to run if it is
// the same again.
func printSimilar(e *Env, s *subject, found []report.Similar) error {
	if len(found) == 0 {
		_, err := fmt.Fprintln(e.Out, "no other incident has a telling word of "+s.name())
		return err
	}
	fmt.Fprintln(e.Out, "Like"+below(e.style(), "Like", s.name()+":", " "))
	for _, f := range found {
		printLike(e, s, f)
	}
	lines := s.suggestions(found)
	if len(lines) == 0 {
		return printNoRepeat(e, s, found)
	}
	_, err := fmt.Fprintf(e.Out, "\nIf it happened again:\n  %s\n", strings.Join(lines, "\n  "))
	return err
}

// printNoRepeat says why there is nothing to run. Of a few words much is soon found,
// so a high percentage is no contradiction.
func printNoRepeat(e *Env, s *subject, found []report.Similar) error {
	near := slices.ContainsFunc(found, func(f report.Similar) bool { return f.Near })
	why := "No earlier one is near enough to call it a repeat."
	switch {
	case near && s.incident != nil:
		why = "Nothing is left to record: what is near is related already, was dismissed, or came later."
	case near && !s.repeats:
		return nil
	case near:
		why = "What is near is still going on or was dismissed, so it is not offered as a repeat."
	case s.incident == nil:
		why = "The percentage is how much of the words is found. These are too few, too common or found too seldom to call it a repeat."
	}
	_, err := fmt.Fprintln(e.Out, "\n"+why)
	return err
}

// printLike is no row of a table: an ID is to be copied, and would leave no room for
// the words.
func printLike(e *Env, s *subject, f report.Similar) {
	style, tone := e.style(), report.Faint
	if f.Near {
		tone = report.Strong
	}
	share := "%d%%  "
	if s.incident == nil {
		share = "%d%% of the words  "
	}
	id, rest := report.Clean(f.Incident, false), fmt.Sprintf(share, f.Likeness)+report.Clean(cmp.Or(text(f.State), "no state"), false)
	fmt.Fprintf(e.Out, "\n%s%s\n", report.Paint(e.Out, style, tone, id), below(style, id, rest, "  "))
	line := func(text string) { fmt.Fprintf(e.Out, "  %s\n", report.Clean(text, false)) }
	if f.Title != nil {
		line(*f.Title)
	}
	line("both have " + bothHave(f))
	for _, a := range f.ActionItems {
		line("still to be done: " + itemRef(f.Incident, text(a.ID)) + standing(a))
		line("  " + text(a.Title))
	}
}

// below puts what follows an ID behind it, or on the next line where the terminal is
// too narrow: an ID is to be copied, so it is kept whole.
func below(style report.Style, id, rest, gap string) string {
	if style.Width > 0 && utf8.RuneCountInString(id+gap+rest) > style.Width {
		return "\n  " + rest
	}
	return gap + rest
}

// bothHave says why an incident is there: alerts, services and tags by name, then
// other words.
func bothHave(f report.Similar) string {
	var parts []string
	for _, p := range []struct {
		name   string
		values []string
	}{{"alert", f.Alerts}, {"service", f.Services}, {"tag", f.Tags}} {
		for _, v := range p.values {
			parts = append(parts, p.name+" "+v)
		}
	}
	named := slices.Concat(f.Services, f.Tags)
	words := slices.DeleteFunc(slices.Clone(f.Words), func(w string) bool {
		return slices.ContainsFunc(named, func(n string) bool { return strings.EqualFold(n, w) })
	})
	return strings.Join(append(parts, words[:min(len(words), maxWords)]...), ", ")
}
