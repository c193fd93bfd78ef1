package incident

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
)

// NewAction is an action item to be added; empty fields are left out.
type NewAction struct {
	Title, Owner, Kind, Ticket string
	Due                        time.Time
	Proposed                   bool
}

// AddAction appends an item and says which id it got. A bad value is an
// *AssignmentError.
func AddAction(i *Incident, a NewAction) (id string, ops []document.Op, err error) {
	title := oneLine(a.Title)
	if title == "" {
		return "", nil, &AssignmentError{Key: "title", Reason: "is empty", Help: "say in one line what is to be done"}
	}
	if a.Kind != "" && !slices.Contains(ActionKinds, a.Kind) {
		return "", nil, unknownWord("kind", a.Kind, ActionKinds)
	}
	if err := errors.Join(CheckText("title", title), CheckPerson("owner", a.Owner)); err != nil {
		return "", nil, err
	}
	id = ActionID(title, i.takenIDs())
	status := Open
	if a.Proposed {
		status = Proposed
	}
	op := document.Append(document.At("action_items"), itemValue(id, a, status), keysBefore("action_items")...)
	return id, []document.Op{op}, nil
}

// itemValue is a new item as front matter has it; what is empty is left out.
func itemValue(id string, a NewAction, status Status) document.Value {
	fields := []document.Field{
		{Key: "id", Value: document.StringValue(id)},
		{Key: "title", Value: document.StringValue(oneLine(a.Title))},
	}
	fields = appendText(fields, "owner", trimPerson(oneLine(a.Owner)))
	if !a.Due.IsZero() {
		fields = append(fields, document.Field{Key: "due", Value: dateValue(a.Due)})
	}
	fields = appendText(fields, "status", string(status))
	fields = appendText(fields, "kind", a.Kind)
	fields = appendText(fields, "ticket", oneLine(a.Ticket))
	return document.MapValue(fields...)
}

func appendText(fields []document.Field, key, text string) []document.Field {
	if text == "" {
		return fields
	}
	return append(fields, document.Field{Key: key, Value: document.StringValue(text)})
}

func (i *Incident) takenIDs() map[string]bool {
	taken := make(map[string]bool, len(i.ActionItems.V))
	for _, a := range i.ActionItems.V {
		taken[a.ID.V] = true
	}
	return taken
}

// dateValue is a day as pm writes it.
func dateValue(t time.Time) document.Value { return document.PlainValue(t.UTC().Format(time.DateOnly)) }

func unknownWord(key, word string, accepted []string) error {
	return &AssignmentError{
		Key: key, Value: word, Reason: "is not a " + key, Help: suggest(Nearest(word, accepted), accepted),
	}
}

// ActionEdit changes keys of one item; nil leaves a key as it is, a pointer to
// "" removes it. Moving a due date keeps the old one under due_was. Due and
// DoneAt are written 2006-01-02.
type ActionEdit struct {
	Title, Owner, Due, Status, Kind, Ticket, DoneAt, Evidence, Reason *string
}

// itemEditor collects the edits of one item.
type itemEditor struct {
	incident *Incident
	item     ActionItem
	ops      []document.Op
}

// EditAction turns an ActionEdit into edits; what an item says already makes
// none. Settling an item as dropped needs a reason, which goes with the drop;
// taking a done item up again removes the day it was done. A bad value is an
// *AssignmentError.
func EditAction(i *Incident, item ActionItem, e ActionEdit) ([]document.Op, error) {
	if err := errors.Join(e.hintWords(), e.check(item)); err != nil {
		return nil, err
	}
	w := itemEditor{incident: i, item: item}
	w.text("title", e.Title)
	w.text("owner", trimmed(e.Owner))
	w.due(e.Due)
	w.status(e)
	w.text("kind", e.Kind)
	w.text("ticket", e.Ticket)
	w.date("done_at", e.DoneAt)
	w.text("evidence", e.Evidence)
	w.text("reason", e.Reason)
	return w.ops, nil
}

