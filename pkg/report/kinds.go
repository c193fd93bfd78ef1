package report

import (
	"slices"

	"github.com/postmortem-md/pm/pkg/incident"
)

// kind is one value of "kind" in JSON output, with the keys that hold its
// results.
type kind struct {
	name  string
	doc   string
	lists []property // each takes a list of a shape
}

// kinds are all of them.
var kinds = []kind{
	{"incidents", "pm list, pm show", []property{{"incidents", "[]incident", "The incidents."}}},
	{"action_items", "pm action list", []property{{"action_items", "[]action_item", "The action items."}}},
	{"overdue", "pm overdue", []property{
		{"action_items", "[]action_item", "Open action items past due, the latest first."},
		{"incidents", "[]incident", "Incidents past their follow-up date, the latest first."},
	}},
	{"findings", "pm lint", []property{{"findings", "[]finding", "The findings, by file, line and column."}}},
	{"transitions", "pm log", []property{
		{"transitions", "[]transition", "The changes of state, in order."},
		{"due_moves", "[]due_move", "The due dates that were moved."},
		{"slips", "[]slip", "The moves of each action item's due date, summed up."},
	}},
	{"verify", "pm verify", []property{
		{"transitions", "[]evidence", "The changes of state that commits made, oldest first."},
		{"violations", "[]violation", "The rules that commits broke, oldest first."},
		{"loosened", "[]loosening", "The commits after which less was asked for, oldest first; no violations."},
		{"summary", "[]verification", "One item: what was looked at."},
	}},
	{"review", "pm review", []property{
		{"base", "text", "The commit that was compared with."},
		{"incidents", "[]reviewed", "The incidents that changed, by path."},
		{"configuration", "[]config_change", "The keys of the configuration with another effective value."},
		{"loosened", "texts", "Sentences that say what incidents are held to less."},
		{"metadata_only", "bool", "Whether neither Markdown nor configuration changed."},
	}},
	{"stats", "pm stats", statsKind},
	{"coverage", "pm coverage", []property{
		{"uncovered", "[]uncovered", "What no postmortem covers, oldest first."},
		{"covered", "[]covered", "What one covers, oldest first."},
		{"passed_over", "count", "How many alerts are below the major severities."},
	}},
	{"status", "pm status", []property{{"status", "[]status", "What blocks and what to chase, an item for each incident."}}},
	{"similar", "pm similar", []property{
		{"similar", "[]similar", "The incidents that share something, the most like it first."},
		{"suggestions", "texts", "The commands to run if it is one of those again."},
	}},
	{"reminders", "pm remind", []property{{"reminders", "[]reminder", "Who should see to what, person by person, then for the process owner; one thing may be told to both."}}},
	{"adopted", "pm adopt", []property{{"adopted", "[]adopted", "The files, by path."}}},
	{"rules", "pm rules, pm explain", []property{{"rules", "[]rule", "The rules of pm lint."}}},
	{"config", "pm config", []property{{"config", "[]setting", "The effective configuration, one item a key."}}},
	{"templates", "pm templates", []property{{"templates", "[]template", "The templates that pm new knows by name."}}},
	{"triage", "pm triage", []property{{"triage", "[]triage", "One item: the answer."}}},
	{"version", "pm version", []property{{"version", "[]version", "One item: this pm."}}},
}

// property is one key of a shape. takes is a word of propertyTypes, or [] and
// the name of a shape; a ? at its end lets it be null.
type property struct{ key, takes, doc string }

// shape documents one of the structs of this package.
type shape struct {
	name string
	doc  string
	keys []property
}

// shapes are all of them. It is a function because the incident's keys come
// from the field table.
func shapes() []shape {
	all := append([]shape{
		{"incident", "An incident: its front matter, and where it is.", incidentKeys()},
	}, otherShapes...)
	return slices.Concat(all, historyShapes, reviewShapes, similarShapes, statsShapes, digestShapes, coverageShapes, adoptShapes)
}

// incidentKeys are those of the front matter and what is worked out.
func incidentKeys() []property {
	keys := []property{
		{"id", "text", "The file's name without its ending."},
		{"path", "text", "The file, relative to the top of the Git work tree."},
		{"extra", "extra?", "Front matter keys that pm does not know: text, or a list of texts; a mapping as it is written."},
		{"days_late", "count", "By how many days followup_due is past; 0 when it is not."},
		{"branch", "text?", "The branch that it was read from with --refs; null for the work tree."},
		{"repository", "text?", "The folder of the repository that it was read from, when -C named several; null otherwise."},
	}
	for _, f := range incident.Fields {
		keys = append(keys, property{f.Key, fieldTakes(f.Kind), f.Doc})
	}
	return keys
}

// fieldTakes is what a front matter field is in JSON.
func fieldTakes(k incident.FieldKind) string {
	switch k {
	case incident.TimestampField:
		return "time?"
	case incident.DateField:
		return "date?"
	case incident.PersonsField, incident.TextsField, incident.TriggersField:
		return "texts?"
	case incident.ActionsField:
		return "[]action_item?"
	case incident.HistoryField:
		return "[]passage?"
	}
	return "text?"
}

