package incident

import (
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
)

// Adoption is what a postmortem that was written elsewhere says in words, for its
// front matter. What is empty is left out.
type Adoption struct {
	Title, Severity, Owner string
	State                  State
	StartedAt, EndedAt     time.Time
	Participants           []string
	Actions                []AdoptedAction
	Adopted                time.Time // the day on which it is brought in
}

// AdoptedAction is an action item that a text lists. It is done, or proposed:
// nobody has committed to it under this process.
type AdoptedAction struct {
	Title, Owner, Kind, Ticket string
	Due                        time.Time
	Done                       bool
}

// KeyOp is the edit that gives one key its value.
type KeyOp struct {
	Key string
	Op  document.Op
}

// Adopt turns an adoption into edits, one a key. A key that holds a value which
// can be used keeps it.
func Adopt(i *Incident, a Adoption) []KeyOp {
	var ops []KeyOp
	put := func(key string, wanted bool, v document.Value) {
		if wanted && !i.holds(key) {
			ops = append(ops, KeyOp{key, set(key, v)})
		}
	}
	text := func(key, s string) {
		s = oneLine(s)
		put(key, s != "", document.StringValue(s))
	}
	text("title", a.Title)
	text("state", string(a.State))
	text("severity", a.Severity)
	put("started_at", !a.StartedAt.IsZero(), timeValue(a.StartedAt))
	put("ended_at", !a.EndedAt.IsZero(), timeValue(a.EndedAt))
	text("owner", trimPerson(a.Owner))
	people := filled(trimPersons(a.Participants))
	put("participants", len(people) > 0, listValue(people))
	put("adopted", !a.Adopted.IsZero(), dateValue(a.Adopted))
	put("action_items", len(a.Actions) > 0, adoptedActions(a.Actions))
	return append(ops, i.listed(ops)...)
}

// holds reports a key with a value that can be used.
func (i *Incident) holds(key string) bool {
	node := i.Doc.Front().Field(key)
	if blank(node) {
		return false
	}
	for n := range i.Faults {
		if f := &i.Faults[n]; f.at.top() == key && (f.unusable() || f.Kind == UnknownValue && f.at.list == "") {
			return false
		}
	}
	return true
}

// listed makes lists of single values where a list is meant, as in "tags: slow,
// search", which site generators accept.
func (i *Incident) listed(done []KeyOp) []KeyOp {
	taken := make(map[string]bool)
	for _, op := range done {
		taken[op.Key] = true
	}
	var ops []KeyOp
	for n := range Fields {
		f := &Fields[n]
		node := i.Doc.Front().Field(f.Key)
		if !f.Kind.isList() || taken[f.Key] || node.Kind() != document.Scalar || blank(node) {
			continue
		}
		if words := filled(strings.Split(node.Text(), ",")); len(words) > 0 {
			ops = append(ops, KeyOp{f.Key, set(f.Key, listValue(words))})
		}
	}
	return ops
}

// adoptedActions are the items in order of the text, each with an id of its own.
func adoptedActions(actions []AdoptedAction) document.Value {
	taken := make(map[string]bool, len(actions))
	items := make([]document.Value, 0, len(actions))
	for _, a := range actions {
		title := oneLine(a.Title)
		id := ActionID(title, taken)
		taken[id] = true
		status := Proposed
		if a.Done {
			status = Done
		}
		items = append(items, itemValue(id, NewAction{Title: title, Owner: a.Owner, Kind: a.Kind, Ticket: a.Ticket, Due: a.Due}, status))
	}
	return document.ListValue(items...)
}