// hintWords refuses what was pasted from a hint.
func (e ActionEdit) hintWords() error {
	var faults []error
	if e.Owner != nil {
		faults = append(faults, CheckPerson("owner", *e.Owner))
	}
	if e.Title != nil {
		faults = append(faults, CheckText("title", *e.Title))
	}
	if e.Reason != nil {
		faults = append(faults, CheckText("reason", *e.Reason))
	}
	return errors.Join(faults...)
}

// check refuses what an item cannot say.
func (e ActionEdit) check(item ActionItem) error {
	switch {
	case e.Title != nil && oneLine(*e.Title) == "":
		return &AssignmentError{Key: "title", Reason: "is empty", Help: "say in one line what is to be done"}
	case e.Status != nil && !slices.Contains(Statuses, *e.Status):
		return unknownWord("status", *e.Status, Statuses)
	case given(e.Kind) && !slices.Contains(ActionKinds, *e.Kind):
		return unknownWord("kind", *e.Kind, ActionKinds)
	case e.Status != nil && *e.Status == string(Dropped) && !given(e.Reason) && !item.Reason.Known():
		return &AssignmentError{Key: "reason", Reason: "is missing", Help: `say why it is dropped: --reason "WHY"`}
	}
	for _, d := range []struct {
		key  string
		text *string
	}{{"due", e.Due}, {"done_at", e.DoneAt}} {
		if !given(d.text) {
			continue
		}
		if _, c := dateOf(strings.TrimSpace(*d.text)); c != nil {
			return &AssignmentError{Key: d.key, Value: *d.text, Reason: "is not a date", Help: "write a day, like 2026-03-15"}
		}
	}
	return nil
}

func given(s *string) bool { return s != nil && strings.TrimSpace(*s) != "" }

func trimmed(person *string) *string {
	if person == nil {
		return nil
	}
	p := trimPerson(*person)
	return &p
}

// text sets or removes a key that holds text.
func (w *itemEditor) text(key string, text *string) {
	if text != nil {
		line := oneLine(*text)
		w.set(key, line, document.StringValue(line))
	}
}

// date sets or removes a key that holds a day.
func (w *itemEditor) date(key string, text *string) {
	if text != nil {
		date := strings.TrimSpace(*text)
		w.set(key, date, document.PlainValue(date))
	}
}

func (w *itemEditor) set(key, text string, v document.Value) {
	node := w.node().Field(key)
	at := w.at().Key(key)
	switch {
	case text == "" && w.node().KeyNode(key).Kind() != document.None:
		w.ops = append(w.ops, document.Remove(at))
	case text != "" && node.Text() != text:
		w.ops = append(w.ops, document.Set(at, v, actionKeysBefore(key)...))
	}
}

func (w *itemEditor) node() document.Node {
	return w.incident.Doc.Front().Field("action_items").Item(w.item.Index)
}

func (w *itemEditor) at() document.Path { return document.At("action_items").Index(w.item.Index) }

// due moves the due date. The old one is kept, so that slips show even where
// commits were squashed.
func (w *itemEditor) due(text *string) {
	if text == nil {
		return
	}
	old := w.item.Due
	if old.Known() && old.V.Format(time.DateOnly) != strings.TrimSpace(*text) {
		w.ops = append(w.ops, document.Append(w.at().Key("due_was"), dateValue(old.V), actionKeysBefore("due_was")...))
	}
	w.date("due", text)
}

// status sets the status. An item that is no longer done has no day on which it
// was done, and one that is no longer dropped has no reason for that.
func (w *itemEditor) status(e ActionEdit) {
	if e.Status == nil {
		return
	}
	w.text("status", e.Status)
	if *e.Status != string(Done) && e.DoneAt == nil {
		w.date("done_at", new(string))
	}
	if *e.Status != string(Dropped) && e.Reason == nil {
		w.text("reason", new(string))
	}
}