var otherShapes = []shape{
	{"passage", "One line of an incident's history.", []property{
		{"state", "text?", "The state that was entered."},
		{"at", "time?", "When."},
		{"by", "text?", "By whom."},
		{"reason", "text?", "Why, for moves backwards and dismissals."},
	}},
	{"action_item", "An action item.", []property{
		{"incident", "text", "The ID of its incident."},
		{"path", "text", "The incident's file, relative to the top of the Git work tree."},
		{"line", "count", "The line of the file on which it begins."},
		{"severity", "text?", "The severity of its incident."},
		{"id", "text?", "Its id, unique in the incident."},
		{"title", "text?", "What is to be done."},
		{"owner", "text?", "Who does it."},
		{"due", "date?", "By when."},
		{"status", "text?", "proposed, open, done or dropped."},
		{"kind", "text?", "prevent, detect, mitigate or process."},
		{"ticket", "text?", "Its URL or key in a tracker."},
		{"done_at", "date?", "When it was done."},
		{"evidence", "text?", "What shows that it is done."},
		{"reason", "text?", "Why it was dropped."},
		{"due_was", "dates", "The due dates it had before, in order."},
		{"days_late", "count", "By how many days it is past due; 0 when it is not overdue."},
		{"branch", "text?", "The branch that its incident was read from with --refs; null for the work tree."},
		{"repository", "text?", "The folder of the repository that it was read from, when -C named several; null otherwise."},
	}},
	{"finding", "What a rule has to say about a place.", []property{
		{"rule", "text", "The rule's ID."},
		{"severity", "severity", "How much it weighs."},
		{"file", "text", "The file, relative to the top of the Git work tree."},
		{"line", "place?", "Where it begins, from 1."},
		{"column", "place?", "Where it begins, in code points from 1."},
		{"end_line", "place?", "Where it ends."},
		{"end_column", "place?", "Just after its last character."},
		{"subject", "text?", "The field, item, heading or words it is about."},
		{"message", "text", "What is wrong."},
		{"help", "text?", "What to do about it."},
		{"fixable", "bool", "Whether pm lint --fix mends it."},
		{"old", "bool", "Whether the base of --base has it already, so that it fails nothing."},
	}},
	{"transition", "A change of state.", []property{
		{"incident", "text", "The ID of the incident."},
		{"from", "text?", "The state that was left; null at the beginning."},
		{"to", "text?", "The state that was entered."},
		{"at", "time?", "When."},
		{"by", "text?", "By whom."},
		{"reason", "text?", "Why, for moves backwards and dismissals."},
		{"seconds", "number?", "How long the incident was in the state that was left; null with again."},
		{"again", "bool", "Whether the line moved nothing: another had entered that state already, since two people moved the incident at once."},
		{"commit", "text?", "The commit that wrote the line of history; null when none has it yet, and without Git."},
	}},
	{"status", "Where an incident stands and what it needs.", []property{
		{"incident", "text", "The ID of the incident."},
		{"path", "text", "The file, relative to the top of the Git work tree."},
		{"title", "text?", "Its title."},
		{"state", "text?", "Its state."},
		{"severity", "text?", "Its severity."},
		{"owner", "text?", "Its owner."},
		{"next", "text?", "The next state; null at the end."},
		{"seconds", "number?", "How long it has been in its state."},
		{"stale", "bool", "Whether that is longer than stale_after allows."},
		{"needs", "[]need", "What is missing for the next state; empty when nothing is."},
		{"chase", "texts", "Whom or what to remind, in words."},
		{"branch", "text?", "The branch that it was read from with --refs; null for the work tree."},
		{"repository", "text?", "The folder of the repository that it was read from, when -C named several; null otherwise."},
	}},
	{"need", "One thing that a state asks for and that is not there.", []property{
		{"state", "text", "The state that asks for it."},
		{"kind", "need", "What sort of thing it is."},
		{"name", "text", "The key, section or condition."},
		{"why", "text", "What is the matter with it."},
		{"fill", "text", "The command that fills it."},
		{"line", "place?", "The line to edit."},
	}},
	{"rule", "A rule of pm lint.", []property{
		{"id", "text", "Its ID."},
		{"severity", "severity", "Its severity unless configured."},
		{"fixable", "bool", "Whether pm lint --fix mends what it finds."},
		{"summary", "text", "What it looks for."},
		{"why", "text", "Why."},
		{"bad", "text", "An example it complains about."},
		{"good", "text", "The same as it should be."},
		{"configure", "text", "How to configure it."},
	}},
	{"setting", "A configuration key with its effective value.", []property{
		{"key", "text", "The key, with dots: git.backend."},
		{"value", "any", "The value; null when there is none."},
		{"origin", "text", "default, or file and line."},
	}},
	{"template", "A template for new incidents.", []property{
		{"name", "text", "What pm new --template takes."},
		{"summary", "text", "What it is for."},
		{"default", "bool", "Whether pm new uses it when none is named."},
	}},
	{"triage", "Whether an event needs a postmortem.", []property{
		{"postmortem", "bool", "Whether one is held."},
		{"triggers", "texts", "The triggers that apply."},
		{"reasons", "texts", "The reasons against one that apply."},
		{"why", "text", "The reason in words."},
		{"practice", "text", "The practice that the answer rests on."},
		{"similar", "texts", "The IDs of incidents that it may be a repeat of, for a title."},
		{"next", "text", "The command to run next."},
	}},
	{"version", "The program.", []property{
		{"version", "text", "The version."},
		{"commit", "text?", "The commit it was built from."},
		{"date", "text?", "When that commit was made."},
		{"go", "text", "The Go that built it."},
		{"os", "text", "The operating system it was built for."},
		{"arch", "text", "The processor it was built for."},
		{"backend", "text?", "What makes commits here: git or builtin; null where the configuration cannot be read."},
		{"git", "text?", "Where the git binary is."},
	}},
}
