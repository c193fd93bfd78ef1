package report

import "slices"

// originKeys are those of the commit that something is said about.
var originKeys = []property{
	{"commit", "text", "The commit, in full."},
	{"subject", "text", "Its subject."},
	{"parents", "texts", "Its parents, in full."},
	{"author", "text", "Who wrote the change."},
	{"author_email", "text", "The address of whoever wrote it."},
	{"authored_at", "time?", "When it was written."},
	{"committer", "text", "Who made the commit."},
	{"committer_email", "text", "The address of whoever made it."},
	{"committed_at", "time?", "When it was made."},
	{"config", "text?", "The blob of the commit's own .pm.yaml, which it was held to; null when it has none."},
}

var historyShapes = []shape{
	{"evidence", "A change of state that a commit made.", slices.Concat([]property{
		{"incident", "text", "The ID of the incident."},
		{"path", "text", "The file, relative to the top of the Git work tree."},
		{"from", "text?", "The state that was left."},
		{"to", "text?", "The state that was entered."},
		{"legal", "bool", "Whether the move kept the rules."},
	}, originKeys, []property{
		{"signature", "text?", "With --signed: git's letter for the signature, G when it is good, N when there is none."},
		{"signer", "text?", "With --signed: who signed, as git names them."},
	})},
	{"violation", "A rule that a commit broke.", slices.Concat([]property{
		{"rule", "text", "gate, move, reason, history-lost, history-order, history-claim, deleted, configuration or signature."},
		{"incident", "text", "The ID of the incident."},
		{"file", "text", "The file, relative to the top of the Git work tree."},
		{"line", "place?", "The line, in the file as the commit left it."},
		{"message", "text", "What is wrong."},
		{"help", "text", "What makes it right."},
		{"needs", "[]need", "What was missing, when a gate did not hold."},
	}, originKeys)},
	{"loosening", "A commit whose configuration asks for less than the one before it.", slices.Concat([]property{
		{"file", "text", "The configuration, relative to the top of the Git work tree."},
		{"less", "texts", "Sentences that say what incidents are held to less."},
	}, originKeys)},
	{"due_move", "A due date that was moved.", []property{
		{"incident", "text", "The ID of the incident."},
		{"action_item", "text?", "The id of the action item."},
		{"from", "date", "The date that was given up."},
		{"to", "date?", "The date that took its place."},
		{"days", "number", "By how many days; less than 0 when it was brought forward."},
		{"kept", "bool", "Whether due_was tells of it; if not, the date was edited by hand."},
		{"commit", "text?", "The commit that moved it; null when none has it yet, and without Git."},
	}},
	{"slip", "The moves of one action item's due date.", []property{
		{"incident", "text", "The ID of the incident."},
		{"action_item", "text?", "The id of the action item."},
		{"from", "date", "The first date."},
		{"to", "date?", "The present date."},
		{"times", "count", "How often it was moved."},
		{"days", "number", "By how many days in sum."},
	}},
	{"verification", "What was looked at.", []property{
		{"commits", "count", "How many commits changed an incident."},
		{"incidents", "count", "How many incidents they changed."},
		{"transitions", "count", "How many changes of state there were."},
		{"violations", "count", "How many rules were broken."},
	}},
}
