package lint

import "testing"

// vagueTitles say nothing that one could see to be done.
var vagueTitles = []string{
	"Be more careful",
	"Be more careful with deploys",
	"be more careful when deploying",
	"Everyone should be more careful",
	"Pay more attention to alerts",
	"Take more care during releases",
	"Remember to run the migration first",
	"Don't forget the feature flag",
	"Try harder",
	"Do better next time",
	"Double-check configs before deploying",
	"Remind the team to check dashboards",
	"Raise awareness",
	"Raise awareness of the on-call process",
	"Improve monitoring",
	"Improve our monitoring and alerting",
	"Improve monitoring of the payment service",
	"Improve monitoring.",
	"IMPROVE MONITORING",
	"Improve alerting",
	"Improve documentation",
	"Improve test coverage",
	"Improve communication between teams",
	"Improve the deployment process",
	"Enhance observability",
	"Strengthen the review process",
	"Increase test coverage",
	"Better monitoring",
	"Better communication",
	"Better error handling",
	"More tests",
	"More alerts",
	"Add monitoring",
	"Add more alerts",
	"Add better logging",
	"Update documentation",
	"Write tests",
	"Communicate better",
	"Communicate better with customers",
	"Communicate earlier",
	"Discuss with the team",
	"Follow up with the vendor",
	"Follow-up",
	"Investigate",
	"Investigate further",
	"Investigate the root cause",
	"Investigate monitoring for this scenario",
	"Look into the issue",
	"Look into performance",
	"Explore options",
	"Evaluate alternatives",
	"Consider redundancy",
	"Think about capacity",
	"Fix the issue that caused the outage",
	"Fix the bug",
	"Prevent this from happening again",
	"Ensure this never happens again",
	"Make sure this does not happen again",
	"Make sure engineer checks that database schema can be parsed before updating",
	"Make sure the on-call engineer reads the alert",
	"Avoid similar incidents in the future",
	"Train the team",
	"More training for engineers",
	"Educate developers on security",
	"Monitoring",
	"Documentation and runbooks",
	"Review the process",
	"Harden the system",
}

// specificTitles name what changes. The last ones look like vague ones.
var specificTitles = []string{
	"Add a canary stage to the deploy pipeline",
	"Add an alert on 5xx rate above 1 %",
	"Add alerting for all cases where this service returns >1% errors",
	"Add automated presubmit check for schema changes",
	"Handle invalid postal code in user address form input safely",
	"Alert when free disk space on db hosts falls below 10 %",
	"Page the payments team when the card queue is deeper than 500",
	"Write the failover runbook for the card service",
	"Document how to drain a node in the on-call runbook",
	"Raise the connection pool limit from 50 to 200",
	"Set a statement timeout on the reporting role",
	"Rotate the leaked deploy key",
	"Remove the shared admin password from the wiki",
	"Delete the unused checkout-legacy service",
	"Move cron jobs off the primary database",
	"Roll back automatically when the canary's error rate doubles",
	"Require two approvals for changes to DNS zones",
	"Refuse deploys on Fridays after 15:00",
	"Replace the hand-written retry loop in the card client",
	"Run a failover drill every quarter",
	"Post to #status within 15 minutes of a sev1",
	"Give support a template for customer notices",
	"Ask the vendor for a root cause report",
	"Retire Jenkins",
	"Cache exchange rates for five minutes",
	"Validate feature flags in CI",
	"Upgrade Redis to 7.2",
	"Back up the billing bucket daily",
	"Improve error message shown when a card is declined",
	"Improve p99 latency of checkout to 300 ms",
	"Improve alerting by paging on the burn rate of the error budget",
	"Increase the pod memory limit to 2 GiB",
	"Increase replicas of the session store",
	"Update TLS certificates automatically with cert-manager",
	"Update the runbook with the failover steps for Redis",
	"Fix the race between lease renewal and shutdown",
	"Fix the flaky health check of the proxy",
	"Investigate why pgbouncer kept idle connections open",
	"Investigate whether 3 brokers survive a zone failure",
	"Investigate memory leak in the image resizer",
	"Review IAM roles with write access to backups",
	"Evaluate PgBouncer against RDS Proxy and decide",
	"Ensure the backup job fails loudly when the bucket is missing",
	"Make sure replicas reject writes during failover",
	"Make sure the deploy tool checks the schema version",
	"Prevent deploys while a migration runs",
	"Avoid full table scans in the invoice export",
	"Test failover of the primary database quarterly",
	"Train on-call engineers to fail over Postgres with the new playbook",
	"Monitor queue depth and age of the oldest message",
	"Add tests for the currency rounding of refunds",
	"Add monitoring of certificate expiry",
	"Add `--dry-run` to deploy.sh",
	"Add a lint rule for unbounded queries",
	"More memory for the nightly export job",
	"Check certificates for expiry in CI",
	"Better error page when the card service is down for maintenance windows",
	"Coordinate maintenance windows with the card network through a shared calendar",
	"Careful rollout flag for migrations in the deploy tool",
	"Remind reviewers with a bot comment when a migration lacks a rollback",
	"Stop paging on single failed probes",
	"Überwachung für die Warteschlange der Kartenzahlung einrichten",
}

func TestVagueness(t *testing.T) {
	for _, title := range vagueTitles {
		if _, ok := vagueness(title); !ok {
			t.Errorf("%q passes for specific", title)
		}
	}
	for _, title := range specificTitles {
		if v, ok := vagueness(title); ok {
			t.Errorf("%q passes for vague: %s", title, v.reason)
		}
	}
	for _, title := range []string{"", "   ", "!!!", "\xff"} {
		if _, ok := vagueness(title); ok {
			t.Errorf("%q has no words and is called vague", title)
		}
	}
}

// TestVagueExamples holds the rule's own advice to its standard.
func TestVagueExamples(t *testing.T) {
	for _, v := range []vague{attention, improvement, inquiry, talk, wish, training, topic} {
		if _, ok := vagueness(v.example); ok {
			t.Errorf("the example %q is vague itself", v.example)
		}
	}
}
