package cli

import (
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// actionView is an action item as output shows it: the field names of the
// front matter, what was worked out, null for what is unknown. It holds no
// reference to the file it came from.
type actionView struct {
	Incident string   `json:"incident"`
	ID       *string  `json:"id"`
	Title    *string  `json:"title"`
	Owner    *string  `json:"owner"`
	Due      *string  `json:"due"`
	Status   *string  `json:"status"`
	Kind     *string  `json:"kind"`
	Ticket   *string  `json:"ticket"`
	DoneAt   *string  `json:"done_at"`
	Evidence *string  `json:"evidence"`
	Reason   *string  `json:"reason"`
	DueWas   []string `json:"due_was"`
	DaysLate int      `json:"days_late"`
	Severity *string  `json:"severity"` // of the incident
	Path     string   `json:"path"`
	Line     int      `json:"line"`
}

// viewAction is the view of one item of an incident as of a time.
func (w *workspace) viewAction(i *incident.Incident, a incident.ActionItem, asOf time.Time) actionView {
	v := actionView{
		Incident: i.ID, ID: textOf(a.ID), Title: textOf(a.Title), Owner: textOf(a.Owner), Due: dateOf(a.Due),
		Kind: textOf(a.Kind), Ticket: textOf(a.Ticket), DoneAt: dateOf(a.DoneAt), Evidence: textOf(a.Evidence),
		Reason: textOf(a.Reason), DueWas: []string{}, DaysLate: a.DaysLate(asOf), Severity: textOf(i.Severity),
		Path: w.fromTop(i.Path), Line: i.Doc.Position(a.Span.Start).Line,
	}
	if a.Status.Known() {
		s := strings.Clone(string(a.Status.V))
		v.Status = &s
	}
	for _, d := range a.DueWas.V {
		v.DueWas = append(v.DueWas, d.V.Format(time.DateOnly))
	}
	return v
}

// item is how the item is called on the command line.
func (v actionView) item() string { return v.Incident + "#" + orEmpty(v.ID) }

// textOf is a known value as a string of its own; nil when it is not known.
func textOf(v incident.Value[string]) *string {
	if !v.Known() {
		return nil
	}
	s := strings.Clone(v.V)
	return &s
}

func dateOf(v incident.Value[time.Time]) *string {
	if !v.Known() {
		return nil
	}
	s := v.V.Format(time.DateOnly)
	return &s
}

func orEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
