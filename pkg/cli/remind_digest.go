package cli

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/report"
)

// digest gathers over all repositories what each audience is reminded of.
type digest struct {
	now      time.Time
	owner    string // only for this person; "" for everybody
	sections []*told
	known    map[string]*told // by repository and audience
	earlier  map[string]bool  // what an earlier digest named; nil without one
}

// told is what one audience is reminded of.
type told struct {
	audience
	reminders []reminding
	earlier   int
	wanted    bool // not only others were asked for
}

// reminding is a reminder and where it was read.
type reminding struct {
	report.Reminder
	w    *workspace
	path string // of the incident, relative to the root; "" for the process itself
}

func newDigest(now time.Time, owner string) *digest {
	return &digest{now: now, owner: owner, known: map[string]*told{}}
}

// incident adds what there is to say of one incident, which is let go then.
func (d *digest) incident(w *workspace, i *incident.Incident) {
	duties := w.process.Duties(i, d.now)
	unreadable := i.Doc.Front().Kind() == document.None
	if len(duties) == 0 && !unreadable {
		return
	}
	shape, names := w.incidentShape(i, d.now), namesOf(i)
	if unreadable {
		d.tell(w, w.processOwners(), w.reminderOf(i, shape, incident.Duty{Kind: report.Unreadable}, d.now), names)
	}
	for _, duty := range duties {
		for _, a := range w.audiences(i, duty) {
			r := w.reminderOf(i, shape, duty, d.now)
			r.Escalated = a.escalated
			r.Note = report.Filled(join("; ", text(r.Note), a.note))
			d.tell(w, a, r, names)
		}
	}
}

// process adds the review of the process itself.
func (d *digest) process(w *workspace) {
	if duty, ok := w.process.ReviewOfProcess(d.now); ok {
		d.tell(w, w.processOwners(), w.reviewReminder(duty), []string{""})
	}
}

// tell adds a reminder, unless it was named before. names are all that the incident
// is or was called.
func (d *digest) tell(w *workspace, a audience, r reminding, names []string) {
	s := d.section(w, a)
	before := func(name string) bool { return d.earlier[keyOf(w, a, r, name)] }
	if r.Why != string(incident.LeftOpen) && slices.ContainsFunc(names, before) {
		s.earlier++
		return
	}
	s.reminders = append(s.reminders, r)
}

// keyOf tells reminders of two digests apart.
func keyOf(w *workspace, a audience, r reminding, name string) string {
	return strings.Join([]string{w.label, a.key(), r.Why, name, cmp.Or(text(r.Item), text(r.ItemTitle))}, "\x00")
}

// namesOf are the ID of an incident and those that it had before.
func namesOf(i *incident.Incident) []string {
	names := []string{i.ID}
	for _, a := range i.Aliases.V {
		names = append(names, strings.Clone(a.V))
	}
	return names
}

// section is that of an audience, whichever repository names it.
func (d *digest) section(w *workspace, a audience) *told {
	key := w.label + "\x00" + a.key()
	if s := d.known[key]; s != nil {
		return s
	}
	n := slices.IndexFunc(d.sections, func(s *told) bool { return s.same(a) })
	if n < 0 {
		n = len(d.sections)
		d.sections = append(d.sections, &told{audience: a})
	}
	d.sections[n].learn(a)
	d.sections[n].wanted = d.sections[n].wanted || d.owner == "" || a.has(w.process, d.owner)
	d.known[key] = d.sections[n]
	return d.sections[n]
}

// choose drops the sections of others than were asked for. One person may be known
// to one repository by another name, so that all have to be read first.
func (d *digest) choose() {
	d.sections = slices.DeleteFunc(d.sections, func(s *told) bool { return !s.wanted })
}

// shape is the digest as formats show it: people by name, then process owners, for
// each the most pressing first.
func (d *digest) shape() report.Digest {
	slices.SortStableFunc(d.sections, func(a, b *told) int {
		return cmp.Or(compareBool(a.processOwner, b.processOwner), strings.Compare(a.sortName(), b.sortName()))
	})
	out := report.Digest{AsOf: d.now}
	for _, s := range d.sections {
		if len(s.reminders) == 0 {
			continue
		}
		slices.SortStableFunc(s.reminders, byPressure)
		section := report.DigestSection{ProcessOwner: s.processOwner, People: s.recipients(), Earlier: s.earlier}
		for _, r := range s.reminders {
			section.Reminders = append(section.Reminders, r.Reminder)
		}
		out.Sections = append(out.Sections, section)
	}
	return out
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// byPressure puts kinds in order, and of one kind the most late first.
func byPressure(a, b reminding) int {
	late := func(r reminding) int {
		if r.DaysLate == nil {
			return 0
		}
		return *r.DaysLate
	}
	return cmp.Or(cmp.Compare(pressure(a.Why), pressure(b.Why)), cmp.Compare(late(b), late(a)))
}

// pressure is the place of a kind; those that are no duty of an incident come first.
func pressure(why string) int { return slices.Index(incident.DutyKinds, incident.DutyKind(why)) }

// join puts together what is not empty.
func join(separator string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), separator)
}
