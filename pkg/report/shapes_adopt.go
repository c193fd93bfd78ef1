package report

import (
	"time"

	"github.com/postmortem-md/pm/pkg/intake"
)

// Adopted is one item of adopted: a file that pm adopt looked at.
type Adopted struct {
	Path         string            `json:"path"`     // where it is now, or would be
	WasPath      *string           `json:"was_path"` // when it was moved
	Incident     *string           `json:"incident"` // nil when it is none
	Outcome      string            `json:"outcome"`
	Reason       *string           `json:"reason"` // why it was left alone
	Commit       *string           `json:"commit"`
	State        *string           `json:"state"`
	Title        *string           `json:"title"`
	TitleFrom    *string           `json:"title_from"`
	Date         *string           `json:"date"`
	DateFrom     *string           `json:"date_from"`
	StartedAt    *string           `json:"started_at"`
	StartedFrom  *string           `json:"started_from"`
	EndedAt      *string           `json:"ended_at"`
	EndedFrom    *string           `json:"ended_from"`
	Zone         *string           `json:"zone"`
	Severity     *string           `json:"severity"`
	SeverityWas  *string           `json:"severity_written"`
	Status       *string           `json:"status_written"`
	Owner        *string           `json:"owner"`
	Participants []string          `json:"participants"`
	Entries      []AdoptedEntry    `json:"entries"`
	ActionItems  []AdoptedAction   `json:"action_items"`
	Sections     []string          `json:"sections"`
	Keys         []string          `json:"keys"`
	Extra        []string          `json:"extra_keys"`
	Needs        []Need            `json:"needs"`
	Command      *string           `json:"command"`
	Questions    []AdoptedQuestion `json:"questions"`
}

// AdoptedEntry is a timeline entry that was read.
type AdoptedEntry struct {
	Line    int     `json:"line"`
	At      *string `json:"at"`
	Written string  `json:"written"`
	Text    string  `json:"text"`
}

// AdoptedAction is an action item that was read.
type AdoptedAction struct {
	Line   int     `json:"line"`
	Title  string  `json:"title"`
	Owner  *string `json:"owner"`
	Due    *string `json:"due"`
	Status string  `json:"status"`
	Ticket *string `json:"ticket"`
}

// AdoptedQuestion is what the text leaves open.
type AdoptedQuestion struct {
	Line int    `json:"line"`
	Text string `json:"text"`
	Help string `json:"help"`
}

// AdoptedOf is the shape of what was read. line gives the line of an offset.
func AdoptedOf(l *intake.Legacy, line func(offset int) int) Adopted {
	s := Adopted{
		Title: Filled(l.Title), TitleFrom: Filled(l.TitleFrom), Date: dayText(l.Day), DateFrom: Filled(l.DayFrom),
		StartedAt: momentText(l.StartedAt), StartedFrom: Filled(l.StartedFrom), EndedAt: momentText(l.EndedAt), EndedFrom: Filled(l.EndedFrom),
		Zone: Filled(l.Zone), Severity: Filled(l.Severity), SeverityWas: Filled(l.SeverityWritten), Status: Filled(l.Status), Owner: Filled(l.Owner),
		Participants: append([]string{}, l.Participants...), Sections: append([]string{}, l.Sections...), Extra: append([]string{}, l.Extra...),
		Keys: []string{}, Entries: []AdoptedEntry{}, ActionItems: []AdoptedAction{}, Needs: []Need{}, Questions: []AdoptedQuestion{},
	}
	for _, e := range l.Entries {
		s.Entries = append(s.Entries, AdoptedEntry{line(e.Offset), momentText(e.At), e.Written, e.Text})
	}
	for _, a := range l.Actions {
		status := "proposed"
		if a.Done {
			status = "done"
		}
		s.ActionItems = append(s.ActionItems, AdoptedAction{line(a.Offset), a.Title, Filled(a.Owner), dayText(a.Due), status, Filled(a.Ticket)})
	}
	for _, q := range l.Questions {
		s.Questions = append(s.Questions, AdoptedQuestion{line(q.Offset), q.Text, q.Ask})
	}
	return s
}

func momentText(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	return Filled(t.UTC().Format(time.RFC3339))
}

func dayText(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	return Filled(t.Format(time.DateOnly))
}

var adoptShapes = []shape{
	{"adopted", "A file that pm adopt looked at. What was read stands here also where a key of the front matter goes before it.", []property{
		{"path", "text", "The file as it is now, relative to the top of the Git work tree; with --dry-run as it would be."},
		{"was_path", "text?", "Where it was, when it was moved."},
		{"incident", "text?", "The ID of the incident; null when the file was left alone."},
		{"outcome", "text", "adopted, completed (it was adopted before and got its times now), moved (it was adopted before and is in another state now), unchanged, recorded (an incident already) or refused."},
		{"reason", "text?", "Why the file was left alone."},
		{"commit", "text?", "The commit; null when there is none."},
		{"state", "text?", "Its state."},
		{"title", "text?", "The title."},
		{"title_from", "text?", "Where it was found: front matter, heading or file name."},
		{"date", "date?", "The day of the incident."},
		{"date_from", "text?", "Where it was found: front matter, file name, title, text or timeline."},
		{"started_at", "time?", "When the incident began, if that is certain."},
		{"started_from", "text?", "Where it was found: front matter, text or timeline."},
		{"ended_at", "time?", "When it was over, if that is certain."},
		{"ended_from", "text?", "Where it was found."},
		{"zone", "text?", "The time zone that times were converted from."},
		{"severity", "text?", "The configured severity that the words of the text mean."},
		{"severity_written", "text?", "The words."},
		{"status_written", "text?", "What the text says of its status."},
		{"owner", "text?", "The owner that the text names."},
		{"participants", "texts", "Who took part."},
		{"entries", "[]adopted_entry", "The timeline entries."},
		{"action_items", "[]adopted_action", "The action items."},
		{"sections", "texts", "The sections that were recognised."},
		{"keys", "texts", "The front matter keys that were written."},
		{"extra_keys", "texts", "The front matter keys that pm does not know."},
		{"needs", "[]need", "What its state would ask of another incident and that is not there."},
		{"command", "text?", "The command that fills what one command can."},
		{"questions", "[]adopted_question", "What the text leaves open."},
	}},
	{"adopted_entry", "A timeline entry that was read.", []property{
		{"line", "place", "The line it begins on."},
		{"at", "time?", "When; null when that is not certain."},
		{"written", "text", "The time as it is written."},
		{"text", "text", "What happened, cut when long."},
	}},
	{"adopted_action", "An action item that was read.", []property{
		{"line", "place", "The line it begins on."},
		{"title", "text", "What is to be done."},
		{"owner", "text?", "Who does it, if the text says so."},
		{"due", "date?", "By when, if the text says so."},
		{"status", "text", "done or proposed."},
		{"ticket", "text?", "The issue that it links."},
	}},
	{"adopted_question", "What a text leaves open.", []property{
		{"line", "place", "The line it is about."},
		{"text", "text", "What is not certain."},
		{"help", "text", "What settles it."},
	}},
}
