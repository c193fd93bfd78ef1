package report

var digestShapes = []shape{
	{"reminder", "What somebody should see to.", []property{
		{"to", "text", "person, or process-owner."},
		{"people", "[]recipient", "Who is reminded; none when nobody is process owner."},
		{"why", "text", "no-owner, overdue, followup-overdue, left-open, due, followup-due, stuck, no-meeting, no-due-date, undecided, process-review or unreadable."},
		{"escalated", "bool", "Whether the process owner is told because it is later than escalate_after."},
		{"incident", "text?", "The ID of the incident; null for the process itself."},
		{"path", "text?", "The incident's file, relative to the top of the Git work tree."},
		{"title", "text?", "The title of the incident."},
		{"state", "text?", "Its state."},
		{"severity", "text?", "Its severity."},
		{"item", "text?", "The id of the action item; null for the incident itself."},
		{"item_title", "text?", "What is to be done."},
		{"owner", "text?", "Who owns what the reminder is about: the action item, or the incident itself."},
		{"ticket", "text?", "The action item's URL or key in a tracker."},
		{"due", "date?", "When it should have been, or is to be, done."},
		{"days_late", "number?", "By how many days that is past; below 0 while it lies ahead."},
		{"times_moved", "count", "How often the due date of the action item was moved, as far as the file and the commits say."},
		{"days_moved", "number", "By how many days in sum."},
		{"note", "text?", "What else there is to say."},
		{"branch", "text?", "The branch that the incident was read from with --refs; null for the work tree."},
		{"repository", "text?", "The repository of the incident; null when only one was read."},
	}},
	{"recipient", "A person who is reminded.", []property{
		{"handle", "text", "The handle in people of the configuration, else as files have it."},
		{"name", "text?", "The name."},
		{"email", "text?", "The e-mail address."},
		{"slack", "text?", "The ID in Slack."},
	}},
}
