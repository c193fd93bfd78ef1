package cli

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/intake"
	"github.com/postmortem-md/pm/pkg/report"
)

func (r *adoptRun) print() error {
	shapes := make([]report.Adopted, len(r.adoptions))
	for n, a := range r.adoptions {
		shapes[n] = a.shape
	}
	e := r.w.env
	if r.options.format.value == "json" {
		return report.Envelope(e.Out, "adopted", shapes)
	}
	t := report.Table{Columns: []report.Column{{Name: "file", Ref: true}, {Name: "found"}, {Name: "left_to_fill", Wrap: true}}}
	for n, s := range shapes {
		t.Rows = append(t.Rows, r.row(r.w.shown(r.adoptions[n].path), s))
	}
	if err := t.Text(e.Out, e.style()); err != nil {
		return err
	}
	if err := errors.Join(r.printCommands(shapes), r.printQuestions(shapes)); err != nil {
		return err
	}
	return r.w.sayAll([]string{"", r.summary(shapes)})
}

// row is a file's line of the table.
func (r *adoptRun) row(file string, s report.Adopted) []report.Cell {
	if s.Reason != nil {
		return []report.Cell{{Text: file}, {Text: s.Outcome, Tone: report.Bad}, {Text: *s.Reason}}
	}
	found := foundIn(s)
	switch s.Outcome {
	case string(intake.Unchanged):
		found = "adopted before"
	case string(intake.Moved):
		found = "adopted before; now " + strings.Join(append(slices.Clone(s.Keys[:len(s.Keys)-2]), *s.State), ", ")
	case string(intake.Completed):
		found = "adopted before; now " + strings.Join(s.Keys, ", ")
	}
	return []report.Cell{{Text: file}, {Text: found}, {Text: leftOf(s)}}
}

// foundIn names what was read of a file.
func foundIn(s report.Adopted) string {
	var found []string
	for _, f := range []struct {
		name  string
		value *string
	}{{"title", s.Title}, {"date", s.Date}, {"start", s.StartedAt}, {"end", s.EndedAt}, {"severity", s.Severity}, {"owner", s.Owner}} {
		switch {
		case f.value == nil:
		case f.name == "severity" && s.SeverityWas != nil && *s.SeverityWas != *f.value:
			found = append(found, "severity "+strconv.Quote(*s.SeverityWas))
		default:
			found = append(found, f.name)
		}
	}
	if s.Status != nil {
		found = append(found, "status "+strconv.Quote(*s.Status))
	}
	if n := len(s.Participants); n > 0 {
		found = append(found, report.Count(n, "participant"))
	}
	switch n := len(s.Entries); n {
	case 0:
	case 1:
		found = append(found, "1 entry")
	default:
		found = append(found, fmt.Sprintf("%d entries", n))
	}
	if n := len(s.ActionItems); n > 0 {
		items := report.Count(n, "action item")
		if done := doneOf(s.ActionItems); done > 0 {
			items += fmt.Sprintf(" (%d done)", done)
		}
		found = append(found, items)
	}
	return strings.Join(found, ", ")
}

func doneOf(items []report.AdoptedAction) int {
	done := 0
	for _, a := range items {
		if a.Status == string(incident.Done) {
			done++
		}
	}
	return done
}

// leftOf names what is to be filled in.
func leftOf(s report.Adopted) string {
	var keys, sections []string
	for _, n := range s.Needs {
		if n.Kind == string(incident.SectionNeed) {
			sections = append(sections, n.Name)
		} else {
			keys = append(keys, n.Name)
		}
	}
	left := strings.Join(keys, ", ")
	if len(sections) > 0 {
		left = strings.TrimPrefix(left+"; sections "+strings.Join(sections, ", "), "; ")
	}
	return left
}

// printCommands gives the commands that fill in what is left, each on a line of its
// own to be copied.
func (r *adoptRun) printCommands(shapes []report.Adopted) error {
	var lines []string
	sections := false
	for _, s := range shapes {
		if s.Command != nil {
			lines = append(lines, "  "+*s.Command)
		}
		for _, n := range s.Needs {
			fill, _, _ := strings.Cut(n.Fill, ", or ")
			switch {
			case n.Kind == string(incident.SectionNeed):
				sections = true
			case !strings.HasPrefix(fill, "pm set "):
				lines = append(lines, "  "+fill)
			}
		}
	}
	if sections {
		lines = append(lines, "  and pm edit ID for sections, where there is something to say")
	}
	if len(lines) == 0 {
		return nil
	}
	return r.w.sayAll(append([]string{"", "To fill in what is left:"}, lines...))
}

// printQuestions tells what the texts leave open. What is the same in many files is
// told once.
func (r *adoptRun) printQuestions(shapes []report.Adopted) error {
	type asked struct {
		file, help string
		more       int
	}
	seen := map[string]*asked{}
	var order []string
	for n, s := range shapes {
		for _, q := range s.Questions {
			if a := seen[q.Text]; a != nil {
				a.more++
				continue
			}
			file := r.w.shown(r.adoptions[n].path)
			if s.WasPath != nil && r.options.dryRun {
				file = filepath.Base(*s.WasPath)
			}
			seen[q.Text] = &asked{fmt.Sprintf("%s:%d", file, q.Line), q.Help, 0}
			order = append(order, q.Text)
		}
	}
	if len(order) == 0 {
		return nil
	}
	if err := r.w.sayAll([]string{"", "What the texts leave open:"}); err != nil {
		return err
	}
	for _, text := range order {
		a := seen[text]
		more := ""
		if a.more > 0 {
			more = fmt.Sprintf(" (and in %s more)", report.Count(a.more, "place"))
		}
		if err := r.w.sayAll([]string{"  " + a.file + more + ": " + text, "    " + a.help}); err != nil {
			return err
		}
	}
	return nil
}

// summary counts the files by what became of them.
func (r *adoptRun) summary(shapes []report.Adopted) string {
	count := map[string]int{}
	commits := map[string]bool{}
	for _, s := range shapes {
		count[s.Outcome]++
		if s.Commit != nil {
			commits[*s.Commit] = true
		}
	}
	did := "adopted "
	if r.options.dryRun {
		did = "would adopt "
	}
	line := did + report.Count(count[string(intake.Adopted)], "file")
	for _, c := range []struct{ outcome, says string }{
		{string(intake.Completed), "%s completed"},
		{string(intake.Moved), "%s moved"},
		{string(intake.Unchanged), "%s adopted before"},
		{string(intake.AlreadyRecorded), "%s an incident already"},
		{refusedFile, "%s left alone"},
	} {
		if n := count[c.outcome]; n > 0 {
			line += ", " + fmt.Sprintf(c.says, report.Count(n, "file"))
		}
	}
	if r.passed > 0 {
		line += ", " + report.Count(r.passed, "other file") + " passed over"
	}
	switch {
	case r.options.dryRun:
	case len(commits) > 0:
		line += " (" + report.Count(len(commits), "commit") + ")"
	case count[string(intake.Adopted)]+count[string(intake.Completed)]+count[string(intake.Moved)] > 0:
		line += " (not committed)"
	}
	return line
}
