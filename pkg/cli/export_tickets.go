package cli

import (
	"fmt"
	"io"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/report"
	"github.com/postmortem-md/pm/pkg/tracker"
)

// ticketExporter gathers the items that a ticket can be made of: those that somebody
// has committed to and that have none.
type ticketExporter struct {
	env    *Env
	form   func(io.Writer, []report.Task) error
	tasks  []report.Task
	public bool
}

// newTicketExporter is for one tracker's form.
func newTicketExporter(form func(io.Writer, []report.Task) error) func(*Env, exportOptions) exporter {
	return func(e *Env, o exportOptions) exporter { return &ticketExporter{env: e, form: form, public: o.public} }
}

func (x *ticketExporter) start(*workspace) {}

func (x *ticketExporter) add(w *workspace, i *incident.Incident) error {
	for _, a := range i.ActionItems.V {
		if a.Status.V != incident.Open || a.Ticket.Known() {
			continue
		}
		// What cannot be shown cannot be looked at before it is run, either.
		if name := i.ID + a.ID.V + w.repo.Root(); !a.ID.Known() || report.Clean(name, false) != name {
			w.warn(fmt.Sprintf("%s of %s has no name that it can be called by, and becomes no ticket; pm lint says more", a.Name(), w.shown(i.Path)))
			continue
		}
		shape := w.actionShape(i, a, x.env.now())
		owner, _ := w.process.PersonOf(a.Owner.V)
		if x.public {
			owner = incident.Person{} // a role, which somebody's handle may be like
		}
		x.tasks = append(x.tasks, report.Task{
			Item: shape, Of: string([]byte(i.Title.V)), Dir: w.repo.Root(), Email: owner.Email, Mark: tracker.Mark(i.ID, *shape.ID),
		})
	}
	return nil
}

func (x *ticketExporter) write(out io.Writer) error { return x.form(out, x.tasks) }
