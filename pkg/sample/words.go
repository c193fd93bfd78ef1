package sample

// The words are our own and plain: what matters is that their number, length
// and variety are those of real postmortems.
var (
	services = []string{
		"checkout", "search", "login", "billing", "mail", "catalogue", "inventory", "gateway", "profile", "upload",
		"reports", "webhooks", "sessions", "recommendations", "ledger", "notifications", "exports", "scheduler", "images", "pricing",
		"payments", "signup", "feeds", "audit", "translations", "metrics", "cache", "queue", "admin", "docs",
	}
	symptoms = []string{
		"returns 5xx", "is slow", "times out", "drops requests", "serves stale data", "rejects valid input", "runs out of memory",
		"loses connections", "is unreachable", "repeats deliveries", "shows empty pages", "fails after deploy", "fills its disk",
		"exceeds its quota", "misses its deadline", "returns wrong totals", "blocks on a lock", "restarts in a loop", "skips jobs", "leaks handles",
	}
	places = []string{
		"in Europe", "in the morning peak", "for large accounts", "after the migration", "on mobile", "for new users", "behind the proxy",
		"during the backup", "in one zone", "for exports", "at month end", "with two-factor sign-in", "on the old cluster", "under load",
		"for guests", "with long names", "over IPv6", "on weekends", "after the rotation", "in the sandbox",
	}
	people   = []string{"alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan", "judy"}
	triggers = []string{"user-facing-outage", "failed-deployment", "data-loss", "missed-deadline", "repeated-incident"}
	tags     = []string{"capacity", "config", "database", "deploy", "dns", "network", "storage", "third-party"}

	entries = []string{
		"Alert fired: error rate of %s above 5 %%", "Dashboard of %s showed a rise in latency", "First report from support about %s",
		"On-call acknowledged the page for %s", "Incident channel opened, %s named as affected", "Logs of %s showed connections being refused",
		"Traffic to %s shifted away from one zone", "Last release of %s compared with the one before", "Rollback of %s started",
		"Rollback of %s complete on half of the fleet", "Rollback of %s complete", "Pool size of %s raised to 200", "Replica of %s restarted to free its connections",
		"Status page updated for %s", "Error rate of %s fell below 1 %%", "Backlog of %s began to shrink", "Vendor confirmed a fault that touches %s",
		"Feature flag of %s switched off", "Health checks of %s green again", "Watch kept on %s for half an hour", "Cache of %s warmed by hand",
		"Second wave of errors on %s, smaller than the first", "Queries of %s traced to one table", "Load test of %s repeated with production settings",
	}
	summaries = []string{
		"For most of the time between the first alert and the end, %s answered slowly or not at all. About one request in twelve failed. The effect was largest for accounts with many items.",
		"A change that was safe by itself met a limit nobody had hit before, and %s stopped taking new work. Requests queued up behind it until the queue was full.",
		"Users of %s saw errors after a routine release. The release was rolled back within the hour; what had been accepted in between was processed again and checked.",
		"A dependency of %s became slow. Retries multiplied the load, and within minutes every worker was waiting. Once retries were limited, the service recovered without a restart.",
	}
	happenings = []string{
		"The release opened one connection for each request where the one before had shared them. For the first minutes the pool had room; then every new request waited for a free slot until it timed out.",
		"The configuration named a host that had been taken out of service the week before. Most clients kept their old connection and noticed nothing; those that restarted found nobody listening.",
		"A nightly job rewrote the table that the service reads at start. The rewrite took longer than usual because the table had grown, and two instances started in the middle of it with half of the data.",
		"The certificate of an internal endpoint expired. Monitoring watched the public one only, and the two had been renewed by different means since the migration.",
		"The autoscaler removed instances while they were draining. Requests in flight were cut off, clients retried, and the added load made the scaler add instances that it removed again.",
		"The queue's consumer acknowledged a message before the write that belongs to it. When the database failed over, some forty messages were gone from the queue and not yet in the table.",
		"Support heard of it before the alert fired: the alert averages over all regions, and the region concerned carries a tenth of the traffic.",
		"The first mitigation made no difference because it was applied to the standby. It took a second look at the routing table to see which of the two was taking traffic.",
		"About 1,900 orders were delayed and none was lost. Reconciliation with the payment provider ended on the following day and found no difference.",
		"The dashboards showed averages, in which the slow requests vanished among the many fast ones. The percentiles told the story at once when somebody opened them.",
	}
	intentions = []string{
		"A release that leaks connections is stopped by the canary stage before it takes all traffic, and the old one goes on serving.",
		"A host is taken out of service only when nothing refers to it, and a reference to a missing host fails when it is deployed, not when it is used.",
		"Every certificate is renewed by the same means and watched at the place where clients use it, with four weeks of notice.",
		"A slow dependency costs its own feature and nothing else: calls to it time out early, and pages are shown without its part.",
	}
	reasons = []string{
		"The load test ran with fewer connections than the pool holds, so the leak could not show. The numbers in the test had been right when it was written, before the service was split in two.",
		"The inventory of hosts and the configuration live in two places, and no check compares them. Both were correct when they were last edited.",
		"The alert was tuned for the whole fleet. A fault in one region has to be ten times as large as elsewhere before it fires.",
		"Retries had no limit and no pause. Each layer retried three times, which made twenty-seven requests out of one at the bottom.",
		"The runbook described the layout from before the migration. Following it to the letter led to the standby.",
		"The job's duration grew by a second a week, and nothing showed that it was about to meet the deploy window.",
		"Acknowledging first had once been the fix for a different problem, duplicate deliveries, and the trade-off was not written down.",
	}
	preventions = []string{
		"New releases meet a few percent of the traffic first and stay there for ten minutes, with the error rate compared against the old ones.",
		"A check in the pipeline compares each host that configuration names with the inventory and fails the build on a difference.",
		"Timeouts and retry budgets are set at the edge, and the layers below pass them on instead of adding their own.",
		"The alert is split by region, and its threshold follows each region's own traffic.",
		"The runbook is generated from the routing table, so that it cannot describe a layout that no longer exists.",
	}
	actions = []string{
		"Add a canary stage to the deploy pipeline of %s", "Run the load test of %s with the production pool size", "Alert on certificate expiry of %s four weeks ahead",
		"Compare the hosts in the configuration of %s with the inventory in CI", "Limit retries of %s to one with a pause of 100 ms", "Split the error rate alert of %s by region",
		"Generate the runbook of %s from its routing table", "Acknowledge messages of %s after the write", "Show the 99th percentile on the dashboard of %s",
		"Drain connections of %s before an instance is removed", "Set a timeout of 2 s on calls from %s to its dependencies", "Write the backlog of %s to the status page automatically",
		"Test the failover of %s every month in staging", "Reject a configuration of %s that names an unknown host", "Keep the last three releases of %s deployable in one step",
		"Move the nightly job of %s out of the deploy window", "Record the pool usage of %s as a metric", "Add an index on the column that %s filters by",
	}
	kinds = []string{"prevent", "detect", "mitigate", "process"}
)
