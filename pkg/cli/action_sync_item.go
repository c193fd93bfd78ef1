package cli

import (
	"strings"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/repo"
	"github.com/postmortem-md/pm/pkg/report"
	"github.com/postmortem-md/pm/pkg/tracker"
)

// item brings the n-th item of an incident into line with its ticket.
func (s *ticketSync) item(i *incident.Incident, n int) error {
	a := i.ActionItems.V[n]
	t, link, ok := s.ticket(i, a)
	if !ok {
		return nil
	}
	edit, did := t.Settle(a, s.w.env.now())
	if link {
		edit.Ticket = new(t.Name)
		did = append([]string{"ticket written back"}, did...)
	}
	if len(did) == 0 {
		s.agree++
		return nil
	}
	if edit.Status != nil && *edit.Status == string(incident.Open) && i.State.V == incident.Closed {
		did = append(did, "its incident is closed")
	}
	r, err := s.b.revision(i.Path)
	if err != nil {
		return err
	}
	if items := r.now.ActionItems.V; n >= len(items) || items[n].ID.V != a.ID.V {
		return &repo.Conflict{Path: i.Path, Reason: "was changed by somebody else meanwhile"}
	}
	s.row(i, a, t.Name, strings.Join(did, "; "), report.Good)
	return s.b.editItem(r, r.now.ActionItems.V[n], func(*workspace, incident.ActionItem) (incident.ActionEdit, error) { return edit, nil })
}

// ticket is that of an item, and whether it is still to be written into it. What does
// not match becomes a row.
func (s *ticketSync) ticket(i *incident.Incident, a incident.ActionItem) (t tracker.Ticket, link, ok bool) {
	named := s.tickets.For(i.ID + "#" + a.ID.V)
	if a.Ticket.Known() {
		t, ok := s.tickets.Find(a.Ticket.V)
		if !ok && a.Status.V != incident.Done && a.Status.V != incident.Dropped {
			s.row(i, a, a.Ticket.V, "not in "+s.from, report.Caution)
		}
		for _, other := range named {
			if !ok || other.Name != t.Name {
				s.row(i, a, other.Name, "says it is for this item, which has another ticket", report.Caution)
			}
		}
		return t, false, ok
	}
	switch {
	case len(named) == 0:
		return t, false, false
	case len(named) > 1:
		for _, t := range named {
			s.row(i, a, t.Name, "one of several that say they are for this item", report.Caution)
		}
		return t, false, false
	case !s.link:
		s.row(i, a, named[0].Name, "says it is for this item: --link writes it back", report.Caution)
		return t, false, false
	}
	return named[0], true, true
}

// strangers are tickets that name an item which is not there.
func (s *ticketSync) strangers() {
	for _, t := range s.tickets.Left() {
		if t.Item != "" {
			s.rows = append(s.rows, []report.Cell{{Text: t.Item}, {Text: t.Name}, {Text: "there is no such action item", Tone: report.Caution}})
		}
	}
}

// row tells of one item; the text is copied, because the next file is read into the
// same memory.
func (s *ticketSync) row(i *incident.Incident, a incident.ActionItem, ticket, what string, tone report.Tone) {
	s.rows = append(s.rows, []report.Cell{{Text: itemRef(i.ID, a.ID.V)}, {Text: strings.Clone(ticket)}, {Text: strings.Clone(what), Tone: tone}})
}
