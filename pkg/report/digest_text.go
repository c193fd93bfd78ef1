package report

import (
	"fmt"
	"io"
	"slices"

	"github.com/postmortem-md/pm/pkg/incident"
)

// digestText writes a table for each section.
func digestText(w io.Writer, style Style, d Digest) error {
	for n, s := range d.Sections {
		if n > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintln(w, Paint(w, style, Strong, s.title()))
		if err := s.table().Text(w, style); err != nil {
			return err
		}
		if line := s.earlier(); line != "" {
			fmt.Fprintln(w, Paint(w, style, Faint, "and "+line))
		}
	}
	return nil
}

// table leaves out the columns in which there is nothing.
func (s DigestSection) table() Table {
	var t Table
	t.Rows = make([][]Cell, len(s.Reminders))
	add := func(c Column, value func(Reminder) string, tone func(Reminder) Tone) {
		if !slices.ContainsFunc(s.Reminders, func(r Reminder) bool { return value(r) != "" }) {
			return
		}
		t.Columns = append(t.Columns, c)
		for n, r := range s.Reminders {
			t.Rows[n] = append(t.Rows[n], Cell{Text: value(r), Tone: tone(r)})
		}
	}
	always := func(tone Tone) func(Reminder) Tone { return func(Reminder) Tone { return tone } }
	add(Column{Name: "why", Keep: true}, Reminder.why, Reminder.tone)
	add(Column{Name: "when", Keep: true}, Reminder.when, Reminder.tone)
	add(Column{Name: "due", Keep: true, Drop: 3}, func(r Reminder) string { return said(r.Due) }, always(Plain))
	add(Column{Name: "moved", Drop: 2}, Reminder.moved, always(Plain))
	if s.ProcessOwner {
		add(Column{Name: "owner"}, func(r Reminder) string { return said(r.Owner) }, always(Plain))
	}
	add(Column{Name: "what", Ref: true}, Reminder.ref, always(Plain))
	add(Column{Name: "title", Drop: 1}, Reminder.subject, always(Strong))
	add(Column{Name: "note"}, func(r Reminder) string { return said(r.Note) }, always(Plain))
	add(Column{Name: "repository"}, func(r Reminder) string { return said(r.Repository) }, always(Faint))
	add(Column{Name: "branch"}, func(r Reminder) string { return said(r.Branch) }, always(Faint))
	return t
}

// tone tells what is late from what is to come.
func (r Reminder) tone() Tone {
	switch r.Why {
	case string(incident.ItemSoon), string(incident.FollowupSoon), string(incident.Undecided), string(incident.Undated):
		return Caution
	}
	if r.DaysLate != nil && *r.DaysLate <= 0 {
		return Caution
	}
	return Bad
}
