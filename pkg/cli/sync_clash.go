package cli

import (
	"bytes"
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/merge"
	"github.com/postmortem-md/pm/pkg/repo"
)

// driverWay is said where git would show more conflicts than there are.
const driverWay = "pm init --merge-driver, so that git merges incidents as pm sync does"

// clash is what only a person can decide in the incident at path, nil for
// nothing. A file that both sides added is most often not one incident.
func clash(path string, base []byte, r merge.Result) *repo.Clash {
	if len(r.Conflicts) == 0 {
		return nil
	}
	what := strings.Join(subjects(r), ", ")
	if len(base) > 0 {
		return &repo.Clash{What: what}
	}
	id := incident.ShellWord(incident.IDFromPath(path))
	return &repo.Clash{
		What: "two incidents of one name: " + what,
		// The alias that a rename leaves is the other's name now.
		Way: "if they are two: pm rename " + id + ` "ANOTHER TITLE", pm set NEW-ID aliases-=` + id + ", pm sync",
	}
}

// subjects are what conflicts, each once: keys, action items by id, sections.
func subjects(r merge.Result) []string {
	var all []string
	for _, c := range r.Conflicts {
		subject := c.Subject
		if subject == "body" {
			subject = sectionAt(r.Data[:c.Span.Start])
		}
		if slices.Contains(all, subject) {
			continue
		}
		if len(all) == maxNamed {
			return append(all, "…")
		}
		all = append(all, subject)
	}
	return all
}

// sectionAt is the section that the end of a text lies in. The text may hold
// markers of conflicts, which Markdown takes for headings: so it is read by
// lines.
func sectionAt(text []byte) string {
	name, fenced := "", false
	for line := range bytes.Lines(text[document.Parse(text).BodyStart():]) {
		s := strings.TrimSpace(string(line))
		title := strings.TrimLeft(s, "#")
		switch {
		case strings.HasPrefix(s, "```"), strings.HasPrefix(s, "~~~"):
			fenced = !fenced
		case !fenced && title != s && strings.HasPrefix(title, " "):
			name = strings.TrimSpace(strings.TrimRight(title, "# "))
		}
	}
	if name == "" {
		return "text"
	}
	return "section " + name
}
