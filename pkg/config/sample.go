package config

// Sample is the commented .pm.yaml that pm init writes: everything at its
// default, or behind a # as an example of what can be said.
func Sample() []byte { return []byte(sample) }

const sample = `# How postmortems are held here. Every key is optional and stands at its default;
# "pm config" shows what is in force and where it comes from.
version: 1

# Where incidents lie, and whether new ones go into a folder a year (or flat).
dir: postmortems
layout: year

# Who looks after the process, and who is who. Handles are what front matter uses.
# process_owner: [alice]
# people:
#   alice: {name: Alice Ames, email: alice@example.com, team: payments, aliases: [aames]}
#   bob: {name: Bob Brown, email: bob@example.com, active: false}

# How bad it can be, the worst first; for major ones a postmortem has to exist.
severities: [sev1, sev2, sev3, sev4]
default_severity: sev2
major: [sev1, sev2]
# alert_severities: {page: sev1, ticket: sev3}

# What pm new begins with: default, sre, minimal, security, retrospective, or a file.
template: default

# Deadlines, counted from the end of the incident or of the last change of state.
followup_due_after: 14d
review_within: 5d
stale_after: {in-progress: 2d, resolved: 3d, root-cause-analysis: 7d}
escalate_after: 14d
# process_review_due: 2027-01-15

# What a state needs, in place of the default, and how much lint rules weigh.
# gates: {resolved: [ended_at, owner]}
# rules: {vague-action: off, overdue: warning}

# Words that the rules for wording should know, commits that ask for a postmortem
# (pm coverage), keys that are not for the public (pm export --public).
# language: {roles: [buyer], teams: [Payments], systems: [Marvin], allow: [human error rate]}
# coverage: {branches: [hotfix/*, hotfix-*, emergency/*, revert-*], subjects: ["revert *", "hotfix*"]}
# internal: [services, action_items.ticket]

# The largest file that pm attach copies; every clone holds it for good.
attachments: {max_size: 5MiB}

# Commits: each change, only transitions, or never.
git: {commit: each, backend: auto, subject: "postmortem: {change}"}
`
