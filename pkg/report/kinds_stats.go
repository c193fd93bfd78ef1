package report

// statsKind are the keys of pm stats.
var statsKind = []property{
	{"as_of", "time", "The present that it counts from."},
	{"by", "text", "What groups are by; empty when there are none."},
	{"dismissed", "count", "How many incidents of the period were dismissed and so left out."},
	{"stats", "[]stats_group", "One item: all incidents of the period."},
	{"before", "[]stats_group", "With --compare one item: the period before."},
	{"groups", "[]stats_group", "With --by: the groups, in order."},
	{"months", "[]stats_group", "The trend, month by month."},
	{"waiting", "[]stats_waiting", "What waits now, state by state."},
	{"unplaced", "texts", "Incidents without started_at, which are in no period."},
	{"contradictions", "[]stats_contradiction", "Times that another one or the timeline says something else about."},
}

var statsShapes = []shape{
	{"stats_group", "What was measured of some incidents.", []property{
		{"group", "text", "all, or the month, severity, service, team or trigger."},
		{"since", "time?", "Where the period begins; null for no limit."},
		{"until", "time?", "Where it ends, not part of it; null for no limit."},
		{"incidents", "count", "How many incidents started in it and were not dismissed."},
		{"measures", "[]stats_taken", "Lengths of time."},
		{"shares", "[]stats_held", "Parts of a whole."},
	}},
	{"stats_taken", "A length of time that was measured.", []property{
		{"measure", "text", "Which; docs/metrics.md defines it."},
		{"n", "count", "How many it was measured of."},
		{"median_seconds", "number?", "The median; null when n is 0."},
		{"p90_seconds", "number?", "The 90th percentile, by linear interpolation."},
		{"longest_seconds", "number?", "The longest."},
		{"not_yet", "count", "How many incidents it is not over for."},
		{"not_told", "texts", "The incidents that lack what it is made of."},
	}},
	{"stats_held", "A share that was measured.", []property{
		{"share", "text", "Which; docs/metrics.md defines it."},
		{"n", "count", "The part."},
		{"of", "count", "The whole."},
		{"percent", "fraction?", "The part of the whole in percent, to a tenth; null when the whole is nothing."},
		{"not_told", "texts", "The incidents that lack what it is made of."},
	}},
	{"stats_waiting", "What waits in a state now.", []property{
		{"state", "text", "The state."},
		{"n", "count", "How many incidents are in it."},
		{"stale", "count", "How many of them for longer than stale_after allows."},
		{"longest_seconds", "number?", "For how long the longest has been; null when nothing says."},
		{"incident", "text?", "Which that is."},
	}},
	{"stats_contradiction", "A time that another one or the timeline says something else about.", []property{
		{"incident", "text", "The incident; with several repositories REPOSITORY:ID, as everywhere here."},
		{"line", "count", "The line of its key."},
		{"key", "text", "The key."},
		{"says", "text", "What contradicts what."},
	}},
}
