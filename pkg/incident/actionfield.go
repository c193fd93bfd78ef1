package incident

// ItemField is one row of the table of an action item's keys, or of those of a
// line of history.
type ItemField struct {
	Key  string
	Kind FieldKind
	Doc  string // one sentence
	bind func(item any) any
}

// ActionFields are the keys of an action item in the order in which they are
// written.
var ActionFields = []ItemField{
	{"id", IDField, "A slug of the title, unique in the file and never changed.", func(a any) any { return &a.(*ActionItem).ID }},
	{"title", TextField, "What is to be done, in one line.", func(a any) any { return &a.(*ActionItem).Title }},
	{"owner", PersonField, "Who does it.", func(a any) any { return &a.(*ActionItem).Owner }},
	{"due", DateField, "The day by which it is to be done.", func(a any) any { return &a.(*ActionItem).Due }},
	{"status", StatusField, "How far it is.", func(a any) any { return &a.(*ActionItem).Status }},
	{"kind", ActionKindField, "What it is for.", func(a any) any { return &a.(*ActionItem).Kind }},
	{"ticket", TextField, "A URL or key in a tracker.", func(a any) any { return &a.(*ActionItem).Ticket }},
	{"done_at", DateField, "The day on which it was done.", func(a any) any { return &a.(*ActionItem).DoneAt }},
	{"evidence", TextField, "What shows that it is done: a URL, a commit or a path in the repository.", func(a any) any { return &a.(*ActionItem).Evidence }},
	{"reason", TextField, "Why it was dropped.", func(a any) any { return &a.(*ActionItem).Reason }},
	{"due_was", DatesField, "Due dates it had before, written by pm.", func(a any) any { return &a.(*ActionItem).DueWas }},
}

// HistoryFields are the keys of a line of history.
var HistoryFields = []ItemField{
	{"state", StateField, "The state that was entered.", func(t any) any { return &t.(*Transition).State }},
	{"at", TimestampField, "When, in UTC.", func(t any) any { return &t.(*Transition).At }},
	{"by", PersonField, "Who made the transition.", func(t any) any { return &t.(*Transition).By }},
	{"reason", TextField, "Why, for a move backwards or a dismissal.", func(t any) any { return &t.(*Transition).Reason }},
}

// ActionKinds are the values that an action item's kind takes.
var ActionKinds = []string{"prevent", "detect", "mitigate", "process"}

// Statuses are the values that an action item's status takes.
var Statuses = []string{string(Proposed), string(Open), string(Done), string(Dropped)}

func itemRow(rows []ItemField, key string) int {
	for n := range rows {
		if rows[n].Key == key {
			return n
		}
	}
	return -1
}

// actionKeysBefore places a missing key of an action item.
func actionKeysBefore(key string) []string {
	var keys []string
	for n := range ActionFields {
		if ActionFields[n].Key == key {
			break
		}
		keys = append(keys, ActionFields[n].Key)
	}
	return keys
}
