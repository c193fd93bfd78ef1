package cli

import "time"

const (
	demoID = "2026-03-01-checkout-returns-5xx"
	day    = 24 * time.Hour
)

// acts are the demo: what happens to one incident between its first minute and
// the day it is closed.
var acts = []act{
	{say: "A repository for postmortems.", args: []string{"init"}},
	{
		say:  "Three in the morning somewhere: a title is enough.",
		args: []string{"new", "Checkout returns 5xx", "--started", "2026-03-01T14:02:00Z", "--severity", "sev1", "--service", "checkout"},
	},
	{after: time.Minute, say: "What happens is written down as it happens.", args: []string{"event", "checkout", "--at", "14:02", "Alert fired: 5xx above 5 %"}},
	{after: 12 * time.Minute, args: []string{"event", "checkout", "Rolled back to 1.41"}},
	{after: 10 * time.Minute, args: []string{"event", "checkout", "--at", "-2m", "Error rate back to normal"}},
	{
		say:  "Too early for the analysis: the refusal names everything that is missing, at once.",
		args: []string{"advance", "checkout", "--to", "rca"}, exit: exitFindings,
	},
	{say: "The bleeding has stopped.", args: []string{"advance", "checkout", "--set", "ended_at=14:27"}},
	{
		after: day, say: "The next day its owner writes it up.",
		write: map[string]string{
			"Executive summary": "For 25 minutes, about 5 % of checkouts failed with a 5xx answer.",
			"What happened?":    "Release 1.42 opened one database connection per request. The pool was exhausted after a few minutes.",
		},
		args: []string{
			"advance", "checkout", "--set", "owner=alice", "--set", "participants=alice,bob",
			"--set", "triggers=user-facing-outage", "--set", "followup_due=2026-03-15",
		},
	},
	{
		after: time.Hour, say: "Causes, and what will be different.",
		write: map[string]string{
			"What was the intended outcome?":       "A release that leaks connections is caught before it takes all traffic.",
			"Why did it happen?":                   "The load test ran with fewer connections than the pool holds, so the leak could not show.",
			"How can it be avoided in the future?": "Send new releases to a few users first, and test with the production pool size.",
		},
		args: []string{"action", "add", "checkout", "Add a canary stage to the deploy pipeline", "--owner", "alice", "--due", "2026-03-20", "--kind", "prevent"},
	},
	{args: []string{"action", "add", "checkout", "Run the load test with the production pool size", "--owner", "bob", "--due", "2026-03-13", "--kind", "detect"}},
	{args: []string{"advance", "checkout"}},
	{after: 17 * day, say: "Two weeks later: what is late?", args: []string{"overdue"}},
	{args: []string{"status", "checkout"}},
	{
		after: day, say: "It gets done.",
		args: []string{"action", "done", "checkout#canary", "--evidence", "https://git.example.com/deploy/pull/88"},
	},
	{args: []string{"action", "done", "checkout#load-test", "--evidence", "https://git.example.com/checkout/pull/91"}},
	{args: []string{"advance", "checkout"}},
	{say: "The record.", args: []string{"lint"}},
	{args: []string{"overdue"}},
	{args: []string{"log", "checkout"}},
}
